"""What a rewriting changes about one producer, setting by setting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kafkalint.model.survey import Spot, Stand, Surveyed, Written


@dataclass(frozen=True, slots=True)
class Difference:
    """One setting that is added, set to another value, or removed."""

    kind: str
    """``add``, ``set`` or ``remove``."""
    name: str
    """The setting as it is written."""
    before: str
    """Its values as they stand in the file, masked where they are secret; empty where there are none."""
    after: str
    at: Spot
    """Where it stands; what is added, in the new text."""


def differences(producer: Surveyed) -> tuple[Difference, ...]:
    """Removed and changed settings in the order in which they stand, then those that are new."""
    before, after = _by_name(producer.before), _by_name(producer.after)
    return (*_changed(before, after), *_added(before, after))


def _changed(before: dict[str, list[Written]], after: dict[str, list[Written]]) -> Iterator[Difference]:
    for name, old in before.items():
        new = after.get(name, [])
        if _texts(old) != _texts(new):
            kind = "set" if new else "remove"
            yield Difference(kind, old[0].written, _texts(old), _texts(new), old[0].at)


def _added(before: dict[str, list[Written]], after: dict[str, list[Written]]) -> Iterator[Difference]:
    for name, new in after.items():
        if name not in before:
            yield Difference("add", new[0].written, "", _texts(new), new[0].at)


def _by_name(stand: Stand) -> dict[str, list[Written]]:
    found: dict[str, list[Written]] = {}
    for one in stand.settings:
        found.setdefault(one.name, []).append(one)
    return found


def _texts(written: list[Written]) -> str:
    return " or ".join(dict.fromkeys(one.text for one in written))
