"""The form for a pull request: what changes, why, and what is to be cleared first."""

from __future__ import annotations

from collections.abc import Iterator

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
from kafkalint.model.finding import Applicability
from kafkalint.reporters import Style
from kafkalint.reporters.markdown import escaped
from kafkalint.reporters.summary import count
from kafkalint.reporters.words import failure_line, sentence

NAME = "markdown"
SUMMARY = "the body of a pull request"
MOST = 300
"""Rows of one table; the body of a pull request holds 65,536 characters."""


def render(plan: Plan, style: Style) -> str:  # noqa: ARG001  # the same for every reader
    """Counts, gates, doubts, a table of producers for each status."""
    parts = [
        [f"## {headline(plan)}"],
        list(_counts(plan)),
        list(_failures(plan)),
        list(_gates(plan)),
        list(_doubts(plan)),
    ]
    parts += [list(_table(status, plan.of(status))) for status in TITLES]
    parts += [list(_notes(plan))]
    parts += [[escaped(closing(plan)) if not plan.applied else "Every edit was proved by reading the result again."]]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _counts(plan: Plan) -> Iterator[str]:
    if plan.entries and not plan.pinned:
        before, after = plan.outcomes(after=False), plan.outcomes(after=True)
        yield "| | today | then |"
        yield "|---|---:|---:|"
        for outcome, title in OUTCOMES.items():
            if before[outcome] or after[outcome]:
                yield f"| {title} | {before[outcome]} | {after[outcome]} |"


def _failures(plan: Plan) -> Iterator[str]:
    yield from (f"- **failed** {escaped(failure_line(failure))}" for failure in plan.failures)


def _gates(plan: Plan) -> Iterator[str]:
    if plan.stages:
        yield "### First, in this order"
        yield ""
    number = 0
    for stage, found in plan.stages:
        for gate, entries in found.items():
            number += 1
            told = f"{escaped(sentence(gate.reason))} {escaped(sentence(gate.action))}"
            yield f"{number}. **{stage.value}**: {told} ({count(len(entries), 'producer')})"


def _doubts(plan: Plan) -> Iterator[str]:
    if plan.warnings:
        yield "### Not known"
        yield ""
    for warning, entries in plan.warnings.items():
        yield f"- {escaped(warning)} ({count(len(entries), 'producer')})"


def _notes(plan: Plan) -> Iterator[str]:
    if plan.notes:
        yield f"### {NOTES}"
        yield ""
    for note, entries in plan.notes.items():
        yield f"- **{note.rule}**: {escaped(sentence(note.message))} ({count(len(entries), 'producer')})"


def _table(status: Status, entries: list[Entry]) -> Iterator[str]:
    if not entries:
        return
    yield f"### {TITLES[status]}: {count(len(entries), 'producer')}"
    yield ""
    yield "| producer | client | target | owner | verdict | edits |"
    yield "|---|---|---|---|---|---|"
    for entry in entries[:MOST]:
        yield f"| {' | '.join(_row(entry))} |"
    if len(entries) > MOST:
        yield f"| {len(entries) - MOST} more | | | | | |"


def _row(entry: Entry) -> Iterator[str]:
    yield escaped(str(entry.producer.at))
    yield escaped(", ".join(filter(None, (client(entry), profile(entry)))))
    yield escaped(target(entry.producer.target))
    yield " ".join(f"`{escaped(owner)}`" for owner in entry.owners)  # in code, nobody is notified
    yield escaped(verdicts(entry))
    edits = "<br>".join(escaped(change(one)) for one in entry.differences)
    unsafe = entry.producer.applicability is Applicability.UNSAFE or not entry.differences
    yield f"{edits}{'<br>' * bool(edits)}{escaped(entry.note)}" if entry.note and unsafe else edits
