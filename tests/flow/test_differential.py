"""Random programs are really run with a client that writes down what it is given; every answer must contain that.

A program is a module of a few functions full of what makes a map hard to follow, or a project of three modules.
`KAFKALINT_PROGRAMS` says how many of each kind are tried; thousands look for what nobody has thought of.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from importlib import import_module, invalidate_caches
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import pytest
from hypothesis import Phase, given, settings
from hypothesis.strategies import randoms

from kafkalint.model.producer import Producer as Found
from kafkalint.model.value import Literal

Option = TypeVar("Option")
PROGRAMS = int(os.environ.get("KAFKALINT_PROGRAMS", "20"))

KEYS = ["acks", "retries", "linger", "nested"]
PRELUDE = """\
import copy
import logging
import os
import sys
from collections import ChainMap, OrderedDict
from functools import partial
from fake import Producer
from words import KafkaProducer
import fake

ACKS = 1
BASE = {"acks": ACKS}
OTHER = dict(retries=0)
KEPT = []
log = logging.getLogger("x")

class Manager:
    def __init__(self, held=None):
        self.held = held
    def __enter__(self):
        return self.held
    def __exit__(self, *_):
        if self.held is not None:
            self.held["linger"] = 77
        return True

class Box:
    shared = {"acks": 3}
    def __init__(self, conf):
        self.conf = conf
    def change(self):
        self.conf["retries"] = 33

def change(conf, value=44):
    conf["acks"] = value
    return conf

def keep(conf, store={}):
    store["x"] = conf
    KEPT.append(conf)

def disturb():
    for each in KEPT:
        each["linger"] = 99

def walk(conf):
    conf["retries"] = 1
    yield conf
    conf["retries"] = 2
    yield "linger"

def fail():
    raise ValueError

def made(acks=1, *more, linger=2, **rest):
    return {"acks": acks, "linger": linger, **rest}

def twice(conf, again=True):
    made = {**conf}
    for each in (made, conf):
        change(each, value=7)
    return twice(made, again=False) if again else made

def either(conf, other=BASE):
    try:
        if os.getenv("FLIP0"):
            return conf
        conf["retries"] = 8
        if os.getenv("FLIP1"):
            fail()
        return other
    except ValueError:
        return {**conf, "acks": 6}
    finally:
        conf["linger"] = 5

class Factory:
    kept = {"acks": 2}
    def conf(self, acks=4):
        return {"acks": acks, **self.more()}
    def more(self):
        return {"linger": 4}
    def produce(self, conf):
        Producer(self.conf())
        Producer(self.conf(conf["acks"]))
        self.change(conf)
        made = self.conf(acks=3)
        change(made)
        KafkaProducer(**made)
        Producer(self.fresh)
        change(self.held)
        Producer(self.held)
    def change(self, conf):
        conf["retries"] = 9
    @property
    def fresh(self):
        return {"acks": 6, **self.more()}
    @property
    def held(self):
        return self.kept

class Plain(KafkaProducer):
    kept = {"acks": 2}

class Own(KafkaProducer):
    def __init__(self, **more):
        super().__init__(acks=4, **more)

class Mapped(Producer):
    def __init__(self, conf, linger=3):
        given = {**conf, "linger": linger}
        change(given)
        super(Mapped, self).__init__(given)
        change(conf)

class Once(type):
    made = {}
    def __call__(cls, *args, **more):
        if cls not in cls.made:
            cls.made[cls] = super().__call__(*args, **more)
        return cls.made[cls]

class Single(Producer, metaclass=Once):
    pass

class Mixin:
    def __init__(self, conf, **more):
        super().__init__(self.given(conf, **more))
        change(conf)
    def given(self, conf, acks=5, **more):
        return {**conf, "acks": acks, **more}

class Mixed(Mixin, Producer):
    pass

class Again(Mixed):
    def given(self, conf, **more):
        conf["retries"] = 4
        return conf

