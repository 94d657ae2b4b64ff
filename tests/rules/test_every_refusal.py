"""No producer that its client refuses goes without a finding that says why."""

from __future__ import annotations

from itertools import combinations

import pytest

from kafkalint.analysis.evaluate import evaluate
from kafkalint.analysis.resolve import judge
from kafkalint.catalog.catalog import load
from kafkalint.model.client import Client
from kafkalint.model.finding import Severity
from kafkalint.model.producer import Candidate, Producer, Setting, Site, Slot
from kafkalint.model.source import Span
from kafkalint.model.value import Literal, Native
from kafkalint.model.verdict import Outcome
from kafkalint.model.version import VersionRange

CATALOG = load()
HERE = Site("app.properties", Span(0, 1))
VALUES: tuple[Native, ...] = (True, "false", "yes", "", None, 0, 2, "1x", -7, 130000, 2147483648, 1.5, "lifo", (0, 9))


def given(client: Client, settings: dict[str, Native]) -> Producer:
    """A producer of the newest version with these settings."""
    slots = tuple(Slot((Setting(name, name, Literal(value), HERE, HERE),)) for name, value in settings.items())
    return Producer("here", HERE, (Candidate(client.id, VersionRange.exactly(client.newest), "told"),), slots)


@pytest.mark.parametrize("client", CATALOG.clients.values(), ids=lambda client: client.id)
def test_every_refusal_is_an_error_or_a_warning(client: Client) -> None:
    names = sorted(client.at(client.newest).settings)
    refused = 0
    for one, other in [*combinations(names, 2), *((name, "no.such.setting") for name in names)]:
        for value in VALUES:
            producer = given(client, {one: value, other: True if value is None else value})
            judgement = judge(CATALOG.clients, producer)
            if judgement.outcome is Outcome.REJECTED:
                refused += 1
                fired = evaluate(CATALOG.rules, producer, judgement, CATALOG.clients)
                said = [found.finding.rule for found in fired if found.finding.severity >= Severity.WARNING]
                assert said, (one, other, value, judgement.newest.verdict.error)
    assert refused > len(names)


@pytest.mark.parametrize("client", CATALOG.clients.values(), ids=lambda client: client.id)
def test_every_reason_of_a_refusal_has_one_finding(client: Client) -> None:
    for name in sorted(client.at(client.newest).settings):
        for value in VALUES:
            producer = given(client, {name: value})
            judgement = judge(CATALOG.clients, producer)
            if judgement.outcome is Outcome.REJECTED:
                fired = evaluate(CATALOG.rules, producer, judgement, CATALOG.clients)
                assert len(fired) == 1, (name, value, [found.finding.rule for found in fired])
