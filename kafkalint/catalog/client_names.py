"""The names that a client accepts, by version."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kafkalint.catalog.client_shape import ClientShape, KnownShape, NamesShape
from kafkalint.catalog.reading import read_shape
from kafkalint.catalog.steps import Steps
from kafkalint.model.version import Version, VersionRange


def with_inventory(shape: ClientShape, folder: Path) -> ClientShape:
    """The client with the names that its own file in `folder` lists, where it has one.

    Raises CatalogError for a file that does not hold.
    """
    path = folder / f"{shape.client}.yaml"
    if not path.exists():
        return shape
    found = read_shape(path, NamesShape)
    first, *_ = found.asked.split()
    since = {"0" if version == first else version: words for version, words in found.since.items()}
    known = joined(KnownShape(since=since, until=found.until), shape.known)
    return shape.model_copy(update={"known": known, "asked": found.asked})


def windows(known: KnownShape) -> dict[str, tuple[VersionRange, ...]]:
    """For each name the ranges of versions that accept it; a name of version 0 has no lower end."""
    events = sorted(
        [(_short(version), name, True) for version, words in known.since.items() for name in words.split()]
        + [(_short(version), name, False) for version, words in known.until.items() for name in words.split()]
    )
    found: dict[str, tuple[VersionRange, ...]] = {}
    for version, name, begins in events:
        before = found.get(name, ())
        if begins:
            low = None if version == Version((0,)) else version
            found[name] = (*before, VersionRange(low))
        elif before:
            found[name] = (*before[:-1], VersionRange(before[-1].low, version))
        else:
            raise ValueError(f"known: {name!r} ends at {version} but never begins")
    return found


def joined(first: KnownShape, second: KnownShape) -> KnownShape:
    """The names of both."""
    return KnownShape(since=_joined(first.since, second.since), until=_joined(first.until, second.until))


def brought(known: KnownShape, numbers: Steps | str) -> KnownShape:
    """The names by one's own versions, where `numbers` are the versions that those bring, or the only one."""
    steps = numbers.values if isinstance(numbers, Steps) else ((Version((0,)), numbers),)
    since: dict[str, str] = {}
    until: dict[str, str] = {}
    before: set[str] = set()
    for own, theirs in steps:
        names = _at(known, Version.parse(str(theirs)))
        since[str(own)] = " ".join(sorted(names - before))
        until[str(own)] = " ".join(sorted(before - names))
        before = names
    return KnownShape(since=since, until=until)


def _at(known: KnownShape, version: Version) -> set[str]:
    return {name for name, ranges in windows(known).items() if any(version in window for window in ranges)}


def _short(text: str) -> Version:
    """The version as people say it: 1.6 for 1.6.0."""
    version = Version.parse(text)
    return Version((*version.significant, 0, 0)[: max(len(version.significant), 2)])


def _joined(first: Mapping[str, str], second: Mapping[str, str]) -> dict[str, str]:
    return {version: f"{first.get(version, '')} {second.get(version, '')}" for version in {**first, **second}}
