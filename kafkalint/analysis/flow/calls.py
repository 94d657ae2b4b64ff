"""What a call gives and does: a client's constructor, something of the language's library, or code that is not seen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from kafkalint.analysis.flow.attributes import completed
from kafkalint.analysis.flow.builders import begin
from kafkalint.analysis.flow.classes import above, made_by, makes_nothing
from kafkalint.analysis.flow.constructors import construct
from kafkalint.analysis.flow.frame import Frame, Result
from kafkalint.analysis.flow.given import Given, bound_call, evaluate_arguments, put_together, runs
from kafkalint.analysis.flow.imported import member
from kafkalint.analysis.flow.inline import call_function
from kafkalint.analysis.flow.maps import change_references, copied, inside
from kafkalint.analysis.flow.members import method
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
    ListThing,
    MapThing,
    Reference,
    Unknown,
    Values,
    join_values,
    single,
)
from kafkalint.model.place import Builder
from kafkalint.model.program import Attribute, Call, Class, Function, Name, Node
from kafkalint.model.value import Literal, Native

LONGEST_PATH = 80
"""Longer chains of members and calls are not named any more."""


def call(frame: Frame, state: State, node: Node) -> Result:
    """Run a call."""
    assert isinstance(node, Call)
    state, functions = _functions(frame, state, node.function)
    state, given = evaluate_arguments(frame, state, node)
    frame.watch(state)
    after, values = _call_each(frame, state, functions, given)
    frame.watch(after)
    return after, values


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
    if path is not None and (frame.scope.owner(path[0].name), path[1]) in state.cells:
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
    if isinstance(one, Unknown) and one.owner is not None:
        function = method(frame.machine, one.owner, node.name)
        if function is not None:
            return Code(function, one)
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
        frame.machine.unfollowed.update(_names(function, one))
        if isinstance(one, Reference):
            state = frame.share(state, frozenset({one}), "a map that a function is given", given.node)
        return _unseen(frame, state, given), _made(frame, one, given)
    if one.path in frame.machine.targets:
        state = _unseen(frame, state, given) if one.doubt else state
        if isinstance(frame.machine.targets[one.path][1], Builder):
            return begin(frame, state, one.path, given.node)
        return construct(frame, state, one, given)
    return _call_library(frame, state, one.path, given)


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


def _call_library(frame: Frame, state: State, path: str, given: Given) -> Result:
    language = frame.machine.language
    result: Values = frozenset({External(f"{path}()")}) if len(path) < LONGEST_PATH else NOTHING
    result = result or frame.result(given.node)
    if path in language.maps:
        return frame.make(_walked(frame, state, given), given.node, put_together(state, MapThing(), given))
    if path in language.binds and given.positional[:1] == given.arguments[:1] != ():
        return frame.make(state, given.node, ListThing(tuple(given.values())))
    if path in language.copies:
        return _copy(frame, state, given, deep=language.copies[path])
    if path in language.converts:
        return _ran(frame, state, given), _converted(frame, path, given) or result
    if path in language.environment_reads:
        return state, _environment(frame, given)
    if path in language.iterates:
        return _walked(frame, state, given), result
    if path in frame.machine.readers:
        _noted(frame, state, given)
    elif not language.is_harmless(path):
        return _unseen(frame, state, given), result
    return _ran(frame, state, given), result


def _noted(frame: Frame, state: State, given: Given) -> None:
    """Keep in mind who else is given these maps, since an edit of them would reach further."""
    for _argument, values in given.arguments:
        frame.used(state, values, given.node, f"passed to {frame.machine.callee(given.node)}")


def _unseen(frame: Frame, state: State, given: Given) -> State:
    """The state after code that is not seen was called with these arguments."""
    callee = frame.machine.callee(given.node)
    for argument, values in given.arguments:
        frame.used(state, values, given.node, f"passed to {callee}")
        if argument.name in ("*", "**"):
            things = [state.heap[one.address] for one in values if isinstance(one, Reference)]
            values = NOTHING.union(*map(inside, things))
        state = frame.share(state, values, f"a map that is passed to {callee}", given.node)
    return frame.unseen(state)


def _ran(frame: Frame, state: State, given: Given) -> State:
    """The state after a harmless call: code of the program that it is given may run."""
    return frame.unseen(state) if runs(frame, state, NOTHING.union(*given.values())) else state


def _walked(frame: Frame, state: State, given: Given) -> State:
    """The state after the arguments are walked through: a generator among them runs, items get another holder."""
    state = _ran(frame, state, given)
    for values in given.values():
        for one in values:
            thing = state.heap[one.address] if isinstance(one, Reference) else None
            if isinstance(thing, ListThing):
                state = frame.share(state, inside(thing), "a value that is taken from a list", given.node)
            elif isinstance(one, Unknown):
                state = frame.unseen(state)
    return state


def _copy(frame: Frame, state: State, given: Given, deep: bool) -> Result:
    one = single(given.at(0))
    thing = state.heap[one.address] if isinstance(one, Reference) else None
    if not isinstance(thing, MapThing):
        state = frame.share(state, given.at(0), "a value that is copied", given.node)
        return state, frame.result(given.node)
    made = copied(thing)
    if deep:
        nested = frame.unknown(given.node, "a map that is copied in")
        made = _without_references(made, nested)
    return frame.make(state, given.node, made)


def _without_references(thing: MapThing, instead: Values) -> MapThing:
    changed = change_references(thing, lambda values: values if not _refers(values) else instead)
    assert isinstance(changed, MapThing)
    return changed


def _refers(values: Values) -> bool:
    return any(isinstance(one, Reference) for one in values)


def _converted(frame: Frame, path: str, given: Given) -> Values:
    """A literal, or a default, made into another type; nothing where that is not known."""
    one = single(given.at(0))
    if len(given.arguments) != 1:
        return NOTHING
    if isinstance(one, Known):
        made = _convert(frame, path, one.value)
        return frozenset({Known(made.value, given.node)}) if made else NOTHING
    if isinstance(one, Unknown) and one.source:
        default = _convert(frame, path, one.default.value) if one.default else None
        return frozenset({Unknown(one.reason, given.node, default, one.source)})
    return NOTHING


def _convert(frame: Frame, path: str, value: Native) -> Literal | None:
    """None where the conversion fails or is no plain one."""
    if not isinstance(value, str | int | float):
        return None
    try:
        return Literal(frame.machine.language.converts[path](value))
    except (ValueError, OverflowError):
        return None


def _environment(frame: Frame, given: Given) -> Values:
    """The value of an environment variable, with its default when that is a literal."""
    name, default = single(given.at(0)), given.at(1)
    for argument, values in given.named:
        default = values if argument.name == "default" else default
    if not isinstance(name, Known) or not isinstance(name.value, str):
        return frame.result(given.node)
    known = single(default)
    literal = Literal(known.value) if isinstance(known, Known) and known.value is not None else None
    read = Unknown(f"the environment variable {name.value}", given.node, literal, name.value)
    return frozenset({read}) if literal or not default else default | {read}
