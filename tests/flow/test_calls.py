"""Calls of the module's own functions, partial calls and subclasses of a client: followed where that is sure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kafkalint.analysis.flow import TOO_LONG

Find = Callable[[str], Any]
HEAD = "from fake import Producer\nfrom words import KafkaProducer\nfrom functools import partial\nC = {'acks': 1}\n"


def _case(code: str, **settings: object) -> Any:
    return pytest.param(code, settings, id=code.replace("\n", "; "))


@pytest.mark.parametrize(
    ("code", "settings"),
    [
        _case("def make():\n    return {'acks': 2}\nProducer(make())", acks=2),
        _case("def make(acks, b=2):\n    return {'acks': acks, 'b': b}\nProducer(make(3))", acks=3, b=2),
        _case("def make(*, acks=2, **more):\n    return dict(more, acks=acks)\nProducer(make(b=1))", b=1, acks=2),
        _case("def make(a, *more):\n    return {'acks': a}\nProducer(make(2, 3))", acks=2),
        _case("def make(a=1, /, **more):\n    return {'acks': a, **more}\nProducer(make(a=2))", acks=1, a=2),
        _case(
            "def make(a, b=3, **more):\n    return {'a': a, 'b': b, **more}\nProducer(make(**C, a=2))", a=2, b=3, acks=1
        ),
        _case(
            "X = {'b': 4}\ndef make(a, b=3):\n    return {'acks': a, 'b': b}\nProducer(make(*[2], **X))", acks=2, b=4
        ),
        _case(
            "def a(*p, **k):\n    return b(*p, **k)\ndef b(x, y):\n    return {x: y}\nProducer(a('acks', y=2))", acks=2
        ),
        _case("def change(c, acks):\n    c['acks'] = acks\nchange(C, acks=4)\nProducer(C)", acks=4),
        _case("def g():\n    global C\n    C = {'acks': 5}\ng()\nProducer(C)", acks=5),
        _case("def g():\n    return C\ng()['acks'] = 2\nProducer(C)", acks=2),
        _case("def a():\n    return {'acks': 2}\ndef b():\n    return {**a(), 'b': 1}\nProducer(b())", acks=2, b=1),
        _case("def a(n):\n    return {'acks': n}\nx = a(1)\ny = a(2)\ny['b'] = 3\nProducer(x)", acks=1),
        _case("def f():\n    try:\n        return {'acks': 2}\n    finally:\n        go()\nProducer(f())", acks=2),
        _case(
            "class A:\n    def conf(self, acks=2):\n        return {'acks': acks}\n"
            "    def f(self):\n        Producer(self.conf())",
            acks=2,
        ),
        _case("make = partial(Producer, {'acks': 2})\nmake()", acks=2),
        _case("make = partial(KafkaProducer, acks=2, b=3)\nmake(acks=4)", acks=4, b=3),
        _case("make = partial(Producer, C)\nC['acks'] = 7\nmake()", acks=7),
        _case("make = partial(partial(KafkaProducer, acks=2), b=3)\nmake()", acks=2, b=3),
        _case("class P(KafkaProducer):\n    pass\nP(acks=2)", acks=2),
        _case("def make(conf):\n    return Producer(conf)\nmake({'acks': 2})", acks=2),
        _case("def a(c):\n    Producer(c)\ndef b(c):\n    a({**c, 'b': 1})\ndef f():\n    b({'acks': 2})", acks=2, b=1),
        _case("class P(Producer):\n    def __init__(self, conf):\n        super().__init__(conf)\nP({'b': 2})", b=2),
        _case("class W:\n    def __init__(self, conf):\n        self.p = Producer(conf)\nW({'acks': 2})", acks=2),
        _case("class P(KafkaProducer):\n    def __init__(self):\n        super().__init__(acks=2)\nP()", acks=2),
    ],
)
def test_followed(find: Find, code: str, settings: dict[str, object]) -> None:
    producer = find(HEAD + code).producers[-1]
    assert producer.open == ()
    assert {slot.name: slot.values[0].value.value for slot in producer.slots if len(slot.values) == 1} == settings
    assert not any(slot.maybe_absent for slot in producer.slots)


@pytest.mark.parametrize(
    "code",
    [
        "def make(n):\n    return make(n - 1) if n else {'acks': 1}\nProducer(make(1))",
        "@cached\ndef make():\n    return {'acks': 1}\nProducer(make())",
        "def make():\n    yield {'acks': 1}\nProducer(make())",
        "async def make():\n    return {'acks': 1}\nasync def f():\n    later = make()\n    Producer(await later)",
        "def make(**more):\n    return {'acks': 1, **more}\nProducer(make(**x))",
        "def make(a, b):\n    return {'acks': a, **b}\nProducer(make(*x))",
        "def make(a, b={}):\n    return {'acks': a, **b}\nProducer(make(1))",
        "def make():\n    return {'acks': 1}\nif x:\n    make = other\nProducer(make())",
        "def make():\n    return {'acks': 1}\ndef f():\n    Producer(make())\ndef g():\n    global make\n    make = 1",
        "def make():\n    x.kept = c = {'acks': 1}\n    go()\n    return c\nProducer(make())",
        "class A:\n    def conf(self): return {}\n    def f(self): Producer(self.conf())\nclass B(A):\n    conf = x",
        "class A:\n    def conf(self): return {}\n    conf = x(conf)\n    def f(self): Producer(self.conf())",
        "class A:\n    def conf(self): return {}\n    def f(self): Producer(self.conf())\nA.conf = x",
        "class A:\n    def conf(self): return {}\n    def f(self): Producer(self.conf())\nsetattr(A, y, x)",
        "class A:\n    @property\n    def conf(self): return {}\n    def f(self): Producer(self.conf())",
        "make = partial(KafkaProducer, acks=1)\nmake(**x)",
        "def g():\n    C['acks'] = 2\ndef make():\n    return C\ngo()\nProducer(make())",
        "class P(KafkaProducer):\n    def __init__(self, **kw):\n        super().__init__(acks=1, **kw)\nregister(P)",
        "def make(conf):\n    return Producer(conf)\nregister(make)",
    ],
)
def test_open(find: Find, code: str) -> None:
    assert find(HEAD + code).producers[-1].open


@pytest.mark.parametrize(
    "code",
    [
        "class P(Other):\n    def __init__(self):\n        super().__init__(acks=1)\nP()",
        "class P(KafkaProducer):\n    def __init__(self):\n        self.acks = 1\nP()",
        "class M:\n    def __init__(self):\n        pass\nclass P(M, KafkaProducer):\n    pass\nP()",
        "make = partial(Other, {'acks': 1})\nmake()",
        "make = partial(Producer, {'acks': 1})\nregister(make)",
    ],
)
def test_not_surely_a_client(find: Find, code: str) -> None:
    assert find(HEAD + code).producers == ()


ONCE = """\
class Once(type):
    made = {}
    def __call__(cls, *args, **more):
        if cls not in cls.made:
            cls.made[cls] = super().__call__(*args, **more)
        return cls.made[cls]
