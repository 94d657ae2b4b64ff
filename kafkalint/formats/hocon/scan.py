"""The smallest parts of a HOCON file: strings, words and substitutions, and the gaps and comments between them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from kafkalint.formats.spelling import SURROGATE
from kafkalint.model.edit import Unreadable
from kafkalint.model.source import Source, Span

BLANK = r"(?:[^\S\n\x85]|\ufeff)"
"""White space of the specification but for the line end; NEL is none, the byte order mark is."""
_GAP = re.compile(rf"(?:{BLANK}|\n)+|(?P<comment>(?:\#|//)[^\n]*)")
_BLANKS = re.compile(f"{BLANK}*")
STRING = r'"(?!"")(?:[^"\\\x00-\x1f\x7f-\x9f]|\\[^\n])*"'
_PIECE = re.compile(
    rf"""(?P<raw>\"\"\".*?\"\"\"+)
    | (?P<string>{STRING})
    | (?P<variable>\$\{{(?:{STRING}|[^"{{}}\n])*\}})
    | (?P<bare>(?:-?[0-9]+(?:\.[0-9]+)?[eE]\+[0-9]+|(?!//)(?:[^]\s\ufeff$"{{}}[:=,+\#`^?!@*&\\]|\x85))+)""",
    re.VERBOSE | re.DOTALL,
)


class Piece(NamedTuple):
    """A string, in three quotes (`raw`) or one (`string`), a word (`bare`) or a substitution (`variable`)."""

    kind: str
    span: Span
    text: str


@dataclass(slots=True)
class Reading:
    """How far a file is read."""

    source: Source
    at: int = 0
    depth: int = 0
    includes: bool = False
    comments: list[Span] = field(default_factory=list)

    def peek(self) -> str:
        """The next character; empty at the end."""
        return self.source.text[self.at : self.at + 1]

    def unexpected(self) -> Unreadable:
        found = repr(self.peek()) if self.peek() else "end of the file"
        return Unreadable(f"unexpected {found}", Span(self.at, min(self.at + 1, len(self.source.text))))

    def gap(self) -> bool:
        """Go over white space and comments; whether a line ended."""
        start = self.at
        while match := _GAP.match(self.source.text, self.at):
            self.at = match.end()
            if match["comment"]:
                self.comments.append(Span(match.start(), match.start() + len(match["comment"].rstrip("\r"))))
        return "\n" in self.source.text[start : self.at]

    def piece(self) -> Piece | None:
        """The next string, word or substitution; None when something else stands there."""
        match = _PIECE.match(self.source.text, self.at)
        if match is None:
            return None
        kind, span = str(match.lastgroup), Span(*match.span())
        piece = Piece(kind, span, _decoded(kind, match.group(), span))
        self.at = span.end
        return piece

    def blanks(self) -> None:
        """Go over the blanks of this line."""
        match = _BLANKS.match(self.source.text, self.at)
        self.at = match.end() if match else self.at


def _decoded(kind: str, written: str, span: Span) -> str:
    if kind == "raw":
        return written[3:-3]
    if kind != "string" or "\\" not in written:
        return written[1:-1] if kind == "string" else written
    try:
        text = str(json.loads(written, strict=False))
    except ValueError:
        raise Unreadable("a malformed escape", span) from None
    if SURROGATE.search(text):
        raise Unreadable("an escape for half a character", span)
    return text
