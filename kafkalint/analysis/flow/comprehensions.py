"""Comprehensions; over what is known item by item they make what a loop over it would."""

from __future__ import annotations

from dataclasses import replace

from kafkalint.analysis.flow.frame import Frame, Result
from kafkalint.analysis.flow.loops import repeat
from kafkalint.analysis.flow.maps import merge
from kafkalint.analysis.flow.narrowing import narrowed
from kafkalint.analysis.flow.rounds import Round, Walk, walk_through
from kafkalint.analysis.flow.scopes import walk
from kafkalint.analysis.flow.states import State
from kafkalint.analysis.flow.targets import next_item
from kafkalint.analysis.flow.values import (
    NOTHING,
    Alternative,
    Held,
    ListThing,
    MapThing,
    Reference,
    Thing,
    Unknown,
    Values,
    Written,
    text_key,
)
from kafkalint.model.program import Comprehension, MapEntry, Name, Node, children


def comprehend(frame: Frame, state: State, node: Node) -> Result:
    """Run a comprehension; what a generator makes is run another time."""
    assert isinstance(node, Comprehension)
    inner = replace(frame, scope=frame.machine.scope(frame.scope, node))
    if node.kind == "generator":
        state, items = frame.evaluate(state, node.clauses[0].items)
        state = frame.share(state, items, "a list that a generator walks through", node)
        frame.activation.later[node] = frame.scope
        return state, frame.unknown(node, "the generator")
    clause = node.clauses[0]
    if len(node.clauses) == 1 and node.kind != "set":
        body = (node.element, *clause.tests)
        state, going = walk_through(inner, state, clause.target, clause.items, body)
        made = _built(inner, state, node, going) if going.rounds else None
        if made is not None:
            return frame.make(made[0], node, made[1])
        state, values = run_clauses(inner, state, node, 0, going)
    else:
        state, values = run_clauses(inner, state, node)
    if node.kind == "map":
        state = frame.share(state, values, "a value in a comprehension", node)
        return frame.make(state, node, MapThing(open=("a comprehension",)))
    return frame.make(state, node, ListThing((values,), ("a comprehension",)))


def run_clauses(frame: Frame, state: State, node: Comprehension, at: int = 0, going: Walk | None = None) -> Result:
    """Run a comprehension from its clause `at` on: what its element may be; `going` when the items are evaluated."""
    if at == len(node.clauses):
        parts = children(node.element) if isinstance(node.element, MapEntry) else (node.element,)
        state, values = frame.evaluate_all(state, parts)
        return state, NOTHING.union(*values)
    clause = node.clauses[at]
    state, items = going.together(frame, state) if going else frame.evaluate(state, clause.items)
    elements = NOTHING

    def once(state: State) -> State:
        nonlocal elements
        state = next_item(frame, state, clause.target, items)
        state, _tests = frame.evaluate_all(state, clause.tests)
        state, elements = run_clauses(frame, state, node, at + 1)
        return state

    return repeat(state, once), elements


def _built(frame: Frame, state: State, node: Comprehension, going: Walk) -> tuple[State, Thing] | None:
    """What a comprehension of one clause makes, and the state after it; None when that cannot be told."""
    made: Thing = MapThing() if node.kind == "map" else ListThing(())
    for bind in going.rounds:
        step = _round(frame, state, node, bind)
        if step is None:
            return None
        state, result = step
        grown = made if result is None else _with(made, *result, node)
        if grown is None:
            return None
        made = grown
    return state, made


def _round(
    frame: Frame, state: State, node: Comprehension, bind: Round
) -> tuple[State, tuple[Values, Held] | None] | None:
    """One round: the state after it, its key and entry (or element); nothing when its tests leave it out."""
    bound = bind(state)
    if bound is None:
        return None
    inside, entry = bound
    after: State | None = inside
    sure = not entry.absent
    for test in node.clauses[0].tests:
        inside, _values = frame.evaluate(inside, test)
        passed = narrowed(frame, inside, test, truth=True)
        if passed is None:
            return inside, None
        sure = sure and narrowed(frame, inside, test, truth=False) is None
        inside = after = passed
    if isinstance(node.element, MapEntry):
        assert node.element.key is not None
        after, keys = frame.evaluate(inside, node.element.key)
        after, values = frame.evaluate(after, node.element.value)
        written = _as_it_was(node, entry, values) or {Written(one, node.element.value, node.span) for one in values}
    else:
        after, values = frame.evaluate(inside, node.element)
        keys, written = NOTHING, {Written(one, node.element, node.span) for one in values}
    if any(_made_inside(one, node) for one in values):  # the next round makes another one in its place
        return None
    return after, (keys, Held(frozenset(written), not sure))


def _as_it_was(node: Comprehension, entry: Held, values: Values) -> frozenset[Written]:
    """The entry itself where the element is just its value."""
    element, target = node.element, node.clauses[0].target
    names = [each.name for each in walk([target]) if isinstance(each, Name)]
    if not isinstance(element, MapEntry) or not isinstance(element.value, Name) or element.value.name not in names:
        return frozenset()
    kept = {one: _passed(one.value, values) for one in entry.written}
    fits = frozenset(replace(one, value=value) for one, value in kept.items() if value is not None)
    return fits if {one.value for one in fits} == values else frozenset()


def _passed(one: Alternative, values: Values) -> Alternative | None:
    """A value as a test has left it."""
    if one in values:
        return one
    bare = replace(one, default=None) if isinstance(one, Unknown) else one
    return bare if bare in values else None


def _made_inside(one: Alternative, node: Node) -> bool:
    made = one.address.node.span if isinstance(one, Reference) else None
    return made is not None and node.span.start <= made.start and made.end <= node.span.end


def _with(made: Thing, keys: Values, held: Held, node: Node) -> Thing | None:
    """What was made so far with one element more; None when it is not known where that goes."""
    if isinstance(made, ListThing):
        return None if held.absent else ListThing((*made.items, frozenset(one.value for one in held.written)))
    key = text_key(keys)
    if key is None or (key in made.entries and (held.absent or made.entries[key].absent)):
        return None
    return merge(made, MapThing({key: held}), node)
