"""What a condition says about the values in it, once it is known how it came out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from kafkalint.analysis.flow.frame import Frame
from kafkalint.analysis.flow.scopes import dotted
from kafkalint.analysis.flow.states import State, join_states
from kafkalint.analysis.flow.values import (
    NOTHING,
    Alternative,
    Code,
    External,
    Imported,
    Known,
    MapThing,
    Nested,
    Reference,
    Unknown,
    Values,
    single,
    text_key,
)
from kafkalint.model.program import Assign, Call, Choice, Comprehension, Constant, Map, Node, Operation

Answer: TypeAlias = "Callable[[State, Alternative], bool | None]"
"""Whether a value passes a test; None when that is not known."""


def narrowed(frame: Frame, state: State, test: Node, truth: bool) -> State | None:
    """The state after `test` was evaluated and came out as `truth`; None when it cannot."""
    if isinstance(test, Operation) and test.operator == "not":
        return narrowed(frame, state, test.operands[0], not truth)
    if isinstance(test, Choice) and test.kind in ("and", "or"):
        return _all(frame, state, test.options, truth) if (test.kind == "and") is truth else _some(frame, state, test)
    if isinstance(test, Assign):
        return _kept(frame, state, test.targets[0], is_true, truth)
    if isinstance(test, Operation) and test.operator in ("is", "is not") and _none(test.operands[1]):
        return _kept(frame, state, test.operands[0], _is_none, truth is (test.operator == "is"))
    if isinstance(test, Operation) and test.operator in ("in", "not in"):
        known = _holds(frame, state, test)
        return None if known is not None and known is not (truth is (test.operator == "in")) else state
    if isinstance(test, Call) and len(test.arguments) == 2 and _asks_for_a_map(frame, state, test):
        return _kept(frame, state, test.arguments[0].value, _is_map, truth)
    return _kept(frame, state, test, is_true, truth)


def _all(frame: Frame, state: State | None, tests: tuple[Node, ...], truth: bool) -> State | None:
    """Every one of `tests` came out as `truth`."""
    for test in tests:
        state = None if state is None else narrowed(frame, state, test, truth)
    return state


def _some(frame: Frame, state: State, test: Choice) -> State | None:
    """The first of the tests that decides about the whole came out otherwise than those before it."""
    ends: State | None = None
    before: State | None = state
    for each in test.options:
        if before is None:
            break
        ends = join_states(ends, narrowed(frame, before, each, test.kind == "or"))
        before = narrowed(frame, before, each, test.kind == "and")
    return ends


def is_true(state: State, one: Alternative) -> bool | None:
    """Whether a value counts as true."""
    match one:
        case Known(value=value) | Nested(value=value):
            return bool(value)
        case Code() | Imported():
            return True
        case Reference(address=address):
            thing = state.heap[address]
            held = [not each.absent for each in thing.entries.values()] if isinstance(thing, MapThing) else thing.items
            return True if any(held) else None if held or thing.open else False
    return None


def _is_none(_state: State, one: Alternative) -> bool | None:
    if isinstance(one, Known | Nested | Code | Imported | Reference):
        return isinstance(one, Known) and one.value is None
    return None


def _is_map(_state: State, one: Alternative) -> bool | None:
    if isinstance(one, Known | Code | Imported):
        return False
    made = one.address.node if isinstance(one, Reference) else None
    return True if isinstance(made, Map | Comprehension) and getattr(made, "kind", "map") == "map" else None


def _kept(frame: Frame, state: State, node: Node, answer: Answer, truth: bool) -> State | None:
    """The state in which what `node` names is one of the values with that answer."""
    path = dotted(node)
    cell = (frame.scope.owner(path[0].name), path[1]) if path else None
    values = state.value(cell) if cell else NOTHING
    kept = passing(state, values, answer, truth)
    if cell is None or kept == values:
        return state
    if not kept and answer is is_true and not frame.chain:  # a switch that somebody may turn
        return state
    return state.assume({cell: kept}) if kept else None


def passing(state: State, values: Values, answer: Answer, truth: bool) -> Values:
    """Those of `values` for which the answer may be `truth`."""
    passes = (one for one in values if answer(state, one) is not (not truth))
    return frozenset(_without_default(state, one, answer, truth) for one in passes)


def _without_default(state: State, one: Alternative, answer: Answer, truth: bool) -> Alternative:
    """An unknown value is no longer its default where that would have come out otherwise."""
    if not isinstance(one, Unknown) or one.default is None:
        return one
    fits = answer(state, Known(one.default.value, one.node)) is not (not truth)
    return one if fits else replace(one, default=None)


def _holds(frame: Frame, state: State, test: Operation) -> bool | None:
    """Whether a map has a key, both of which are named."""
    if not all(isinstance(each, Constant) or dotted(each) for each in test.operands):
        return None
    state, (keys, maps) = frame.evaluate_all(state, test.operands)
    key, one = text_key(keys), single(maps)
    thing = state.heap[one.address] if isinstance(one, Reference) else None
    if key is None or not isinstance(thing, MapThing):
        return None
    held = thing.entries.get(key)
    return (None if thing.open else False) if held is None else None if held.absent else True


def _none(node: Node) -> bool:
    return isinstance(node, Constant) and node.value is None


def _asks_for_a_map(frame: Frame, state: State, test: Call) -> bool:
    """Whether a call asks whether its first argument is a plain map."""
    _state, asked = frame.evaluate(state, test.function)
    _state, kind = frame.evaluate(state, test.arguments[1].value)
    both = [one.path if isinstance(one, External) else "" for one in (single(asked), single(kind))]
    return both == [frame.machine.language.asks_kind, frame.machine.language.plain_map]