class Tool:
    @staticmethod
    def conf(acks=4):
        return {"acks": acks}
    @classmethod
    def of(cls, acks, *more):
        return {**cls.conf(acks), "linger": 6}

async def task(conf, key="linger"):
    conf[key] = 12
    return {**conf, "acks": 3}

def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value

def narrow(conf=None, acks=None):
    if conf is None:
        conf = {"linger": 8}
    if acks and not conf.get("retries"):
        conf["acks"] = acks
    elif acks is None:
        conf["nested"] = 1
    return conf if isinstance(conf, dict) else {}

def spread(*args, **more):
    return change(*args, **more)

ready = partial(Producer, {"acks": 6})
"""


HOSTILE = """\
def change_base():
    BASE["acks"] = 55

def change_other():
    global OTHER
    OTHER = {"retries": 66}
"""


class Writer:
    """Writes one random program."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.lines: list[str] = []
        self.helpers: list[str] = []
        self.reflects = random.random() < 0.2
        self.names = ["a", "b", "c"]
        self.maps = [self.random.randrange(200) for _ in range(self.random.choice([3, 6, 12]))]
        self.kinds = [self.random.randrange(200) for _ in range(self.random.choice([3, 6, 12]))]

    def text(self) -> str:
        """The program."""
        self.lines.append(PRELUDE)
        if self.random.random() < 0.5:
            self.lines.append(HOSTILE)
        for index in range(2):
            self.helper(index)
        for index in range(self.random.randint(1, 3)):
            self.function(index)
        self.names = ["BASE", "OTHER", "m"]
        self.lines.append("m = {'acks': 9}")
        for _ in range(self.random.randint(2, 6)):
            self.statement(0, 2)
        for index in range(3):
            self.lines.append(f"if 'work{index}' in dir():")
            self.lines.append(f"    work{index}(BASE, {{'acks': 8}}, m)")
            self.lines.append(f"    work{index}(m, m)")
        return "\n".join(self.lines) + "\n"

    def function(self, index: int) -> None:
        """A function that works with maps of its own, of its caller and of the module."""
        self.lines.append(f"def work{index}(a, b, *rest, **more):")
        every = ["a", "b", "BASE", "OTHER", "more", "box.conf", "Box.shared"]
        strangers = self.random.choice([[], [], ["a", "b"], ["BASE"], every])
        self.names = ["c", "d"]
        self.line(1, "c, d = {'acks': 1}, {'retries': 2}")
        self.names += strangers
        self.line(1, "box = Box({'acks': 5})")
        for _ in range(self.random.randint(3, 9)):
            self.statement(1, 3)
        self.producer(1)

    def helper(self, index: int) -> None:
        """A function that others call for what it gives back or does to its arguments."""
        self.lines.append(f"def help{index}(a, b={self.value()}, *, d={{}}):")
        self.names = self.random.choice([["a", "c"], ["a", "c"], ["a", "c", "BASE"], ["c", "d"]])
        self.line(1, f"c = {{'acks': b, '{self.key()}': {self.value()}}}")
        for _ in range(self.random.randint(0, 3)):
            self.statement(1, 2)
        self.line(1, self.random.choice(["return a", "return c", f"return {self.map()}", "c = 0"]))
        self.helpers.append(f"help{index}")

    def help(self, name: str) -> str:
        """A call of a helper."""
        helper = self.random.choice([*self.helpers, "made", "twice", "either"])
        first = self.value() if helper == "made" else name
        more = {"made": f"linger={self.value()}, retries=3", "twice": "again=False", "either": name}
        given = self.random.choice(["", f", {more.get(helper, f'b={self.value()}')}"])
        return f"{helper}({first}{given})"

    def line(self, depth: int, text: str) -> None:
        self.lines.append("    " * depth + text)

    def choice(self, liked: list[int], options: list[Option]) -> Option:
        """One of the options that this program likes: programs with few kinds of statements can be followed further."""
        return options[self.random.choice(liked) % len(options)]

    def pick(self) -> str:
        return self.random.choice(self.names)

    def fresh(self) -> str:
        return self.random.choice([name for name in self.names if "." not in name and name not in ("BASE", "OTHER")])

    def key(self) -> str:
        return self.random.choice(KEYS)

    def value(self) -> str:
        number = str(self.random.randint(0, 9))
        return self.random.choice([number, number, f"'{number}'", "ACKS", f"int('{number}')", f"f'v{{ACKS}}{number}'"])

    def test(self) -> str:
        return self.random.choice([f"os.getenv('FLIP{self.random.randint(0, 5)}')", f"'{self.key()}' in {self.pick()}"])

    def map(self) -> str:
        """An expression that gives a map."""
        key, value, name, other = self.key(), self.value(), self.pick(), self.pick()
        return self.choice(
            self.maps,
            [
                f"{{'{key}': {value}}}",
                f"{{'{key}': {value}, '{self.key()}': {self.value()}}}",
                f"{{**{name}, '{key}': {value}}}",
                f"{{'{key}': {value}, **{name}}}",
                f"dict({name}, {key}={value})",
                f"dict({key}={value}, **{{'linger': 1}})",
                f"OrderedDict({name})",
                f"dict([('{key}', 3)])",
                f"{name}.copy()",
                f"copy.copy({name})",
                f"copy.deepcopy({name})",
                f"{name} | {other}",
                f"{name} if {self.test()} else {other}",
                f"{name} or {other}",
                f"{{k: v for k, v in {name}.items()}}",
                f"{{'nested': {name}}}",
                f"change({name})",
                self.help(name),
                self.help(name),
                f"[{name}, {other}][{self.random.randint(0, 1)}]",
                f"next(walk({name}))",
                f"max({name}, {other}, key=len)",
                f"(lambda: {name})()",
                f"partial(dict, {name})()",
                f"({name})",
                "Factory().fresh",
                "Factory().held",
                f"{{'{key}': {value}, '{self.key()}': {self.value()}, '{self.key()}': {self.value()}}}",
                f"ChainMap({name}, {other})",
                f"dict(ChainMap({{'{key}': {value}}}, {name}))",
                f"dict(zip(['{key}', 'linger'], [{value}, 1]))",
                f"dict.fromkeys(['{key}', 'acks'], {value})",
                f"{{f'{{k}}': v for k, v in {name}.items() if v}}",
                f"{{k: {name}[k] for k in ('acks', '{key}') if k in {name}}}",
                f"{{k: v for k, v in {name}.items() if not {name}.update({key}={value})}}",
                f"dict([('{key}', {name}.get('acks')), ('acks', {value})])",
                f"[{{**each, '{key}': {value}}} for each in ({name}, {other})][0]",
                f"Tool.conf({value})",
                f"Tool().of({value}, 3)",
                f"narrow({name})",
                f"narrow({name}, acks={value})",
                f"narrow(acks={value})",
                f"run(task({name}))",
                f"spread({name}, value={value})",
                f"spread(*[{name}], **{{'value': {value}}})",
                f"({name} if {name} is not None and '{key}' in {name} else {{'{key}': {value}}})",
            ],
        )

    def simple(self) -> list[str]:
        """A statement without a body of its own, as lines."""
        name, other, fresh, key, value = self.pick(), self.pick(), self.fresh(), self.key(), self.value()
        return self.choice(
            self.kinds,
            [
                [f"{fresh} = {self.map()}"],
                [f"{fresh} = {self.map()}"],
                [f"{name}['{key}'] = {value}"],
                [f"{name}['{key}'] = {value}"],
                [f"{name}['{key}'] = {value}"],
                [f"{name}.update({self.map()})"],
                [f"{name}.update({key}={value})"],
                [f"{name}.setdefault('{key}', {value})"],
                [f"{name}.pop('{key}', None)"],
                [f"if '{key}' in {name}:", f"    del {name}['{key}']"],
                [f"{fresh} |= {{'{key}': {value}}}"],
                [f"{fresh} = {other}"],
                [f"{fresh}, {self.fresh()} = {name}, {other}"],
                [f"{fresh} = u = {other}", f"u['{key}'] = {value}"],
                [f"k = '{key}' if {self.test()} else '{self.key()}'", f"{name}[k] = {value}"],
                [f"{name}['nested'] = {other}"],
                [f"{name}['nested'] = {{'{key}': {value}}}"],
                [f"change({name})"],
                [self.help(name)],
                [f"partial(change, {name})({value})"],
                [f"filled = partial({name}.update, {key}={value})", "filled()"],
                [f"sorted([1, 2], key=partial(change, {name}))"],
                [f"Factory().produce({name})"],
                [f"change({name}, *[{value}])"],
                [f"keep({name})"],
                ["disturb()"],
                ["change_base()" if HOSTILE in self.lines else "pass"],
                ["change_other()" if HOSTILE in self.lines else "pass"],
                [f"log.info('%s', {name})"],
                [f"for each in [{name}, {other}]:", f"    each['{key}'] = {value}"],
                [f"for each in walk({name}):", f"    {other}['{key}'] = {value}"],
                [f"sorted([1, 2], key=lambda _: {name}.update({key}={value}) or 1)"],
                [f"def later():", f"    {name}['{key}'] = {value}", "later()"],  # noqa: F541
                [f"late = lambda: {name}.pop('{key}', 0)", "late()"],
                [f"setter = {name}.__setitem__", f"setter('{key}', {value})"],
                [f"walker = walk({name})", "next(walker)"],
                [f"gen = ({name}.setdefault('{key}', n) for n in (1, 2))", "list(gen)"],
                [f"Box({name}).change()"],
                [f"print({name}, end='', file=open(os.devnull, 'w'))"],
                [f"if (w := {name}):", f"    w['{key}'] = {value}"],
                [f"{name}.clear()"],
                [f"list(map({name}.pop, [], []))"],
                [f"Box.shared['{key}'] = {value}"],
                [f"for k, v in {name}.items():", f"    {other}[k] = v"],
                [f"for k in ('acks', '{key}'):", f"    if k not in {name}:", f"        {name}[k] = {value}"],
                [f"for k in list({name}):", f"    {other}.pop(k, None)", "    break"],
                [
                    "async def inside():",
                    f"    made = await task({name}, '{key}')",
                    "    Producer(made)",
                    "run(inside())",
                ],
                [f"waiting = task({name})", f"{name}['{key}'] = {value}", "run(waiting)"],
                [f"if not isinstance({name}, dict) or not {name}:", f"    {name}['{key}'] = {value}"],
                self.reflection(name, key, value),
                self.reflection(name, key, value),
            ],
        )

    def reflection(self, name: str, key: str, value: str) -> list[str]:
        """A change of what has no name there."""
        if not self.reflects:
            return ["pass"]
        return self.random.choice(
            [
                [f"exec('{name}.update({key}=5)')"],
                [f"eval('{name}.pop', {{**globals(), **locals()}})('{key}', None)"],
                ["globals()['BASE'] = {'acks': 78}"],
                ["names = globals()", f"names['ACKS'] = {value}"],
                [f"vars(Factory)['kept']['{key}'] = {value}"],
                [f"locals().get('c', {{}})['{key}'] = {value}"],
                ["Factory().__dict__.update(acks=3)"],
                [f"sys.modules['os'].__dict__.get('x', {name})['{key}'] = {value}"],
            ]
        )

    def statement(self, depth: int, nested: int) -> None:
        """Any statement."""
        kind = self.random.random()
        if kind < 0.15:
            self.producer(depth)
        elif kind < 0.7 or not nested:
            for line in self.simple():
                self.line(depth, line)
        else:
            self.compound(depth, nested - 1)

    def body(self, depth: int, nested: int) -> None:
        for _ in range(self.random.randint(1, 3)):
            self.statement(depth, nested)

    def compound(self, depth: int, nested: int) -> None:
        """A statement with bodies."""
        match self.random.randint(0, 6):
            case 0:
                self.line(depth, f"if {self.test()}:")
                self.body(depth + 1, nested)
                if self.random.random() < 0.5:
                    self.line(depth, "else:")
                    self.body(depth + 1, nested)
            case 1:
                self.line(depth, f"for i in range({self.random.randint(0, 2)}):")
                self.body(depth + 1, nested)
                self.leave(depth + 1, ["break", "continue"])
                self.body(depth + 1, nested)
            case 2:
                count = f"n{len(self.lines)}"
                self.line(depth, f"{count} = 0")
                self.line(depth, "while True:")
                self.line(depth + 1, f"{count} += 1")
                self.line(depth + 1, f"if {count} > 2:")
                self.line(depth + 2, "break")
                self.body(depth + 1, nested)
            case 3:
                self.line(depth, "try:")
                self.body(depth + 1, nested)
                self.line(depth + 1, f"if {self.test()}:")
                self.line(depth + 2, self.random.choice(["fail()", "raise KeyError"]))
                self.body(depth + 1, nested)
                self.line(depth, f"except {self.random.choice(['ValueError', 'Exception'])}:")
                self.body(depth + 1, nested)
                if self.random.random() < 0.5:
                    self.line(depth, "finally:")
                    self.body(depth + 1, nested)
            case 4:
                self.line(depth, f"with Manager({self.pick()}) as held:")
                self.body(depth + 1, nested)
                self.leave(depth + 1, ["fail()"])
                self.body(depth + 1, nested)
            case 5:
                self.line(depth, f"match {self.pick()}:")
                self.line(depth + 1, f"case {{'{self.key()}': found, **others}}:")
                self.body(depth + 2, nested)
                self.line(depth + 1, "case whole:")
                self.line(depth + 2, f"whole['{self.key()}'] = {self.value()}")
            case 6:
                name = self.fresh()
                self.line(depth, f"def inner(x={name}):")
                if depth:
                    self.line(depth + 1, f"nonlocal {name}" if name in ("c", "d", "a", "b") else "pass")
                else:
                    self.line(depth + 1, f"global {name}")
                self.body(depth + 1, 0)
                self.line(depth + 1, f"{name} = {{'acks': 7}}" if name != "more" else "pass")
                self.line(depth, "inner()")

    def leave(self, depth: int, ways: list[str]) -> None:
        if self.random.random() < 0.5:
            self.line(depth, f"if {self.test()}:")
            self.line(depth + 1, self.random.choice(ways))

    def producer(self, depth: int) -> None:
        """A call of a client, on a line of its own."""
        name, key, value = self.pick(), self.key(), self.value()
        call = self.random.choice(
            [
                f"Producer({name})",
                f"Producer({name}, {key}={value})",
                f"fake.Producer({{**{name}, '{key}': {value}}})",
                f"Producer({self.map()})",
                f"KafkaProducer(**{name})",
                f"KafkaProducer({key}={value})",
                f"Producer(**{name})",
                f"[Producer(each) for each in [{name}, {self.pick()}]]",
                f"Producer({self.help(name)})",
                f"KafkaProducer(**{self.help(name)})",
                f"Plain({key}={value})",
                f"Plain(**{name})",
                f"Own({key}={value})",
                f"Own(**{name})",
                f"Mapped({name})",
                f"Mixed({name})",
                f"Mixed({name}, {key}={value})",
                f"Again({name})",
                f"Single({name})",
                f"Producer(*[{name}])",
                f"for each in [{{'{key}': {value}}}, {name}]: Producer(each)",
                f"partial(Producer, {name})({key}={value})",
                f"partial(KafkaProducer, {key}={value})(**{name})",
                f"ready({key}={value})",
                f"filled = partial(Producer, {name}); {name}['{key}'] = {value}; filled()",
                f"filled = partial(KafkaProducer, {key}={value}); filled(linger={value}); filled(acks=3)",
            ]
        )
        self.line(depth, call)


