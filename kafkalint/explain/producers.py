"""The page of one producer: its client, what is in effect there, where each of it comes from, and what follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from kafkalint.explain.page import Page, Part, Text, table
from kafkalint.model.client import Behaviour, Client
from kafkalint.model.finding import Applicability
from kafkalint.model.producer import Target
from kafkalint.model.survey import Spot, Stand, Surveyed, Written
from kafkalint.model.value import Native, as_text
from kafkalint.model.verdict import Effective, Outcome, Point, State

OUTCOMES = {
    Outcome.IDEMPOTENT: "idempotent",
    Outcome.NOT_IDEMPOTENT: "not idempotent",
    Outcome.REJECTED: "refuses to start",
    Outcome.UNKNOWN: "undecided",
}


@dataclass(frozen=True, slots=True)
class InEffect:
    """A setting with the value that reaches the client."""

    name: str
    value: str
    at: tuple[Spot, ...]
    """Where it is written; empty where it is not, or where that makes no difference."""
    origin: str
    """Where the value comes from if it is not from there."""


def under(surveyed: Iterable[Surveyed], path: str, line: int, cell: int | None = None) -> list[Surveyed]:
    """The producers of which something stands in a line (from 1) of the file, or cell, that is shown as `path`.

    Where no producer has anything in the very line, those around it.
    """
    told = {one.identity: one for one in surveyed if one.counted}.values()
    spans = [(one, lines) for one in told if (lines := sorted(_lines(one, path, cell)))]
    return [one for one, lines in spans if line in lines] or [
        one for one, lines in spans if lines[0] < line < lines[-1] and one.at.path == path
    ]


def page(one: Surveyed, clients: Mapping[str, Client]) -> Page:
    """How the verdict on a producer comes about, from what is known of it to what the rules say."""
    newest = one.before.judgement.newest
    title = f"{one.at}: {one.client} {newest.version}: {OUTCOMES[newest.verdict.outcome]}"
    settings = [(each.name, each.value, origin(each)) for each in in_effect(one, clients)]
    said = [
        (each.rule, each.message, str(each.at), each.severity.name.lower(), "yes" if each.silenced else "")
        for each in one.before.said
    ]
    parts: list[Part] = [
        *table(("what", "", "known from"), list(_known(one, clients)), "What is known"),
        *table(("setting", "value", "comes from"), settings, "What reaches the client"),
        *table(("versions", "verdict", "why"), list(_verdicts(one.before, clients)), "What the client does"),
        *table(("rule", "message", "at", "severity", "silenced"), said, "What the rules say"),
        *_next(one),
    ]
    return Page(title, tuple(parts))


def origin(one: InEffect) -> str:
    """Where a value comes from, in words."""
    return one.origin or ", ".join(map(str, one.at))


def in_effect(one: Surveyed, clients: Mapping[str, Client]) -> Iterator[InEffect]:
    """The settings that decide, at the newest version in question, then the others that are written."""
    newest = one.before.judgement.newest
    client = clients[newest.client]
    behaviour = client.at(newest.version)
    written: dict[str, list[Written]] = {}
    for each in one.before.settings:
        written.setdefault(behaviour.names.get(each.name, each.name), []).append(each)
    for name, value in _effective(behaviour, newest):
        if name in written or value:
            given = written.pop(name, [])
            told = _origin(name, value, given, behaviour, client, newest)
            yield InEffect(name, _value(value, given), () if told else _spots(given), told)
    for name, given in written.items():
        yield InEffect(name, _texts(given), _spots(given), "")


def _lines(one: Surveyed, path: str, cell: int | None) -> Iterator[int]:
    spots = (one.at, *(each.at for each in one.before.settings))
    return (spot.line for spot in spots if spot.path == path and spot.cell == cell)


def _known(one: Surveyed, clients: Mapping[str, Client]) -> Iterator[tuple[str, str, str]]:
    for candidate in reversed(one.candidates):
        yield "client", f"{clients[candidate.client].title} {candidate.versions}", candidate.evidence
    yield "place", one.place, str(one.at)
    if one.profile:
        yield "profile", one.profile, "the files of the application"
    yield "brokers", _brokers(one.target), one.target.evidence
    if one.meant:
        yield "declared", one.meant, "the configuration"
    if one.lapsed:
        yield "ended", one.lapsed, "the configuration"


def _brokers(target: Target) -> str:
    service = target.service.title if target.service else ""
    broker = f"Kafka {target.broker}" if target.broker else ""
    return " ".join(filter(None, (target.name, service, broker))) or "nothing is known of them"


def _verdicts(stand: Stand, clients: Mapping[str, Client]) -> Iterator[tuple[str, str, str]]:
    """The answers by version, those that are the same in one row."""
    for (client, outcome, why), points in groupby(stand.judgement.points, _answer):
        low, *_, high = [*(found := list(points)), found[-1]]
        versions = f"{low.version}" if low.version == high.version else f"{low.version} to {high.version}"
        yield f"{clients[client].title} {versions}", OUTCOMES[outcome], "; ".join(why)


def _answer(point: Point) -> tuple[str, Outcome, tuple[str, ...]]:
    texts = (reason.text.replace(f" {point.version} ", " ") for reason in point.verdict.reasons)
    return point.client, point.verdict.outcome, tuple(texts)


def _next(one: Surveyed) -> Iterator[Part]:
    """What a rewriting makes of it."""
    after = one.after.judgement.newest.verdict.outcome
    if one.applicability is not None:
        safe = one.applicability is Applicability.SAFE
        flags, kind = ("--fix", "safe") if safe else ("--fix --unsafe-fixes", "unsafe")
        yield Text(f"Behind `kafkalint check {flags}` it is {OUTCOMES[after]} ({kind}: {one.reason}).")
    elif one.reason:
        yield Text(f"Not rewritten: {one.reason}.")


def _effective(behaviour: Behaviour, newest: Point) -> Iterator[tuple[str, str]]:
    """The names of the settings that decide, each with what is in effect as far as it is known."""
    outcome, values = newest.verdict.outcome, newest.verdict.effective
    on = {Outcome.IDEMPOTENT: "true", Outcome.NOT_IDEMPOTENT: "false"}.get(outcome, "")
    yield behaviour.switch, on
    for role, value in _by_role(values):
        setting = behaviour.of_role(role)
        if setting is not None:
            yield setting.name, "" if value is None else as_text(value)


def _by_role(values: Effective) -> tuple[tuple[str, Native], ...]:
    return ("acks", values.acks), ("retries", values.retries), ("in-flight", values.max_in_flight)


def _origin(
    name: str, value: str, given: Sequence[Written], behaviour: Behaviour, client: Client, newest: Point
) -> str:
    """Where a value comes from; empty for where it is written."""
    if any(value and as_text(put.above[name]) == value for put in behaviour.puts if name in put.above):
        return f"set by {client.title}, whatever is written"
    if given:
        return ""
    if name == behaviour.switch and newest.verdict.state is State.OFF_SILENT:
        return f"switched off by {client.title} {newest.version}"
    if any(name in put.below for put in behaviour.puts):
        return f"set by {client.title}"
    return f"default of {client.title} {newest.version}"


def _value(value: str, given: Sequence[Written]) -> str:
    """What is written, and what is in effect where that is not the same."""
    text = _texts(given)
    same = not value or text.strip("\"'").casefold() == value.casefold()
    return (text if same else f"{text} (in effect: {value})") if given else value


def _spots(given: Sequence[Written]) -> tuple[Spot, ...]:
    return tuple(each.at for each in given)


def _texts(given: Sequence[Written]) -> str:
    return " or ".join(dict.fromkeys(each.text for each in given))
