"""Requirement files of pip, read only: requirements as items, options such as ``-r FILE`` as entries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kafkalint.formats.text import decode as decode_text
from kafkalint.model.document import Document, Entry, Scalar, Sequence
from kafkalint.model.edit import Refusal
from kafkalint.model.source import Source, Span
from kafkalint.model.value import Literal

NAME = "requirements"
PATTERNS = ("requirements*.txt", "*-requirements.txt", "*_requirements.txt", "constraints*.txt")
_REFUSAL = Refusal("requirement files are read, not rewritten")
_COMMENT = re.compile(r"(?:^|(?<=\s))#")
_OPTION = re.compile(r"(--?[A-Za-z][\w-]*)(?:\s*=\s*|\s+|(?<=^-[rce]))(\S.*)?|--?[A-Za-z][\w-]*")
_PER_REQUIREMENT = re.compile(r"(?<=\s)--?[A-Za-z]")

_Piece = tuple[int, str]
"""A stretch of one line: its offset and its text."""


def decode(path: str, data: bytes) -> Source:
    """UTF-8, or Latin-1 as pip falls back to."""
    return decode_text(path, data, ("utf-8", "latin-1"))


def read(source: Source) -> Document:
    """One sequence; a requirement keeps its extras and markers and loses its comment, options and hashes."""
    items: list[Scalar] = []
    entries: list[Entry] = []
    comments: list[Span] = []
    for pieces in _logical(source.text, comments):
        text = "".join(piece for _, piece in pieces)
        if text.lstrip().startswith("-"):
            entries += _option(text, pieces)
            continue
        options = _PER_REQUIREMENT.search(text)
        scalar = _scalar(pieces, text, 0, options.start() if options else len(text))
        if scalar.value.value:
            items.append(scalar)
    root = Sequence(Span(0, len(source.text)), tuple(items), tuple(entries))
    return Document(source, (root,), tuple(comments))


def replace(*_: object) -> Refusal:
    """Refused: see the module."""
    return _REFUSAL


insert = delete = rename = replace


def _logical(text: str, comments: list[Span]) -> Iterator[list[_Piece]]:
    """Lines with their continuations, without comments; a comment ends a continued line."""
    pieces: list[_Piece] = []
    at = 0
    for line in text.splitlines(keepends=True):
        body = line.rstrip("\r\n")
        comment = _COMMENT.search(body)
        if comment:
            comments.append(Span(at + comment.start(), at + len(body)))
            body = body[: comment.start()]
        goes_on = comment is None and body.endswith("\\")
        pieces.append((at, body[:-1] if goes_on else body))
        at += len(line)
        if not goes_on:
            yield pieces
            pieces = []
    if pieces:
        yield pieces


def _option(text: str, pieces: list[_Piece]) -> Iterator[Entry]:
    start = len(text) - len(text.lstrip())
    found = _OPTION.match(text.strip())
    if found is None:
        return
    name = found[1] or found[0]
    value = _scalar(pieces, text, start + (found.start(2) if found[2] else found.end()), len(text))
    key = _scalar(pieces, text, start, start + len(name))
    yield Entry(name, key.span, value, Span(key.span.start, max(key.span.end, value.span.end)))


def _scalar(pieces: list[_Piece], text: str, start: int, end: int) -> Scalar:
    """The text between two positions of a logical line, without blanks around it."""
    content = text[start:end].strip()
    start += len(text[start:end]) - len(text[start:end].lstrip())
    span = Span(_offset(pieces, start), _offset(pieces, start + len(content), end=True))
    return Scalar(Span(span.start, max(span)), Literal(content, plain=True))


def _offset(pieces: list[_Piece], position: int, end: bool = False) -> int:
    """Where a position of a logical line stands in the file; an `end` belongs to the piece before it."""
    for at, piece in pieces:
        if position < len(piece) or (end and position == len(piece)):
            return at + position
        position -= len(piece)
    return pieces[-1][0] + len(pieces[-1][1])