SMALL = """\
import os
from functools import partial
from fake import Producer
from words import KafkaProducer

G0 = {"acks": 1}
G1 = {"acks": 2, "retries": 3}
G2 = {"linger": 1}
KEPT = []
"""


def small_program(random: Random) -> str:
    """A program of few functions and maps, where most code has nothing to do with most producers."""
    lines = [SMALL]
    for index in range(4):
        lines += _small_function(random, index)
    lines += _small_body(random, "")
    lines += ["def main(a, b=G1):", *_small_body(random, "    "), "main(h0(G0))", "main(G1, G2)"]
    return "\n".join(lines + _small_body(random, "")) + "\n"


def _small_function(random: Random, index: int) -> list[str]:
    """A helper, or a class whose methods help one another."""
    key, value, one = random.choice(KEYS), random.randint(4, 9), f"G{random.randint(0, 2)}"
    inner = f"h{random.randrange(index)}" if index else "dict"
    flip = f"os.getenv('FLIP{random.randint(0, 5)}')"
    bodies = [
        [f"return {one}"],
        [f"return {{'{key}': {value}}}"],
        [f"a['{key}'] = {value}", "return a"],
        [f"return {{**a, '{key}': b}}"],
        [f"return {inner}(a)"],
        [f"{inner}({one})", f"return {{'{key}': b}}"],
        [f"{one}['{key}'] = {value}", "return a"],
        [f"global {one}", f"{one} = {{'{key}': b}}", f"return {one}"],
        [f"if {flip}:", f"    a['{key}'] = {value}", "return a"],
        [f"if {flip}:", f"    return {one}", f"return {inner}({one})"],
        ["KEPT.append(a)", "return a"],
        ["for each in KEPT:", f"    each['{key}'] = {value}", f"return {inner}(a)"],
        ["c = dict(a)", "Producer(c)", f"c['{key}'] = b", "return c"],
        [f"c = {{'{key}': b}}", f"if not {flip}:", f"    return h{index}(c)", "return c"],
        ["try:", f"    c = {inner}(a)", f"    c['{key}'] = {value}", "    return c", "finally:", f"    a['{key}'] = b"],
    ]
    if random.random() < 0.75:
        return [f"def h{index}(a, b={value}, **more):", *(f"    {line}" for line in random.choice(bodies))]
    lines = [f"class K{index}:"]
    for name, body in zip(["first", "second"], random.sample(bodies, 2), strict=True):
        lines += [f"    def {name}(self, a, b=3):", *(f"        {line}" for line in body)]
    lines += ["    def use(self, a):", "        made = self.first(a)", "        Producer(made)"]
    lines += ["        KafkaProducer(**self.second(made, b=5))", "        return self.first({})"]
    return [*lines, f"def h{index}(a, b=1, **more):", f"    return K{index}().use(a)"]


