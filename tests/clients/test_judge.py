"""Verdicts over a range: which versions are looked at, and what the whole says."""

from __future__ import annotations

import pytest

from kafkalint.analysis.resolve.judge import judge
from kafkalint.model.producer import Candidate, Producer, Site
from kafkalint.model.source import Span
from kafkalint.model.verdict import Outcome
from kafkalint.model.version import Version, VersionRange


def between(low: str | None, high: str | None, low_included: bool = True, high_included: bool = False) -> VersionRange:
    return VersionRange(low and Version.parse(low), high and Version.parse(high), low_included, high_included)


@pytest.fixture(scope="module")
def judged(clients, slot):
    def of(settings: dict[str, object], *ranges: tuple[str, VersionRange]):
        candidates = tuple(Candidate(client, versions, "") for client, versions in ranges)
        slots = tuple(slot(name, value) for name, value in settings.items())
        return judge(clients, Producer("", Site("", Span(0, 0)), candidates, slots))

    return of


def looked_at(judgement) -> list[str]:
    return [str(point.version) for point in judgement.points]


def test_an_exact_version_is_one_point(judged) -> None:
    assert looked_at(judged({}, ("java", VersionRange.exactly(Version.parse("3.7.1"))))) == ["3.7.1"]


def test_low_end_steps_and_newest(judged) -> None:
    found = judged({}, ("java", between("2.8.2", None)))
    assert looked_at(found) == ["2.8.2", "3.0.0", "3.0.1", "3.1.0", "3.1.1", "4.0", "4.4.0"]
    assert found.outcome is Outcome.UNKNOWN


def test_a_hole_between_two_equal_ends_is_seen(judged) -> None:
    found = judged({}, ("java", between("2.8.2", "3.1.0", high_included=True)))
    assert found.outcomes == {Outcome.IDEMPOTENT, Outcome.NOT_IDEMPOTENT}


def test_no_evidence_is_the_assumed_range(judged) -> None:
    assert looked_at(judged({}, ("java", VersionRange())))[0] == "3.2"
    assert judged({}, ("java", VersionRange())).outcome is Outcome.IDEMPOTENT
    assert looked_at(judged({}, ("confluent-kafka", VersionRange())))[0] == "1.6"
    assert looked_at(judged({}, ("kafka-python", VersionRange())))[0] == "1.0"


def test_an_open_low_end_begins_with_the_lowest_known(judged) -> None:
    assert looked_at(judged({}, ("java", between(None, "2.0"))))[0] == "0.9"


def test_an_end_that_does_not_belong_to_the_range(judged) -> None:
    assert looked_at(judged({}, ("java", between("3.0.0", "3.1.0", low_included=False)))) == ["3.0.1"]
    assert "3.1.0" not in looked_at(judged({}, ("java", between("3.0.1", "3.1.0"))))


def test_newer_than_known_is_judged_as_the_newest(judged) -> None:
    found = judged({"max.in.flight.requests.per.connection": "6"}, ("java", between("9.1", None)))
    assert looked_at(found) == ["9.1"]
    assert found.outcome is Outcome.REJECTED


def test_a_name_that_comes_later_is_a_step(judged) -> None:
    found = judged({"client.dns.lookup": "use_all_dns_ips"}, ("confluent-kafka", between("2.0.2", None)))
    assert found.outcomes == {Outcome.REJECTED, Outcome.NOT_IDEMPOTENT}
    assert "2.2" in looked_at(found)
    assert "2.2" not in looked_at(judged({"linger.ms": 5}, ("confluent-kafka", between("2.0.2", None))))


def test_a_nested_name_that_comes_later_is_a_step(judged) -> None:
    settings = {"default.topic.config": {"sticky.partitioning.linger.ms": 5}}
    assert "1.6" in looked_at(judged(settings, ("confluent-kafka", between("1.5", None))))


def test_candidates_stay_in_their_order(judged) -> None:
    exactly = VersionRange.exactly
    found = judged({}, ("kafka-python-ng", exactly(Version.parse("2.2.3"))), ("kafka-python", between("2.2", None)))
    assert found.points[0].client == "kafka-python-ng"
    assert found.newest.client == "kafka-python"
    assert str(found.newest.version) == "3.0.12"
