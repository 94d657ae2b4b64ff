"""The form for people at a terminal: what stands before the migration, then every producer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kafkalint.migration.forms.phrases import (
    NOTES,
    OUTCOMES,
    TITLES,
    change,
    client,
    closing,
    headline,
    profile,
    target,
    verdicts,
)
from kafkalint.migration.plan import Entry, Plan, Status
from kafkalint.model.finding import Severity
from kafkalint.reporters import Style
from kafkalint.reporters.ink import Ink
from kafkalint.reporters.summary import count
from kafkalint.reporters.words import failure_line, plain, sentence
from kafkalint.reporters.wrap import wrapped

NAME = "table"
SUMMARY = "what stands before the migration, then every producer"
_EXPLAINED = (Status.MANUAL, Status.LEFT, Status.UNDECIDED, Status.MEANT)
"""Producers of which it is said why nothing is done."""
_MOST = 3
"""Producers that are named behind a gate or a doubt; they all stand below."""


@dataclass(frozen=True, slots=True)
class _Screen:
    """What lines are written on."""

    ink: Ink
    width: int | None

    def lines(self, text: str, indent: int, hanging: int = 2) -> list[str]:
        """`text` broken at the width, behind a margin."""
        return wrapped(" " * indent + plain(text), self.width, indent + hanging)


def render(plan: Plan, style: Style) -> str:
    """Counts, gates in their order, doubts, producers, what to do next."""
    screen = _Screen(Ink(style.color), style.width)
    blocks = [list(_head(plan, screen)), list(_gates(plan, screen)), list(_doubts(plan, screen))]
    blocks += [list(_group(status, plan.of(status), screen)) for status in TITLES]
    blocks += [list(_notes(plan, screen)), list(_foot(plan, screen))]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def shown(entry: Entry, style: Style) -> str:
    """One producer alone."""
    return "\n".join(_entry(entry, _Screen(Ink(style.color), style.width)))


def _head(plan: Plan, screen: _Screen) -> Iterator[str]:
    yield screen.ink.strong(headline(plan))
    if plan.entries and not plan.pinned:
        before, after = plan.outcomes(after=False), plan.outcomes(after=True)
        shown = [outcome for outcome in OUTCOMES if before[outcome] or after[outcome]]
        for title, counts in (("today", before), ("then", after)):
            told = ", ".join(f"{counts[outcome]:3} {OUTCOMES[outcome]}" for outcome in shown)
            yield f"  {title:5} {told}"


def _gates(plan: Plan, screen: _Screen) -> Iterator[str]:
    if plan.stages:
        yield screen.ink.severity("First, in this order", Severity.ERROR)
    number = 0
    for stage, found in plan.stages:
        for gate, entries in found.items():
            number += 1
            yield from screen.lines(f"{number}. {stage.value}: {sentence(gate.reason)} {sentence(gate.action)}", 2, 3)
            yield from screen.lines(_named(entries), 5)


def _doubts(plan: Plan, screen: _Screen) -> Iterator[str]:
    if plan.warnings:
        yield screen.ink.severity("Not known", Severity.WARNING)
    for warning, entries in plan.warnings.items():
        yield from screen.lines(f"- {warning} ({count(len(entries), 'producer')})", 2)


def _named(entries: list[Entry]) -> str:
    places = list(dict.fromkeys(str(entry.producer.at) for entry in entries))
    shown = ", ".join(places[:_MOST])
    return shown if len(places) <= _MOST else f"{shown} and {len(places) - _MOST} more"


def _group(status: Status, entries: list[Entry], screen: _Screen) -> Iterator[str]:
    if entries:
        yield screen.ink.strong(f"{TITLES[status]}: {count(len(entries), 'producer')}")
    for entry in entries:
        yield from _entry(entry, screen)


def _entry(entry: Entry, screen: _Screen) -> Iterator[str]:
    yield f"  {screen.ink.frame(plain(str(entry.producer.at)))}  {verdicts(entry)}"
    facts = [profile(entry), client(entry), target(entry.producer.target), " ".join(entry.owners)]
    yield from screen.lines(", ".join(filter(None, facts)), 4)
    for one in entry.differences:
        elsewhere = f"  in {one.at!s}" if one.at.path != entry.producer.at.path else ""
        yield from screen.lines(change(one) + elsewhere, 6)
    if entry.note and entry.status in _EXPLAINED:
        yield from screen.lines(entry.note, 6)


def _notes(plan: Plan, screen: _Screen) -> Iterator[str]:
    if plan.notes:
        yield screen.ink.strong(NOTES)
    for note, entries in plan.notes.items():
        yield from screen.lines(f"- {note.rule}: {sentence(note.message)}", 2)
        yield from screen.lines(_named(entries), 4)


def _foot(plan: Plan, screen: _Screen) -> Iterator[str]:
    failed = screen.ink.severity("failed", Severity.ERROR)
    yield from (f"{failed} {failure_line(failure)}" for failure in plan.failures)
    yield from screen.lines(closing(plan), 0)
