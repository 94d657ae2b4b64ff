"""Texts of HCL: in quotes or as a heredoc, with escapes and with what is filled in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from collections.abc import Sequence as Items
from dataclasses import dataclass

from kafkalint.formats.spelling import SURROGATE
from kafkalint.formats.strings import escaped
from kafkalint.model.edit import Unreadable
from kafkalint.model.source import Span

Piece = tuple[str, Span]
UNKNOWN = "$(a template)"
"""A text of which nothing is certain, in the words that everybody behind the formats takes for one."""

_REFERENCE = re.compile(r"\$\{[ \t]*([A-Za-z_]\w*(?:\.\w+|\[\d+\])*)[ \t]*\}", re.ASCII)
_STRIPS = re.compile(r"\$\{~.*|.*~\}", re.DOTALL)
_QUOTED = re.compile(r"\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)|\$\$(?=\{)|%%(?=\{)", re.DOTALL)
_HEREDOC = re.compile(r"\$\$(?=\{)|%%(?=\{)")
_PLAIN = {"\\n": "\n", "\\r": "\r", "\\t": "\t", '\\"': '"', "\\\\": "\\", "$$": "$", "%%": "%"}
_SPELLED = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_NEEDS_ESCAPE = re.compile(r'[\n\r\t"\\]')
_BEGINS = re.compile(r"([$%])(?=\{)")
_BLANKS = re.compile(r"[^\S\x1c-\x1f\n]*")


@dataclass(frozen=True, slots=True)
class Spelled:
    """How a scalar is written."""

    kind: str
    """``plain`` (a number or a word), ``quoted``, ``heredoc``, ``expression`` (anything that is computed)."""
    pieces: tuple[Piece, ...] = ()
    """What a text says and where; none where it is not certain."""
    indent: str = ""
    """What stands before every line of a heredoc and is no part of it."""
    filled: bool = False
    """Whether parts of it are filled in."""

    @property
    def text(self) -> str:
        return "".join(piece for piece, _ in self.pieces) if self.pieces or self.kind != "expression" else UNKNOWN


COMPUTED = Spelled("expression")


def quoted(text: str, inside: Span, holes: Items[Span]) -> Spelled:
    """A text in quotes; `holes` are filled in."""
    within = [inside.start, *(end for hole in holes for end in hole), inside.end]
    for start, end in zip(within[::2], within[1::2], strict=True):
        if "\n" in text[start:end]:
            raise Unreadable("a text in quotes does not end on its line", inside)
    if any(_STRIPS.fullmatch(text, *hole) for hole in holes):
        return COMPUTED
    try:
        pieces = tuple(_pieces(text, inside, holes, _QUOTED))
    except (ValueError, OverflowError):
        raise Unreadable("a malformed escape", inside) from None
    return Spelled("quoted", pieces, filled=bool(holes))


def heredoc(text: str, inside: Span, holes: Items[Span], *, flush: bool) -> Spelled:
    """The lines of a heredoc, without the blanks that all of them begin with where it is to be `flush`."""
    lines = list(_lines(text, inside, holes))
    begins = {line.start + len(_lead(text, line)) for line in lines}
    if any(_STRIPS.fullmatch(text, *hole) or hole.start in begins for hole in holes):
        return COMPUTED
    leads = [_lead(text, line) for line in lines if not _is_blank(text, line)] if flush else []
    width = min(map(len, leads), default=0)
    indent = leads[0][:width] if leads else ""
    pieces: list[Piece] = []
    for line in lines:
        cut = line.start if _is_blank(text, line) else line.start + width
        within = holes[bisect_left(holes, line.start, key=_start) : bisect_left(holes, line.end, key=_start)]
        pieces += _pieces(text, Span(cut, line.end), within, _HEREDOC)
    return Spelled("heredoc", tuple(pieces), indent, bool(holes))


def spell(text: str) -> str:
    """`text` as it is written between quotes."""
    return literal(_NEEDS_ESCAPE.sub(lambda found: _SPELLED[found[0]], text))


def literal(text: str) -> str:
    """`text` without beginnings of anything that is filled in."""
    return _BEGINS.sub(r"\1\1", text)


def stand_in(written: str) -> str:
    """A text as long as what is filled in, which says that it is not known, and by its name if it has one."""
    return written if _REFERENCE.fullmatch(written) else f"$({'_' * (len(written) - 3)})"


def _lines(text: str, inside: Span, holes: Items[Span]) -> Iterator[Span]:
    """The lines under `inside` with their line ends, but for those ends that stand in a hole."""
    start = at = inside.start
    while at < inside.end:
        at = text.find("\n", at, inside.end) + 1 or inside.end
        before = bisect_left(holes, at, key=_start) - 1
        if before >= 0 and at <= holes[before].end:
            at = holes[before].end
        else:
            yield Span(start, at)
            start = at
    if start < inside.end:
        yield Span(start, inside.end)


def _start(hole: Span) -> int:
    return hole.start


def _lead(text: str, line: Span) -> str:
    found = _BLANKS.match(text, *line)
    return found[0] if found else ""


def _is_blank(text: str, line: Span) -> bool:
    return text.endswith("\n", *line) and not text[line.start : line.end].strip()


def _pieces(text: str, inside: Span, holes: Items[Span], escape: re.Pattern[str]) -> Iterator[Piece]:
    at = inside.start
    for hole in holes:
        yield from escaped(text, Span(at, hole.start), escape, _decoded)
        yield stand_in(text[hole.start : hole.end]), hole
        at = hole.end
    yield from escaped(text, Span(at, inside.end), escape, _decoded)


def _decoded(escape: str) -> str:
    if escape in _PLAIN:
        return _PLAIN[escape]
    character = chr(int(escape[2:], 16) if escape[1] in "uU" else -1)
    if SURROGATE.match(character):
        raise ValueError(escape)
    return character
