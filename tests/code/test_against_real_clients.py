"""What place files say of methods against the clients that are installed. Nothing connects but to this machine."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module

import pytest

from kafkalint.catalog.catalog import load
from kafkalint.model.place import Constructor

NOWHERE = {"bootstrap.servers": "127.0.0.1:1", "error_cb": lambda _: None, "log_level": 0}


def constructors() -> Iterator[Constructor]:
    for place in load().places:
        yield from (one for one in place.finders if isinstance(one, Constructor) and one.object.methods)


def real(path: str) -> type | None:
    """The class at a dotted path; None where the installed release has none."""
    module, _, name = path.rpartition(".")
    try:
        found: type | None = getattr(import_module(module), name, None)
    except ImportError:
        return None
    return found


CLASSES = [
    pytest.param(one, found, id=path)
    for one in constructors()
    for path in one.calls
    if (found := real(path)) is not None
]


def test_every_constructor_says_what_its_object_can_do() -> None:
    assert len(CLASSES) >= 8


@pytest.mark.parametrize(("constructor", "found"), CLASSES)
def test_methods_are_there_and_are_coroutines_or_not(constructor: Constructor, found: type) -> None:
    for name, method in constructor.object.methods.items():
        assert inspect.iscoroutinefunction(getattr(found, name)) is method.coroutine, name


@pytest.mark.parametrize(("constructor", "found"), CLASSES)
def test_arguments_stand_where_they_are_said_to(constructor: Constructor, found: type) -> None:
    for name, method in constructor.object.methods.items():
        function = getattr(found, name)
        if not inspect.isfunction(function):
            continue
        parameters = list(inspect.signature(function).parameters.values())[1:]
        if any(each.kind is each.VAR_POSITIONAL for each in parameters):
            continue
        for given in (*method.callbacks, *method.timeout):
            known = [each.name for each in parameters]
            if given.keyword in known and given.position is not None:
                assert known.index(given.keyword) == given.position, (name, given)


def test_reports_reach_confluent_callbacks_by_position_and_keyword() -> None:
    from confluent_kafka import Producer

    (produce,) = {
        id(one): one.object.methods["produce"] for one in constructors() if "confluent_kafka.Producer" in one.calls
    }.values()
    for given in produce.callbacks:
        told: list[str] = []
        ways = [({given.keyword: lambda *_, told=told: told.append("keyword")}, ())]
        if given.position is not None:
            blanks = ("topic", b"", b"", -1)[: given.position]
            ways.append(({}, (*blanks, lambda *_, told=told: told.append("position"))))
        for keywords, positional in ways:
            producer = Producer(NOWHERE)
            producer.produce(*(positional or ("topic",)), **keywords)
            producer.purge()
            for _ in range(20):
                producer.poll(0.1)
        assert told == ["keyword", "position"][: len(ways)]


def test_a_refused_record_was_never_taken() -> None:
    from confluent_kafka import Producer

    told: list[object] = []
    producer = Producer(
        {**NOWHERE, "queue.buffering.max.messages": 1, "on_delivery": lambda *given: told.append(given)}
    )
    producer.produce("topic", b"one")
    with pytest.raises(BufferError):
        producer.produce("topic", b"two")
    with pytest.raises(TypeError):
        producer.produce("topic", 3)
    assert producer.flush(0.01) > 0, "what is left is counted, not raised"
    producer.purge()
    for _ in range(20):
        producer.poll(0.1)
    assert len(told) == 1
