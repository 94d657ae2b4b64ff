"""What files must mention to be read at all, by their suffix, as it follows from places and formats."""

from __future__ import annotations

from collections.abc import Sequence

from kafkalint.analysis.locate.names import file_chosen
from kafkalint.catalog.places import needles
from kafkalint.formats import formats
from kafkalint.model.place import CodeFinder, Place
from kafkalint.runner.prefilter import OTHER, Needles

ALWAYS = b"kafka"
"""Part of the name of every client's package, and of every comment that speaks to kafkalint."""


def table(places: Sequence[Place]) -> Needles:
    """The fewest byte strings of which every file with one of `places` holds one."""
    found: Needles = {OTHER: _covering(places)}
    for syntax in formats():
        code, inside = hasattr(syntax, "imports"), hasattr(syntax, "embedded")
        for pattern in sorted(syntax.PATTERNS):
            suffix = pattern[1:]
            if pattern.startswith("*.") and suffix.count(".") == 1:
                found[suffix] = _covering([place for place in places if _possible(place, suffix, code, inside)])
    return found


def _covering(places: Sequence[Place]) -> tuple[bytes, ...]:
    return (ALWAYS, *(needle for needle in needles(places) if ALWAYS not in needle))


def _possible(place: Place, suffix: str, code: bool, inside: bool) -> bool:
    """Whether a file with this suffix may hold the place, itself or in another file `inside` it.

    Places in source code are in no data, and the other way round.
    """
    if code is not any(isinstance(finder, CodeFinder) for finder in place.finders):
        return False
    return inside or any(_meets(pattern, suffix) for pattern in place.files if not pattern.startswith("!"))


def _meets(pattern: str, suffix: str) -> bool:
    """Whether some name with this suffix meets the pattern."""
    return file_chosen(f"x{suffix}", [pattern]) or not pattern.startswith("*") or pattern.endswith("*")
