"""Keys that stand twice in one map: what is known of their values depends on who reads the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kafkalint.analysis.locate.names import file_chosen
from kafkalint.model.document import Entry
from kafkalint.model.place import Again, Place


def again(place: Place, path: str) -> Again:
    """What the loader at `place` makes of such a key in the file at `path`."""
    return next((one for pattern, one in place.twice.items() if file_chosen(path, (pattern,))), Again.UNSURE)


def unsure(entry: Entry, reader: Again) -> str:
    """Why it is not known which value counts; empty where it is."""
    twice = entry.twice
    if twice is None or (reader is Again.LAST and (twice.last or not twice.above)):
        return ""
    return f"{twice.key} stands more than once in one map"


def may_be_lost(entry: Entry, reader: Again) -> bool:
    """Whether the client may not get what `entry` says: another of its key may count, or another map."""
    return bool(unsure(entry, reader)) and entry.twice is not None and (entry.twice.above or not entry.twice.first)


def lost(settings: Iterable[tuple[Entry, Again]]) -> Iterator[str]:
    """Why there may be other settings than these: a map that they stand in may be another one."""
    told = {unsure(entry, reader) for entry, reader in settings if entry.twice and entry.twice.above}
    yield from sorted(told - {""})
