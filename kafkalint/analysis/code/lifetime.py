"""How long a producer lives: with the run of a function, or for longer than that."""

from __future__ import annotations

from kafkalint.analysis.code.use import Use
from kafkalint.analysis.flow.scopes import Scope, walk_scope
from kafkalint.model.program import Function, Operation


def plain_names(use: Use) -> list[str]:
    """The names that a producer has, the first it is given first; none when something else keeps it too."""
    cells = list(use.life.handled.cells)
    kept = use.life.handled.escapes or any(not isinstance(owner, Scope) or "." in name for owner, name in cells)
    return [] if kept else [name for _owner, name in cells]


def lives_in(use: Use, function: Function) -> bool:
    """Whether nothing keeps the producer when a run of `function` is over, which no caller holds up."""
    owners = [owner for owner, _name in use.life.handled.cells if isinstance(owner, Scope)]
    local = bool(plain_names(use)) and owners[0].node is function and all(one.kind == "function" for one in owners)
    return local and not any(
        isinstance(node, Operation) and node.operator == "yield" for node in walk_scope(function.body)
    )
