"""Which page a name asks for."""

from __future__ import annotations

from difflib import get_close_matches

from kafkalint.catalog.catalog import Catalog
from kafkalint.explain import clients, places, rules, settings
from kafkalint.explain.page import Page

_NEAR = 3


def find(name: str, catalog: Catalog) -> Page | None:
    """The page of a rule by id or name, of a client, of a place, or of a setting; None where there is none.

    A name that a client and a place have is the client's; the place is found by its title.
    """
    for rule in catalog.rules:
        if name.lower() in (rule.id.lower(), rule.name):
            return rules.page(rule, catalog.clients)
    for client in catalog.clients.values():
        if name.lower() in (client.id, client.title, *(one for many in client.packages.values() for one in many)):
            return clients.page(client, catalog.places)
    for place in catalog.places:
        if name.lower() in (place.id, place.title.lower()):
            return places.page(place, catalog.clients)
    return settings.page(name, catalog.clients, catalog.rules)


def near(name: str, catalog: Catalog) -> list[str]:
    """Names that are spelled nearly like `name`, the nearest first."""
    known = [text for rule in catalog.rules for text in (rule.id, rule.name)]
    known += [*catalog.clients, *(place.id for place in catalog.places), *sorted(settings.names(catalog.clients))]
    upper = name.upper() if name[:1].isalpha() and name[-1:].isdecimal() else name
    return get_close_matches(upper, known, _NEAR, 0.7)
