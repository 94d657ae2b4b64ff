"""Lines of YAML that need care: where block scalars end, and where comments stand."""

from __future__ import annotations

import re

from kafkalint.formats.yaml.events import Event
from kafkalint.formats.yaml.shape import PROPERTIES, Block
from kafkalint.model.source import Span

BLOCK_STYLES = ("|", ">")
_HEADER = re.compile(r"[|>][-+0-9]*")
_COMMENT = re.compile(r"#[^\r\n\x85\u2028\u2029]*")
"""Between scalars nothing else holds a `#`: tags, anchors and directives cannot."""


def block_of(text: str, event: Event) -> Block:
    """Where the lines of a block scalar end; blank lines behind it are not its own, unless it keeps them."""
    header = _header(text, event)
    first = text.find("\n", header.end, event.span.end) + 1 or event.span.end
    lines = text[first : event.span.end].splitlines(keepends=True)
    filled = next((line for line in lines if line.strip(" \r\n")), "")
    indent = len(filled) - len(filled.lstrip(" "))
    keep = "+" in text[header.start : header.end]
    if not keep and filled and not any(char.isdigit() for char in text[header.start : header.end]):
        while not lines[-1].strip(" \r\n") and len(lines[-1].rstrip("\r\n")) <= indent:
            lines.pop()
    below = first + sum(map(len, lines))
    end = below - (text.endswith("\n", header.end, below) + text.endswith("\r\n", header.end, below))
    return Block(Span(header.start, end), below, keep)


def comments(text: str, written: list[Event]) -> tuple[Span, ...]:
    """Every comment of a text, which stands between the scalars or behind the `|` of one."""
    found: list[Span] = []
    at = 0
    for event in [event for event in written if event.kind == "scalar"]:
        found += _notes(text, at, event.span.start)
        at = event.span.end
        if event.style in BLOCK_STYLES:
            header = _header(text, event)
            line = text.find("\n", header.end, event.span.end)
            found += _notes(text, header.end, line if line >= 0 else event.span.end)
    return tuple(found + _notes(text, at, len(text)))


def _notes(text: str, start: int, end: int) -> list[Span]:
    return [Span(*found.span()) for found in _COMMENT.finditer(text, start, end)]


def _header(text: str, event: Event) -> Span:
    """The `|` or `>` of a block scalar with its indicators."""
    properties = PROPERTIES.match(text, event.span.start) if event.anchor or event.tag else None
    start = properties.end() if properties else event.span.start
    header = _HEADER.match(text, start)
    return Span(*header.span()) if header else Span(start, start)
