"""Loops around a piece of code, inside of the same function."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.analysis.flow.outline import Outline
from kafkalint.model.program import Arm, Comprehension, Function, Node


def loops(outline: Outline, node: Node) -> Iterator[Arm]:
    """The bodies of ``for`` and ``while`` that run `node`, from the inside out."""
    inner = node
    for outer in outline.around(node):
        if isinstance(outer, Function):
            return
        if isinstance(outer, Arm) and outer.kind in ("for", "while") and inner in outer.body:
            yield outer
        inner = outer


def runs_once(outline: Outline, function: Function) -> bool:
    """Whether the module calls `function`, and each time only once: from its own code, or from what runs once."""
    waiting, seen = [function], set[Function]()
    while waiting:
        one = waiting.pop()
        calls = outline.calls_of(one)
        if not calls or any(_repeated(outline, call) for call in calls):
            return False
        seen.add(one)
        callers = (outline.function(call) for call in calls)
        waiting += [caller for caller in callers if caller is not None and caller not in seen]
    return True


def _repeated(outline: Outline, node: Node) -> bool:
    return any(True for _ in loops(outline, node)) or any(
        isinstance(each, Comprehension) for each in outline.around(node)
    )
