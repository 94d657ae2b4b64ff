"""Tags of templates in YAML: neutral text of the same length in their place, so that the parser reads the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kafkalint.formats.lines import line_start
from kafkalint.formats.templates import Tags
from kafkalint.model.source import Span

FILLER = "\ue000"
"""Stands for a character of a tag; a text that has it itself is not touched."""
_FILLED = re.compile(f"{FILLER}+")
_BLOCK = re.compile(r"[ ]*(?:- +)*(?:[^#\n]*:|-)?[ ]+[|>][-+0-9]*[ \t]*(?:#[^\n]*)?\r?")
_LINE = re.compile(r"([^\S\r\n]*)\S([^\r\n]*)")
_VISIBLE = re.compile(r"[^\r\n]")


def neutral(text: str, tags: Tags) -> str:
    """`text` for the parser: a tag in a line is a word, one with lines for itself a comment, or blank.

    The content of a block scalar that a less indented tag interrupts would end at a comment.
    """
    if FILLER in text:
        return text
    blocks = list(_blocks(_without(text, tags.alone))) if tags.alone else []
    pieces: list[str] = []
    at = 0
    for tag in sorted((*tags.alone, *tags.inline)):
        pieces.append(text[at : tag.start])
        at = tag.end
        inside = next((indent for block, indent in blocks if block.start <= tag.start < block.end), -1)
        column = tag.start - line_start(text, tag.start)
        if tag in tags.alone and column <= inside:
            pieces.append(_VISIBLE.sub(" ", text[slice(*tag)]))
        elif tag in tags.alone:
            pieces.append(_LINE.sub(lambda line: line[1] + "#" + FILLER * len(line[2]), text[slice(*tag)]))
        else:
            pieces.append(FILLER * (tag.end - tag.start))
    return "".join([*pieces, text[at:]])


def restored(read: str, text: str, span: Span, tags: Tags) -> str:
    """A scalar that was read from neutral text, with the tags that are written under `span`."""
    inside = iter([tag for tag in tags.inline if span.start <= tag.start and tag.end <= span.end])
    return _FILLED.sub(lambda _: text[slice(*next(inside, Span(0, 0)))], read)


def _without(text: str, tags: tuple[Span, ...]) -> str:
    """`text` with blanks for the tags."""
    for tag in tags:
        text = text[: tag.start] + _VISIBLE.sub(" ", text[slice(*tag)]) + text[tag.end :]
    return text


def _blocks(text: str) -> Iterator[tuple[Span, int]]:
    """Where the content of block scalars stands, each with the indentation of the line that opens it."""
    start, parent, at = 0, -1, 0
    for line in text.splitlines(keepends=True):
        indent = len(line) - len(line.lstrip(" "))
        if parent >= 0 and line.strip() and indent <= parent:
            yield Span(start, at), parent
            parent = -1
        at += len(line)
        if parent < 0 and _BLOCK.fullmatch(line.rstrip("\n")):
            start, parent = at, indent
    if parent >= 0:
        yield Span(start, at), parent
