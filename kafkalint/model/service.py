"""Managed services and other servers that speak Kafka's protocol: what they take from an idempotent producer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from kafkalint.model.version import Version

FIRST_WITHOUT_GRANT = Version((2, 8))
"""The first brokers for which the right to write a topic is enough (KIP-679)."""


class Support(str, Enum):
    """Whether a service takes something."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"
    """On a tier, a topic or a switch that no file of a client shows."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Permission:
    """A right that an idempotent producer needs beside the one to write."""

    right: str
    grant: str
    """The command or action that gives it."""
    below: Version | None = None
    """The first brokers that no longer ask for it; None when all do."""


IDEMPOTENT_WRITE = Permission(
    "IdempotentWrite on the cluster",
    "kafka-acls --add --allow-principal User:NAME --operation IdempotentWrite --cluster",
    FIRST_WITHOUT_GRANT,
)
"""What Apache Kafka's own authorizer asks for (KIP-98)."""


@dataclass(frozen=True, slots=True)
class Service:
    """One service, as its public documentation describes it."""

    id: str
    title: str
    idempotent: Support
    transactions: Support
    because: str
    """A clause that says more about both."""
    permission: Permission | None
    """None when the right to write is enough."""
    checked_on: date
    """When its sources were last read."""
    sources: tuple[str, ...]
    hosts: tuple[str, ...] = ()
    """Patterns of bootstrap servers, ``host`` or ``host:port``; without any it is known by declaration only."""
    settings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Values of a client's settings, by dotted name, of which each one alone tells the service."""
