"""A module makes a producer when it is loaded, uses it in functions, and starts processes that inherit it."""

from __future__ import annotations

from kafkalint.analysis.code.use import Given, Use
from kafkalint.analysis.flow.scopes import walk
from kafkalint.model.program import Call, Constant

TAKES = ("callees", "names")
"""``callees``: what starts processes that get a copy of this one; ``names``: words that say the copy is dealt with."""


def look(use: Use, given: Given) -> str | None:
    """What starts them."""
    if use.outline.function(use.node) is not None:
        return ""
    if not any(use.outline.function(send.node) for send in use.life.of("send")):
        return ""
    nodes = list(walk(use.outline.program.body))
    words = {node.value for node in nodes if isinstance(node, Constant) and isinstance(node.value, str)}
    words |= {str(getattr(node, "name", "")) for node in nodes}
    if not words.isdisjoint(given.get("names", ())):
        return ""
    called = (node.function for node in nodes if isinstance(node, Call))
    return next((use.outline.text(each) for each in called if use.outline.path(each) in given.get("callees", ())), "")
