"""The outcome is waited for, but not to the end: a time limit cuts the waiting short, not the sending."""

from __future__ import annotations

from kafkalint.analysis.code.outcome import learnt
from kafkalint.analysis.code.resend import failed_before
from kafkalint.analysis.code.use import Given, Use
from kafkalint.model.program import Arm, Attribute, Call, Constant, Function, Node

TAKES = ("callees",)
"""``callees``: functions that end the waiting for what they are given, and context managers that do so."""


def look(use: Use, given: Given) -> str | None:
    """What gives up waiting, for this send or the one before it."""
    return next(filter(None, (_gives_up(one, given) for one in (use, *failed_before(use)))), "")


def _gives_up(use: Use, given: Given) -> str:
    for node in (use.node, *learnt(use, use.outline.function(use.node))):
        limit = _limit(use, node, given)
        if limit or (isinstance(node, Call) and _limited(use, node)):
            return f"{limit or _name(node)} gives up waiting"
    return ""


def _limit(use: Use, node: Node, given: Given) -> str:
    """What stands around and ends the waiting."""
    for outer in use.outline.around(node):
        if isinstance(outer, Function):
            break
        limit = outer.test if isinstance(outer, Arm) and outer.kind == "with" else outer
        if isinstance(limit, Call) and use.outline.path(limit.function) in given.get("callees", ()):
            return f"{use.outline.text(limit.function)}()"
    return ""


def _name(node: Node) -> str:
    return f"{node.function.name}()" if isinstance(node, Call) and isinstance(node.function, Attribute) else "it"


def _limited(use: Use, call: Call) -> bool:
    """Whether a wait for a future has a time limit."""
    waits = isinstance(call.function, Attribute) and call.function.name in use.life.object.waits
    return waits and any(not (isinstance(each.value, Constant) and each.value.value is None) for each in call.arguments)
