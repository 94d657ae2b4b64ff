"""Lines of YAML that need care: where block scalars end, and where comments stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kafkalint.formats.yaml.events import Event
from kafkalint.formats.yaml.shape import PROPERTIES, Block
from kafkalint.model.source import Span

BLOCK_STYLES = ("|", ">")
_HEADER = re.compile(r"[|>][-+0-9]*")
_LINE = re.compile(r"([^\r\n]*)(\r?\n|\Z)")
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


def lines_of(text: str, block: Block) -> Iterator[tuple[str, Span]]:
    """The lines of a block scalar behind their indentation, each with its line end as a piece of its own.

    The tag of a template may stand on a line before the indentation.
    """
    at = text.find("\n", block.span.start) + 1 or block.below
    indent = _indent(text[at : block.below])
    while at < block.below:
        line = _LINE.match(text, at, block.below)
        if line is None or line.end() == at:
            return
        blanks = len(line[1]) - len(line[1].lstrip(" "))
        start = at + min(indent, blanks)
        if start < line.end(1):
            yield text[start : line.end(1)], Span(start, line.end(1))
        if line[2]:
            yield "\n", Span(*line.span(2))
        at = line.end()


def _indent(body: str) -> int:
    """How far the first line that is not blank, nor a tag of a template, is indented."""
    filled = (line for line in body.split("\n") if line.strip(" \r"))
    lines = [line for line in filled if not line.lstrip().startswith(("{{", "{%"))] or [""]
    return len(lines[0]) - len(lines[0].lstrip(" "))


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
