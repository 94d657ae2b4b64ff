"""What an assignment does to what stands on its left, and every other change of a thing."""

from __future__ import annotations

from collections.abc import Callable

from kafkalint.analysis.flow.attributes import keep
from kafkalint.analysis.flow.frame import Frame, Result
from kafkalint.analysis.flow.maps import as_items, as_map, disturb, merge, put, put_somewhere, remove
from kafkalint.analysis.flow.scopes import dotted, target_names
from kafkalint.analysis.flow.states import State
from kafkalint.analysis.flow.values import (
    NOTHING,
    Alternative,
    External,
    Imported,
    Known,
    ListThing,
    MapThing,
    Reference,
    Thing,
    Unknown,
    Values,
    Written,
    describe,
    single,
    text_key,
)
from kafkalint.model.program import Assign, Attribute, Items, Name, Node, Operation, Subscript, children


def assignment(frame: Frame, state: State, node: Node) -> Result:
    """Run an assignment; its value is what it assigns."""
    assert isinstance(node, Assign)
    state, values = frame.evaluate(state, node.value)
    if node.operator != "=":
        return augment(frame, state, node, values)
    for target in node.targets:
        state = assign(frame, state, target, values, node)
    frame.watch(state)
    return state, values


def assign(frame: Frame, state: State, target: Node, values: Values, by: Assign | None = None) -> State:
    """The state after `target` means `values`; `by` is where that stands, None when nothing can be edited there."""
    match target:
        case Name(name=name):
            return frame.bind(state, (frame.scope.owner(name), name), values)
        case Attribute():
            return _assign_member(frame, state, target, values)
        case Subscript():
            state, objects = own(frame, state, target.object)
            state, keys = frame.evaluate(state, target.key)
            written = _written(values, target, by)
            return put_item(frame, state, objects, keys, written, target)
        case Items(items=items):
            return _unpack(frame, state, items, values, target)
    state = frame.share(state, values, "a value that is unpacked", target)
    for name in target_names(target):
        state = frame.bind(state, (frame.scope.owner(name), name), frame.unknown(target, "a part of"))
    return state


def _written(values: Values, target: Subscript, by: Assign | None) -> frozenset[Written]:
    if by is None:
        return frozenset(Written(one, target, target.key.span, None, "set by a loop or by unpacking") for one in values)
    locked = "assigned to several names at once" if len(by.targets) > 1 else ""
    return frozenset(Written(one, by.value, target.key.span, by, locked) for one in values)


def _assign_member(frame: Frame, state: State, target: Attribute, values: Values) -> State:
    state, objects = frame.evaluate(state, target.object)
    for one in objects:
        if isinstance(one, Imported):
            for module in frame.machine.linked.links.get(one.node, {}).values():
                state = frame.bind(state, (module.scope, target.name), values)
    path = dotted(target)
    text = frame.machine.text(target) or target.name
    only = single(objects)
    owner = only.owner if isinstance(only, Unknown) else None
    if not keep(frame.machine, owner, target.name, values, bool(frame.chain)):
        state = frame.share(state, values, f"a map that is kept in {text}", target, f"kept in {text}")
    state = state.forget_member(target.name)
    return state.bind((frame.scope.owner(path[0].name), path[1]), values) if path else state


def _unpack(frame: Frame, state: State, items: tuple[Node, ...], values: Values, target: Node) -> State:
    parts = None if any(isinstance(item, Operation) for item in items) else as_items(state.heap, values)
    if parts is None or len(parts) != len(items):
        state = frame.share(state, values, "a value that is unpacked", target)
        parts = tuple(frame.unknown(item, "a part of what is assigned to") for item in items)
    for item, part in zip(items, parts, strict=True):
        state = assign(frame, state, item, part)
    return state


def own(frame: Frame, state: State, node: Node) -> Result:
    """What `node` may be, when it is about to be changed: a map of unknown origin gets a thing of its own."""
    state, values = frame.evaluate(state, node)
    one, path = single(values), dotted(node)
    if path is None or not (isinstance(one, Unknown) or (isinstance(one, External) and one.path.endswith(")"))):
        return state, values
    owner = frame.scope.owner(path[0].name)
    if not frame.owns(owner):
        return state, values
    reason = describe(one)
    state, values = frame.make(state, node, MapThing(open=(reason,), shared=reason, foreign=True))
    return frame.bind_own(state, (owner, path[1]), values), values


