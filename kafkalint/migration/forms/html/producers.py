"""The table of producers: one a row, its details folded below, what the script filters by beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from kafkalint.migration.forms.html.elements import card, lines, listed, said, verdict
from kafkalint.migration.forms.html.overview import NOBODY
from kafkalint.migration.forms.phrases import OUTCOMES, change, target
from kafkalint.migration.plan import Entry, Plan, Status
from kafkalint.model.verdict import Outcome
from kafkalint.reporters.markup import element
from kafkalint.reporters.words import plain, sentence
from kafkalint.runner.redact import redacted

STATES = {
    Status.READY: "ready",
    Status.APPLIED: "applied",
    Status.FAILED: "not written",
    Status.GATED: "held back",
    Status.LEFT: "left out",
    Status.MANUAL: "by hand",
    Status.UNDECIDED: "undecided",
    Status.MEANT: "as declared",
    Status.DONE: "nothing to do",
}
"""A word or two for each state."""
_COLUMNS = ("producer", "state", "today", "then", "client", "owner", "brokers")


def table(plan: Plan) -> Iterator[Element]:
    """One card, where there are producers."""
    if not plan.entries:
        return
    heads = (element("th", {"scope": "col", "role": "columnheader"}, text=name) for name in _COLUMNS)
    head = element("thead", {"role": "rowgroup"}, element("tr", {"role": "row"}, *heads))
    rows = (_producer(number, entry) for number, entry in numbered(plan))
    whole = element("table", {"class": "producers", "role": "table", "aria-label": "Producers"}, head, *rows)
    shown = element("p", {"id": "shown", "class": "quiet", "role": "status"})
    yield card("Producers", _filters(plan), shown, whole, anchor="producers")


def numbered(plan: Plan) -> Iterator[tuple[int, Entry]]:
    """The producers in the order of the table, from 1: what waits for something first."""
    order = list(Status)
    return enumerate(sorted(plan.entries, key=lambda entry: order.index(entry.status)), 1)


def _filters(plan: Plan) -> Element:
    """What the script shows; without it there is nothing to filter with."""
    owners = {owner for entry in plan.entries for owner in entry.owners or (NOBODY,)}
    states = {entry.status for entry in plan.entries}
    today = {entry.outcome(after=False) for entry in plan.entries}
    search = element("input", {"type": "search", "name": "text", "autocomplete": "off", "spellcheck": "false"})
    clear = element("button", {"type": "button"}, text="Show all")
    return element(
        "div",
        {"class": "filters", "role": "search", "aria-label": "Filter producers", "hidden": "hidden"},
        _field("text", search),
        _choice("state", (text for status, text in STATES.items() if status in states)),
        _choice("today", (text for outcome, text in OUTCOMES.items() if outcome in today)),
        _choice("client", sorted({entry.producer.client for entry in plan.entries})),
        _choice("owner", sorted(owners)),
        clear,
    )


def _choice(name: str, values: Iterable[str]) -> Element:
    options = [element("option", {"value": ""}, text="all")]
    options += [element("option", {"value": plain(value)}, text=plain(value)) for value in values]
    return _field(name, element("select", {"name": name}, *options))


def _field(name: str, control: Element) -> Element:
    control.set("id", f"by-{name}")
    return element("div", {}, element("label", {"for": f"by-{name}"}, text=name.capitalize()), control)


def _producer(number: int, entry: Entry) -> Element:
    """Two rows that are filtered and sorted together."""
    producer = entry.producer
    today = entry.outcome(after=False)
    owners = [plain(owner) for owner in entry.owners]
    by = {"state": [STATES[entry.status]], "today": [OUTCOMES[today]], "client": [plain(producer.client)]}
    by["owner"] = owners or [NOBODY]
    data = {f"data-{name}": json.dumps(values, ensure_ascii=False) for name, values in by.items()}
    cells = [
        element("th", {"scope": "row", "role": "rowheader"}, text=plain(str(producer.at))),
        _cell(
            "state", element("span", {"class": "tag"}, text=STATES[entry.status]), rank=list(Status).index(entry.status)
        ),
        _verdict("today", today),
        _verdict("then", entry.outcome(after=True)),
        _cell("client", said(f"{producer.client} {producer.candidates[-1].versions}")),
        _cell("owner", *([said(" ".join(owners))] if owners else [])),
        _cell("brokers", *([said(told)] if (told := target(producer.target)) else [])),
    ]
    details = element("td", {"role": "cell", "colspan": len(_COLUMNS)}, _details(entry))
    return element(
        "tbody",
        {"role": "rowgroup", "id": f"p{number}", **data},
        element("tr", {"role": "row"}, *cells),
        element("tr", {"role": "row"}, details),
    )


def _cell(name: str, *content: Element, rank: int | None = None) -> Element:
    ranked = {} if rank is None else {"data-rank": rank}
    return element("td", {"role": "cell", "data-name": name, **ranked}, *content)


def _verdict(name: str, outcome: Outcome) -> Element:
    return _cell(name, verdict(outcome), rank=list(OUTCOMES).index(outcome))


def _details(entry: Entry) -> Element:
    edits = [change(one) for one in entry.differences]
    reasons = [gate.reason for gate in entry.gates] + _why(entry)
    told = "; ".join(edits) or entry.note or next(iter(reasons), "details")
    return element(
        "details", {}, element("summary", {}, text=plain(told)), element("div", {"class": "detail"}, *_told(entry))
    )


def _told(entry: Entry) -> Iterator[Element]:
    yield element("dl", {"class": "facts"}, *(part for fact in _facts(entry) for part in _fact(*fact)))
    for title, items in _lists(entry):
        if items:
            yield element("h3", {}, text=title)
            yield listed(map(said, items))
    yield _excerpt(entry)


def _facts(entry: Entry) -> Iterator[tuple[str, str]]:
    producer = entry.producer
    found = producer.candidates[-1]
    yield "place", producer.place
    yield "profile", producer.profile
    yield "client", f"{producer.client} {found.versions} ({found.evidence})"
    yield "rules today", ", ".join(producer.before.rules)
    yield "silenced", ", ".join(producer.before.silenced)
    yield "brokers", producer.target.evidence
    yield "note", entry.note


def _fact(name: str, text: str) -> Iterator[Element]:
    if text:
        yield element("dt", {}, text=name)
        yield element("dd", {}, text=plain(text))


def _lists(entry: Entry) -> Iterator[tuple[str, list[str]]]:
    yield "Why it does that today", [sentence(reason) for reason in _why(entry)]
    yield "First", [f"{sentence(gate.reason)} {sentence(gate.action)}" for gate in entry.gates]
    yield "Not known", list(entry.warnings)
    title = "Edits" if entry.status is not Status.GATED else "Edits, once that is cleared"
    yield title, [f"{change(one)}, {one.at!s}" for one in entry.differences]


def _why(entry: Entry) -> list[str]:
    """What led to the verdict of the newest version, as clauses."""
    reasons = entry.producer.before.judgement.newest.verdict.reasons
    return list(dict.fromkeys(redacted(reason.text) for reason in reasons))


def _excerpt(entry: Entry) -> Element:
    producer = entry.producer
    rows = enumerate(producer.excerpt.splitlines(), producer.excerpt_line)
    marked = {True: {"class": "marked"}, False: {}}
    return lines(
        ((text, {"data-line": number, **marked[number == producer.at.line]}) for number, text in rows),
        f"source of {producer.at!s}",
    )
