"""The brokers of a producer: declared, or found near it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from kafkalint.analysis.evidence.folder import Evidence
from kafkalint.model.declared import Declared, DeclaredTarget
from kafkalint.model.producer import Producer, Target
from kafkalint.model.value import Literal, Native

_SERVER = re.compile(r"(?:[A-Z0-9_]+://)?([\w.-]+|\[[0-9A-Fa-f:]+\]):\d{1,5}")


def target_of(producer: Producer, facts: Sequence[Evidence], declared: Declared) -> Target:
    """The declared target of its bootstrap servers, else the default one, else the oldest broker found nearest."""
    chosen = _of_hosts(producer, declared.targets) or declared.target
    if chosen != DeclaredTarget(chosen.name, hosts=chosen.hosts):
        return Target(
            chosen.name,
            chosen.broker_version,
            True,
            "declared",
            chosen.idempotent_write_granted,
            chosen.service,
        )
    for here in facts:
        known = [(broker.version, broker.site) for broker in here.brokers if broker.version is not None]
        if known:
            version, site = min(known, key=lambda pair: pair[0])
            return Target(chosen.name, version, False, here.words(site))
    return Target(chosen.name)


def _of_hosts(producer: Producer, targets: Sequence[DeclaredTarget]) -> DeclaredTarget | None:
    """The first target whose hosts hold every server that is written; None when nothing is written."""
    servers = list(_servers(producer))
    for target in targets:
        if servers and all(any(_meets(server, pattern) for pattern in target.hosts) for server in servers):
            return target
    return None


def _servers(producer: Producer) -> Iterator[tuple[str, str]]:
    """Every ``host:port`` in a literal value that is a list of such, as the host and as both."""
    for slot in producer.slots:
        for setting in slot.values:
            items = list(_items(setting.value.value)) if isinstance(setting.value, Literal) else []
            matches = [_SERVER.fullmatch(item) for item in items]
            if all(matches):
                yield from ((found[1], found[0].rpartition("://")[2]) for found in matches if found)


def _items(value: Native) -> Iterator[str]:
    for text in value if isinstance(value, tuple) else (value,):
        if isinstance(text, str):
            yield from (item.strip() for item in text.split(",") if item.strip())


def _meets(server: tuple[str, str], pattern: str) -> bool:
    return any(fnmatchcase(form.lower(), pattern.lower()) for form in server)
