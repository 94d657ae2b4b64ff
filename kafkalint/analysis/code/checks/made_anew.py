"""A setting is made of what is another value at every start."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.analysis.code.records import bindings
from kafkalint.analysis.code.use import Given, Use
from kafkalint.analysis.flow.scopes import walk
from kafkalint.model.program import Attribute, Call, Name, Node

TAKES = ("callees", "names")
"""``callees``: functions that give something else at every start; ``names``: the settings, as clients call them."""


def look(use: Use, given: Given) -> str | None:
    """What it is made of."""
    spans = {
        setting.site.span
        for slot in use.producer.slots
        if slot.name in given.get("names", ())
        for setting in slot.values
        if setting.site.path == use.site.path
    }
    for node in use.outline.scopes if spans else ():
        if node.span in spans:
            for source in _sources(use, node):
                if isinstance(source, Call) and use.outline.path(source.function) in given.get("callees", ()):
                    return f"{use.outline.path(source.function)}()"
    return ""


def _sources(use: Use, node: Node) -> Iterator[Node]:
    """The value, and all that its names are assigned from."""
    waiting, seen = [node], set[object]()
    while waiting:
        for inner in walk([waiting.pop()]):
            yield inner
            cell = use.outline.cell(inner) if isinstance(inner, Name | Attribute) else None
            if cell is not None and cell not in seen:
                seen.add(cell)
                waiting += [value for _how, value in bindings(use.outline, cell) if value is not None]
