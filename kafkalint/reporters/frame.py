"""Source frames: the lines around a span with the span marked, and a proposed change inside."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from kafkalint.model.edit import Edit, splice
from kafkalint.model.finding import Severity
from kafkalint.model.source import Span
from kafkalint.reporters.ink import Ink
from kafkalint.reporters.positions import Lines
from kafkalint.reporters.wrap import TAB, columns

CONTEXT = 2
WIDEST = 160
"""Columns of source text where no terminal says how many there are."""
_CUT = "…"
_LONGEST = 1000
"""Characters of one line that are looked at: lines may be as long as their file."""


def gutter(lines: Lines, span: Span, parts: Iterable[tuple[Lines, tuple[Edit, ...]]]) -> int:
    """How wide the numbers of the lines around `span` are, and those of the lines that edits of `parts` touch."""
    touched = (part.position(edit.span.end).line for part, edits in parts for edit in edits)
    return len(str(max(_last(lines, lines.position(span.start).line), *touched, 0)))


def _last(lines: Lines, number: int) -> int:
    """The last line that is shown below one; never an empty one at the end of the text."""
    last = min(len(lines.starts), number + CONTEXT)
    return last - 1 if last == len(lines.starts) and not lines.line(last) else last


def frame(lines: Lines, span: Span, paint: Ink, severity: Severity, width: int, widest: int) -> list[str]:
    """The numbered lines around `span`, with marks below what is meant.

    Numbers take `width` columns, source text `widest`.
    """
    start, end = lines.position(span.start), lines.position(max(span.start, span.end))
    first, last = max(1, start.line - CONTEXT), _last(lines, start.line)
    shown = [paint.frame(f"{'':{width}} |")]
    for number in range(first, max(last, start.line) + 1):
        text = lines.line(number)
        if number != start.line:
            shown.append(paint.frame(f"{number:>{width}} |") + _tail(text, widest))
            continue
        stop = end.column - 1 if end.line == start.line else len(text)
        skipped, before = _before(text, start.column - 1, widest)
        marks = ("^" if severity > Severity.NOTE else "-") * max(1, columns(text[start.column - 1 : stop][:widest]))
        shown.append(paint.frame(f"{number:>{width}} |") + _tail(text, widest, skipped))
        below = _tail(" " * columns(before) + marks, widest)
        shown.append(paint.frame(f"{'':{width}} |") + paint.severity(below, severity))
    return shown


def change(lines: Lines, edits: tuple[Edit, ...], paint: Ink, width: int, widest: int) -> list[str]:
    """The lines that `edits` touch, before and after; numbers take `width` columns, source text `widest`."""
    shown: list[str] = []
    for group in _groups(lines, edits):
        first = lines.position(group[0].span.start).line
        last = lines.position(group[-1].span.end).line
        start = lines.starts[first - 1]
        end = lines.starts[last] if last < len(lines.starts) else len(lines.text)
        before = lines.text[start:end]
        base = lines.base + start
        moved = tuple(Edit(Span(edit.span.start - base, edit.span.end - base), edit.text) for edit in group)
        old, new = _lines(before), _lines(splice(before, moved))
        old, new, first = _trimmed(old, new, first)
        skipped = _before(old[0], _same(old[0], new[0]), widest)[0] if old and new else 0
        gone = [f"{first + at:>{width}} -{_tail(text, widest, skipped)}" for at, text in enumerate(old)]
        come = [f"{first + at:>{width}} +{_tail(text, widest, skipped)}" for at, text in enumerate(new)]
        shown += [paint.removed(text, *_differing(text, other, width)) for text, other in _pairs(gone, come)]
        shown += [paint.added(text, *_differing(text, other, width)) for text, other in _pairs(come, gone)]
    return shown


def _pairs(some: list[str], others: list[str]) -> Iterable[tuple[str, str]]:
    """Each line with its counterpart; with itself where not every line has one."""
    return zip(some, others if len(some) == len(others) else some, strict=True)


def _differing(text: str, other: str, width: int) -> tuple[int, int]:
    """From where to where a line differs from its counterpart, behind the number and the sign."""
    start = width + 2 + _same(text[width + 2 :], other[width + 2 :])
    end = len(text) - _same(text[: start - 1 : -1], other[: start - 1 : -1])
    return start, end


def _groups(lines: Lines, edits: tuple[Edit, ...]) -> list[list[Edit]]:
    """Edits that touch the same or adjacent lines together."""
    groups: list[list[Edit]] = []
    for edit in sorted(edits):
        line = lines.position(edit.span.start).line
        if groups and line <= lines.position(groups[-1][-1].span.end).line + 1:
            groups[-1].append(edit)
        else:
            groups.append([edit])
    return groups


def _trimmed(old: list[str], new: list[str], first: int) -> tuple[list[str], list[str], int]:
    """Without equal lines at both ends."""
    while old and new and old[0] == new[0]:
        old, new, first = old[1:], new[1:], first + 1
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return old, new, first


def _lines(text: str) -> list[str]:
    lines = Lines.of(text)
    found = [lines.line(number + 1) for number in range(len(lines.starts))]
    return found[:-1] if found and not found[-1] else found


def _same(one: str, other: str) -> int:
    """How many characters two lines begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _before(text: str, at: int, widest: int) -> tuple[int, str]:
    """How much of a line to skip so that its character `at` is in sight, and what is shown before that character."""
    if at <= _LONGEST and columns(text[:at]) < widest - widest // 8:
        return 0, text[:at]
    skipped = at
    while skipped and columns(text[skipped - 1 : at]) <= widest // 2:
        skipped -= 1
    return skipped, _CUT + text[skipped:at]


def _tail(text: str, widest: int, skipped: int = 0) -> str:
    """What follows the bar: a blank and the text, unprintable characters made visible, cut when too wide."""
    text = (_CUT if skipped else "") + text[skipped : skipped + _LONGEST]
    shown = "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text.replace("\t", TAB)
    )
    if columns(shown) > widest:
        ends = accumulate(map(columns, shown))
        shown = shown[: sum(end < widest for end in ends)] + _CUT
    return f" {shown}" if shown else ""
