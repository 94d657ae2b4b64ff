"""Lines and columns, which exist only for readers: 1-based, columns in characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from kafkalint.model.source import Source, Span

_LINE_END = re.compile(r"\r\n|\n|\r")


class Position(NamedTuple):
    """A place in a text."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Lines:
    """A text with the offsets at which its lines start."""

    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Lines:
        """The lines of `text`."""
        return cls(text, (0, *(found.end() for found in _LINE_END.finditer(text))))

    def position(self, offset: int) -> Position:
        """Line and column of an offset."""
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of a line without its end; empty beyond the last."""
        if not 1 <= number <= len(self.starts):
            return ""
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[self.starts[number - 1] : end].rstrip("\r\n")


class Places:
    """Positions in the files of a report, each split into lines once."""

    def __init__(self, sources: tuple[Source, ...]) -> None:
        self._texts = {source.path: source.text for source in sources}
        self._lines: dict[str, Lines] = {}

    def lines(self, path: str) -> Lines:
        """The lines of a file; those of an empty text when the report does not hold it."""
        if path not in self._lines:
            self._lines[path] = Lines.of(self._texts.get(path, ""))
        return self._lines[path]

    def start(self, path: str, span: Span) -> Position:
        """Where a span starts."""
        return self.lines(path).position(span.start)

    def end(self, path: str, span: Span) -> Position:
        """Where a span ends: the column behind its last character."""
        return self.lines(path).position(span.end)