def _small_body(random: Random, indent: str) -> list[str]:
    """Statements around some producers."""
    lines = ["x = {'acks': 0}"]
    for _ in range(random.randint(2, 7)):
        key, value, one, other = random.choice(KEYS), random.randint(4, 9), f"G{random.randint(0, 2)}", "x"
        helper, flip = f"h{random.randint(0, 3)}", f"os.getenv('FLIP{random.randint(0, 5)}')"
        name = random.choice([one, other, other])
        lines += random.choice(
            [
                [f"x = {helper}({name})"],
                [f"x = {helper}({name}, b={value})"],
                [f"x = {helper}({name}, {key}={value})"],
                [f"{helper}({name})"],
                [f"if {flip}:", f"    {name}['{key}'] = {value}"],
                [f"if {flip}:", f"    {helper}({name})"],
                ["for _ in (1, 2):", f"    x = {helper}(x)"],
                [f"late = partial({helper}, {name})", "x = late()"],
                [f"made = partial(Producer, {name})", f"{helper}({name})", "made()"],
                [f"list(map({helper}, [{name}]))"],
                [f"Producer({name})"],
                [f"Producer({helper}({name}))"],
                [f"KafkaProducer(**{helper}({{'{key}': {value}}}))"],
                [f"Producer({name}, {key}={value})"],
            ]
        )
    if not indent and random.random() < 0.2:
        lines += ["if os.getenv('FLIP0'):", "    h1 = h2"]
    return [f"{indent}{line}" for line in [*lines, "Producer(x)"]]


