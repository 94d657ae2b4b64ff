"""Items of a list that are settings: `KEY=value` texts, and mappings of exactly a name and a value."""

from __future__ import annotations

import re

from kafkalint.formats.yaml.shape import Look, Nest, Seat
from kafkalint.model.document import Entry, Mapping, Node, Scalar
from kafkalint.model.source import Span
from kafkalint.model.value import Literal

KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
"""What stands before the `=` of an item that is a setting."""


def entries_of(text: str, items: tuple[Node, ...]) -> tuple[Entry, ...]:
    """The items that are seen as entries, in order."""
    found = [_entry(text, index, item) for index, item in enumerate(items)]
    return tuple(entry for entry in found if entry)


def _entry(text: str, index: int, item: Node) -> Entry | None:
    if isinstance(item, Scalar):
        return _assignment(text, index, item)
    return _named(index, item) if isinstance(item, Mapping) else None


def _assignment(text: str, index: int, item: Scalar) -> Entry | None:
    look, value = item.detail, item.value.value
    if not isinstance(look, Look) or not isinstance(value, str) or look.block:
        return None
    quote = len(look.style)
    inner = Span(item.span.start + quote, item.span.end - quote)
    found = KEY.match(text, inner.start, inner.end)
    if not found or text[found.end() : found.end() + 1] != "=" or found.end() == inner.end:
        return None
    held = Scalar(Span(found.end() + 1, inner.end), Literal(value[len(found[0]) + 1 :]), look)
    key = Span(*found.span())
    return Entry(found[0], key, held, item.span, Seat("assignment", index, look, held.span, _alias(look.refusal)))


def _named(index: int, item: Mapping) -> Entry | None:
    nest = item.detail
    if not isinstance(nest, Nest) or len(nest.parts) != 2:
        return None
    held = {entry.key: entry.value for entry in item.entries}
    name, value = held.get("name"), held.get("value")
    if len(item.entries) != 2 or not isinstance(name, Scalar) or not isinstance(value, Scalar):
        return None
    if not isinstance(name.value.value, str) or not isinstance(name.detail, Look):
        return None
    seat = Seat("named", index, name.detail, value.span, nest.refusal)
    return Entry(name.value.value, name.span, value, item.span, seat)


def _alias(refusal: str) -> str:
    return refusal if refusal.startswith("reached") else ""
