"""Every round of a loop makes a producer, sends with it, and goes on."""

from __future__ import annotations

from kafkalint.analysis.code.lifetime import plain_names
from kafkalint.analysis.code.loops import loops
from kafkalint.analysis.code.records import varies
from kafkalint.analysis.code.use import Given, Use
from kafkalint.analysis.flow.scopes import name_uses, walk
from kafkalint.model.program import Arm, Branch, Exit

TAKES = ()


def look(use: Use, _given: Given) -> str | None:
    """Whether it is so."""
    names = plain_names(use)
    if use.call is None or not names:
        return ""
    for loop in loops(use.outline, use.node):
        if varies(use.outline, use.call.arguments, loop) or _left(use, loop) or _asked_for(use, loop, names):
            return ""
        if any(next(loops(use.outline, send.node), None) is loop for send in use.life.of("send")):
            return "every round of a loop"
    return ""


def _left(use: Use, loop: Arm) -> bool:
    """Whether the loop may end once the producer is there, as loops do that wait for a connection."""
    after = (node for node in walk(loop.body) if isinstance(node, Exit) and node.span.start > use.node.span.start)
    return any(
        node.kind == "return" or (node.kind == "break" and next(loops(use.outline, node), None) is loop)
        for node in after
    )


def _asked_for(use: Use, loop: Arm, names: list[str]) -> bool:
    """Whether the loop, or a condition in it, asks for the producer: it is made only when there is none."""
    tests = [loop.test] if loop.kind == "while" and loop.test else []
    for outer in use.outline.around(use.node):
        if outer is loop:
            break
        if isinstance(outer, Branch) and outer.kind == "if":
            tests += [arm.test for arm in outer.arms if arm.test]
    return not set(names).isdisjoint(name_uses(tests))
