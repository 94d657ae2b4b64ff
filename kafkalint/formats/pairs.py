"""Strings of the form ``KEY=value`` in a list, seen as entries."""

from __future__ import annotations

import re
from collections.abc import Sequence as Items

from kafkalint.formats.spelling import as_text
from kafkalint.model.document import Entry, Node, Scalar
from kafkalint.model.edit import Refusal
from kafkalint.model.source import Source, Span
from kafkalint.model.value import Literal, Native

_PAIR = re.compile(r"([A-Za-z_][\w.-]*)=([^\\\r\n]*)")
_KEY = re.compile(r"[A-Za-z_][\w.-]*")
_NEEDS_ESCAPE = re.compile(r"[\x00-\x1f\x7f\"'\\]")


def pairs(source: Source, items: Items[Node]) -> tuple[Entry, ...]:
    """An entry for every item that is a quoted ``KEY=value`` without escapes; its detail is the quote."""
    found = (_pair(source, item) for item in items if isinstance(item, Scalar) and isinstance(item.value.value, str))
    return tuple(entry for entry in found if entry)


def _pair(source: Source, item: Scalar) -> Entry | None:
    start, end = item.span.start + 1, item.span.end - 1
    match = _PAIR.fullmatch(source.text, start, end)
    if match is None or match.group() != item.value.value:
        return None
    value = Scalar(Span(match.start(2), end), Literal(match.group(2), plain=True))
    return Entry(match.group(1), Span(start, match.end(1)), value, Span(start, end), source.text[start - 1])


def quote_of(entry: Entry | None) -> str:
    """The quotes around an entry that is an item; empty for any other."""
    return entry.detail if entry and isinstance(entry.detail, str) else ""


def pair_value(value: Native) -> str | Refusal:
    """`value` as it stands behind ``KEY=`` in an item."""
    text = as_text(value)
    if isinstance(text, str) and _NEEDS_ESCAPE.search(text):
        return Refusal("the new value needs escapes inside a list item")
    return text


def pair_key(key: str) -> str | Refusal:
    """`key` as it stands before ``=`` in an item."""
    return key if _KEY.fullmatch(key) else Refusal(f"{key!r} cannot be the name in a list item")


def pair_item(key: str, value: Native, quote: str) -> str | Refusal:
    """A whole new item."""
    name, text = pair_key(key), pair_value(value)
    if isinstance(name, Refusal):
        return name
    return text if isinstance(text, Refusal) else f"{quote}{name}={text}{quote}"
