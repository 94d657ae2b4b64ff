"""The items of a call or map literal as they stand in the text, and what stands between them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kafkalint.model.program import Call, Map, Program
from kafkalint.model.source import Span

_TOKEN = re.compile(r"(?P<comment>#[^\r\n]*)|(?P<comma>,)|(?P<line>\r\n|\r|\n)")
_BEFORE_ARGUMENTS = re.compile(r"(?:[^(#]++|#[^\r\n]*+)*+\(")
_BLANKS = " \t\f"


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two items: blanks, comments and at most one comma."""

    text: str
    span: Span
    comma: Span | None
    comments: tuple[Span, ...]
    newlines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Items by their spans; `gaps` has one more: before the first, between, behind the last."""

    text: str
    inside: Span
    """What stands between the brackets."""
    items: tuple[Span, ...]
    gaps: tuple[Gap, ...]

    def line_start(self, at: int) -> int:
        """Where the line of `at` begins."""
        return line_start(self.text, at)

    def begins_line(self, item: Span) -> bool:
        """Whether only blanks stand before `item` on its line."""
        return self.inside.start <= self.line_start(item.start) and not self.before(item.start).strip(_BLANKS)

    def before(self, at: int) -> str:
        """The text of the line up to `at`."""
        return self.text[self.line_start(at) : at]

    def indent(self, at: int) -> str:
        """Blanks that put a new line into the column of `at`."""
        return "".join(char if char in _BLANKS else " " for char in self.before(at))


def row(program: Program, container: Call | Map) -> Row:
    """The row of a container that does not stand in an f-string."""
    text = program.source.text
    start, end = container.span.start + 1, container.span.end - 1
    if isinstance(container, Call):
        opening = _BEFORE_ARGUMENTS.match(text, container.function.span.end)
        start = opening.end() if opening else end
        items = tuple(argument.span for argument in container.arguments)
    else:
        items = tuple(entry.span for entry in container.entries)
    starts = (*(item.start for item in items), end)
    ends = (start, *(item.end for item in items))
    gaps = tuple(_gap(text, *ends_starts) for ends_starts in zip(ends, starts, strict=True))
    return Row(text, Span(start, end), items, gaps)


def line_start(text: str, at: int) -> int:
    """Where the line of `at` begins."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _gap(text: str, start: int, end: int) -> Gap:
    comma: Span | None = None
    comments: list[Span] = []
    newlines: list[str] = []
    for match in _TOKEN.finditer(text, start, end):
        if match.lastgroup == "comma":
            comma = Span(*match.span())
        elif match.lastgroup == "comment":
            comments.append(Span(*match.span()))
        else:
            newlines.append(match[0])
    return Gap(text[start:end], Span(start, end), comma, tuple(comments), tuple(newlines))
