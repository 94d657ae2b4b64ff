"""Calls that make a producer: what they are given is what this package is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatchcase

from kafkalint.analysis.flow.frame import Frame, Result
from kafkalint.analysis.flow.given import Given, put_keywords, unspread
from kafkalint.analysis.flow.machine import Found
from kafkalint.analysis.flow.maps import as_map, blurred, join_maps, merge, put_somewhere
from kafkalint.analysis.flow.states import State
from kafkalint.analysis.flow.values import (
    NOTHING,
    Address,
    Alternative,
    External,
    Known,
    ListThing,
    MapThing,
    Nested,
    Reference,
    Unknown,
    Values,
    single,
)
from kafkalint.model.place import Constructor
from kafkalint.model.program import Argument

DEEPEST = 4
"""Maps in maps beyond this are not looked into; one may hold itself."""


def construct(frame: Frame, state: State, client: External, given: Given) -> Result:
    """Remember what a constructor is given; it keeps no map that it gets."""
    place, constructor = frame.machine.targets[client.path]
    assert isinstance(constructor, Constructor)
    given = unspread(state, given)
    below, above = (list(_mappings(state, constructor, given, last)) for last in (False, True))
    if not (constructor.always or below or above):
        return state, frozenset({External(f"{client.path}()")})
    received = frozen(state, _received(state, constructor, below, above, given))
    if client.doubt:
        received = blurred(received, client.doubt, given.node)
    remember(frame, Found(given.node, place, constructor, received, _homes(below, given), client.heir))
    for _argument, values in (*below, *above, *given.named):
        frame.used(state, values, given.node, f"passed to {frame.machine.callee(given.node)}")
    return state, frozenset({External(f"{client.path}()")})


def remember(frame: Frame, found: Found) -> None:
    """Keep in mind that a call makes a producer, with whatever it is given each time that it runs."""
    context = (found.call, found.place.id, frame.chain)
    before = frame.machine.found.get(context)
    if before is not None:
        received = join_maps(before.received, found.received, found.call)
        found = replace(found, received=received, homes=found.homes | before.homes)
    frame.machine.found[context] = found


def _mappings(state: State, constructor: Constructor, given: Given, last: bool) -> Iterator[tuple[Argument, Values]]:
    """The maps of settings among the arguments, in the order in which they are merged: those of one kind."""
    for parameter in (each for each in constructor.mappings if each.last is last):
        found = [pair for pair in given.named if parameter.keyword and pair[0].name == parameter.keyword]
        if parameter.position is not None and parameter.position < len(given.positional):
            found.insert(0, given.positional[parameter.position])
        for argument, values in found:
            inner = _under(state, values, parameter.under, argument) if parameter.under else values
            if inner:
                yield argument, inner


def _under(state: State, values: Values, key: str, argument: Argument) -> Values:
    """What a map has under a key, None where that may be missing; nothing where it is not seen to have any."""
    held = as_map(state.heap, values, argument.value).entries.get(key)
    if held is None:
        return NOTHING
    return frozenset(one.value for one in held.written) | ({Known(None, argument.value)} if held.absent else NOTHING)


def _received(
    state: State,
    constructor: Constructor,
    below: list[tuple[Argument, Values]],
    above: list[tuple[Argument, Values]],
    given: Given,
) -> MapThing:
    thing = MapThing()
    if given.starred:
        thing = put_somewhere(thing, "arguments that are spread", given.node)
    for argument, values in below:
        thing = merge(thing, as_map(state.heap, values, argument.value), argument.value)
    holders = {parameter.keyword for parameter in constructor.mappings if parameter.keyword}
    for argument, values in given.named:
        spread = as_map(state.heap, values, argument.value) if argument.name == "**" else MapThing()
        reasons = spread.open if not constructor.keywords else ()
        if holders & spread.entries.keys():
            reasons = ("a map of settings inside a spread", *reasons)
        for reason in reasons:
            thing = put_somewhere(thing, reason, argument)
    if constructor.keywords:
        thing = put_keywords(state, thing, given, {*holders, *_no_settings(state, constructor, given)})
    for argument, values in above:
        thing = merge(thing, as_map(state.heap, values, argument.value), argument.value)
    kept = {key: held for key, held in thing.entries.items() if not _consumed(constructor, key)}
    return replace(thing, entries=kept)


def _no_settings(state: State, constructor: Constructor, given: Given) -> Iterator[str]:
    """Keywords that are no settings; where some are listed that are, all others."""
    yield from constructor.reserved
    if isinstance(constructor.keywords, tuple):
        for argument, values in given.named:
            names = as_map(state.heap, values, argument.value).entries if argument.name == "**" else (argument.name,)
            yield from (name for name in names if name not in constructor.keywords)


def _consumed(constructor: Constructor, key: str) -> bool:
    return any(fnmatchcase(key, pattern) for pattern in constructor.consumes)


def _homes(mappings: list[tuple[Argument, Values]], given: Given) -> frozenset[Address]:
    """The maps that a new setting could be written into: those of the arguments, or else those that are spread."""
    spread = [pair for pair in given.named if pair[0].name == "**"]
    every = frozenset[Alternative]().union(*(values for _argument, values in mappings or spread))
    return frozenset(one.address for one in every if isinstance(one, Reference))


def frozen(state: State, thing: MapThing) -> MapThing:
    """The map with what it refers to as it is now."""
    entries = {
        key: replace(held, written=frozenset(replace(one, value=_freeze(state, one.value)) for one in held.written))
        for key, held in thing.entries.items()
    }
    return replace(thing, entries=entries)


def _freeze(state: State, one: Alternative, deep: int = 0) -> Alternative:
    if not isinstance(one, Reference):
        return one
    if deep == DEEPEST:
        return Unknown("a map that is nested too deeply", one.address.node)
    thing, node = state.heap[one.address], one.address.node
    if isinstance(thing, ListThing):
        items = [_freeze(state, single(values) or Unknown("", node), deep + 1) for values in thing.items]
        known = tuple(item.value for item in items if isinstance(item, Known))
        return Known(known, node) if len(known) == len(items) and not thing.open else Unknown("a list", node)
    entries = []
    for key, held in thing.entries.items():
        values = [_freeze(state, each.value, deep + 1) for each in held.written]
        if len(values) == 1 and isinstance(values[0], Known | Nested) and not held.absent:
            entries.append((key, values[0]))
    closed = len(entries) == len(thing.entries) and not thing.open
    return Nested(tuple(entries), node) if closed else Unknown("a map that is not wholly known", node)
