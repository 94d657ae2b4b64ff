"""What a reader must see before the producers: failures, gates in their order, doubts, and what comes with it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from kafkalint.migration.forms.html.elements import behind, card, listed, said
from kafkalint.migration.forms.html.producers import numbered
from kafkalint.migration.forms.phrases import NOTES
from kafkalint.migration.gates import Gate, Stage
from kafkalint.migration.plan import Entry, Plan
from kafkalint.reporters.markup import element
from kafkalint.reporters.summary import count
from kafkalint.reporters.words import failure_line, plain, sentence


def obstacles(plan: Plan) -> Iterator[Element]:
    """What failed, and what is to be cleared first."""
    numbers = {entry.key: number for number, entry in numbered(plan)}
    if plan.failures:
        yield card("Failed", listed(said(failure_line(failure)) for failure in plan.failures), kind="failed")
    gates = [_gate(stage, gate, entries, numbers) for stage, found in plan.stages for gate, entries in found.items()]
    if gates:
        yield card("First, in this order", listed(gates, "ol", "steps"), kind="first")


def doubts(plan: Plan) -> Iterator[Element]:
    """What may stand before producers although nobody knows, and files that nobody could judge."""
    numbers = {entry.key: number for number, entry in numbered(plan)}
    found = [
        element("div", {}, said(sentence(warning[:1].upper() + warning[1:])), behind(entries, numbers))
        for warning, entries in plan.warnings.items()
    ]
    found += [_unread(plan)] if plan.undecided else []
    if found:
        yield card("Not known", listed(found))


def notes(plan: Plan) -> Iterator[Element]:
    """What comes with the migration."""
    numbers = {entry.key: number for number, entry in numbered(plan)}
    found = [
        element(
            "div",
            {},
            element("strong", {}, text=f"{note.rule}: "),
            said(sentence(note.message)),
            behind(entries, numbers),
        )
        for note, entries in plan.notes.items()
    ]
    if found:
        yield card(NOTES, listed(found))


def _gate(stage: Stage, gate: Gate, entries: list[Entry], numbers: dict[tuple[str, int], int]) -> Element:
    stands = element("strong", {}, text=f"{stage.value.capitalize()}: ")
    told = (stands, said(f"{sentence(gate.reason)} {sentence(gate.action)}"), behind(entries, numbers))
    return element("div", {}, *told)


def _unread(plan: Plan) -> Element:
    summary = element("summary", {}, text=f"{count(len(plan.undecided), 'file')} that could not be judged")
    files = (said(f"{plain(one.path)}: {one.reason}") for one in plan.undecided)
    return element("details", {}, summary, listed(files))
