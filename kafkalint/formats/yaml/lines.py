"""Insertion and deletion in block collections of YAML: whole lines, and what hangs on them."""

from __future__ import annotations

import re

from kafkalint.formats.yaml.shape import Block, Layout, Part
from kafkalint.model.edit import Edit, Refusal
from kafkalint.model.source import Span

_PREFIX = re.compile(r"(?: |-(?= ))*")
_REST = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=\r?\n|\Z)")
_IDLE = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*")


def insert_line(text: str, part: Part, new: str) -> Edit | Refusal:
    """`new` behind `part` on lines of its own."""
    prefix = _prefix(text, part)
    if isinstance(prefix, Refusal):
        return prefix
    column = " " * len(prefix)
    if part.tail and text.endswith("\n", 0, part.tail.below):
        return Edit(Span(part.tail.below, part.tail.below), column + new + _newline(text, part.tail.below - 1))
    if part.tail:
        return Edit(Span(part.span.start, part.span.start), new + _newline(text, part.span.start) + column)
    end = _line_end(text, part)
    if isinstance(end, Refusal):
        return end
    return Edit(Span(end, end), _newline(text, end) + column + new)


def delete_lines(text: str, layout: Layout, parts: tuple[Part, ...], index: int) -> Edit | Refusal:
    """One of several parts taken out with its lines and the comment behind it."""
    part = parts[index]
    prefix = _prefix(text, part)
    if isinstance(prefix, Refusal):
        return prefix
    end = part.tail.below if part.tail else _line_end(text, part)
    if isinstance(end, Refusal):
        return end
    if prefix.strip():
        return _cut_behind_dash(text, parts, index, end)
    if not part.tail:
        end = _below(text, end)
    start = part.span.start - len(prefix)
    block = _block_above(text, layout, start)
    if block:
        return _delete_below_block(text, block, Span(start, end))
    if not text.endswith("\n", 0, end):
        start -= len(_newline(text, start - 1))
    return Edit(Span(start, end), "")


def empty_mapping(text: str, part: Part) -> Edit | Refusal:
    """The only pair of a mapping taken out, which leaves `{}`."""
    if part.tail:
        return Refusal("the only entry ends in a block scalar")
    end = _line_end(text, part)
    return end if isinstance(end, Refusal) else Edit(Span(part.span.start, end), "{}")


def _prefix(text: str, part: Part) -> str | Refusal:
    """What stands on the line before a part: blanks, and the dashes of the lists in which it comes first."""
    if part.refusal:
        return Refusal(part.refusal)
    prefix = text[text.rfind("\n", 0, part.span.start) + 1 : part.span.start]
    return prefix if _PREFIX.fullmatch(prefix) else Refusal("other things stand on the same line")


def _line_end(text: str, part: Part) -> int | Refusal:
    """The end of the last line of a part, behind its comment."""
    rest = _REST.match(text, part.span.end)
    return rest.end() if rest else Refusal("other things stand on the same line")


def _below(text: str, end: int) -> int:
    """Where the next line starts."""
    return text.find("\n", end) + 1 or len(text)


def _newline(text: str, at: int) -> str:
    """The newline of the line around `at`, of the line above when it is the last one, `\\n` when it is the only one."""
    end = text.find("\n", at)
    end = end if end >= 0 else text.rfind("\n")
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"


def _cut_behind_dash(text: str, parts: tuple[Part, ...], index: int, end: int) -> Edit:
    """The first part behind a dash, cut up to the next part or a comment before it."""
    following = parts[index + 1].span.start
    comment = text.find("#", end, following)
    return Edit(Span(parts[index].span.start, following if comment < 0 else comment), "")


def _block_above(text: str, layout: Layout, line: int) -> Block | None:
    """The block scalar that ends above a line with nothing but blanks and comments between."""
    above = [block for block in layout.blocks if block.below <= line]
    return above[-1] if above and _IDLE.fullmatch(text, above[-1].below, line) else None


def _delete_below_block(text: str, block: Block, lines: Span) -> Edit | Refusal:
    """Lines taken out, unless what follows would become content of the block scalar above."""
    for line in text[lines.end :].splitlines(keepends=True):
        if line.strip() and not line.lstrip().startswith("#"):
            break
        if block.keep or line[0] in " \t":
            return Refusal("what follows would become content of the block scalar above")
    return Edit(lines, "")
