"""Tags of templates in YAML: neutral text of the same length in their place, so that the parser reads the rest."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from kafkalint.formats.lines import line_start
from kafkalint.formats.templates import Tags
from kafkalint.model.edit import Edit, splice
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
        inside = _inside(blocks, tag.start)
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
    if FILLER not in read:
        return read
    inside = iter([tag for tag in tags.inline if span.start <= tag.start and tag.end <= span.end])

    def said(filled: re.Match[str]) -> str:
        """Tags stand side by side, too."""
        found = ""
        while len(found) < len(filled[0]) and (tag := next(inside, None)):
            found += text[slice(*tag)]
        return found

    return _FILLED.sub(said, read)


def _without(text: str, tags: tuple[Span, ...]) -> str:
    """`text` with blanks for the tags."""
    return splice(text, tuple(Edit(tag, _VISIBLE.sub(" ", text[slice(*tag)])) for tag in tags))


def _inside(blocks: list[tuple[Span, int]], at: int) -> int:
    """How far the line is indented that opens the block scalar around an offset; -1 where there is none."""
    index = bisect_right(blocks, at, key=lambda block: block[0].start) - 1
    return blocks[index][1] if index >= 0 and at < blocks[index][0].end else -1


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