"""
MIXIN = """\
class Mixin:
    def __init__(self, b, **more):
        super().__init__(self.conf(b, **more))
    def conf(self, b, acks=None):
        return {'b': b, 'acks': acks}
"""


@pytest.mark.parametrize(
    ("code", "settings"),
    [
        _case(ONCE + "class P(KafkaProducer, metaclass=Once):\n    pass\nP(acks=2)", acks=2),
        _case("import abc\nclass P(KafkaProducer, metaclass=abc.ABCMeta):\n    pass\nP(acks=2)", acks=2),
        _case("class M:\n    pass\nclass P(M, KafkaProducer):\n    pass\nP(acks=2)", acks=2),
        _case(MIXIN + "class P(Mixin, Producer):\n    pass\nP(3, acks=2)", b=3, acks=2),
        _case(MIXIN + "class Q(Mixin):\n    pass\nclass P(Q, Producer):\n    pass\nP(3, acks=2)", b=3, acks=2),
        _case(
            MIXIN + "class P(Mixin, Producer):\n    def __init__(self, b):\n        super().__init__(b, acks=5)\nP(3)",
            b=3,
            acks=5,
        ),
        _case("class P(KafkaProducer):\n    pass\nclass Q(P):\n    pass\nQ(acks=2)", acks=2),
        _case(
            "class P(KafkaProducer):\n    def __init__(self, n):\n        super().__init__(acks=n)\n"
            "class Q(P):\n    def __init__(self):\n        super().__init__(4)\nQ()",
            acks=4,
        ),
        _case(
            "class A:\n    def c(self): return {'acks': 1}\nclass B(A):\n    def f(self): Producer(self.c())", acks=1
        ),
    ],
)
def test_methods_of_bases_are_followed(find: Find, code: str, settings: dict[str, object]) -> None:
    producer = find(HEAD + code).producers[-1]
    assert producer.open == ()
    assert {slot.name: slot.values[0].value.value for slot in producer.slots} == settings


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("class P(Mixin, KafkaProducer):\n    pass\nP(acks=1)", "the base Mixin"),
        ("class P(KafkaProducer, metaclass=M):\n    pass\nP(acks=1)", "the metaclass M"),
        (ONCE.replace("**more)\n", "a=2)\n") + "class P(Producer, metaclass=Once): pass\nP()", "the metaclass Once"),
        ("class P(KafkaProducer):\n    def __new__(cls, **kw):\n        return 1\nP(acks=1)", "__new__ of P"),
        ("@register\nclass P(KafkaProducer):\n    pass\nP(acks=1)", "the decorated P"),
        ("class P(KafkaProducer):\n    pass\nP.__init__ = x\nP(acks=1)", "a new __init__"),
        (
            "class P(KafkaProducer):\n    def __init__(self):\n        super(Q, self).__init__(acks=1)\nP()",
            "super(Q, self)",
        ),
        (
            "class P(Mixin, KafkaProducer):\n    def __init__(self):\n        super().__init__(acks=1)\nP()",
            "the base Mixin",
        ),
    ],
)  # fmt: skip
def test_a_client_behind_code_that_is_not_seen_is_found(find: Find, code: str, reason: str) -> None:
    assert find(HEAD + code).only.open == (reason,)


def test_what_a_call_names_holds_whatever_it_spreads(find: Find) -> None:
    answer = find(HEAD + "KafkaProducer(acks=1, **x)")
    assert answer.settings == {"acks": 1}
    assert not answer.closed


def test_a_value_in_a_helper_can_be_edited_when_the_producer_alone_uses_it(find: Find) -> None:
    answer = find(HEAD + "def make():\n    return {'acks': 2}\nProducer(dict(make()))\nmore = make\n")
    assert answer.setting("acks").locked
    answer = find(HEAD + "def make():\n    return {'acks': 2}\nmade = make()\nProducer(made)")
    setting = answer.setting("acks")
    assert (answer.at(setting.site), setting.locked) == ("2", "")
    assert [(answer.at(site), words) for site, words in setting.related] == [
        ("make()", "called here"),
        ("Producer(made)", "the producer"),
    ]


@pytest.mark.parametrize(
    "code",
    [
        "def make():\n    return {'acks': 2}\nother(make())\nProducer(make())",
        "def make():\n    return {'acks': 2}\nProducer(make())\nlist(map(make, x))",
        "def make(acks):\n    return {'acks': acks}\nProducer(make(2))",
        "def make(acks=2):\n    return {'acks': acks}\nProducer(make())",
        "make = partial(KafkaProducer, acks=2)\nmake()",
        "class A:\n    def conf(self):\n        return {'acks': 2}\n    def f(self):\n        Producer(self.conf())",
    ],
)
def test_a_value_that_others_may_use_too_is_locked(find: Find, code: str) -> None:
    assert find(HEAD + code).setting("acks").locked


def test_a_branch_elsewhere_may_change_what_a_helper_gives(find: Find) -> None:
    answer = find(HEAD + "def make():\n    return C\nif x:\n    C['acks'] = 2\nProducer(make())")
    assert answer.settings == {"acks": (1, 2)}


def test_calls_that_take_too_many_steps_are_not_followed(find: Find) -> None:
    calls = "".join(f"def f{n}():\n" + f"    f{n - 1}()\n" * 40 + "    return C\n" for n in range(1, 6))
    last = find(HEAD + "def f0(): return C\n" + calls + "f5()\nProducer({'acks': 1})").producers[-1]
    assert last.open == ()
    assert [setting.value.value for slot in last.slots for setting in slot.values] == [1]


def test_what_takes_too_many_steps_leaves_no_producer_out(find: Find) -> None:
    most = "".join("    " * depth + f"for n{depth} in 'a', 'b', 'c', 'd':\n" for depth in range(8))
    most += "    " * 8 + "C['k'] = 1\n"
    code = (
        "class Mixin: pass\n"
        "class Own(Mixin, Producer): pass\n"
        "class Mine(Own): pass\n"
        "class Other(Mixin): pass\n"
        "class Round(Round): pass\n"
        f"{most}Own(C)\nMine(C)\nOther(C)\nRound(C)\nProducer(C)\n"
    )
    assert [each.open for each in find(HEAD + code).producers] == [(TOO_LONG,)] * 3
