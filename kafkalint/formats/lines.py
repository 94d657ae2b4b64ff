"""Whole lines put in and taken out, for formats that hold one entry a line."""

from __future__ import annotations

import re

from kafkalint.model.edit import Edit, Refusal
from kafkalint.model.source import Source, Span

_LONE_CR = re.compile(r"\r(?!\n)")


def line_start(text: str, at: int) -> int:
    """Where the line of `at` begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Where the line behind the one of `at` begins."""
    newline = text.find("\n", at)
    return len(text) if newline < 0 else newline + 1


def lone_cr(text: str) -> Refusal | None:
    """A refusal for a text whose lines tools divide differently."""
    return Refusal("the file holds a carriage return without a line feed") if _LONE_CR.search(text) else None


def line_behind(source: Source, end: int, line: str) -> Edit:
    """Puts `line` behind the line that ends at `end`, with the line end that stands there."""
    above = source.text[:end]
    if above and not above.endswith("\n"):
        return Edit(Span(end, end), source.newline + line)
    newline = "\r\n" if above.endswith("\r\n") else "\n" if above else source.newline
    return Edit(Span(end, end), line + newline)


def without_lines(text: str, start: int, end: int) -> Edit:
    """Takes out the lines from `start` to `end`; the last line of a file takes the line end above it along."""
    if not text.endswith("\n", start, end):
        start -= 2 if text.endswith("\r\n", 0, start) else 1 if start else 0
    return Edit(Span(start, end), "")
