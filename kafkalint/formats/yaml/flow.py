"""Insertion and deletion in flow collections of YAML: commas, and the gaps around them."""

from __future__ import annotations

import re

from kafkalint.formats.yaml.shape import Nest
from kafkalint.model.edit import Edit, Refusal
from kafkalint.model.source import Span

_GAP = re.compile(r"\s*(,?)(\s*)")
_COMMENT = Refusal("a comment stands between the items")


def insert_item(text: str, nest: Nest, index: int, new: str) -> Edit | Refusal:
    """`new` behind the item at `index`, spaced as the items are."""
    parts, last = nest.parts, index == len(nest.parts) - 1
    if not parts:
        return Edit(Span(nest.closer, nest.closer), new)
    if parts[index].refusal:
        return Refusal(parts[index].refusal)
    end = parts[index].span.end
    if text[end - 1] in ":,{[":
        return Refusal("the value before it is empty")
    around = _between(text, nest, max(0, len(parts) - 2))
    behind = _between(text, nest, index)
    if around is None or behind is None:
        return _COMMENT
    space = around[2] if len(parts) > 1 else _opening(text, nest)
    if last and behind[1]:
        comma = behind.end(1)
        return Edit(Span(comma, comma), f"{space}{new},")
    return Edit(Span(end, end), f",{space}{new}")


def delete_item(text: str, nest: Nest, index: int) -> Edit | Refusal:
    """The item at `index` with the comma before it; the first one with what leads to the next."""
    parts = nest.parts
    if parts[index].refusal:
        return Refusal(parts[index].refusal)
    if index:
        before = _between(text, nest, index - 1)
        return Edit(Span(parts[index - 1].span.end, parts[index].span.end), "") if before else _COMMENT
    until = parts[1].span.start if len(parts) > 1 else nest.closer
    return Edit(Span(parts[0].span.start, until), "") if _between(text, nest, 0) else _COMMENT


def _between(text: str, nest: Nest, index: int) -> re.Match[str] | None:
    """The gap behind an item up to the next one or the closer; None when more than a comma stands in it."""
    parts = nest.parts
    until = parts[index + 1].span.start if index + 1 < len(parts) else nest.closer
    return _GAP.fullmatch(text, parts[index].span.end, until)


def _opening(text: str, nest: Nest) -> str:
    """The gap for a second item: a line of its own when the first one has it."""
    start = nest.parts[0].span.start
    space = text[len(text[:start].rstrip()) : start]
    return space if "\n" in space else " "
