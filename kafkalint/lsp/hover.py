"""What is known of the producer under the cursor: its client, what is in effect, and where that comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kafkalint.model.client import Behaviour, Client
from kafkalint.model.survey import Spot, Surveyed, Written
from kafkalint.model.value import Native, as_text
from kafkalint.model.verdict import Effective, Outcome, Point

OUTCOMES = {
    Outcome.IDEMPOTENT: "idempotent",
    Outcome.NOT_IDEMPOTENT: "not idempotent",
    Outcome.REJECTED: "refuses to start",
    Outcome.UNKNOWN: "undecided",
}
MOST = 3
"""More producers than this, of one wrapper, are counted only."""
Link = Callable[[Spot], str]
"""A place as the target of a link."""


def under(surveyed: Iterable[Surveyed], path: str, line: int) -> list[Surveyed]:
    """The producers of which something stands in a line (from 1) of the file that is shown as `path`.

    Where no producer has anything in the very line, those around it.
    """
    spans = [(one, lines) for one in surveyed if (lines := sorted(_lines(one, path)))]
    return [one for one, lines in spans if line in lines] or [
        one for one, lines in spans if lines[0] < line < lines[-1] and one.at.path == path
    ]


def told(found: Sequence[Surveyed], clients: Mapping[str, Client], link: Link) -> str:
    """The producers in Markdown."""
    parts = ["\n".join(_producer(one, clients, link)) for one in found[:MOST]]
    if len(found) > MOST:
        parts.append(f"{len(found) - MOST} more producers are made with this.")
    return "\n\n---\n\n".join(parts)


def _lines(one: Surveyed, path: str) -> Iterator[int]:
    spots = (one.at, *(each.at for each in one.before.settings))
    return (spot.line for spot in spots if spot.path == path and spot.cell is None)


def _producer(one: Surveyed, clients: Mapping[str, Client], link: Link) -> Iterator[str]:
    points, candidate = one.before.judgement.points, one.candidates[-1]
    newest, client = points[-1], clients[points[-1].client]
    since = f" ({candidate.evidence})" if candidate.evidence else ""
    yield f"**{one.client} {newest.version}: {OUTCOMES[newest.verdict.outcome]}**  "
    yield f"{one.client} {candidate.versions}{since}"
    yield from ("", "| setting | value | comes from |", "|---|---|---|")
    for row in _rows(one, newest, client, link):
        yield f"| {' | '.join(_cell(part) for part in row)} |"
    if newest.verdict.reasons:
        yield ""
        yield from (f"- {reason.text}" for reason in newest.verdict.reasons)
    others = [point for point in points[:-1] if point.verdict.outcome is not newest.verdict.outcome]
    if others:
        yield ""
        yield from (f"- {_title(point, clients)}: {OUTCOMES[point.verdict.outcome]}" for point in others)


def _rows(one: Surveyed, newest: Point, client: Client, link: Link) -> Iterator[tuple[str, str, str]]:
    """The settings that decide, then the others that are written."""
    behaviour = client.at(newest.version)
    written: dict[str, list[Written]] = {}
    for each in one.before.settings:
        written.setdefault(behaviour.names.get(each.name, each.name), []).append(each)
    for name, value in _effective(behaviour, newest):
        if name in written or value:
            given = written.pop(name, [])
            yield name, _value(value, given), _origin(name, value, given, behaviour, client, newest, link)
    for name, given in written.items():
        yield name, _texts(given), _places(given, link)


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
    name: str, value: str, given: Sequence[Written], behaviour: Behaviour, client: Client, newest: Point, link: Link
) -> str:
    if any(value and as_text(put.above[name]) == value for put in behaviour.puts if name in put.above):
        return f"set by {client.title}, whatever is written"
    if given:
        return _places(given, link)
    if any(name in put.below for put in behaviour.puts):
        return f"set by {client.title}"
    return f"default of {client.title} {newest.version}"


def _value(value: str, given: Sequence[Written]) -> str:
    """What is written, and what is in effect where that is not the same."""
    text = _texts(given)
    same = not value or text.strip("\"'").casefold() == value.casefold()
    return (text if same else f"{text} (in effect: {value})") if given else value


def _places(given: Sequence[Written], link: Link) -> str:
    return ", ".join(f"[{each.at.path}:{each.at.line}]({link(each.at)})" for each in given)


def _texts(given: Sequence[Written]) -> str:
    return " or ".join(dict.fromkeys(each.text for each in given))


def _title(point: Point, clients: Mapping[str, Client]) -> str:
    return f"{clients[point.client].title} {point.version}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
