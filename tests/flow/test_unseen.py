"""Ways in which a map changes behind the back of the code around a producer: none of them may be called certain."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Find = Callable[[str], Any]
HEAD = "from fake import Producer\nimport functools\nC = {'acks': 1}\n"
F = "\n    def f(self):\n        Producer(self.c)"


@pytest.mark.parametrize(
    "code",
    [
        "def g():\n    C['acks'] = 2\ndef f():\n    Producer(C)",
        "def g():\n    yield C\nfor x in g():\n    x['acks'] = 2\nProducer(C)",
        "def g():\n    C['acks'] = 2\n    yield\nnext(g())\nProducer(C)",
        "def g():\n    C['acks'] = 2\n    yield\nlist(g())\nProducer(C)",
        "x = (C.pop('acks') for _ in (1,))\nlist(x)\nProducer(C)",
        "def g(n):\n    C['acks'] = n\n    return g(n - 1) if n else Producer(C)\ng(2)\nProducer(C)",
        "sorted([1], key=lambda x: C.pop('acks'))\nProducer(C)",
        "list(map(C.pop, ['acks']))\nProducer(C)",
        "class M:\n    def __exit__(self, *x):\n        C['acks'] = 2\nwith M():\n    pass\nProducer(C)",
        "@functools.lru_cache\ndef g():\n    return {'acks': 1}\ng()['acks'] = 2\nProducer(g())",
        "globals()['C'] = {}\nProducer(C)",
        "exec('C = {}')\nProducer(C)",
        "vars()['C'] = {}\nProducer(C)",
        "import sys\nsys.modules[__name__].__dict__['C'] = {}\nProducer(C)",
        "from other import *\nProducer(C)",
        "def f(c):\n    def g():\n        nonlocal c\n        c = {}\n    c = {'acks': 1}\n    g()\n    Producer(c)",
        "def f(c={'acks': 1}):\n    Producer(c)\n    c['acks'] = 2",
        "class A:\n    c = {'acks': 1}" + F + "\nA.c['acks'] = 2\ngo()",
        "class A:\n    c = {'acks': 1}" + F + "\ndef g():\n    A.c['acks'] = 2",
        "class A:\n    c = {'acks': 1}" + F + "\n    def g(self): self.c.clear()",
        "class A:\n    c = {'acks': 1}" + F + "\nx.c['acks'] = 2\ngo()",
        "class A:\n    c = {'acks': 1}" + F + "\nx.c = go()",
        "class A:\n    c = {'acks': 1}" + F + "\nclass B(A):\n    c = {}",
        "class A(B):\n    c = {'acks': 1}" + F,
        "class A:\n    c = {'acks': 1}" + F + "\n    def g(self): register(self.c)",
        "class A:\n    def __init__(self, c): self.c = c" + F + "\nregister(A)",
        "class A:\n    def __init__(self): self.c = {}" + F + "\n    def g(self, c): self.c = c",
        "class A:\n    def __init__(self): self.c = {}" + F + "\nsetattr(x, 'c', 1)",
        "class A:\n    def __init__(self):\n        self.c = C" + F + "\nregister(C)",
        "KEPT = [C]\nKEPT[0]['acks'] = x\nfor k in KEPT * 2:\n    k.pop('acks')\ngo(KEPT)\nProducer(C)",
        "setter = C.__setitem__\nsetter('acks', 2)\nProducer(C)",
        "def g(c=C):\n    c['acks'] = 2\ng()\nProducer(C)",
        "class A:\n    def __init__(self): self.c = C\n    def g(self): self.c['acks'] = 2\nA().g()\nProducer(C)",
        "async def f():\n    c = {'acks': 1}\n    x.c = c\n    await x.go()\n    Producer(c)",
        "import functools\ng = functools.partial(C.update, acks=2)\ng()\nProducer(C)",
        "for x in y:\n    def g():\n        register(C)\n    g()\n    Producer(C)\nregister(C)",
    ],
)
def test_open(find: Find, code: str) -> None:
    producer = find(HEAD + code).producers[-1]
    assert producer.open


@pytest.mark.parametrize(
    "code",
    [
        "def g():\n    return C['acks']\ng()\nProducer(C)",
        "def g():\n    D = {**C}\n    D['acks'] = 2\ng()\nProducer(C)",
        "def g(C):\n    C['acks'] = 2\ng({})\nProducer(C)",
        "def g():\n    C = {}\n    C['acks'] = 2\ng()\nProducer(C)",
        "def f():\n    Producer(C)\ndef g():\n    Producer(C)",
        "def g():\n    yield 1\nfor x in g():\n    pass\nProducer(C)",
        "sorted([1], key=lambda x: -x)\nProducer(C)",
        "x = [c for c in C]\nProducer(C)",
        "if 'acks' in C:\n    go()\nProducer(C)",
        "Producer(C).send('x')\nProducer(C)",
        "register(dict(C))\nProducer(C)",
        "register(**C)\nProducer({**C})",
        "class A:\n    C = {'acks': 2}\n    def f(self):\n        Producer(C)",
        "class A:\n    c = {'acks': 1}" + F,
        "class A:\n    def __init__(self): self.c = {'acks': 1}\n    def f(self):\n        go(); Producer(self.c)",
        "class A:\n    def __init__(self, c):\n        self.c = c" + F + "\nA({'acks': 1}).f()",
        "class A:\n    def __init__(self):\n        self.c = {}\n        self.c['acks'] = 1" + F,
        "class A:\n    c = {'acks': 1}\nProducer(A.c)",
        "def f():\n    register(lambda: C.get('acks'))\n    Producer(C)",
        "async def f():\n    c = {'acks': 1}\n    await x.go()\n    Producer(c)",
        "def f(n):\n    c = {'acks': 1}\n    f(n - 1)\n    Producer(c)",
    ],
)
def test_still_certain(find: Find, code: str) -> None:
    producer = find(HEAD + code).producers[-1]
    assert producer.open == ()
    assert [setting.value.value for slot in producer.slots for setting in slot.values] == [1]


def test_a_reader_leaves_a_map_as_it_is_but_shares_it(find: Find) -> None:
    read = find(HEAD + "from fake import Consumer\nConsumer(C)\nProducer(C)").only
    assert read.open == ()
    assert "Consumer()" in read.slots[0].values[0].locked
    assert find(HEAD + "from other import Consumer\nConsumer(C)\nProducer(C)").only.open


def test_a_consumed_setting_does_not_reach_the_client(find: Find) -> None:
    taken = find("from fake import Taker\nTaker({'key.serializer': f, 'acks': 1})").only
    assert [slot.name for slot in taken.slots] == ["acks"]


REFLECTED = "from fake import Producer\nC = {'acks': 1}\nclass A:\n    def c(self): return {'acks': 1}\n"


@pytest.mark.parametrize(
    "code",
    [
        "def f(x): eval(x)\nProducer(C)",
        "def f(x):\n    exec(x)\ndef g():\n    Producer(C)",
        "import builtins as b\nb.exec(x)\nProducer(C)",
        "sorted(x, key=eval)\nProducer(C)",
        "def f(x):\n    c = {'acks': 1}\n    exec(x)\n    Producer(c)",
        "def f():\n    c = {'acks': 1}\n    locals()['c']['acks'] = 2\n    Producer(c)",
        "g = globals()\nC = {'acks': 1}\ng['C'] = {}\nProducer(C)",
        "import conf\nvars(conf)['x'] = 1\nProducer(C)",
        "def f(x):\n    x.__dict__.update(acks=2)\nProducer(C)",
        "def f(x):\n    return x.__dict__\nProducer(C)",
        "def f(x):\n    frame.f_globals['C'] = x\nProducer(C)",
        "def f(x):\n    exec(x)\ndef g():\n    Producer(A().c())",
        "def f(self):\n    self.__class__ = B\nclass D(A):\n    def g(self): Producer(self.c())",
    ],
)
def test_reflection_opens_what_a_name_leads_to(find: Find, code: str) -> None:
    assert find(REFLECTED + code).only.open


def test_reflection_changes_constants(find: Find) -> None:
    answer = find("from fake import Producer\ng = globals()\nACKS = 1\ng['ACKS'] = 2\nProducer({'acks': ACKS})")
    assert isinstance(answer.settings["acks"], tuple)


@pytest.mark.parametrize(
    "code",
    [
        "def f(x): eval(x)\nProducer({'acks': 1})",
        "def f(x): eval(x)\ndef g():\n    c = {'acks': 1}\n    Producer(c)",
        "g = globals()\ndef f():\n    Producer({'acks': 1})",
        "given = vars(parser.parse_args())\nProducer(C)",
        "show = lambda x: json.dumps(x.__dict__, default=str)\nProducer(C)",
        "def f(x):\n    print('%(x)s' % locals())\nProducer(C)",
        "model.eval()\nframe.eval('a')\nProducer(C)",
        "class B(A):\n    def f(self):\n        print(self.__class__.__name__)\n        Producer(self.c())",
    ],
)
def test_reflection_leaves_alone_what_it_cannot_reach(find: Find, code: str) -> None:
    answer = find(REFLECTED + code)
    assert (answer.only.open, answer.settings) == ((), {"acks": 1})


LOOPS = "".join(" " * depth + f"for n{depth} in 'a', 'b', 'c', 'd':\n" for depth in range(8))
"""More rounds than are followed, each by itself."""


@pytest.mark.parametrize(
    "code",
    [
        "from fake import Producer\nc = {}\n" + LOOPS + " " * 8 + "c['acks'] = 1\nProducer(c)\n",
        "from fake import Producer\nx = y" + ".z()" * 70 + "\nProducer({'acks': x})\n",
        "from fake import Producer\nc = {}\nc['c'] = c\nProducer(c)\n",
        "from fake import Producer\nwhile x:\n    p = p.n\n    f = f()\n    s += 'x'\n    Producer({'acks': [p, f]})\n",
    ],
    ids=["long", "deep", "round", "growing"],
)
def test_too_much_is_never_certain_and_never_fails(find: Find, code: str) -> None:
    producers = find(code).producers
    assert producers
    for producer in producers:
        assert producer.open or not any(hasattr(one.value, "value") for slot in producer.slots for one in slot.values)
