"""One file as bytes and text, and the only position unit inside kafkalint: the Span."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of character offsets in the decoded, BOM-less text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its path as shown to people, its exact bytes and what they say."""

    path: str
    data: bytes
    text: str
    encoding: str = "utf-8"
    bom: bytes = b""

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
