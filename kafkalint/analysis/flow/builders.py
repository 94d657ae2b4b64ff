"""Builders: settings that are given by one method after the other, until one of them makes a producer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kafkalint.analysis.flow.constructors import frozen, remember
from kafkalint.analysis.flow.frame import Frame, Result
from kafkalint.analysis.flow.given import Given, put_keywords
from kafkalint.analysis.flow.machine import Found
from kafkalint.analysis.flow.maps import as_map, merge, put, put_somewhere
from kafkalint.analysis.flow.states import State
from kafkalint.analysis.flow.values import (
    Alternative,
    External,
    Held,
    Known,
    MapThing,
    Reference,
    Unknown,
    Values,
    Written,
    text_key,
)
from kafkalint.model.place import Builder, Parameter, Step
from kafkalint.model.program import Argument, Attribute, Link, Node


def begin(frame: Frame, state: State, path: str, node: Node) -> Result:
    """A new builder, given by what has the dotted `path`."""
    return frame.make(state, node, MapThing(builder=path))


def begun(frame: Frame, objects: Values, node: Attribute) -> Values:
    """Those of `objects` of which the member is a builder: any of which the code does not show another member."""
    if f".{node.name}" not in frame.machine.targets:
        return frozenset()
    return frozenset(one for one in objects if isinstance(one, External | Unknown) and not getattr(one, "owner", None))


def call_on_builder(frame: Frame, state: State, one: Reference, name: str, given: Given) -> Result:
    """Call the method `name` of a builder."""
    thing = state.heap[one.address]
    assert isinstance(thing, MapThing)
    place, builder = frame.machine.targets[thing.builder]
    assert isinstance(builder, Builder)
    step = builder.steps.get(name)
    if step is None:
        return _unseen(frame, state, name, given), frozenset({one})
    after = _after(frame, state, thing, builder, step, given)
    if not step.ends:
        return frame.store(state, one.address, after, sure=True), frozenset({one})
    if _complete(after, builder):
        remember(frame, Found(given.node, place, builder, frozen(state, _received(after, builder))))
    return _unseen(frame, state, name, given), frame.result(given.node)


def _unseen(frame: Frame, state: State, name: str, given: Given) -> State:
    for values in given.values():
        state = frame.share(state, values, f"a map that is given to {name}()", given.node, f"given to {name}()")
    return frame.unseen(state)


def _after(frame: Frame, state: State, thing: MapThing, builder: Builder, step: Step, given: Given) -> MapThing:
    """The settings once a method has added its own."""
    if given.starred:
        thing = put_somewhere(thing, "arguments that are spread", given.node)
    thing = _with_one(frame, thing, builder, step, given)
    for parameter in step.mappings:
        mapping = _argument(given, parameter)
        if mapping is not None:
            thing = merge(thing, _folded(as_map(state.heap, mapping[1], mapping[0].value), builder), mapping[0].value)
    if step.keywords:
        own = {parameter.keyword for parameter in (step.key, step.value, *step.mappings) if parameter}
        keywords = put_keywords(state, MapThing(), given, {*own, *step.reserved})
        thing = merge(thing, _folded(keywords, builder), given.node)
    return thing


def _argument(given: Given, parameter: Parameter | None) -> tuple[Argument, Values] | None:
    """The argument that a parameter takes, if it is there."""
    if parameter is None:
        return None
    if parameter.position is not None and parameter.position < len(given.positional):
        return given.positional[parameter.position]
    return next((pair for pair in given.named if pair[0].name == parameter.keyword != ""), None)


def _with_one(frame: Frame, thing: MapThing, builder: Builder, step: Step, given: Given) -> MapThing:
    """The settings with the one that a call names, or that its method stands for."""
    key, value = _argument(given, step.key), _argument(given, step.value)
    if value is None or (key is None and not step.setting):
        return thing
    name = text_key(key[1]) if key else step.setting
    if name is None:
        return put_somewhere(thing, "a key that is computed", given.node)
    at, locked = value[0].value, "given to the method that makes the producer" if step.ends else ""
    link = Link(given.node.span, given.node, key[0].value if key else None, at)
    frame.machine.homes[link] = frame.machine.homes[given.node]
    span = (key or value)[0].value.span
    written = frozenset(Written(_meant(one, builder, at), at, span, link, locked) for one in value[1])
    return put(thing, _fold(name, builder) if key else name, written)


def _meant(one: Alternative, builder: Builder, node: Node) -> Alternative:
    """A member of a library that stands for a value as that value."""
    word = builder.constants.get(one.path) if isinstance(one, External) else None
    return one if word is None else Known(word, node)


def _folded(thing: MapThing, builder: Builder) -> MapThing:
    return replace(thing, entries={_fold(key, builder): held for key, held in thing.entries.items()})


def _fold(name: str, builder: Builder) -> str:
    return name.lower() if builder.fold else name


def _complete(thing: MapThing, builder: Builder) -> bool:
    """Whether it may be a producer: every value that it needs was seen."""
    return all(needed in _known(thing.entries.get(name)) for name, needed in builder.needs.items())


def _known(held: Held | None) -> Iterator[str]:
    """The values that were seen, without case."""
    values = (one.value for one in (held.written if held else ()))
    yield from (str(one.value).lower() for one in values if isinstance(one, Known))


def _received(thing: MapThing, builder: Builder) -> MapThing:
    """What the client is given."""
    entries = {
        key.removeprefix(builder.prefix): held
        for key, held in thing.entries.items()
        if key.startswith(builder.prefix) and key not in builder.needs
    }
    return MapThing(entries, thing.open)
