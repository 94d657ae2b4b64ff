"""A file as its format reads it, with the documents inside it that may hold something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache

from kafkalint.analysis.locate import may_hold
from kafkalint.analysis.locate.names import simplified
from kafkalint.formats import Format, format_of
from kafkalint.formats.within import opened
from kafkalint.model.document import Document
from kafkalint.model.place import Place
from kafkalint.model.program import Program
from kafkalint.model.source import Source


def read(source: Source, syntax: Format, places: Sequence[Place]) -> Document | Program:
    """What stands in a file, and in the texts inside it; raises Unreadable for the file alone."""
    found = syntax.read(source)
    if isinstance(found, Program):
        return found
    texts = {pattern: suffix for place in places for pattern, suffix in place.texts.items()}
    data = source.data.lower()

    @cache
    def named(key: str) -> str | None:
        name = _name(key, texts)
        return name if name and any(may_hold(place, name, data) for place in places) else None

    return opened(found, syntax, named)


def _name(key: str, texts: Mapping[str, str]) -> str | None:
    """The name of the file that a text under `key` would be: the key itself, or as a place says."""
    suffix = next((texts[pattern] for pattern in texts if fnmatchcase(simplified(key), pattern)), "")
    if suffix:
        return f"{simplified(key)}.{suffix}"
    syntax = format_of(key.rpartition("/")[2]) if "." in key else None
    return key if syntax and not hasattr(syntax, "imports") else None
