"""What surrounds a node of a Program, and whether it may be edited there."""

from __future__ import annotations

from functools import lru_cache

from kafkalint.model.edit import Refusal
from kafkalint.model.program import Assign, Node, Operation, Program, children


def above(program: Program, node: Node) -> tuple[Node, ...]:
    """The nodes around `node`, the nearest first; none for a statement of the module.

    Raises ValueError when `node` is not part of `program`.
    """
    parents = _parents(program)
    if node not in parents:
        raise ValueError("this node is not part of the program")
    return _line(parents, node)


def refusal(program: Program, node: Node) -> Refusal | None:
    """Why nothing can be edited at `node`, if so."""
    if not program.exact:
        return Refusal("the parser does not reproduce this file")
    if isinstance(node, Assign) and len(node.targets) > 1:
        return Refusal("one value is assigned to several targets")
    around = (node, *above(program, node))
    if any(isinstance(outer, Operation) and outer.operator == "text" for outer in around[1:]):
        return Refusal("it stands inside an f-string")
    return None


@lru_cache(maxsize=1)
def _parents(program: Program) -> dict[Node, Node | None]:
    """What every node stands in, for the program that was asked about last."""
    parents: dict[Node, Node | None] = dict.fromkeys(program.body)
    rest = list(program.body)
    while rest:
        current = rest.pop()
        for child in children(current):
            parents.setdefault(child, current)
            rest.append(child)
    return parents


def _line(parents: dict[Node, Node | None], node: Node) -> tuple[Node, ...]:
    found: list[Node] = []
    outer = parents[node]
    while outer is not None:
        found.append(outer)
        outer = parents[outer]
    return tuple(found)
