"""Spans as ranges of lines and columns, counted as the client wants to have them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lsprotocol.types import Location, Position, Range

from kafkalint.lsp.buffers import Buffers
from kafkalint.model.source import Span
from kafkalint.reporters.positions import Lines

UNITS: Mapping[str, Callable[[str], int]] = {
    "utf-8": lambda text: len(text.encode("utf-8", "surrogatepass")),
    "utf-16": lambda text: len(text.encode("utf-16-le", "surrogatepass")) // 2,
    "utf-32": len,
}
"""How long a piece of a line is, by the encodings of the protocol."""


@dataclass(slots=True)
class Ranges:
    """Ranges in files as the client shows them, each split into lines once."""

    buffers: Buffers
    encoding: str
    _shown: dict[str, tuple[Lines, ...]] = field(default_factory=dict)

    def place(self, path: str, span: Span) -> tuple[int | None, Range]:
        """Where a span of a file stands: the cell, if the client has opened a notebook, and the range in there."""
        lines = self._lines(path, span)
        return lines.cell, Range(self._position(lines, span.start), self._position(lines, span.end))

    def location(self, path: str, span: Span) -> Location:
        """The same with the address."""
        cell, where = self.place(path, span)
        return Location(self.buffers.uri(path, cell), where)

    def _lines(self, path: str, span: Span) -> Lines:
        """The lines of the text in which a span starts."""
        if path not in self._shown:
            self._shown[path] = self.buffers.shown(path)
        texts = self._shown[path]
        return texts[max(bisect_right(texts, span.start, key=lambda lines: lines.base) - 1, 0)]

    def _position(self, lines: Lines, at: int) -> Position:
        found = lines.position(at)
        start = lines.starts[found.line - 1]
        return Position(found.line - 1, UNITS[self.encoding](lines.text[start : at - lines.base]))


def offset(lines: Lines, at: Position, encoding: str) -> int:
    """The place in a text that a position means; behind the end of a line it is that end."""
    if at.line >= len(lines.starts):
        return len(lines.text)
    line, units = lines.line(at.line + 1), 0
    for index, letter in enumerate(line):
        if units >= at.character:
            return lines.starts[at.line] + index
        units += UNITS[encoding](letter)
    return lines.starts[at.line] + len(line)


def overlap(one: Range, other: Range) -> bool:
    """Whether two ranges touch."""
    return one.start <= other.end and other.start <= one.end
