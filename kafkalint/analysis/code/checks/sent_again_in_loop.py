"""A loop sends the same record until that succeeds: a failure goes round again."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.analysis.code.failure import handlers, leaves, tries
from kafkalint.analysis.code.outcome import learnt
from kafkalint.analysis.code.records import record, varies
from kafkalint.analysis.code.use import Given, Use
from kafkalint.analysis.flow.scopes import bound_names, name_uses, walk
from kafkalint.model.program import Arm, Assign, Branch, Exit, Function, Node

TAKES = ()


def look(use: Use, _given: Given) -> str | None:
    """The loop, if it is one."""
    for loop, body in _loops(use):
        if varies(use.outline, record(use), body):
            return ""
        for branch, trying in tries(use.outline, use.node, body):
            if _again(use, branch) and _until(use, loop, body, branch, trying) and learnt(use, trying):
                return "the loop around it runs until it succeeds"
    return ""


def _loops(use: Use) -> Iterator[tuple[Branch, Arm]]:
    inner: Node = use.node
    for outer in use.outline.around(use.node):
        if isinstance(outer, Function):
            return
        if isinstance(outer, Branch) and isinstance(inner, Arm) and inner.kind in ("for", "while"):
            yield outer, inner
        inner = outer


def _again(use: Use, branch: Branch) -> bool:
    """Whether a failure goes round again."""
    out = ("raise", "return", "break")
    return any(not leaves(arm.body, out) for arm in handlers(branch, use.life.object.refusals))


def _until(use: Use, loop: Branch, body: Arm, branch: Branch, trying: Arm) -> bool:
    """Whether success leaves the loop: behind the send, behind the ``try``, or by the condition."""
    after = [
        node
        for node in walk(_following(body, branch, trying))
        if node.span.end >= use.node.span.end and use.outline.function(node) is use.outline.function(loop)
    ]
    if any(_leaves(use, node, loop) for node in after):
        return True
    tested = set(name_uses([body.test])) if body.kind == "while" and body.test else set()
    return any(not tested.isdisjoint(bound_names(node)) for node in after if isinstance(node, Assign))


def _leaves(use: Use, node: Node, loop: Branch) -> bool:
    if not isinstance(node, Exit):
        return False
    around = (each for each in use.outline.around(node) if isinstance(each, Branch) and each.kind in ("for", "while"))
    return node.kind == "return" or (node.kind == "break" and next(around) is loop)


def _following(body: Arm, branch: Branch, trying: Arm) -> Iterator[Node]:
    """What success leads to: the rest of the ``try``, its ``else``, and what lies behind it when no failure does."""
    yield from trying.body
    yield from (node for arm in branch.arms if arm.kind == "else" for node in arm.body)
    turned = all(leaves(arm.body, ("raise", "return", "break", "continue")) for arm in handlers(branch, ()))
    if turned and branch in body.body:
        yield from body.body[body.body.index(branch) + 1 :]