def change(
    frame: Frame, state: State, objects: Values, how: Callable[[MapThing], MapThing], where: Node, what: str
) -> State:
    """The state after one of `objects` has changed; `what` says how, for things whose change cannot be followed."""
    for one in objects:
        if isinstance(one, Reference):
            thing = state.heap[one.address]
            after: Thing = how(thing) if isinstance(thing, MapThing) else disturb(thing, what, where)
            state = frame.store(state, one.address, after, sure=len(objects) == 1)
        elif isinstance(one, Unknown | External):
            state = state.disturb_foreign(None)
            state = frame.unseen(state) if frame.machine.reflective else state  # it may hold names
    return state


def put_item(
    frame: Frame, state: State, objects: Values, keys: Values, written: frozenset[Written], where: Node
) -> State:
    """The state after ``objects[keys]`` is set."""
    key = text_key(keys)

    def how(thing: MapThing) -> MapThing:
        return put_somewhere(thing, "a key that is computed", where) if key is None else put(thing, key, written)

    values = frozenset(one.value for one in written)
    state = _keep(frame, state, objects, values, where)
    return change(frame, state, objects, how, where, "an item that is set")


def _keep(frame: Frame, state: State, objects: Values, values: Values, where: Node) -> State:
    """The state after `values` are put into one of `objects`, unless flow can follow them there."""
    things = [state.heap[one.address] for one in objects if isinstance(one, Reference)]
    if len(things) == len(objects) and all(isinstance(thing, MapThing) for thing in things):
        return state
    return frame.share(state, values, "a value that is kept where it cannot be followed", where)


def delete(frame: Frame, state: State, target: Node) -> State:
    """The state after ``del target``."""
    match target:
        case Name(name=name):
            cell = (frame.scope.owner(name), name)
            if frame.owns(cell[0]):
                return state.bind(cell, NOTHING).drop([cell])
            return frame.bind(state, cell, frame.unknown(target, "the deleted name"))
        case Subscript():
            state, objects = own(frame, state, target.object)
            state, keys = frame.evaluate(state, target.key)
            return change(frame, state, objects, lambda thing: remove(thing, text_key(keys)), target, "an item less")
        case Attribute():
            return _assign_member(frame, state, target, frame.unknown(target, "the deleted"))
    for part in children(target):
        state = delete(frame, state, part)
    return state


def augment(frame: Frame, state: State, node: Assign, values: Values) -> Result:
    """Run ``target |= value`` and the like; a map is changed in place by ``|=`` alone."""
    target = node.targets[0]
    state, objects = own(frame, state, target) if node.operator == "|=" else frame.evaluate(state, target)
    things = frozenset(one for one in objects if isinstance(one, Reference))
    if things and node.operator == "|=":
        other = as_map(state.heap, values, node.value)
        state = _keep(frame, state, objects, other.held, node)
        state = change(frame, state, objects, lambda thing: merge(thing, other, node.value), node, "a value more")
    elif things:
        state = frame.share(state, values, "a value that is put into a list", node)
        state = change(frame, state, objects, lambda thing: thing, node, "a value more")
    result = objects if things == objects else things | frame.unknown(target, "the changed value of")
    return assign(frame, state, target, result, None), result


def next_item(frame: Frame, state: State, target: Node | None, items: Values) -> State:
    """The state in which `target` means some item of `items`; walking through what is not known runs code."""
    if not all(isinstance(one, Known | Reference) or _ready(frame, one) for one in items):
        state = frame.unseen(state)
    if target is None:
        return state
    every = NOTHING.union(*(_each(frame, state, one, target) for one in items))
    return assign(frame, state, target, every or frame.unknown(target, "the loop variable"))


def _ready(frame: Frame, one: Alternative) -> bool:
    return isinstance(one, External) and one.path in frame.machine.language.ready


def _each(frame: Frame, state: State, one: Alternative, target: Node) -> Values:
    if isinstance(one, Known) and isinstance(one.value, tuple):
        return NOTHING.union(*(as_items(state.heap, frozenset({one})) or ()))
    thing = state.heap[one.address] if isinstance(one, Reference) else None
    if isinstance(thing, ListThing):
        return thing.held | (frame.unknown(target, "the loop variable") if thing.open else NOTHING)
    return frame.unknown(target, "the loop variable")
