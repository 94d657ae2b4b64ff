"""The whole catalogue: everything that is data, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kafkalint.catalog.clients import load_clients
from kafkalint.catalog.location import rules_folder
from kafkalint.catalog.manifests import load_manifests
from kafkalint.catalog.places import load_places
from kafkalint.catalog.profiles import load_profiles
from kafkalint.catalog.rules import load_rules
from kafkalint.catalog.services import load_services
from kafkalint.model.client import Client
from kafkalint.model.manifest import Manifest
from kafkalint.model.place import Place
from kafkalint.model.profile import Profile
from kafkalint.model.rule import Rule
from kafkalint.model.service import Service


@dataclass(frozen=True, slots=True)
class Catalog:
    """Rules, clients, places, manifests, profiles and services."""

    rules: tuple[Rule, ...]
    clients: Mapping[str, Client]
    places: tuple[Place, ...]
    manifests: tuple[Manifest, ...]
    profiles: Mapping[str, Profile]
    services: Mapping[str, Service]

    def called(self, name: str) -> tuple[Client, ...]:
        """The clients with that id, or with a package of that name in some ecosystem."""
        return tuple(
            one
            for one in self.clients.values()
            if name in (one.id, *(each for of in one.packages.values() for each in of))
        )


@cache
def load(own: tuple[Path, ...] = ()) -> Catalog:
    """What ships with kafkalint, and over it what the user's `own` folders hold.

    Raises CatalogError.
    """
    folders = [rules_folder(), *own]
    return Catalog(
        load_rules(folders),
        load_clients(folders),
        load_places(folders),
        load_manifests(folders),
        load_profiles(folders),
        load_services(folders),
    )
