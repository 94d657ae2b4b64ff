"""From facts about versions to producers that know their clients and brokers.

What is declared wins; then the nearest folder upward; without any evidence a client's assumed versions apply.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from kafkalint.analysis.evidence.folder import Evidence
from kafkalint.analysis.evidence.pins import normal
from kafkalint.analysis.evidence.specifiers import OPEN, hull
from kafkalint.analysis.evidence.target import target_of
from kafkalint.model.client import Client
from kafkalint.model.declared import Declared
from kafkalint.model.producer import Candidate, Dependency, Producer
from kafkalint.model.service import Service
from kafkalint.model.version import VersionRange

_NOTHING = Declared()
_Found = tuple[Evidence, Dependency]


def settle(
    producer: Producer,
    facts: Sequence[Evidence],
    clients: Mapping[str, Client],
    declared: Declared = _NOTHING,
    services: Mapping[str, Service] = MappingProxyType({}),
) -> Producer:
    """The producer with the versions of its clients and its target, from the facts of its folders, nearest first.

    Clients that the nearest evidence names, or that are declared, drive out the others.
    """
    named = {
        candidate.client: _nearest(clients[candidate.client], facts)
        for candidate in producer.candidates
        if candidate.client in clients
    }
    nearest = min((distance for distance in named.values() if distance is not None), default=None)
    settled, kept = [], []
    for candidate in producer.candidates:
        client = clients.get(candidate.client)
        versions = None if client is None else _declared(client, declared)
        distance = named.get(candidate.client)
        if versions is not None:
            one = replace(candidate, versions=versions, evidence="declared", assumed=False)
        elif candidate.evidence:  # told where the producer itself stands
            one = candidate
        else:
            one = _found(candidate, client, facts[distance:] if distance is not None else ())
        settled.append(one)
        if versions is not None or (nearest is not None and distance == nearest):
            kept.append(one)
    return replace(producer, candidates=tuple(kept or settled), target=target_of(producer, facts, declared, services))


def _declared(client: Client, declared: Declared) -> VersionRange | None:
    """The declared versions of a client, by its id or by one of its packages."""
    written = {name.lower(): versions for name, versions in declared.client_versions.items()}
    packages = (normal(ecosystem, name) for ecosystem, names in client.packages.items() for name in names)
    return next((written[name.lower()] for name in (client.id, *packages) if name.lower() in written), None)


def _nearest(client: Client, facts: Sequence[Evidence]) -> int | None:
    """How many folders up the client is first named."""
    return next((distance for distance, here in enumerate(facts) if _of(client, [here])), None)


def _of(client: Client, facts: Iterable[Evidence]) -> list[_Found]:
    names = {(eco, normal(eco, name)) for eco, packages in client.packages.items() for name in packages}
    return [(here, one) for here in facts for one in here.dependencies if (one.ecosystem, one.name) in names]


def _found(candidate: Candidate, client: Client | None, facts: Sequence[Evidence]) -> Candidate:
    """The candidate with what was found, or with its assumed versions where no version was."""
    found = _versions(client, facts) if client is not None and facts else []
    if not found:
        assumed = client.assumed if client is not None else OPEN
        return replace(candidate, versions=assumed, evidence="assumed", assumed=True)
    words = dict.fromkeys(here.words(one.site) for here, one in found)
    versions = hull(one.versions for _, one in found)
    return replace(candidate, versions=versions, evidence=", ".join(words), assumed=False, site=found[0][1].site)


def _versions(client: Client, facts: Sequence[Evidence]) -> list[_Found]:
    """The pins that count, from the folder that names the client upwards; empty when no version is known.

    A lock file beside a manifest wins; one further up wins where it pins a version that the manifest allows.
    """
    here = _of(client, facts[:1])
    locked = [pair for pair in here if pair[1].locked and pair[1].versions != OPEN]
    if locked:
        return locked
    pinned = _pinned(here)
    allowed = hull(one.versions for _, one in pinned)
    for above in facts[1:]:
        locked = [pair for pair in _of(client, [above]) if pair[1].locked and _within(pair[1].versions, allowed)]
        if locked:
            return locked
    inherits = not pinned and any(one.managed for _, one in here)
    return pinned or next(filter(None, (_pinned(_of(client, [above])) for above in facts[1:] if inherits)), [])


def _pinned(found: Iterable[_Found]) -> list[_Found]:
    """Dependencies with a version: those that a manifest names itself before those that come along."""
    versioned = [pair for pair in found if pair[1].versions != OPEN]
    return [pair for pair in versioned if not pair[1].through] or versioned


def _within(pin: VersionRange, allowed: VersionRange) -> bool:
    return pin.exact is not None and pin.exact in allowed