HELD = """
class Held:
    base = {"acks": 5}
    def __init__(self, conf, acks=6):
        self.conf = conf
        self.more = {"acks": acks, **conf}
        FIRST
    def send(self):
        Producer(self.conf)
        OTHER
        Producer({**self.more, "linger": 2})
        Producer(self.base)
    def change(self, value):
        CHANGE

def build(conf, acks=None):
    return Held(conf) if acks is None else Held(conf, acks=acks)

class Own(Producer):
    def __init__(self, conf):
        super().__init__({**conf, "nested": 1})

def direct(conf, **more):
    conf = {**conf, **more}
    Producer(conf)
"""
CALLS = [
    "build(ARG).send()",
    "build(ARG, acks=8).send()",
    "held = Held(ARG); held.send()",
    "held = Held(ARG); held.change(3); held.send()",
    "Own(ARG)",
    "direct(ARG)",
    "direct(ARG, linger=4)",
    "list(map(direct, [ARG]))",
    "ARG['acks'] = 9",
    "h1(ARG)",
    "Held.base['linger'] = 7",
    "held = Held(ARG); held.conf['acks'] = 4; held.send()",
    "Held(ARG).conf = {}",
]


def modules(random: Random) -> dict[str, str]:
    """A project of three modules: settings with helpers, wrappers of a client, and those who use both."""
    conf = [SMALL, *(line for index in range(4) for line in _small_function(random, index))]
    names = "G0, G1, G2, h0, h1, h2, h3"
    imports = random.choice([f"from conf import {names}", "from conf import *"])
    held = HELD
    for word, options in {
        "FIRST": ["pass", "pass", "self.conf['linger'] = 1", "self.send()", "self.conf = dict(conf)"],
        "OTHER": ["pass", "pass", "self.conf = {**self.conf, 'acks': 7}", "self.change(1)", "h1(self.conf)"],
        "CHANGE": ["pass", "pass", "self.conf['retries'] = value", "self.more = {'acks': value}", "Held.base = {}"],
    }.items():
        held = held.replace(word, random.choice(options))
    head = "import os\nfrom functools import partial\nfrom fake import Producer\nfrom words import KafkaProducer\n"
    app = [head, imports, held, *_small_body(random, "")]
    users = [head, "import conf", imports, "from app import Held, Own, build, direct", "x = {'acks': 2}"]
    for _ in range(random.randint(2, 6)):
        call = random.choice(CALLS).replace("ARG", random.choice(["x", "x", "G0", "conf.G1", "{'acks': 1}"]))
        users += random.choice([[call], [call], [f"def late{len(users)}():", f"    {call}", f"late{len(users)}()"]])
    return {"conf.py": "\n".join(conf) + "\n", "app.py": "\n".join(app) + "\n", "use.py": "\n".join(users) + "\n"}


