"""What a reader of a plan should know beside it: each thing once, with the producers that it concerns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kafkalint.model.survey import Remark, Surveyed

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that comes with a migration."""

    rule: str
    name: str
    message: str
    producers: tuple[Key, ...]
    """Which producers it concerns, as they are called within the run."""


def notes(producers: Iterable[Surveyed], written: Collection[str]) -> Iterator[Note]:
    """The notes by rule; `written` are the settings by which files tell brokers and topics how to keep records."""
    found: dict[Remark, list[Key]] = {}
    for producer in producers:
        for remark in producer.remarks:
            found.setdefault(remark, []).append(producer.key)
    for remark in sorted(found, key=lambda one: (one.rule, one.message)):
        if not any(name in written for name in remark.unless_written):
            yield Note(remark.rule, remark.name, remark.message, tuple(found[remark]))
