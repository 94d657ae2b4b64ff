"""The brokers of a producer: declared, or found near it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kafkalint.analysis.evidence.addresses import Server, meets, servers
from kafkalint.analysis.evidence.folder import Evidence
from kafkalint.model.declared import Declared, DeclaredTarget
from kafkalint.model.producer import Producer, Target
from kafkalint.model.service import Service
from kafkalint.model.value import Literal


def target_of(
    producer: Producer, facts: Sequence[Evidence], declared: Declared, services: Mapping[str, Service]
) -> Target:
    """The declared target of its bootstrap servers, else the default one, else the oldest broker found nearest.

    The service is the declared one, else the one that its servers or another setting tell, else the one that all
    brokers found nearest belong to.
    """
    addresses = tuple(servers(producer))
    chosen = _of_hosts(addresses, declared.targets) or declared.target
    service = services.get(chosen.service) or _told(producer, addresses, services)
    if chosen != DeclaredTarget(chosen.name, hosts=chosen.hosts):
        granted = chosen.idempotent_write_granted
        return Target(chosen.name, chosen.broker_version, True, "declared", granted, service)
    found = _nearest(chosen.name, facts, {} if service else services)
    return replace(found, service=service or found.service)


def _nearest(name: str, facts: Sequence[Evidence], services: Mapping[str, Service]) -> Target:
    for here in facts:
        known = [(broker.version, broker.site) for broker in here.brokers if broker.version is not None]
        if known:
            version, site = min(known, key=lambda pair: pair[0])
            return Target(name, version, False, here.words(site))
        of = {broker.of: broker.site for broker in here.brokers if broker.of in services}
        if of:
            (service, site), *others = of.items()
            return Target(name) if others else Target(name, None, False, here.words(site), False, services[service])
    return Target(name)


def _of_hosts(addresses: Sequence[Server], targets: Sequence[DeclaredTarget]) -> DeclaredTarget | None:
    """The first target whose hosts hold every server that is written; None when nothing is written."""
    return next((target for target in targets if meets(addresses, target.hosts)), None)


def _told(producer: Producer, addresses: Sequence[Server], services: Mapping[str, Service]) -> Service | None:
    """The service whose addresses these are, else the one that a setting names."""
    found = [one for one in services.values() if meets(addresses, one.hosts)]
    found += [one for one in services.values() if _set(producer, one)]
    return found[0] if found else None


def _set(producer: Producer, service: Service) -> bool:
    """Whether a setting has a value, and no other, that only this service knows."""
    return any(
        all(isinstance(one.value, Literal) and str(one.value.value).upper() in wanted for one in slot.values)
        for slot in producer.slots
        if (wanted := tuple(map(str.upper, service.settings.get(slot.name.replace("_", "."), ()))))
    )
