"""What the user has declared about versions and brokers; it wins over whatever is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kafkalint.model.version import Version, VersionRange


@dataclass(frozen=True, slots=True)
class DeclaredTarget:
    """Brokers as the user describes them; `hosts` are patterns of bootstrap servers, empty for the default target."""

    name: str = ""
    broker_version: Version | None = None
    service: str = ""
    idempotent_write_granted: bool = False
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declared:
    """Everything declared for one file."""

    client_versions: Mapping[str, VersionRange] = field(default_factory=dict)
    """By client id or package name."""
    target: DeclaredTarget = DeclaredTarget()
    """The default target, or the one that a file is assigned to."""
    targets: tuple[DeclaredTarget, ...] = ()
    """Further targets, told apart by their hosts."""
