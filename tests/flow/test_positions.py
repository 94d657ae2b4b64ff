"""Where a value stands, what can be edited there, and where a new setting goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kafkalint.model.program import Argument, Assign, Call, Map, MapEntry

Find = Callable[[str], Any]
HEAD = "from fake import Producer, Strict\nfrom words import KafkaProducer\n"


@pytest.mark.parametrize(
    ("code", "kind", "name", "value"),
    [
        ("Producer({'acks': 1})", MapEntry, "'acks'", "1"),
        ("KafkaProducer(acks=1)", Argument, "acks", "1"),
        ("Producer(dict(acks=1))", Argument, "acks", "1"),
        ("c = {}\nc['acks'] = 1\nProducer(c)", Assign, "'acks'", "1"),
        ("c = {}\nc.update({'acks': 1})\nProducer(c)", MapEntry, "'acks'", "1"),
        ("c = {}\nc.update(acks=int('1'))\nProducer(c)", Argument, "acks", "int('1')"),
        ("A = 1\nProducer({'acks': A})", MapEntry, "'acks'", "1"),
        ("C = {'acks': 1}\ndef f():\n    KafkaProducer(**C)", MapEntry, "'acks'", "1"),
    ],
)
def test_a_value_that_can_be_edited(find: Find, code: str, kind: type, name: str, value: str) -> None:
    answer = find(HEAD + code)
    setting = answer.setting("acks")
    assert isinstance(setting.handle, kind)
    assert setting.locked == ""
    assert (answer.at(setting.name_site), answer.at(setting.site)) == (name, value)


@pytest.mark.parametrize(
    ("code", "locked"),
    [
        ("A = 1\nprint(A)\nProducer({'acks': A})", "shared with other uses"),
        ("Producer({'acks': 1 if x else 1})", "one of several values"),
        ("c = {'acks': 1}\nConsumer(**c)\nProducer({**c})", "the same map is also passed to Consumer()"),
        ("c = {'acks': 1}\nProducer(c)\nConsumer(c)", "the same map is also passed to Consumer()"),
        ("c = {'acks': 1}\nProducer(c)\nConsumer({**c, 'group.id': 1})", "the same map is also passed to Consumer()"),
        ("c = {'acks': 1}\nProducer(c)\nx.c = c", "the same map is also kept in x.c"),
        ("def f():\n    c = {'acks': 1}\n    Producer(c)\n    return c", "the same map is also returned"),
        ("c = {}\nc.setdefault('acks', 1)\nProducer(c)", "set by setdefault()"),
        ("c = {}\nx = c['acks'] = 1\nProducer(c)", "assigned to several names at once"),
        ("Producer(dict([('acks', 1)]))", "given as a pair"),
    ],
)
def test_a_value_that_must_not_be_edited(find: Find, code: str, locked: str) -> None:
    slots = find(HEAD + code).producers[0].slots
    assert {setting.locked for slot in slots for setting in slot.values} == {locked}


def test_the_way_of_a_constant_is_shown(find: Find) -> None:
    answer = find(f"{HEAD}ACKS = 1\ndef f():\n    Producer({{'acks': ACKS}})")
    related = answer.setting("acks").related
    assert [(answer.at(site), words) for site, words in related] == [
        ("ACKS", "used here"),
        ("Producer({'acks': ACKS})", "the producer"),
    ]


def test_a_value_inside_the_call_needs_no_way(find: Find) -> None:
    assert find(f"{HEAD}Producer({{'acks': 1}})").setting("acks").related == ()


@pytest.mark.parametrize(
    ("code", "kind", "container"),
    [
        ("Producer({'acks': 1})", Map, "{'acks': 1}"),
        ("c = {'acks': 1}\nProducer(c)", Map, "{'acks': 1}"),
        ("Strict(conf=dict(acks=1))", Call, "dict(acks=1)"),
        ("KafkaProducer()", Call, "KafkaProducer()"),
        ("C = {'acks': 1}\nKafkaProducer(**C)", Call, "KafkaProducer(**C)"),
    ],
)
def test_a_home(find: Find, code: str, kind: type, container: str) -> None:
    answer = find(HEAD + code)
    home = answer.only.home
    assert isinstance(home.container, kind)
    assert (answer.text[slice(*home.container.span)], home.spelling, home.shared) == (container, "{name}", "")


@pytest.mark.parametrize(
    "code",
    [
        "Producer()",
        "Producer(load())",
        "Producer(c if x else d)",
        "Producer({'a': 1} if x else {'a': 1})",
        "Strict(a=1)",
    ],
)
def test_no_home(find: Find, code: str) -> None:
    assert find(HEAD + code).only.home is None


@pytest.mark.parametrize(
    ("code", "shared"),
    [
        ("c = {'a': 1}\nProducer(c)\nConsumer(c)", "the same map is also passed to Consumer()"),
        ("def f(**c):\n    KafkaProducer(a=1, **c)", "it may be in the parameter c already"),
    ],
)
def test_a_home_that_is_shared(find: Find, code: str, shared: str) -> None:
    assert find(HEAD + code).only.home.shared == shared


@pytest.mark.parametrize(
    ("code", "after"),
    [
        ("Producer({'bootstrap.servers': 1, 'acks': 2, 'x': 3})", "'acks': 2"),
        ("Producer({'bootstrap.servers': 1, 'x': 3})", "'bootstrap.servers': 1"),
        ("Producer({'x': 3})", None),
        ("KafkaProducer(acks=1, x=2)", None),
    ],
)
def test_the_neighbour_of_a_new_setting(find: Find, code: str, after: str | None) -> None:
    answer = find(HEAD + code)
    neighbour = answer.only.home.after
    assert (neighbour and answer.text[slice(*neighbour.span)]) == after
