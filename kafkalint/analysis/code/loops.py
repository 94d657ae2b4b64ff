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


def runs_once(outline: Outline, function: Function, seen: frozenset[Function] = frozenset()) -> bool:
    """Whether the module calls `function`, and each time only once: from its own code, or from what runs once."""
    calls = outline.calls_of(function)
    return bool(calls) and function not in seen and all(_once(outline, call, seen | {function}) for call in calls)


def _once(outline: Outline, call: Node, seen: frozenset[Function]) -> bool:
    if any(True for _ in loops(outline, call)) or any(isinstance(each, Comprehension) for each in outline.around(call)):
        return False
    caller = outline.function(call)
    return caller is None or runs_once(outline, caller, seen)
