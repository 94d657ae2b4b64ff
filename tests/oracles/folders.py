"""Folders with the files of one application, and what kafkalint finds in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from kafkalint.analysis.locate import locate
from kafkalint.catalog.location import rules_folder
from kafkalint.catalog.places import load_places
from kafkalint.formats import format_of
from kafkalint.model.document import Document
from kafkalint.model.place import Place
from kafkalint.model.producer import Producer
from kafkalint.model.value import Dynamic

PLACES = load_places([rules_folder()])


def effective(folder: Path, place: str, profile: str, finder: int | None = None) -> list[Mapping[str, str]]:
    """The settings of the producer as each file of the application leads to them; none where it is not found.

    `finder`: by which of the place's ways alone it is looked for.
    """
    found = _found(folder, place, finder)
    return [_settings(one) for one in found if one.variant and one.variant.name == profile]


@lru_cache(1)
def _found(folder: Path, place: str, finder: int | None) -> list[Producer]:
    """What each file leads to, in all profiles."""
    documents = {str(path): _read(path) for path in sorted(folder.iterdir())}
    places = (_place(place, finder),)

    def located(own: Document) -> Sequence[Producer]:
        beside = [(path, one) for path, one in documents.items() if one is not own]
        return [one for one in locate(own, places, lambda _path, _pattern: beside) if isinstance(one, Producer)]

    return [producer for document in documents.values() for producer in located(document)]


def in_environment(file: Path, place: str, finder: int) -> list[Mapping[str, str]]:
    """The settings of the producers that variables make."""
    found = locate(_read(file), (_place(place, finder),))
    return [_settings(one) for one in found if isinstance(one, Producer)]


def _place(name: str, finder: int | None) -> Place:
    place = next(one for one in PLACES if one.id == name)
    return place if finder is None else replace(place, finders=(place.finders[finder],))


def shown(folder: Path) -> str:
    """Every file with its name and text."""
    return "\n".join(f"[{path.name}]\n{path.read_text('utf-8')}" for path in sorted(folder.iterdir()))


def _settings(producer: Producer) -> Mapping[str, str]:
    found = {}
    for setting in (one for slot in producer.slots for one in slot.values):
        value = setting.value.default if isinstance(setting.value, Dynamic) else setting.value
        found[setting.name] = "unknown" if value is None else str(value.value)
    return found


def _read(path: Path) -> Document:
    syntax = format_of(path.name)
    assert syntax is not None
    read = syntax.read(syntax.decode(str(path), path.read_bytes()))
    assert isinstance(read, Document)
    return read
