"""What a producer is given: certain where it is certain, unknown where it is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kafkalint.model.value import Dynamic, Literal

Find = Callable[[str], Any]
HEAD = "from fake import Broker, Producer, Strict, Wrapper\nfrom words import KafkaProducer\nimport os\n"


def _case(code: str, **settings: object) -> Any:
    return pytest.param(code, settings, id=code.replace("\n", "; "))


@pytest.mark.parametrize(
    ("code", "settings"),
    [
        _case("Producer({'acks': 1})", acks=1),
        _case("Producer({'acks': 1}, acks=2, logger=x)", acks=2),
        _case("Producer(**{'acks': 1})", acks=1),
        _case("Producer()"),
        _case("Producer(None)"),
        _case("Strict(conf={'acks': 1})", acks=1),
        _case("Strict({'acks': 1}, other=3)", acks=1),
        _case("KafkaProducer(acks='all', loop=x, retries=0)", acks="all", retries=0),
        _case("Wrapper('a:1', extra={'acks': 1}, mode='x', group='g')", acks=1, mode="x"),
        _case("Wrapper(**{'mode': 'x', 'group': 'g'})", mode="x"),
        _case("Broker('a:1', acks=1, config={'acks': 2, 'retries': 3})", acks=2, retries=3),
        _case("Broker(config={'acks': 2}, acks=1, id='x')", acks=2, id="x"),
        _case("KafkaProducer(api_version=(0, 10), servers=['a', 'b'])", api_version=(0, 10), servers=("a", "b")),
        _case("c = {'acks': 1}\nProducer(c)", acks=1),
        _case("c = {'acks': 1}\nc['acks'] = 2\nProducer(c)\nc['acks'] = 3", acks=2),
        _case("c = dict(acks=1, **{'retries': 2})\nProducer(c)", acks=1, retries=2),
        _case("c = dict([('acks', 1)])\nProducer(c)", acks=1),
        _case("a = {'acks': 1}\nProducer({**a, 'retries': 2})", acks=1, retries=2),
        _case("a = {'acks': 1}\nProducer({'acks': 2, **a})", acks=1),
        _case("a = {'acks': 1}\nb = dict(a, acks=2)\nProducer(a | b)", acks=2),
        _case("a = {'acks': 1}\nb = a.copy()\nb['acks'] = 2\nProducer(a)", acks=1),
        _case("a = {'acks': 1}\nb = a\nb['acks'] = 2\nProducer(a)", acks=2),
        _case("a = {'acks': 1}\na |= {'acks': 2}\nProducer(a)", acks=2),
        _case("Producer({k: v for k, v in {'acks': 1, 'b': None}.items() if v is not None})", acks=1),
        _case("a = {'acks': 1}\nProducer({f'x.{k}': v for k, v in a.items()})", **{"x.acks": 1}),
        _case(
            "a, b = {'acks': 1, 'c': 2}, {}\nfor k in ('acks', 'b'):\n    if k in a:\n        b[k] = a[k]\nProducer(b)",
            acks=1,
        ),
        _case("a, b = {'acks': 1}, {}\nfor k, v in a.items():\n    b[k] = v\nProducer(b)", acks=1),
        _case("Producer({k: 3 for k in ['acks', 'b']})", acks=3, b=3),
        _case("def f(acks=None):\n    Producer({'acks': acks or 1} if acks is None else {})\nf()", acks=1),
        _case("def f(c=None):\n    if c is None:\n        c = {'acks': 1}\n    Producer(c)\nf({'acks': 2})", acks=2),
        _case("def f(c=None):\n    Producer(c if isinstance(c, dict) else {})\nf({'acks': 2})", acks=2),
        _case("a = {}\na.update({'acks': 1}, retries=2)\nProducer(a)", acks=1, retries=2),
        _case("a = {'acks': 1}\na.setdefault('acks', 2)\na.setdefault('retries', 3)\nProducer(a)", acks=1, retries=3),
        _case("a = {'acks': 1, 'retries': 2}\na.pop('acks')\ndel a['retries']\nProducer(a)"),
        _case("a = {'acks': 1}\na.clear()\nProducer(a)"),
        _case("K, V = 'acks', 1\nProducer({K: V})", acks=1),
        _case("V = 1\ndef f():\n    return Producer({'acks': V})", acks=1),
        _case("C = {'acks': 1}\nC['retries'] = 2\ndef f():\n    return Producer(C)", acks=1, retries=2),
        _case(
            "V = 'x'\nProducer({'a': f'{V}:{9}', 'b': V + 'y', 'c': int('5'), 'd': str(6)})",
            a="x:9",
            b="xy",
            c=5,
            d="6",
        ),
        _case(
            "a = {'acks': 1}\nprint(a, len(a))\nimport json, logging\nlogging.info(json.dumps(a))\nProducer(a)", acks=1
        ),
        _case("a = {'acks': 1}\nconsume = Strict(a)\nProducer(dict(a))", acks=1),
        _case("Producer({'default.topic.config': {'acks': 1}})", **{"default.topic.config": {"acks": 1}}),
        _case("a = {'acks': None or 1}\nProducer(a)", acks=1),
        _case("import copy\na = {'acks': 1}\nb = copy.deepcopy(a)\na['acks'] = 2\nProducer(b)", acks=1),
        _case("with open(x) as f:\n    a = {'acks': 1}\n    a['retries'] = 2\nProducer(a)", acks=1, retries=2),
        _case(
            "p = {'acks': 5}\nfor i in range(2):\n    c = {'acks': 1}\n    p['acks'] = 0\n    Producer(c)\n    p = c",
            acks=1,
        ),
        _case("a = {'acks': 1}\nProducer({k: v for k, v in a.items()})", acks=1),
        _case("a = {'acks': 1}\nb = {k: v for k, v in a.items()}\na['acks'] = 2\nProducer(b)", acks=1),
        _case(
            "from enum import Enum\nclass E(str, Enum):\n    ONE = 'all'\nProducer({'acks': E.ONE.value})", acks="all"
        ),
        _case("class A:\n    ACKS = 1\nProducer({'acks': A.ACKS})", acks=1),
        _case(
            "class A:\n    def __init__(self, acks):\n        self.acks = acks\na = A(3)\nProducer({'acks': a.acks})",
            acks=3,
        ),
        _case("class A:\n    def conf(self):\n        return {'acks': 1}\nProducer(A().conf())", acks=1),
        _case("class A:\n    def f(self):\n        self.c = {'acks': 1}\n        self.p = Producer(self.c)", acks=1),
    ],
)
def test_certain(find: Find, code: str, settings: dict[str, object]) -> None:
    answer = find(HEAD + code)
    last = answer.producers[-1]
    found = {slot.name: slot.values[0].value.value for slot in last.slots if len(slot.values) == 1}
    assert (last.open, found, list(found)) == ((), settings, list(settings))
    assert not any(slot.maybe_absent for slot in last.slots)


@pytest.mark.parametrize(
    ("code", "settings"),
    [
        _case("c = {'acks': 1}\nif x:\n    c['acks'] = 2\nProducer(c)", acks=(1, 2)),
        _case("c = {}\nif x:\n    c['acks'] = 2\nProducer(c)", acks=(2, "or absent")),
        _case("c = {'acks': 1}\nProducer({k: v for k, v in c.items() if v})", acks=(1, "or absent")),
        _case(
            "class A:\n    c = {'acks': 1}\n    def f(self): self.c = {'acks': 2}\n    def g(self): Producer(self.c)",
            acks=(1, 2),
        ),
        _case("c = {'acks': 1}\nif x:\n    c['acks'] = 2\nelse:\n    c['acks'] = 3\nProducer(c)", acks=(2, 3)),
        _case("Producer({'acks': 1} if x else {'acks': 2})", acks=(1, 2)),
        _case("Producer({'acks': 1 if x else 2})", acks=(1, 2)),
        _case("c = {'acks': 1}\nfor i in range(3):\n    c['acks'] = 2\nProducer(c)", acks=(1, 2)),
        _case("c = {}\nwhile x:\n    if y:\n        break\n    c['acks'] = 2\nProducer(c)", acks=(2, "or absent")),
        _case("c = {}\nwhile True:\n    c['acks'] = 2\n    if x:\n        break\nProducer(c)", acks=2),
        _case(
            "c = {}\ntry:\n    c['acks'] = 1\n    x()\n    c['acks'] = 2\nexcept E:\n    pass\nProducer(c)",
            acks=(1, 2, "or absent"),
        ),
        _case("c = {}\ntry:\n    x()\nexcept E:\n    raise\nelse:\n    c['acks'] = 1\nProducer(c)", acks=1),
        _case("c = {}\ntry:\n    x()\nfinally:\n    c['acks'] = 1\nProducer(c)", acks=1),
        _case("c = {'acks': 1}\nwith x:\n    c['acks'] = 2\nProducer(c)", acks=(1, 2)),
        _case(
            "c = {}\nmatch x:\n    case 1:\n        c['acks'] = 1\n    case _:\n        c['acks'] = 2\nProducer(c)",
            acks=(1, 2),
        ),
        _case("def f(x):\n    c = {'acks': 1}\n    if x:\n        return\n    Producer(c)", acks=1),
        _case("def f(x):\n    for c in [{'acks': 1}, {'acks': 2}]:\n        Producer(c)", acks=(1, 2)),
    ],
)
def test_several_values(find: Find, code: str, settings: dict[str, object]) -> None:
    answer = find(HEAD + code)
    assert answer.closed
    assert answer.settings == settings


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("os.environ['A']", Dynamic("the environment variable A", None, "A")),
        ("os.environ.get('A', '1')", Dynamic("the environment variable A", Literal("1"), "A")),
        ("os.getenv('A', default='1')", Dynamic("the environment variable A", Literal("1"), "A")),
        ("int(os.getenv('A', '1'))", Dynamic("the environment variable A", Literal(1), "A")),
        ("load()", Dynamic("a call of load()")),
        ("x.acks", Dynamic("the attribute x.acks")),
        ("int(x)", Dynamic("int(x)")),
        ("1 + 1", Dynamic("the expression 1 + 1")),
        ("f'{x}'", Dynamic("the expression f'{x}'")),
        ("[1, x()]", Dynamic("a list")),
        ("not 1", Dynamic("the expression not 1")),
    ],
)
def test_unknown_values_say_where_they_come_from(find: Find, code: str, value: Dynamic) -> None:
    answer = find(f"{HEAD}Producer({{'acks': {code}}})")
    assert answer.closed
    assert answer.setting("acks").value == value


@pytest.mark.parametrize(
    "code",
    [
        "from dataclasses import dataclass\n@dataclass\nclass A:\n    acks: int = 1\n",
        "from pydantic_settings import BaseSettings\nclass A(BaseSettings):\n    acks: int = 1\n",
    ],
)
def test_a_field_has_its_default(find: Find, code: str) -> None:
    assert find(f"{HEAD}{code}a = A(acks=2)\nProducer({{'acks': a.acks}})").setting("acks").value.default is None
    answer = find(f"{HEAD}{code}a = A()\nProducer({{'acks': a.acks}})")
    assert answer.setting("acks").value == Dynamic("the attribute a.acks", Literal(1))


def test_a_parameter_has_its_default(find: Find) -> None:
    answer = find(f"{HEAD}def f(acks=1):\n    Producer({{'acks': acks}})")
    assert answer.setting("acks").value == Dynamic("the parameter acks", Literal(1))


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("def f(c):\n    Producer(c)", "the parameter c"),
        ("def f(**c):\n    KafkaProducer(**c)", "the parameter c"),
        ("Producer(load())", "a call of load()"),
        ("Producer(*x)", "arguments that are spread"),
        ("Strict(**x)", "the name x"),
        ("class A:\n    def f(self):\n        Producer(self.c)", "the attribute self.c"),
        ("Producer({k: v for k, v in x})", "a comprehension"),
        ("c = {'acks': 1}\nProducer({k.x: v for k, v in c.items()})", "a comprehension"),
        ("Producer({x: 1})", "a key that is computed"),
        ("c = {}\nregister(c)\nProducer(c)", "a map that is passed to register()"),
        ("c = {}\nx.c = c\ngo()\nProducer(c)", "a map that is kept in x.c"),
    ],
)
def test_open_says_why(find: Find, code: str, reason: str) -> None:
    assert find(HEAD + code).only.open == (reason,)


@pytest.mark.parametrize(
    ("code", "settings"),
    [
        ("def f(c):\n    c['acks'] = 1\n    Producer(c)", {"acks": 1}),
        ("def f(c):\n    Producer({'acks': 2, **c, 'retries': 1})", {"acks": (2, "the parameter c"), "retries": 1}),
        ("def f(c):\n    Producer(c | {'acks': 1})", {"acks": 1}),
        ("c = load()\nc['acks'] = 1\nprint(c)\nProducer(c)", {"acks": 1}),
        ("c = load()\nc.update(acks=1)\nProducer(c)", {"acks": 1}),
        ("c = load()\nc['acks'] = 1\ngo()\nProducer(c)", {"acks": (1, "a call of load()", "or absent")}),
        (
            "def f(a, b):\n    a['acks'] = 1\n    b['acks'] = 2\n    Producer(a)",
            {"acks": (1, "the parameter a", "or absent")},
        ),
    ],
)
def test_what_is_written_behind_an_open_part_is_certain_again(
    find: Find, code: str, settings: dict[str, object]
) -> None:
    answer = find(HEAD + code)
    assert not answer.closed
    assert {name: set(value) if isinstance(value, tuple) else value for name, value in answer.settings.items()} == {
        name: set(value) if isinstance(value, tuple) else value for name, value in settings.items()
    }


def test_every_reading_says_the_same(find: Find) -> None:
    loop = "for c in [{'a': 1, 'b': 2}, {'a': 3}, {'b': 4}]:\n    Producer(c)"
    assert len({repr(find(HEAD + loop).settings) for _ in range(20)}) == 1
