"""What is known of the producer under the cursor: its client, what is in effect, and where each of it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from kafkalint.explain.producers import OUTCOMES, InEffect, in_effect
from kafkalint.model.client import Client
from kafkalint.model.survey import Spot, Surveyed
from kafkalint.model.verdict import Point

MOST = 3
"""More producers than this, of one wrapper, are counted only."""
Link = Callable[[Spot], str]
"""A place as the target of a link."""


def told(found: Sequence[Surveyed], clients: Mapping[str, Client], link: Link) -> str:
    """The producers in Markdown."""
    parts = ["\n".join(_producer(one, clients, link)) for one in found[:MOST]]
    if len(found) > MOST:
        parts.append(f"{len(found) - MOST} more producers are made with this.")
    return "\n\n---\n\n".join(parts)


def _producer(one: Surveyed, clients: Mapping[str, Client], link: Link) -> Iterator[str]:
    points, candidate = one.before.judgement.points, one.candidates[-1]
    newest = points[-1]
    since = f" ({candidate.evidence})" if candidate.evidence else ""
    yield f"**{one.client} {newest.version}: {OUTCOMES[newest.verdict.outcome]}**  "
    yield f"{one.client} {candidate.versions}{since}"
    yield from ("", "| setting | value | comes from |", "|---|---|---|")
    for row in in_effect(one, clients):
        yield f"| {' | '.join(map(_cell, (row.name, row.value, _origin(row, link))))} |"
    if newest.verdict.reasons:
        yield ""
        yield from (f"- {reason.text}" for reason in newest.verdict.reasons)
    others = [point for point in points[:-1] if point.verdict.outcome is not newest.verdict.outcome]
    if others:
        yield ""
        yield from (f"- {_title(point, clients)}: {OUTCOMES[point.verdict.outcome]}" for point in others)


def _origin(row: InEffect, link: Link) -> str:
    return row.origin or ", ".join(f"[{at}]({link(at)})" for at in row.at)


def _title(point: Point, clients: Mapping[str, Client]) -> str:
    return f"{clients[point.client].title} {point.version}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
