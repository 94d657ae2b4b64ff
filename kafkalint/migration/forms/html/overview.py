"""The top of the page: counts, and verdicts today and then, for all and by owner and client."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from kafkalint.migration.forms.html.elements import card, verdict
from kafkalint.migration.forms.phrases import OUTCOMES
from kafkalint.migration.plan import Entry, Plan, Status
from kafkalint.model.verdict import Outcome
from kafkalint.reporters.markup import element
from kafkalint.reporters.words import plain

NOBODY = "nobody"
"""Who owns what no pattern of CODEOWNERS names."""
_WIDTH = 1000
_GAP = 4


def counts(plan: Plan) -> Iterator[Element]:
    """A tile for each count."""
    yield element("dl", {"class": "tiles"}, *(_tile(title, number) for title, number in _counts(plan)))


def charts(plan: Plan) -> Iterator[Element]:
    """What holds today and then, where behaviour is to change."""
    if not plan.entries or plan.pinned:
        return
    today, then = plan.outcomes(after=False), plan.outcomes(after=True)
    bars = [part for name, found in (("today", today), ("then", then)) for part in _bar(name, found)]
    chart = element("div", {"class": "chart"}, *bars)
    yield card("What the producers do", element("div", {"class": "split"}, chart, _numbers(today, then)))
    yield element("div", {"class": "pair"}, *_groups(plan))


def _counts(plan: Plan) -> Iterator[tuple[str, int]]:
    yield "producers", len(plan.entries)
    yield "files read", plan.files_seen
    yield "edits made" if plan.applied else "edits ready", plan.edits
    yield "files to change" if not plan.applied else "files changed", len(plan.rewrites)
    yield "held back", len(plan.of(Status.GATED))
    yield "by hand", len(plan.of(Status.MANUAL))
    yield "undecided", len(plan.of(Status.UNDECIDED))


def _tile(title: str, number: int) -> Element:
    return element("div", {}, element("dt", {}, text=title), element("dd", {}, text=f"{number:,}"))


def _bar(name: str, found: Counter[Outcome]) -> Iterator[Element]:
    yield element("span", {"aria-hidden": "true"}, text=name)
    yield _chart(name, found)


def _chart(name: str, found: Counter[Outcome]) -> Element:
    """One bar of `found`, a stretch for each outcome; its label says the same."""
    told = ", ".join(f"{found[one]} {title}" for one, title in OUTCOMES.items() if found[one])
    box = f"0 0 {_WIDTH} 10"
    shape = {"viewBox": box, "preserveAspectRatio": "none", "role": "img", "aria-label": f"{plain(name)}: {told}"}
    return element("svg", {"class": "bar", **shape}, *_stretches(found))


def _stretches(found: Counter[Outcome]) -> Iterator[Element]:
    start = 0.0
    for outcome in OUTCOMES:
        width = _WIDTH * found[outcome] / found.total()
        if width:
            size = {"x": f"{start:.1f}", "width": f"{max(width - _GAP, _GAP):.1f}", "height": 10}
            yield element("rect", {"class": outcome.value, **size})
        start += width


def _numbers(today: Counter[Outcome], then: Counter[Outcome]) -> Element:
    heads = (element("th", {"scope": "col", "class": kind}, text=text) for text, kind in _HEADS)
    rows = [
        element(
            "tr",
            {},
            element("th", {"scope": "row"}, verdict(outcome)),
            *(element("td", {"class": "number"}, text=f"{found[outcome]:,}") for found in (today, then)),
        )
        for outcome in OUTCOMES
        if today[outcome] or then[outcome]
    ]
    head = element("thead", {}, element("tr", {}, *heads))
    return element("table", {"class": "numbers"}, head, element("tbody", {}, *rows))


_HEADS = (("verdict", ""), ("today", "number"), ("then", "number"))


def _groups(plan: Plan) -> Iterator[Element]:
    for title, groups in (("By owner", _by_owner(plan.entries)), ("By client", _by_client(plan.entries))):
        if len(groups) > 1:
            yield card(title, _group_table(groups))


def _by_owner(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for owner in entry.owners or (NOBODY,):
            found.setdefault(owner, []).append(entry)
    return found


def _by_client(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.producer.client, []).append(entry)
    return found


def _group_table(groups: Mapping[str, list[Entry]]) -> Element:
    caption = element("caption", {}, text="above today, below then")
    rows = [
        element(
            "tr",
            {},
            element("th", {"scope": "row"}, text=plain(name)),
            element("td", {"class": "number"}, text=f"{len(entries):,}"),
            element("td", {}, *(_chart(f"{name} {when}", _outcomes(entries, when)) for when in ("today", "then"))),
        )
        for name, entries in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    return element("table", {"class": "numbers bars"}, caption, element("tbody", {}, *rows))


def _outcomes(entries: list[Entry], when: str) -> Counter[Outcome]:
    return Counter(entry.outcome(after=when == "then") for entry in entries)
