"""What runs when a class of the project is called, and when a method calls the one above its own.

A class that may make producers is never passed over: where other code may come first, it is doubted instead.
"""

from __future__ import annotations

from kafkalint.analysis.flow.frame import Frame
from kafkalint.analysis.flow.lineage import heirs, lineage, provider
from kafkalint.analysis.flow.states import State
from kafkalint.analysis.flow.values import Code, External, Unknown, single
from kafkalint.model.program import Call, Class, Function, Name


def made_by(frame: Frame, owner: Class, made: Unknown) -> Code | External | None:
    """What is given the arguments when `owner` is called and gives `made`; None when that is not known, or nothing."""
    machine, name = frame.machine, frame.machine.language.initializer
    known, found = lineage(machine, owner), provider(machine, owner, name)
    doubt = known.doubt or (f"a new {name}" if name in machine.members.assigned else "")
    if not isinstance(found, Function) or found not in owner.body:
        doubt = doubt or known.unseen
    if doubt:
        return External(known.makes, doubt) if known.makes else None
    return Code(found, made) if isinstance(found, Function) else External(found) if found else None


def makes_nothing(frame: Frame, owner: Class) -> bool:
    """Whether no code of the program runs when a class is called."""
    machine, known = frame.machine, lineage(frame.machine, owner)
    seen = not known.doubt and not known.unseen and not known.makes
    return seen and provider(machine, owner, machine.language.initializer) is None


def above(frame: Frame, state: State, call: Call, name: str) -> Code | External | None:
    """What the method `name` above the one around is, when `call` gives that side of the object; None if not known."""
    machine, scope, function = frame.machine, frame.scope.parent, frame.scope.node
    around = scope.node if scope else None
    if not isinstance(around, Class) or not isinstance(function, Function) or not function.parameters:
        return None
    own = single(state.value((frame.scope, function.parameters[0].name)))
    owner = own.owner if isinstance(own, Unknown) and own.owner else around
    known, found = lineage(machine, owner), {provider(machine, each, name, around) for each in heirs(machine, owner)}
    doubt = known.doubt or known.unseen or _unusual(frame, call, around)
    doubt = doubt or ("" if len(found) == 1 else f"a class made from {owner.name}")
    if doubt:
        return External(known.makes, doubt, owner) if known.makes and name == machine.language.initializer else None
    one = found.pop()
    if isinstance(one, Function):
        return Code(one, own if isinstance(own, Unknown) else None)
    return External(one, heir=owner) if one and name == machine.language.initializer else None


def _unusual(frame: Frame, call: Call, around: Class) -> str:
    """The call itself when it begins somewhere else than behind the class around."""
    first = call.arguments[0].value if call.arguments else None
    usual = first is None or (isinstance(first, Name) and first.name == around.name)
    return "" if usual else frame.machine.text(call) or "another base"
