"""The plan of a migration: every producer, what is done about it, and what stands before that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from kafkalint.migration.differences import Difference, differences
from kafkalint.migration.gates import Gate, Stage, enables, gates, warnings
from kafkalint.migration.notes import Note, notes
from kafkalint.migration.owners import Owners
from kafkalint.migration.undecided import why_undecided
from kafkalint.model.report import Failure, Rewrite, Undecided
from kafkalint.model.survey import Surveyed
from kafkalint.model.verdict import Outcome


class Status(Enum):
    """How far a producer has come; in the order in which a reader wants to see them."""

    GATED = "gated"
    """Something stands before it, and it is left alone until that is cleared."""
    READY = "ready"
    """Edits are proved, and nothing that is known stands before them."""
    LEFT = "left out"
    """Edits are proved, but not wanted now."""
    APPLIED = "applied"
    FAILED = "failed"
    """The edits could not be written."""
    MANUAL = "by hand"
    """Not what it should be, and nothing could be proved to mend it."""
    UNDECIDED = "undecided"
    """What its client does cannot be known."""
    MEANT = "meant"
    """Not idempotent, and declared to be so."""
    DONE = "done"


_OPEN = (Status.GATED, Status.READY, Status.LEFT, Status.FAILED, Status.MANUAL)


@dataclass(frozen=True, slots=True)
class Entry:
    """One producer of the plan."""

    producer: Surveyed
    owners: tuple[str, ...]
    status: Status
    differences: tuple[Difference, ...]
    gates: tuple[Gate, ...]
    warnings: tuple[str, ...]
    note: str = ""
    """Why it is left out, by hand, undecided or meant to be as it is; else how freely the edits may be made."""

    @property
    def key(self) -> tuple[str, int]:
        """What its producer is called within one run."""
        return self.producer.key

    @property
    def is_open(self) -> bool:
        """Whether something is left to do about it, once what was applied is."""
        left = self.status is Status.APPLIED and bool(self.producer.after.rules)
        return bool(self.gates) or left or self.status in _OPEN

    @property
    def files(self) -> frozenset[str]:
        """The files that its edits change."""
        return frozenset(one.at.path for one in self.differences)

    def outcome(self, after: bool) -> Outcome:
        """What its client does today, or behind the edits that are made."""
        changed = after and self.status in (Status.READY, Status.APPLIED)
        stand = self.producer.after if changed else self.producer.before
        return stand.judgement.outcome


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a form presents."""

    entries: tuple[Entry, ...]
    """By file and place."""
    rewrites: tuple[Rewrite, ...]
    """The files that change, masked."""
    failures: tuple[Failure, ...]
    undecided: tuple[Undecided, ...]
    root: Path
    owners: Owners
    files_seen: int
    pinned: bool
    """Whether today's behaviour is written out instead of changed."""
    version: str
    applied: bool = False
    """Whether it has been carried out."""
    keeping: frozenset[str] = frozenset()
    """What files tell brokers and topics about how they keep records: names of settings."""

    def of(self, *wanted: Status) -> list[Entry]:
        """The producers that have come so far."""
        return [entry for entry in self.entries if entry.status in wanted]

    @property
    def edits(self) -> int:
        """How many are ready or made; one that several producers share counts once."""
        return len({one for entry in self.of(Status.READY, Status.APPLIED) for one in entry.differences})

    @property
    def is_open(self) -> bool:
        """Whether edits or gates remain, or something that nobody could mend."""
        return any(entry.is_open for entry in self.entries)

    @property
    def stages(self) -> list[tuple[Stage, dict[Gate, list[Entry]]]]:
        """What is to be cleared first, in order, with the producers behind each gate."""
        found: dict[Stage, dict[Gate, list[Entry]]] = {}
        for entry in self.entries:
            for gate in entry.gates:
                found.setdefault(gate.stage, {}).setdefault(gate, []).append(entry)
        return [(stage, found[stage]) for stage in Stage if stage in found]

    @property
    def warnings(self) -> dict[str, list[Entry]]:
        """What may stand before producers although nobody knows, with them."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for warning in entry.warnings:
                found.setdefault(warning, []).append(entry)
        return found

    @property
    def notes(self) -> dict[Note, list[Entry]]:
        """What comes with it, with the producers that it concerns; nothing about those that are left out."""
        meant = {entry.key: entry for entry in self.entries if entry.status is not Status.LEFT}
        found = notes((entry.producer for entry in meant.values()), self.keeping)
        return {note: [meant[key] for key in note.producers] for note in found}

    def outcomes(self, after: bool) -> Counter[Outcome]:
        """How many producers do what, today or behind the edits that are made."""
        return Counter(entry.outcome(after) for entry in self.entries)


def entries_of(
    producers: Iterator[Surveyed], owners: Owners, pinned: bool, topics: tuple[Gate, ...]
) -> Iterator[Entry]:
    """The producers with what is to be done about each."""
    for producer in producers:
        found = differences(producer)
        before = () if pinned else gates(producer, topics)
        status = _status(producer, found, before, pinned)
        yield Entry(
            producer,
            owners.of(producer.at.path),
            status,
            found,
            before,
            () if pinned else tuple(warnings(producer)),
            _note(producer, status, bool(found)),
        )


def _note(producer: Surveyed, status: Status, edited: bool) -> str:
    if status is Status.MEANT:
        return producer.meant or f"silenced: {', '.join(producer.before.silenced)}"
    if status is Status.UNDECIDED:
        return why_undecided(producer)
    return producer.reason if edited or status is Status.MANUAL else ""


def _status(producer: Surveyed, found: tuple[Difference, ...], before: tuple[Gate, ...], pinned: bool) -> Status:
    outcome = producer.before.judgement.outcome
    if found:
        held = before and (enables(producer) or any(gate.stage is Stage.TOPIC for gate in before))
        return Status.GATED if held else Status.READY
    if pinned and outcome is not Outcome.UNKNOWN:
        return Status.MANUAL if producer.reason else Status.DONE
    if outcome is Outcome.IDEMPOTENT:
        return Status.DONE
    if before:
        return Status.GATED
    if outcome is Outcome.UNKNOWN:
        return Status.UNDECIDED
    return Status.MANUAL if producer.before.rules else Status.MEANT
