"""What the methods of a map do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from kafkalint.analysis.flow.builders import call_on_builder
from kafkalint.analysis.flow.frame import Frame, Result
from kafkalint.analysis.flow.given import Given, put_together, runs
from kafkalint.analysis.flow.maps import copied, disturb, found, put_default, put_somewhere, remove
from kafkalint.analysis.flow.states import State
from kafkalint.analysis.flow.values import (
    NOTHING,
    Address,
    Known,
    ListThing,
    MapThing,
    Reference,
    Values,
    Written,
    join_values,
    text_key,
)

Method: TypeAlias = Callable[[Frame, State, Address, MapThing, Given], Result]


def call_on_thing(frame: Frame, state: State, one: Reference, name: str, given: Given) -> Result:
    """Call the method `name` of a map, list or builder."""
    thing = state.heap[one.address]
    if isinstance(thing, MapThing) and thing.builder:
        return call_on_builder(frame, state, one, name, given)
    if isinstance(thing, MapThing) and name in _METHODS:
        return _METHODS[name](frame, state, one.address, thing, given)
    for values in given.values():
        state = frame.share(state, values, f"a map that is given to {name}()", given.node, f"given to {name}()")
    result = thing.held | frame.result(given.node)
    if isinstance(thing, MapThing):
        reason = f"a map whose method {name}() is called"
        state = frame.share(state, frozenset({one}), reason, given.node)
    state = frame.store(state, one.address, disturb(state.heap[one.address], f"a call of {name}()", given.node), True)
    quiet = isinstance(thing, ListThing) and not runs(frame, state, NOTHING.union(*given.values()))
    return state if quiet else frame.unseen(state), result


def _update(frame: Frame, state: State, at: Address, thing: MapThing, given: Given) -> Result:
    if thing.foreign:  # perhaps no map at all
        for values in given.values():
            state = frame.share(state, values, "a map that is passed to update()", given.node, "passed to update()")
        state = frame.unseen(state)
        thing = _map_at(state, at)
    return frame.store(state, at, put_together(state, thing, given), sure=True), _nothing(given)


def _map_at(state: State, at: Address) -> MapThing:
    thing = state.heap[at]
    assert isinstance(thing, MapThing)
    return thing


def _nothing(given: Given) -> Values:
    return frozenset({Known(None, given.node)})


def _setdefault(frame: Frame, state: State, at: Address, thing: MapThing, given: Given) -> Result:
    key, default = text_key(given.at(0)), given.at(1) or _nothing(given)
    if key is None or given.starred:
        values = thing.held | default | frame.result(given.node)
        state = frame.share(state, default, "a value behind a key that is computed", given.node)
        return frame.store(state, at, put_somewhere(thing, "a key that is computed", given.node), sure=True), values
    name = given.node.arguments[0].span
    value = given.node.arguments[-1].value
    written = (Written(one, value, name, None, "set by setdefault()") for one in default)
    after = put_default(thing, key, frozenset(written), given.node)
    return frame.store(state, at, after, sure=True), found(after, key, given.node)


def _read(thing: MapThing, given: Given, otherwise: Values) -> Values:
    key = text_key(given.at(0))
    if key is None or given.starred:
        return thing.held | otherwise
    held = thing.entries.get(key)
    values = found(thing, key, given.node)
    return join_values(values, otherwise) if held is None or held.absent else values


def _get(frame: Frame, state: State, _at: Address, thing: MapThing, given: Given) -> Result:
    values = _read(thing, given, given.at(1) or _nothing(given))
    return state, values if not given.starred else values | frame.result(given.node)


def _pop(frame: Frame, state: State, at: Address, thing: MapThing, given: Given) -> Result:
    values = _read(thing, given, given.at(1))
    key = None if given.starred else text_key(given.at(0))
    held = thing.entries.get(key) if key else None
    sure = held is not None and not held.absent
    return frame.store(state, at, remove(thing, key), sure=True), values if sure else values | frame.result(given.node)


def _copy(frame: Frame, state: State, _at: Address, thing: MapThing, given: Given) -> Result:
    return frame.make(state, given.node, copied(thing))


def _clear(frame: Frame, state: State, at: Address, thing: MapThing, given: Given) -> Result:
    cleared = MapThing(shared=thing.shared, foreign=thing.foreign)
    return frame.store(state, at, cleared, sure=True), _nothing(given)


def _view(frame: Frame, state: State, _at: Address, thing: MapThing, given: Given) -> Result:
    state = frame.share(state, thing.held, "a value that is walked through", given.node)
    return state, frame.result(given.node)


def _keys(frame: Frame, state: State, _at: Address, _thing: MapThing, given: Given) -> Result:
    return state, frame.result(given.node)


_METHODS: Mapping[str, Method] = {
    "clear": _clear,
    "copy": _copy,
    "get": _get,
    "items": _view,
    "keys": _keys,
    "pop": _pop,
    "setdefault": _setdefault,
    "update": _update,
    "values": _view,
}
