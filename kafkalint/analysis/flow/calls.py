"""What a call gives and does: a client's constructor, something of the language's library, or code that is not seen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from kafkalint.analysis.flow.attributes import completed
from kafkalint.analysis.flow.builders import begin
from kafkalint.analysis.flow.classes import above, made_by, makes_nothing
from kafkalint.analysis.flow.constructors import construct
from kafkalint.analysis.flow.frame import Frame, Result
from kafkalint.analysis.flow.given import Given, bound_call, evaluate_arguments
from kafkalint.analysis.flow.imported import member
from kafkalint.analysis.flow.inline import call_function
from kafkalint.analysis.flow.library import call_library, unseen
from kafkalint.analysis.flow.members import computed, is_computed, method, on_class
from kafkalint.analysis.flow.methods import call_on_thing
from kafkalint.analysis.flow.scopes import dotted
from kafkalint.analysis.flow.states import State, join_states
from kafkalint.analysis.flow.targets import own
from kafkalint.analysis.flow.values import (
    NOTHING,
    Alternative,
    Code,
    External,
    Imported,
    Known,
    Reference,
    Unknown,
    Values,
    join_values,
)
from kafkalint.model.place import Builder
from kafkalint.model.program import Attribute, Call, Class, Function, Name, Node


def call(frame: Frame, state: State, node: Node) -> Result:
    """Run a call."""
    assert isinstance(node, Call)
    state, functions = _functions(frame, state, node.function)
    state, given = evaluate_arguments(frame, state, node)
    frame.watch(state)
    after, values = _call_each(frame, state, functions, given)
    frame.watch(after)
    return after, values


def ask(frame: Frame, state: State, one: Unknown, node: Attribute) -> Result | None:
    """Run the function that computes a member of an object; None when there is none that can be followed."""
    function = computed(frame.machine, one.owner, node.name) if one.owner is not None else None
    if function is None:
        return None
    return call_function(frame, state, Code(function, one), Given(frame.machine.call_of(node), ()))


def _call_each(frame: Frame, state: State, functions: Values, given: Given) -> Result:
    """Whatever calling one of `functions` gives."""
    results = [_call_one(frame, state, one, given) for one in functions]
    after = reduce(join_states, (each for each, _values in results), None) or state
    return after, reduce(join_values, (values for _state, values in results), NOTHING)


def _functions(frame: Frame, state: State, node: Node) -> Result:
    """What is called; for a method of a thing that is the thing."""
    if not isinstance(node, Attribute):
        return frame.evaluate(state, node)
    path = dotted(node)
    if path is not None and state.get((frame.scope.owner(path[0].name), path[1])) is not None:
        return frame.evaluate(state, node)
    look = own if node.name == "update" else Frame.evaluate
    state, objects = look(frame, state, node.object)
    modules = [one for one in objects if isinstance(one, Imported)]
    methods = frozenset(_method(frame, state, one, node) for one in objects.difference(modules))
    functions = NOTHING.union(*(member(frame, state, one, node.name) for one in modules))
    return state, methods.union(_no_thing(one, node) for one in functions)


def _no_thing(one: Alternative, node: Attribute) -> Alternative:
    """What a module holds, when it is called; a thing among it is not called by a name of its own."""
    return Unknown(f"{node.name} of a module", node) if isinstance(one, Reference) else one


def _method(frame: Frame, state: State, one: Alternative, node: Attribute) -> Alternative:
    if isinstance(one, External):
        inherits = one.path == frame.machine.language.parent
        found = above(frame, state, node.object, node.name) if inherits and isinstance(node.object, Call) else None
        return found or External(f"{one.path}.{node.name}")
    if isinstance(one, Known):
        return External(f"builtins.str().{node.name}")
    owner = one.owner if isinstance(one, Unknown) else one.node if isinstance(one, Code) else None
    function = method(frame.machine, owner, node.name) if isinstance(owner, Class) else None
    if function is not None and isinstance(owner, Class) and not is_computed(function, frame.machine.language):
        decorated = on_class(function, frame.machine.language)
        if decorated == frame.machine.language.given_class:
            return Code(function, Code(owner))
        return Code(function, one if isinstance(one, Unknown) and not decorated else None)
    return one if isinstance(one, Reference) else Unknown(f"{frame.machine.text(node)}", node)


def _call_one(frame: Frame, state: State, one: Alternative, given: Given) -> Result:
    function = given.node.function
    if isinstance(one, Reference) and (bound := bound_call(state, one, given)):
        return _call_each(frame, state, *bound)
    if isinstance(one, Reference) and isinstance(function, Attribute):
        return call_on_thing(frame, state, one, function.name, given)
    if isinstance(one, Unknown) and isinstance(one.node, Class):  # a decorated one
        one = Code(one.node)
    if isinstance(one, Code):
        result = _call_code(frame, state, one, given)
        if result is not None:
            return result
    if not isinstance(one, External):
        for name in _names(function, one):
            frame.machine.learnt.unfollowed.tell(name, True)
        if isinstance(one, Reference):
            state = frame.share(state, frozenset({one}), "a map that a function is given", given.node)
        return unseen(frame, state, given), _made(frame, one, given)
    if one.path in frame.machine.targets:
        state = unseen(frame, state, given) if one.doubt else state
        if isinstance(frame.machine.targets[one.path][1], Builder):
            return begin(frame, state, one.path, given.node)
        return construct(frame, state, one, given)
    return call_library(frame, state, one.path, given)


def _made(frame: Frame, one: Alternative, given: Given) -> Values:
    """What a call gives that is not followed: an object with the defaults of its class where that says them all."""
    owner = one.owner if isinstance(one, Unknown) else one.node if isinstance(one, Code) else None
    if isinstance(owner, Class) and not given.arguments and completed(frame.machine, owner):
        return frozenset({Unknown(f"a call of {owner.name}()", given.node, owner=owner)})
    return frame.result(given.node)


def _call_code(frame: Frame, state: State, one: Code, given: Given) -> Result | None:
    """Run code of the project; None when it cannot be followed."""
    if isinstance(one.node, Function):
        return call_function(frame, state, one, given)
    made = Unknown(f"a call of {frame.machine.callee(given.node)}", given.node, owner=one.node)
    by = made_by(frame, one.node, made)
    if isinstance(by, External):
        return _call_one(frame, state, by, given)
    if by is None:
        bare = not given.arguments and makes_nothing(frame, one.node)
        return (state, frozenset({made})) if bare else None
    result = call_function(frame, state, by, given)
    return None if result is None else (result[0], frozenset({made}))


def _names(function: Node, one: Alternative) -> Iterator[str]:
    """Names by which code is called that is not followed."""
    if isinstance(function, Name | Attribute):
        yield function.name
    if isinstance(one, Code) and one.receiver is None:
        yield one.node.name
