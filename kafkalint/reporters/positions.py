"""Lines and columns, which exist only for readers: 1-based, columns in characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from kafkalint.model.source import Part, Source, Span

_LINE_END = re.compile(r"\r\n|\n|\r")


class Position(NamedTuple):
    """A place in a text."""

    line: int
    column: int
    cell: int | None = None
    """Of a notebook, in which the line is counted."""

    def __str__(self) -> str:
        cell = "" if self.cell is None else f"cell {self.cell}:"
        return f"{cell}{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Lines:
    """A text with the offsets at which its lines start."""

    text: str
    starts: tuple[int, ...]
    base: int = 0
    """Where the text begins in that of its file, from where offsets are counted."""
    cell: int | None = None

    @classmethod
    def of(cls, text: str, base: int = 0, cell: int | None = None) -> Lines:
        """The lines of `text`."""
        return cls(text, (0, *(found.end() for found in _LINE_END.finditer(text))), base, cell)

    def position(self, offset: int) -> Position:
        """Line and column of an offset."""
        line = bisect_right(self.starts, offset - self.base)
        return Position(line, offset - self.base - self.starts[line - 1] + 1, self.cell)

    def line(self, number: int) -> str:
        """The text of a line without its end; empty beyond the last."""
        if not 1 <= number <= len(self.starts):
            return ""
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : end].rstrip("\r\n")


class Places:
    """Positions in the files of a report, each split into lines once."""

    def __init__(self, sources: tuple[Source, ...]) -> None:
        self._sources = {source.path: source for source in sources}
        self._lines: dict[tuple[str, Part], Lines] = {}

    def lines(self, path: str, span: Span) -> Lines:
        """The lines of a file, or of the cell of a notebook in which `span` starts.

        They are those of an empty text when the report does not hold the file.
        """
        source = self._sources.get(path) or Source(path, b"", "")
        part = source.part(span.start)
        if (path, part) not in self._lines:
            self._lines[path, part] = Lines.of(source.slice(part.span), part.span.start, part.number)
        return self._lines[path, part]

    def start(self, path: str, span: Span) -> Position:
        """Where a span starts."""
        return self.lines(path, span).position(span.start)

    def end(self, path: str, span: Span) -> Position:
        """Where a span ends: the column behind its last character."""
        return self.lines(path, span).position(span.end)