def _holds(producer: Found, settings: dict[str, Any]) -> bool:
    slots = {slot.name: slot for slot in producer.slots}
    if not producer.open and not settings.keys() <= slots.keys():
        return False
    for name, slot in slots.items():
        if name not in settings:
            if not slot.maybe_absent:
                return False
            continue
        values = [setting.value for setting in slot.values]
        if all(isinstance(value, Literal) for value in values) and not any(
            isinstance(value, Literal) and value.value == settings[name] for value in values
        ):
            return False
    return True


def _each(try_one: Callable[[Random], tuple[int, int]]) -> tuple[int, int]:
    """Try many programs: the number of calls, and of those with a closed answer."""
    totals = [0, 0]

    @settings(max_examples=PROGRAMS, phases=[Phase.generate, Phase.shrink])
    @given(randoms(use_true_random=False))
    def each(random: Random) -> None:
        for index, count in enumerate(try_one(random)):
            totals[index] += count

    each()
    return totals[0], totals[1]


def _compared(
    recorded: Iterable[tuple[list[tuple[str, int]], dict[str, Any]]],
    answers: Mapping[tuple[str, int], list[Found]],
    text: str,
) -> tuple[int, int]:
    """Hold what clients were given against the answers; the number of calls, and of those with a closed answer."""
    calls = closed = 0
    for at, settings_there in recorded:
        found = next((answers[each] for each in at if each in answers), [])
        assert found, f"no producer at {at}\n{text}"
        assert any(_holds(each, settings_there) for each in found), f"{at}: {settings_there} not in {found}\n{text}"
        calls += 1
        closed += not any(each.open for each in found)
    return calls, closed


