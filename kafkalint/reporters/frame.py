"""Source frames: the lines around a span with the span marked, and a proposed change inside."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from kafkalint.model.edit import Edit, splice
from kafkalint.model.source import Span
from kafkalint.reporters.ink import Ink
from kafkalint.reporters.positions import Lines

CONTEXT = 2
WIDEST = 160
_TAB = "    "
_CUT = "…"


def frame(lines: Lines, span: Span, paint: Ink, severity_mark: str) -> list[str]:
    """The numbered lines around `span`, with `severity_mark` characters below what is meant."""
    start, end = lines.position(span.start), lines.position(max(span.start, span.end))
    first, last = max(1, start.line - CONTEXT), min(len(lines.starts), start.line + CONTEXT)
    if last == len(lines.starts) and not lines.line(last):
        last -= 1
    width = len(str(last))
    shown = [paint.frame(f"{'':{width}} |")]
    for number in range(first, max(last, start.line) + 1):
        text = lines.line(number)
        if number != start.line:
            shown.append(paint.frame(f"{number:>{width}} |") + _tail(text))
            continue
        stop = end.column - 1 if end.line == start.line else len(text)
        skipped, before = _before(text, start.column - 1)
        marks = severity_mark * max(1, _columns(text[start.column - 1 : stop]))
        shown.append(paint.frame(f"{number:>{width}} |") + _tail(text, skipped))
        shown.append(paint.frame(f"{'':{width}} |") + _tail(" " * _columns(before) + marks))
    return shown


def change(lines: Lines, edits: tuple[Edit, ...], paint: Ink) -> list[str]:
    """The lines that `edits` touch, before and after."""
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
        width = len(str(last))
        skipped = _before(old[0], _same(old[0], new[0]))[0] if old and new else 0
        shown += [paint.removed(f"{first + at:>{width}} -{_tail(text, skipped)}") for at, text in enumerate(old)]
        shown += [paint.added(f"{first + at:>{width}} +{_tail(text, skipped)}") for at, text in enumerate(new)]
    return shown


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
    return next((at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), 0)


def _before(text: str, at: int) -> tuple[int, str]:
    """How much of a line to skip so that its character `at` is in sight, and what is shown before that character."""
    skipped = max(0, at - WIDEST // 2) if at >= WIDEST - 20 else 0
    return skipped, _CUT * bool(skipped) + text[skipped:at]


def _columns(text: str) -> int:
    """How wide `text` is in a terminal."""
    return sum(
        len(_TAB) if character == "\t" else 0 if combining(character) else 1 + (east_asian_width(character) in "WF")
        for character in text
    )


def _tail(text: str, skipped: int = 0) -> str:
    """What follows the bar: a blank and the text, unprintable characters made visible, cut when too wide."""
    text = (_CUT if skipped else "") + text[skipped:]
    shown = "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text.replace("\t", _TAB)
    )
    shown = shown if len(shown) <= WIDEST else shown[: WIDEST - 1] + _CUT
    return f" {shown}" if shown else ""
