"""Calls of the module's own functions: their code is run as a part of the code that calls them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kafkalint.analysis.flow.frame import Frame, Result, Ways
from kafkalint.analysis.flow.given import SPREAD, Given, keywords, positions, put_keywords
from kafkalint.analysis.flow.scopes import Scope
from kafkalint.analysis.flow.states import State, join_all
from kafkalint.analysis.flow.values import NOTHING, Code, Known, ListThing, MapThing, Values
from kafkalint.model.program import Constant, Function, Node, Parameter

RESULT = "return"
"""What a function gives back, kept like a name of its own; no real name is a word of the language."""


def call_function(frame: Frame, state: State, code: Code, given: Given) -> Result | None:
    """Run a function of the module with these arguments; None when it cannot be followed."""
    function = code.node
    outer = _followed(frame, function)
    if outer is None or not isinstance(function, Function):
        return None
    if function.asynchronous and given.node is not frame.awaited:
        return None
    chain = (*frame.chain, (given.node, function))
    inner = replace(frame, scope=frame.machine.scope(outer, function, chain), chain=chain)
    receiver: Sequence[Values] = [frozenset({code.receiver})] if code.receiver else []
    bound = _bind(inner, state, function.parameters, given, receiver)
    if bound is None:
        return None
    frame.machine.followed[given.node] = function
    return _run(inner, bound, function, given)


def _followed(frame: Frame, function: Node) -> Scope | None:
    """The scope around a function that can be followed from here: the module's, or that of a class in it."""
    machine = frame.machine
    if not isinstance(function, Function) or function not in machine.helpers or function in machine.open_scopes:
        return None
    if len(frame.chain) >= machine.reach or any(function is one for _call, one in frame.chain):
        return None
    outer = machine.learnt.defined.ask(function)
    around = outer.parent if outer is not None and outer.kind == "class" else outer
    return outer if around is not None and around.kind == "module" else None


def _run(frame: Frame, state: State, function: Function, given: Given) -> Result:
    ways = Ways()
    end = frame.run(state, function.body, ways)
    if end is not None:
        end = give_back(frame, end, frozenset({Known(None, given.node)}))
    raised = ways.joined("raise")
    if raised is not None:
        frame.unseen(raised)
    after = join_all((end, ways.joined("return")))
    if after is None:
        return (raised or state).without(frame.scope, RESULT), frame.result(given.node)
    return after.without(frame.scope, RESULT), after.cells[frame.scope, RESULT]


def give_back(frame: Frame, state: State, values: Values) -> State:
    """The state in which the function that is being followed gives `values`."""
    return state.bind((frame.scope, RESULT), values)


def only_followed(frame: Frame) -> bool:
    """Whether all that use the function around are calls that are followed."""
    function = frame.scope.node
    if not isinstance(function, Function) or function not in frame.machine.helpers:
        return False
    return frame.machine.only_called(function)


def _bind(
    frame: Frame, state: State, parameters: Sequence[Parameter], given: Given, receiver: Sequence[Values]
) -> State | None:
    """The state with the parameters bound; None when the arguments do not fit or cannot be told apart."""
    (arguments, further), (named, rest) = positions(state, given), keywords(state, given)
    positional = [*receiver, *arguments]
    for parameter in parameters:
        name, by_name = parameter.name, parameter.kind in ("plain", "keyword")
        if parameter.kind == "**":
            taken = {each.name for each in parameters if each.kind != "positional"}
            state, values = frame.make(state, parameter, put_keywords(state, MapThing(), given, taken))
            named.clear()
        elif parameter.kind == "*":
            thing = ListThing((*positional, *([further] if further else [])), (SPREAD,) if further else ())
            state, values = frame.make(state, parameter, thing)
            positional.clear()
        elif parameter.kind != "keyword" and positional:
            if by_name and name in named:
                return None
            values = positional.pop(0)
        else:
            values, sure = named.pop(name, (rest, False)) if by_name else (NOTHING, False)
            if not sure:
                values |= _default(frame, parameter) | (further if parameter.kind != "keyword" else NOTHING)
        if not values:
            return None
        state = frame.bind_own(state, (frame.scope, name), values)
    return None if positional or named else state


def _default(frame: Frame, parameter: Parameter) -> Values:
    default = parameter.default
    if default is None:
        return NOTHING
    if isinstance(default, Constant):
        return frozenset({Known(default.value, default)})
    return frame.unknown(parameter, "the default of")
