"""Following a module: its own code, then every function as if somebody called it, until nothing new is learnt."""

from __future__ import annotations

from collections import deque
from contextlib import suppress

from kafkalint.analysis.flow.attributes import settle
from kafkalint.analysis.flow.branches import STATEMENTS
from kafkalint.analysis.flow.comprehensions import run_clauses
from kafkalint.analysis.flow.evaluate import EXPRESSIONS
from kafkalint.analysis.flow.frame import Frame, Syntax, Ways
from kafkalint.analysis.flow.machine import Activation, Machine, Spent
from kafkalint.analysis.flow.members import owner_of
from kafkalint.analysis.flow.modules import Module
from kafkalint.analysis.flow.scopes import Scope
from kafkalint.analysis.flow.states import State, join_all
from kafkalint.analysis.flow.values import MapThing, Unknown
from kafkalint.model.program import Class, Comprehension, Constant, Function, Parameter
from kafkalint.model.value import Literal

DEEPEST_CALLS = 6
"""Calls inside one another that are followed into functions of the module."""
TOO_LONG = "code that takes too many steps to follow"
MOST_PASSES = 8
"""Each pass may find more that is changed from elsewhere; hardly any module needs three."""

_SYNTAX = Syntax(EXPRESSIONS, STATEMENTS)


def follow(machine: Machine) -> str:
    """Fill `machine` with what is found; gives the reason why that may not be all, if there is one."""
    for reach in (DEEPEST_CALLS, 0) if machine.helpers else (0,):
        machine.restart(reach)
        with suppress(Spent, RecursionError):
            if _settled(machine):
                return ""
    return TOO_LONG


def _settled(machine: Machine) -> bool:
    """Follow the code until nothing is learnt too late; whether that comes to an end."""
    for _pass in range(MOST_PASSES):
        machine.again()
        follow_once(machine)
        if not machine.learnt.late:
            return True
    return False


def follow_once(machine: Machine) -> None:
    """One pass over all code, with what is learnt by now."""
    state, waiting = State(), deque[Activation]()
    for module in machine.linked.imported:
        activation = Activation(f"the module {module.path}", state)
        state = _run_module(machine, activation, module)
        waiting.append(activation)
    main = Activation("the module")
    state = _run_module(machine, main, machine.main, state)
    waiting.append(main)
    for module in machine.linked.users:
        activation = Activation(f"the module {module.path}", state)
        state = _run_module(machine, activation, module)
        waiting.append(activation)
    while waiting:
        outer = waiting.popleft()
        for node, around in outer.later.items():
            if outer.seen is not None:
                waiting.append(_call_later(machine, node, around, outer.seen))


def _run_module(machine: Machine, activation: Activation, module: Module, start: State | None = None) -> State:
    """The state behind the code of a module; nothing there belongs to others when it begins at `start`."""
    frame, ways = Frame(machine, activation, module.scope, _SYNTAX), Ways()
    begin = frame.unseen(activation.base if start is None else start)
    end = frame.run(begin, module.program.body, ways)
    _finish(frame, end, ways)
    around = module in machine.linked.circular
    return (activation.seen if around else end) or activation.seen or begin


def _call_later(machine: Machine, node: Function | Comprehension, around: Scope, base: State) -> Activation:
    """Run a function, or what a generator makes, as code that is not seen may do it at any time."""
    activation = Activation(f"{node.name or 'a lambda'}()" if isinstance(node, Function) else "a generator", base)
    frame, ways = Frame(machine, activation, machine.scope(around, node), _SYNTAX), Ways()
    if isinstance(node, Function):
        state = base
        for parameter in node.parameters:
            state = _bind(frame, state, parameter, owner_of(node, parameter, around, machine.language))
        _finish(frame, frame.run(state, node.body, ways), ways)
    else:
        _finish(frame, run_clauses(frame, base, node)[0], ways)
    return activation


def _bind(frame: Frame, state: State, parameter: Parameter, owner: Class | None) -> State:
    reason = f"the parameter {parameter.name}"
    if parameter.kind == "**":
        state, values = frame.make(state, parameter, MapThing(open=(reason,)))
    else:
        default = Literal(parameter.default.value) if isinstance(parameter.default, Constant) else None
        values = frozenset({Unknown(reason, parameter, default, owner=owner)})
    return frame.bind(state, (frame.scope, parameter.name), values)


def _finish(frame: Frame, end: State | None, ways: Ways) -> None:
    """Remember in which states code may find things that outlives this run."""
    last = join_all((end, *ways.exits["return"], *ways.exits["raise"]))
    if last is not None:
        frame.unseen(last)
        settle(frame.machine, last)
