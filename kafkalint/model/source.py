"""One file as bytes and text, and the only position unit inside kafkalint: the Span."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of character offsets in the decoded, BOM-less text."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether the other one lies within."""
        return self.start <= other.start and other.end <= self.end


class Part(NamedTuple):
    """A stretch of a text in which lines are counted anew; None is the number of an ordinary file's only part."""

    number: int | None
    """Of the cell in its notebook, from 1."""
    span: Span


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its path as shown to people, its exact bytes and what they say."""

    path: str
    data: bytes
    text: str
    encoding: str = "utf-8"
    bom: bytes = b""
    parts: tuple[Part, ...] = ()
    """The cells of a notebook, whose text is all that `text` holds."""
    detail: object = None
    """Belongs to the format that made it; nobody else looks inside."""

    @property
    def newline(self) -> str:
        """The newline of the first line; `\\n` in a file of one line."""
        at = self.text.find("\n")
        if at < 0:
            return "\n"
        return "\r\n" if self.text[at - 1 : at] == "\r" else "\n"

    def encode(self, text: str) -> bytes:
        """The bytes of `text` in this file's encoding, BOM included.

        Raises UnicodeEncodeError when the encoding cannot hold a character.
        """
        return self.bom + text.encode(self.encoding)

    def slice(self, span: Span) -> str:
        """The text under `span`."""
        return self.text[span.start : span.end]

    def part(self, at: int) -> Part:
        """The part around an offset; what stands between two parts belongs to the one before."""
        index = bisect_right(self.parts, at, key=lambda part: part.span.start)
        return self.parts[max(index - 1, 0)] if self.parts else Part(None, Span(0, len(self.text)))
