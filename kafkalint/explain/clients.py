"""The page of a client: its versions, and what it does at each of them."""

from __future__ import annotations

from collections.abc import Iterable

from kafkalint.explain import client_words as words
from kafkalint.explain import places as found
from kafkalint.explain.facts import behaviour
from kafkalint.explain.page import Page, Part, Text, table
from kafkalint.model.client import Client
from kafkalint.model.place import Place

DEFECTS = ("client", "versions", "what goes wrong", "source")


def page(client: Client, places: Iterable[Place]) -> Page:
    """All that is known of `client`; `places` are those that its settings are looked for in."""
    defects = [(client.title, str(one.versions), one.text, one.source) for one in client.defects]
    parts: list[Part] = [
        Text(f"Packages: {words.packages(client)}. Known versions: {words.known(client)}."),
        Text(f"Assumed without evidence: {words.assumed(client)}. Idempotent since: {words.since(client)}."),
        *behaviour([client]),
        *table(DEFECTS, defects, "Known defects of the idempotent producer"),
        *found.among(client, places),
    ]
    title = client.title if client.title == client.id else f"{client.title} ({client.id})"
    return Page(title, tuple(parts))
