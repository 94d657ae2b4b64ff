"""The instructions of a Dockerfile: lines put together, without comments and without the bodies of here-documents."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kafkalint.model.source import Span

_LINE = re.compile(r"([^\n]*?)\r?(?:\n|\Z)")
_DIRECTIVE = re.compile(r"#[ \t]*([A-Za-z]\w*)[ \t]*=[ \t]*(\S*)[ \t]*")
_INSTRUCTION = re.compile(r"\s*([A-Za-z]+)(?:\s+|\Z)")
_HEREDOC = re.compile(r"(?<!\S)\d*<<(-?)(?P<quote>[\"']?)([^\s<>\"']+)(?P=quote)(?!\S)")
_WITH_HEREDOC = ("RUN", "COPY", "ADD")


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction; `at` is where each character of its `text`, the words behind its name, stands."""

    name: str
    name_span: Span
    text: str
    at: tuple[int, ...]
    span: Span
    """From the beginning of its first line to the end of its last one, line end included."""

    def place(self, start: int, end: int) -> Span:
        """Where a stretch of `text`, which is not empty, is written."""
        return Span(self.at[start], self.at[end - 1] + 1)


@dataclass(frozen=True, slots=True)
class Scanned:
    """A whole Dockerfile."""

    instructions: tuple[Instruction, ...]
    comments: tuple[Span, ...]
    escape: str
    """The character that escapes others and continues lines."""


def scan(text: str) -> Scanned:
    """Every instruction in order, and every comment."""
    escape = _escape(text)
    comments: list[Span] = []
    return Scanned(tuple(_instructions(text, escape, comments)), tuple(comments), escape)


def _escape(text: str) -> str:
    """What the directives at the head of the file choose."""
    for line in _LINE.finditer(text):
        directive = _DIRECTIVE.fullmatch(line[1])
        if directive is None:
            return "\\"
        if directive[1].lower() == "escape":
            return directive[2] if directive[2] == "`" else "\\"
    return "\\"


def _instructions(text: str, escape: str, comments: list[Span]) -> Iterator[Instruction]:
    continued = re.compile(rf"(?<!{re.escape(escape)}){re.escape(escape)}[ \t]*\Z")
    lines, closing = _lines(text), _closing(text)
    while line := next(lines, None):
        if _passed(line, comments):
            continue
        pieces = [line]
        while continued.search(pieces[-1][1]) and (line := next(lines, None)):
            pieces += [] if _passed(line, comments) else [line]
        found = _instruction(pieces, continued)
        if found:
            yield found
            if found.name in _WITH_HEREDOC:
                lines = _lines(text, _bodies_end(found, closing))


def _lines(text: str, at: int = 0) -> Iterator[re.Match[str]]:
    return (line for line in _LINE.finditer(text, at) if line.end() > line.start())


def _passed(line: re.Match[str], comments: list[Span]) -> bool:
    """Whether a line is empty or a comment, which is noted."""
    words = line[1].lstrip()
    if words.startswith("#"):
        comments.append(Span(line.end(1) - len(words), line.end(1)))
    return not words or words.startswith("#")


def _instruction(pieces: list[re.Match[str]], continued: re.Pattern[str]) -> Instruction | None:
    said = [(piece.start(), continued.sub("", piece[1])) for piece in pieces]
    text = "".join(words for _, words in said)
    at = [offset for start, words in said for offset in range(start, start + len(words))]
    head = _INSTRUCTION.match(text)
    if head is None:
        return None
    name = Span(at[head.start(1)], at[head.end(1) - 1] + 1)
    words = text[head.end() :].rstrip()
    return Instruction(
        head[1].upper(),
        name,
        words,
        tuple(at[head.end() : head.end() + len(words)]),
        Span(pieces[0].start(), pieces[-1].end()),
    )


def _closing(text: str) -> Mapping[tuple[str, str], Sequence[int]]:
    """Where every line that may end a here-document ends, by what it says; behind a dash without its tabs."""
    found: dict[tuple[str, str], list[int]] = {}
    for line in _lines(text):
        found.setdefault(("", line[1]), []).append(line.end())
        found.setdefault(("-", line[1].lstrip("\t")), []).append(line.end())
    return found


def _bodies_end(instruction: Instruction, closing: Mapping[tuple[str, str], Sequence[int]]) -> int:
    """Where the bodies that an instruction takes end; one that nothing ends is none."""
    at = instruction.span.end
    for found in _HEREDOC.finditer(instruction.text):
        ends = closing.get((found[1], found[3]), ())
        index = bisect_right(ends, at)
        at = ends[index] if index < len(ends) else at
    return at