def _at(producer: Found, texts: Mapping[str, str]) -> tuple[str, int]:
    call = producer.related[-1][0] if producer.related else producer.site
    return call.path, texts[call.path].count("\n", 0, call.span.start) + 1


def _flip(flips: Random) -> None:
    os.environ.update({f"FLIP{index}": flips.choice(["", "1"]) for index in range(6)})


def check(find: Callable[[str], Any], clients: Callable[[], Any], text: str) -> tuple[int, int]:
    """Run one program several times."""
    answers: dict[tuple[str, int], list[Found]] = {}
    for producer in find(text).producers:
        answers.setdefault(_at(producer, {"app.py": text}), []).append(producer)
    code = compile(text, "app.py", "exec")
    recorded = []
    for run in range(4):
        recorder = clients()
        _flip(Random(run))
        with recorder.installed(), suppress(Exception, KeyboardInterrupt):  # what it did before its own error counts
            exec(code, {"__name__": "program"})
        recorded += recorder.calls
    return _compared(recorded, answers, text)


def check_modules(
    follow: Callable[..., Any], clients: Callable[[], Any], texts: Mapping[str, str], folder: Path
) -> tuple[int, int]:
    """Run one project, beginning with any of its modules."""
    answers: dict[tuple[str, int], list[Found]] = {}
    for path, text in texts.items():
        for producer in follow(texts, path).producers:
            answers.setdefault(_at(producer, texts), []).append(producer)
        (folder / path).write_text(text)
    recorded = []
    for run, first in enumerate(["use", "app", "conf"]):
        recorder = clients()
        _flip(Random(run))
        invalidate_caches()
        with recorder.installed(), suppress(Exception, KeyboardInterrupt):
            for name in (first, "use"):
                import_module(name)
        for name in ("conf", "app", "use"):
            sys.modules.pop(name, None)
        recorded += [([(Path(file).name, line) for file, line in at], given) for at, given in recorder.calls]
    return _compared(recorded, answers, "\n".join(f"# {path}\n{text}" for path, text in texts.items()))


def test_what_the_client_receives_is_in_the_answer(find: Callable[[str], Any], recorder: Callable[[], Any]) -> None:
    calls, closed = _each(lambda random: check(find, recorder, Writer(random).text()))
    assert calls > PROGRAMS
    assert closed > calls / 10  # else the test says nothing


def test_what_small_programs_receive_is_in_the_answer(find: Callable[[str], Any], recorder: Callable[[], Any]) -> None:
    calls, closed = _each(lambda random: check(find, recorder, small_program(random)))
    assert calls > PROGRAMS
    assert closed > calls / 5


def test_what_projects_of_modules_receive_is_in_the_answer(
    follow: Callable[..., Any], recorder: Callable[[], Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.syspath_prepend(tmp_path)
    calls, closed = _each(lambda random: check_modules(follow, recorder, modules(random), tmp_path))
    assert calls > PROGRAMS
    assert closed > calls / 20
