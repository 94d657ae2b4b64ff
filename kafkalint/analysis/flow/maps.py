"""What can be done to a map and a list, each giving a new one; nothing here runs code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import reduce

from kafkalint.analysis.flow.values import (
    NOTHING,
    Address,
    Held,
    Known,
    ListThing,
    MapThing,
    Reference,
    Thing,
    Unknown,
    Values,
    Written,
    describe,
    in_order,
    join_values,
    single,
)
from kafkalint.model.program import Items, Node


def put(thing: MapThing, key: str, written: frozenset[Written]) -> MapThing:
    """The map with `key` set."""
    return _with_entries(thing, {**thing.entries, key: Held(written)})


def put_default(thing: MapThing, key: str, written: frozenset[Written], node: Node) -> MapThing:
    """The map with `key` set where it was missing."""
    held = thing.entries.get(key)
    if held is None:
        return put(thing, key, written | _from_open(thing, node))
    return put(thing, key, held.written | written) if held.absent else thing


def put_somewhere(thing: MapThing, reason: str, node: Node) -> MapThing:
    """The map with a key set that is not known."""
    return _blur(thing, reason, node, removed=False)


def remove(thing: MapThing, key: str | None) -> MapThing:
    """The map without `key`; None removes a key that is not known."""
    if key is None:
        return replace(thing, entries={name: replace(held, absent=True) for name, held in thing.entries.items()})
    return replace(thing, entries={name: held for name, held in thing.entries.items() if name != key})


def merge(thing: MapThing, other: MapThing, node: Node) -> MapThing:
    """The map with all of `other` put over it."""
    for reason in other.open:
        thing = put_somewhere(thing, reason, node)
    for key, held in other.entries.items():
        if not held.absent:
            thing = put(thing, key, held.written)
            continue
        before = thing.entries.get(key, Held(_from_open(thing, node), absent=True))
        entry = Held(before.written | held.written, before.absent)
        thing = _with_entries(thing, {**thing.entries, key: entry})
    return thing


def as_map(heap: Mapping[Address, Thing], values: Values, node: Node) -> MapThing:
    """What can be read from `values` as from one map; what is no map that is known makes it open, None is empty."""
    things = []
    for one in in_order(values):
        thing = heap[one.address] if isinstance(one, Reference) else None
        if isinstance(thing, MapThing) and not thing.builder:
            things.append(copied(thing))
        elif isinstance(one, Known) and one.value is None:
            things.append(MapThing())
        else:
            things.append(MapThing(open=(describe(one),)))
    return reduce(lambda left, right: join_maps(left, right, node), things) if things else MapThing()


def as_items(heap: Mapping[Address, Thing], values: Values) -> tuple[Values, ...] | None:
    """What can be read from `values` as from one list, item by item; None for anything that is not wholly known."""
    one = single(values)
    if isinstance(one, Reference):
        thing = heap[one.address]
        return thing.items if isinstance(thing, ListThing) and not thing.open else None
    if not isinstance(one, Known) or not isinstance(one.value, tuple):
        return None
    nodes = one.node.items if isinstance(one.node, Items) else (one.node,) * len(one.value)
    return tuple(frozenset({Known(value, node)}) for value, node in zip(one.value, nodes, strict=True))


def copied(thing: MapThing) -> MapThing:
    """A new map with the same entries that nobody else knows."""
    return MapThing(thing.entries, thing.open)


def disturb(thing: Thing, reason: str, node: Node) -> Thing:
    """The thing after code that is not seen may have done anything to it, itself when that is known already."""
    if isinstance(thing, MapThing):
        return blurred(thing, reason, node)
    return thing if reason in thing.open else replace(thing, open=(*thing.open, reason))


def blurred(thing: MapThing, reason: str, node: Node) -> MapThing:
    """The map after code that is not seen may have done anything to it."""
    return _blur(thing, reason, node, removed=True)


def found(thing: MapThing, key: str, node: Node) -> Values:
    """What reading `key` may give, when it is there."""
    held = thing.entries.get(key)
    values = frozenset(one.value for one in held.written) if held else NOTHING
    if thing.open and (held is None or held.absent):
        values |= {Unknown(thing.open[0], node)}
    return values


def join_things(left: Thing, right: Thing, node: Node) -> Thing:
    """Whatever either side may be, `left` itself when the other one adds nothing."""
    if left is right:
        return left
    if isinstance(left, MapThing) and isinstance(right, MapThing):
        return join_maps(left, right, node)
    if isinstance(left, ListThing) and isinstance(right, ListThing):
        return _join_lists(left, right)
    raise TypeError("a map and a list at one address")


def join_maps(left: MapThing, right: MapThing, node: Node) -> MapThing:
    """Whatever either side may be; `node` stands for what only one of them may have."""
    ordered = [key for key in left.entries if key in right.entries] == [
        key for key in right.entries if key in left.entries
    ]
    if left == right and ordered:
        return left
    entries = {key: _join_held(left, right, key, node) for key in [*left.entries, *right.entries]}
    opened, shared = _with(left.open, *right.open), left.shared or right.shared
    joined = MapThing(entries, opened, shared, left.foreign or right.foreign, left.builder)
    if not ordered:
        joined = _blur(joined, "an order of settings that depends on a condition", node, removed=False)
    return left if joined == left else joined


def alike(left: Thing, right: Thing) -> bool:
    """Whether two things differ in nothing but why they may hold more, or may be changed by others."""
    return left == replace(right, open=left.open, shared=left.shared) and (
        (bool(left.open), bool(left.shared)) == (bool(right.open), bool(right.shared))
    )


def _join_lists(left: ListThing, right: ListThing) -> ListThing:
    opened, shared = _with(left.open, *right.open), left.shared or right.shared
    if len(left.items) == len(right.items):
        joined = ListThing(tuple(map(join_values, left.items, right.items)), opened, shared)
    else:
        every = NOTHING.union(*left.items, *right.items)
        joined = ListThing((every,), _with(opened, "a list of changing length"), shared)
    return left if joined == left else joined


def change_references(thing: Thing, change: Callable[[Values], Values]) -> Thing:
    """The thing with `change` made to every set of alternatives in it."""
    if isinstance(thing, ListThing):
        return replace(thing, items=tuple(map(change, thing.items)))
    entries = {}
    for key, held in thing.entries.items():
        if any(isinstance(one.value, Reference) for one in held.written):
            written = {replace(one, value=value) for one in held.written for value in change(frozenset({one.value}))}
            held = replace(held, written=frozenset(written))
        entries[key] = held
    return replace(thing, entries=entries)


def exchanged(thing: Thing, one: Reference, other: Reference) -> Thing:
    """The thing with `other` wherever it holds `one`, itself where it does not."""
    if one.address not in thing.refers:
        return thing
    if isinstance(thing, ListThing):
        return replace(thing, items=tuple(item - {one} | {other} if one in item else item for item in thing.items))
    return _with_entries(thing, {key: _exchanged(held, one, other) for key, held in thing.entries.items()})


def _exchanged(held: Held, one: Reference, other: Reference) -> Held:
    mine = [each for each in held.written if type(each.value) is Reference and each.value.address is one.address]
    if not mine:
        return held
    return Held(held.written.difference(mine).union(replace(each, value=other) for each in mine), held.absent)


def _with_entries(thing: MapThing, entries: Mapping[str, Held]) -> MapThing:
    """The map with other entries; `dataclasses.replace` takes five times as long."""
    return MapThing(entries, thing.open, thing.shared, thing.foreign, thing.builder)


def _with(reasons: tuple[str, ...], *more: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*reasons, *more)))


def _blur(thing: MapThing, reason: str, node: Node, removed: bool) -> MapThing:
    unseen = Written(Unknown(reason, node), node, node.span)
    if reason in thing.open and all(
        unseen in held.written and (held.absent or not removed) for held in thing.entries.values()
    ):
        return thing
    entries = {key: Held(held.written | {unseen}, held.absent or removed) for key, held in thing.entries.items()}
    return replace(thing, entries=entries, open=_with(thing.open, reason))


def _from_open(thing: MapThing, node: Node) -> frozenset[Written]:
    return frozenset(Written(Unknown(reason, node), node, node.span) for reason in thing.open[:1])


def _join_held(left: MapThing, right: MapThing, key: str, node: Node) -> Held:
    here, there = left.entries.get(key), right.entries.get(key)
    if here is not None and there is not None:
        return Held(here.written | there.written, here.absent or there.absent)
    one, missing = (here, right) if here is not None else (there, left)
    assert one is not None
    return Held(one.written | _from_open(missing, node), absent=True)
