"""What an expression may be, and what evaluating it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import reduce
from itertools import pairwise
from types import UnionType

from kafkalint.analysis.flow.attributes import default, enumerated, member_of_kind, read
from kafkalint.analysis.flow.builders import begin, begun
from kafkalint.analysis.flow.calls import ask, call
from kafkalint.analysis.flow.comprehensions import comprehend
from kafkalint.analysis.flow.definitions import define
from kafkalint.analysis.flow.frame import Expression, Frame, Result
from kafkalint.analysis.flow.imported import member
from kafkalint.analysis.flow.literals import filled_in
from kafkalint.analysis.flow.maps import as_map, found, merge, put, put_somewhere
from kafkalint.analysis.flow.narrowing import is_true, narrowed, passing
from kafkalint.analysis.flow.scopes import dotted
from kafkalint.analysis.flow.states import State, join_states
from kafkalint.analysis.flow.targets import assignment
from kafkalint.analysis.flow.values import (
    NOTHING,
    Alternative,
    Code,
    External,
    Imported,
    Known,
    ListThing,
    MapThing,
    Reference,
    Unknown,
    Values,
    Written,
    in_order,
    join_values,
    single,
    text_key,
)
from kafkalint.model.program import (
    Assign,
    Attribute,
    Call,
    Choice,
    Class,
    Comprehension,
    Constant,
    Function,
    Items,
    Map,
    MapEntry,
    Name,
    Node,
    Opaque,
    Operation,
    Subscript,
    children,
)


def _constant(_frame: Frame, state: State, node: Node) -> Result:
    assert isinstance(node, Constant)
    return state, frozenset({Known(node.value, node)})


def _name(frame: Frame, state: State, node: Node) -> Result:
    assert isinstance(node, Name)
    owner = frame.scope.owner(node.name)
    values = state.value((owner, node.name))
    if owner.kind == "class" and owner.parent is not None:
        values |= state.value((owner.parent.owner(node.name), node.name))
    if owner.kind == "module":
        values |= _everywhere(frame, state, node.name, bool(values))
    return state, values or frame.unknown(node, "the name")


def _everywhere(frame: Frame, state: State, name: str, bound: bool) -> Values:
    """What a name may mean that the module does not bind, or not always."""
    if name in frame.machine.language.builtins:
        return state.value((frame.scope.module, "*")) | {External(f"builtins.{name}")}
    return NOTHING if bound else state.value((frame.scope.module, "*"))


def _attribute(frame: Frame, state: State, node: Node) -> Result:
    assert isinstance(node, Attribute)
    state, objects = frame.evaluate(state, node.object)
    literal = member_of_kind(frame.machine, single(objects), node.name)
    if literal is not None:
        return state, frozenset({Known(literal.value, literal)})
    if node.name == "value" and isinstance(node.object, Attribute):
        state, owners = frame.evaluate(state, node.object.object)
        literal = enumerated(frame.machine, single(owners), node.object.name)
        if literal is not None:
            return state, frozenset({Known(literal.value, literal)})
    path = dotted(node)
    if path is not None:
        values = state.get((frame.scope.owner(path[0].name), path[1]))
        if values is not None:
            return state, values
    state = frame.share(state, objects, "a map whose method is passed on", node, "used in another way")
    builders, every = begun(frame, objects, node), NOTHING
    for one in in_order(objects - builders):
        state, values = _member(frame, state, one, node)
        every |= values
    if builders:
        state, values = begin(frame, state, f".{node.name}", node)
        every |= values
    return state, every


def _member(frame: Frame, state: State, one: Alternative, node: Attribute) -> Result:
    owner = one.owner if isinstance(one, Unknown) else one.node if isinstance(one, Code) else None
    if isinstance(owner, Class):
        result = ask(frame, state, one, node) if isinstance(one, Unknown) else None
        if result is not None:
            return result
        state, values = read(frame.machine, state, owner, node.name)
        if values or (values := default(frame.machine, owner, node)):
            return state, values
    return state, _member_elsewhere(frame, state, one, node)


def _member_elsewhere(frame: Frame, state: State, one: Alternative, node: Attribute) -> Values:
    if isinstance(one, Imported):
        return member(frame, state, one, node.name)
    if isinstance(one, External):
        what = frame.machine.language.settings.get(one.path) if node.name.isupper() else None
        return frozenset({Unknown(f"{what} {node.name}", node) if what else External(f"{one.path}.{node.name}")})
    return frozenset({Unknown(f"the attribute {frame.machine.text(node) or node.name}", node)})


def _subscript(frame: Frame, state: State, node: Node) -> Result:
    assert isinstance(node, Subscript)
    state, (objects, keys) = frame.evaluate_all(state, (node.object, node.key))
    return state, reduce(join_values, (_item(frame, state, one, keys, node) for one in objects), NOTHING)


def _item(frame: Frame, state: State, one: Alternative, keys: Values, node: Subscript) -> Values:
    key = text_key(keys)
    if isinstance(one, External) and one.path == frame.machine.language.environment and key is not None:
        return frozenset({Unknown(f"the environment variable {key}", node, None, key)})
    if isinstance(one, External) and one.path in frame.machine.language.settings and key is not None:
        return frozenset({Unknown(f"{frame.machine.language.settings[one.path]} {key}", node)})
    if isinstance(one, Reference):
        thing = state.heap[one.address]
        if isinstance(thing, MapThing) and key is not None:
            return found(thing, key, node) or frame.unknown(node, "the item")
        return thing.held | frame.unknown(node, "the item")
    return frame.unknown(node, "the item")


def _map(frame: Frame, state: State, node: Node) -> Result:
    assert isinstance(node, Map)
    thing = MapThing()
    for entry in node.entries:
        keys = NOTHING
        if entry.key is not None:
            state, keys = frame.evaluate(state, entry.key)
        state, values = frame.evaluate(state, entry.value)
        thing = _with_entry(state, thing, entry, keys, values)
    return frame.make(state, node, thing)


def _with_entry(state: State, thing: MapThing, entry: MapEntry, keys: Values, values: Values) -> MapThing:
    if entry.key is None:
        return merge(thing, as_map(state.heap, values, entry.value), entry.value)
    key = text_key(keys)
    if key is None:
        return put_somewhere(thing, "a key that is computed", entry.key)
    return put(thing, key, frozenset(Written(one, entry.value, entry.key.span, entry) for one in values))


def _items(frame: Frame, state: State, node: Node) -> Result:
    assert isinstance(node, Items)
    state, items = frame.evaluate_all(state, node.items)
    only = [single(values) for values in items]
    known = [one.value for one in only if isinstance(one, Known)]
    if node.kind == "tuple" and len(known) == len(items):
        return state, frozenset({Known(tuple(known), node)})
    if node.kind == "set" or any(isinstance(item, Operation) and item.operator == "*" for item in node.items):
        return frame.make(state, node, ListThing((NOTHING.union(*items),), ("a list that is computed",)))
    return frame.make(state, node, ListThing(tuple(items)))


def _choice(frame: Frame, state: State, node: Node) -> Result:
    assert isinstance(node, Choice)
    if node.test is not None:
        state, _values = frame.evaluate(state, node.test)
        sides = [narrowed(frame, state, node.test, truth) for truth in (True, False)]
        results = [
            frame.evaluate(side, each) for side, each in zip(sides, node.options, strict=True) if side is not None
        ]
        after = reduce(join_states, (each for each, _values in results), None)
        return after or state, reduce(join_values, (values for _state, values in results), NOTHING)
    after, values = frame.evaluate(state, node.options[0])
    for before, option in pairwise(node.options):
        stops = passing(after, values, is_true, node.kind == "or")
        inside = narrowed(frame, after, before, node.kind == "and")
        if inside is None or all(is_true(after, one) is (node.kind == "or") for one in values):
            return after, stops
        later, more = frame.evaluate(inside, option)
        after, values = join_states(after, later) or after, join_values(stops, more)
    return after, values


def _operation(frame: Frame, state: State, node: Node) -> Result:
    assert isinstance(node, Operation)
    inner = replace(frame, awaited=node.operands[0]) if node.operator == "await" else frame
    state, operands = inner.evaluate_all(state, node.operands)
    match node.operator:
        case "await" if node.operands[0] in frame.machine.followed:
            return frame.unseen(state), operands[0]
        case "|" if len(operands) == 2:
            left, right = (as_map(state.heap, values, node) for values in operands)
            return frame.make(state, node, merge(left, right, node))
        case "text" | "+":
            return state, _joined_text(operands, node, str | int if node.operator == "text" else str) or frame.unknown(
                node, "the expression"
            )
        case "%" if made := _filled_in(operands, node):
            return state, made
        case "yield" | "await":
            for values in operands:
                state = frame.share(state, values, f"a map behind {node.operator}", node, "passed on")
            return frame.unseen(state), frame.unknown(node, "the expression")
    return _computed(frame, state, operands, node)


def _filled_in(operands: list[Values], node: Node) -> Values:
    """``text % value``, nothing when that is not known."""
    text, value = map(single, operands)
    made = filled_in(text.value, value.value) if isinstance(text, Known) and isinstance(value, Known) else None
    return NOTHING if made is None else frozenset({Known(made, node)})


def _joined_text(operands: list[Values], node: Node, types: type | UnionType) -> Values:
    """The text of all operands together, nothing when that is not known."""
    text = ""
    for values in operands:
        one = single(values)
        if not isinstance(one, Known) or not isinstance(one.value, types):
            return NOTHING
        text += str(one.value)
    return frozenset({Known(text, node)})


def _computed(frame: Frame, state: State, operands: list[Values], node: Node) -> Result:
    """A value made from others in a way that is not followed; it may hold what lists among them hold."""
    for values in operands:
        lists = (state.heap[one.address] for one in values if isinstance(one, Reference))
        held = NOTHING.union(*(thing.held for thing in lists if isinstance(thing, ListThing)))
        state = frame.share(state, held, "a value that is computed with", node)
    return state, frame.unknown(node, "the expression")


def _opaque(frame: Frame, state: State, node: Node) -> Result:
    state, operands = frame.evaluate_all(state, children(node))
    return _computed(frame, state, operands, node)


EXPRESSIONS: Mapping[type[Node], Expression] = {
    Assign: assignment,
    Attribute: _attribute,
    Choice: _choice,
    Comprehension: comprehend,
    Constant: _constant,
    Call: call,
    Function: define,
    Items: _items,
    Map: _map,
    Name: _name,
    Opaque: _opaque,
    Operation: _operation,
    Subscript: _subscript,
}
