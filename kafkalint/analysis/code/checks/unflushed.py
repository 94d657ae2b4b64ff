"""A producer goes out of scope while records may be queued: nothing waits for them, and nobody else has it."""

from __future__ import annotations

from kafkalint.analysis.code.failure import exits
from kafkalint.analysis.code.lifetime import plain_names
from kafkalint.analysis.code.outcome import by_itself, reported
from kafkalint.analysis.code.records import argument
from kafkalint.analysis.code.use import Given, Use
from kafkalint.analysis.flow.scopes import Scope
from kafkalint.model.program import Arm, Constant, Function

TAKES = ()


def look(use: Use, _given: Given) -> str | None:
    """What its name is, when it is lost."""
    life = use.life
    names = plain_names(use)
    sends = [send for send in life.of("send") if send.call is not None]
    if not names or not sends or life.of("flush", "close", "commit") or life.handled.managed:
        return ""
    if any(_kept_outside(use, send) or _endless(send) or _polled(send) for send in sends):
        return ""
    return names[0] if any(not any(True for _ in by_itself(send)) for send in sends) else ""


def _kept_outside(use: Use, send: Use) -> bool:
    """Whether a function sends with a producer that outlives its run."""
    function = send.outline.function(send.node)
    if function is use.outline.function(use.node):
        return False
    return not any(isinstance(owner, Scope) and owner.node is function for owner, _name in use.life.handled.cells)


def _polled(send: Use) -> bool:
    """Whether the code waits for callbacks of which one tells about the record."""
    limits = [argument(each.call, each.method.timeout) for each in send.life.of("poll") if each.call and each.method]
    return bool(reported(send)) and any(not (isinstance(each, Constant) and not each.value) for each in limits)


def _endless(send: Use) -> bool:
    """Whether a loop around it has no end, so that there is nothing behind it."""
    for outer in send.outline.around(send.node):
        if isinstance(outer, Function):
            return False
        if isinstance(outer, Arm) and outer.kind == "while" and isinstance(outer.test, Constant):
            return not exits(outer.body, ("break", "return"))
    return False
