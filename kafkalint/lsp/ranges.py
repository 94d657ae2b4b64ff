"""Spans as ranges of lines and columns, counted as the client wants to have them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lsprotocol.types import Position, Range

from kafkalint.model.source import Span
from kafkalint.reporters.positions import Lines

UNITS: Mapping[str, Callable[[str], int]] = {
    "utf-8": lambda text: len(text.encode("utf-8", "surrogatepass")),
    "utf-16": lambda text: len(text.encode("utf-16-le", "surrogatepass")) // 2,
    "utf-32": len,
}
"""How long a piece of a line is, by the encodings of the protocol."""
_BOM = "\ufeff"


@dataclass(slots=True)
class Ranges:
    """Ranges in files whose texts are `text_of` their paths, each split into lines once."""

    text_of: Callable[[str], str]
    encoding: str
    _lines: dict[str, Lines] = field(default_factory=dict)

    def range(self, path: str, span: Span) -> Range:
        """Where a span of the text without a byte order mark stands in the client's text."""
        lines = self.lines(path)
        shift = lines.text.startswith(_BOM)
        return Range(self._position(lines, span.start + shift), self._position(lines, span.end + shift))

    def lines(self, path: str) -> Lines:
        """The lines of the client's text."""
        if path not in self._lines:
            self._lines[path] = Lines.of(self.text_of(path))
        return self._lines[path]

    def _position(self, lines: Lines, offset: int) -> Position:
        at = lines.position(offset)
        start = lines.starts[at.line - 1]
        return Position(at.line - 1, UNITS[self.encoding](lines.text[start:offset]))


def overlap(one: Range, other: Range) -> bool:
    """Whether two ranges touch."""
    return one.start <= other.end and other.start <= one.end
