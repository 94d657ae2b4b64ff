"""Service files: what managed services and Kafka-compatible servers take, and how their bootstrap servers look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from kafkalint.catalog.reading import CatalogError, Strict, read_shape, yaml_files
from kafkalint.catalog.rule_shape import Text, Words
from kafkalint.catalog.spellings import Many, VersionValue
from kafkalint.model.service import IDEMPOTENT_WRITE, Permission, Service, Support


class PermissionShape(Strict):
    """The right that is needed, and how it is given."""

    right: Text
    """What it is called."""
    grant: Text
    below: VersionValue | None = None


class ServiceShape(Strict):
    """One file in `services/`, named like its id."""

    id: Words
    """The name of the file."""
    title: Text
    """Its name for messages."""
    hosts: tuple[str, ...] = ()
    settings: Annotated[dict[str, Many[str]], Field(default_factory=dict)]
    idempotent: Support
    """Whether it takes idempotent writes."""
    transactions: Support
    """Whether it takes transactions."""
    because: Text
    permission: PermissionShape | Literal["as-kafka", "none"] = "as-kafka"
    """The right that an idempotent producer needs: as Kafka asks for it, none, or another one."""
    checked_on: date
    sources: Annotated[tuple[str, ...], Field(min_length=1)]
    """Addresses of its documentation."""

    def freeze(self) -> Service:
        """The service as the analysis reads it."""
        return Service(
            id=self.id,
            title=self.title,
            idempotent=self.idempotent,
            transactions=self.transactions,
            because=self.because,
            permission=_permission(self.permission),
            checked_on=self.checked_on,
            sources=self.sources,
            hosts=self.hosts,
            settings=self.settings,
        )


def load_services(folders: Sequence[Path]) -> dict[str, Service]:
    """The services of every folder by id; a later folder replaces.

    Raises CatalogError.
    """
    found: dict[str, Service] = {}
    for folder in folders:
        for path in yaml_files(folder / "services"):
            service = read_shape(path, ServiceShape).freeze()
            if path.stem != service.id:
                raise CatalogError(path, 1, f"the file of this service is called {service.id}{path.suffix}")
            found[service.id] = service
    return found


def _permission(given: PermissionShape | str) -> Permission | None:
    if isinstance(given, PermissionShape):
        return Permission(given.right, given.grant, given.below)
    return IDEMPOTENT_WRITE if given == "as-kafka" else None
