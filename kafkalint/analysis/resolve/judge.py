"""The verdicts over every version that a producer may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kafkalint.analysis.resolve.verdicts import resolve
from kafkalint.model.client import Client
from kafkalint.model.producer import Candidate, Producer
from kafkalint.model.value import Literal
from kafkalint.model.verdict import Judgement, Point
from kafkalint.model.version import Version, VersionRange


def judge(clients: Mapping[str, Client], producer: Producer) -> Judgement:
    """The verdict of every candidate at the low end of its range and at every version inside where it may change.

    Candidates stay in their order, versions go from oldest to newest.
    """
    names = set(_names(producer))
    return Judgement(
        tuple(
            Point(candidate.client, version, resolve(client, version, producer.slots, producer.open))
            for candidate in producer.candidates
            for client in (clients[candidate.client],)
            for version in versions(client, candidate, names)
        )
    )


def versions(client: Client, candidate: Candidate, names: Iterable[str]) -> tuple[Version, ...]:
    """The versions at which settings with these `names` may be treated differently, oldest first; never empty."""
    wanted = candidate.versions
    if wanted == VersionRange():
        wanted = client.assumed
    low = _lowest(client, wanted)
    found = {low}
    if wanted.exact is None:
        inside = (*client.steps(names), client.newest)
        found |= {version for version in inside if version in wanted and version > low}
    return tuple(sorted(found))


def _lowest(client: Client, wanted: VersionRange) -> Version:
    """The lowest version of a range; the release after an end that does not belong to it."""
    if wanted.low is None:
        return client.lowest
    if wanted.low_included:
        return wanted.low
    numbers = (*wanted.low.numbers, 0, 0)[:3]
    return Version((*numbers[:2], numbers[2] + 1))


def _names(producer: Producer) -> Iterator[str]:
    for slot in producer.slots:
        yield slot.name
        for setting in slot.values:
            if isinstance(setting.value, Literal) and isinstance(setting.value.value, dict):
                yield from setting.value.value
