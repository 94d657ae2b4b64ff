"""What code does when a call fails: the handlers around it, what they catch, and whether they let it go."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kafkalint.analysis.code.use import Use
from kafkalint.analysis.flow.outline import Outline
from kafkalint.analysis.flow.scopes import walk_scope
from kafkalint.model.program import Arm, Attribute, Branch, Exit, Function, Items, Name, Node


def tries(outline: Outline, node: Node, within: Node | None = None) -> Iterator[tuple[Branch, Arm]]:
    """Every ``try`` whose body `node` is in, inside of the same function and of `within`, from the inside out."""
    inner = node
    for outer in outline.around(node):
        if outer is within or isinstance(outer, Function):
            return
        if isinstance(outer, Branch) and outer.kind == "try" and isinstance(inner, Arm) and inner.kind == "try":
            yield outer, inner
        inner = outer


def handlers(branch: Branch, but: Collection[str]) -> list[Arm]:
    """The handlers of a ``try`` that catch more than the exceptions called `but`."""
    return [arm for arm in branch.arms if arm.kind == "except" and not _only(arm, but)]


def handlers_around(use: Use) -> Iterator[tuple[Arm, Branch]]:
    """The handlers of failures in which a use stands, with their ``try``."""
    for outer in use.outline.around(use.node):
        if isinstance(outer, Function):
            return
        branch = use.outline.parents.get(outer)
        if isinstance(outer, Arm) and isinstance(branch, Branch) and branch.kind == "try":
            yield from ((each, branch) for each in handlers(branch, use.life.object.refusals) if each is outer)


def caught(handler: Arm) -> list[str]:
    """The exceptions that a handler catches, without their modules; empty when it catches all."""
    if handler.test is None:
        return []
    tests = handler.test.items if isinstance(handler.test, Items) else (handler.test,)
    return [test.name if isinstance(test, Name | Attribute) else "" for test in tests]


def leaves(body: tuple[Node, ...], kinds: Collection[str]) -> bool:
    """Whether every way through `body` ends with an exit of one of `kinds`."""
    last = body[-1] if body else None
    if isinstance(last, Exit):
        return last.kind in kinds
    if isinstance(last, Branch) and last.kind == "if":
        return last.arms[-1].kind == "else" and all(leaves(arm.body, kinds) for arm in last.arms)
    if isinstance(last, Branch) and last.kind == "with":
        return leaves(last.arms[0].body, kinds)
    return False


def exits(body: tuple[Node, ...], kinds: Collection[str]) -> bool:
    """Whether some way through `body` leaves it so."""
    return any(isinstance(node, Exit) and node.kind in kinds for node in walk_scope(body))


def swallowed(use: Use, within: Node | None = None) -> bool:
    """Whether a handler around `use` may keep its failure from whoever called."""
    for branch, _arm in tries(use.outline, use.node, within):
        if any(not exits(arm.body, ["raise"]) for arm in handlers(branch, use.life.object.refusals)):
            return True
    return False


def _only(handler: Arm, names: Collection[str]) -> bool:
    found = caught(handler)
    return bool(found) and all(name in names for name in found)
