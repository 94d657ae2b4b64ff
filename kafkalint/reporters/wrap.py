"""How wide text is in a terminal, and sentences broken at that width."""

from __future__ import annotations

import re
from unicodedata import combining, east_asian_width

NARROWEST = 40
"""Columns; what is narrower is broken by the terminal."""
TAB = "    "
_PAINT = re.compile(r"\x1b\[[0-9;]*m")


def columns(text: str) -> int:
    """How wide `text` is in a terminal; paint takes no room."""
    return sum(
        len(TAB) if character == "\t" else 0 if combining(character) else 1 + (east_asian_width(character) in "WF")
        for character in _PAINT.sub("", text)
    )


def wrapped(text: str, width: int | None, indent: int) -> list[str]:
    """`text` in lines of at most `width` columns, all but the first indented; words and addresses stay whole."""
    if width is None or columns(text) <= width:
        return [text]
    line, *words = text.split(" ")
    lines = []
    for word in words:
        if line.strip() and columns(line) + 1 + columns(word) > max(width, NARROWEST):
            lines.append(line)
            line = " " * indent + word
        else:
            line = f"{line} {word}"
    return [*lines, line]
