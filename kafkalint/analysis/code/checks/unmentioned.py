"""The module never names something that it ought to."""

from __future__ import annotations

from kafkalint.analysis.code.use import Given, Use
from kafkalint.model.program import Attribute, Name

TAKES = ("names",)
"""``names``: of methods, functions or exceptions; one is enough."""


def look(use: Use, given: Given) -> str | None:
    """The names."""
    names = given.get("names", ())
    used = any(isinstance(node, Name | Attribute) and node.name in names for node in use.outline.scopes)
    return "" if used else " or ".join(names)
