"""The page of a setting: who knows it by which name, what clients do with it, which rules speak of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kafkalint.explain.facts import behaviour
from kafkalint.explain.page import Page, Part, table
from kafkalint.explain.rules import roles
from kafkalint.model.client import Client, plain
from kafkalint.model.rule import Rule

KNOWN = ("client", "name", "also", "versions")
RULES = ("rule", "name", "what it looks for")


def names(clients: Mapping[str, Client]) -> set[str]:
    """Every name that a client has for a setting."""
    return {name for client in clients.values() for name in (*client.known, *client.at(client.newest).names)}


def page(text: str, clients: Mapping[str, Client], rules: Iterable[Rule]) -> Page | None:
    """All that is known of the setting `text`, whatever client's spelling it is; None where no client has it."""
    spelled = {plain(text)}
    played = {role for client in clients.values() for role in _roles(client, spelled)} - {""}
    found = {
        client: name
        for client in clients.values()
        for name in _names(client)
        if plain(name) in spelled or _role(client, name) in played
    }
    if not found:
        return None
    rows = [(client.title, name, ", ".join(_also(client, name)), _when(client, name)) for client, name in found.items()]
    about = [(rule.id, rule.name, rule.title) for rule in rules if roles(rule.when) & played]
    parts: list[Part] = [
        *table(KNOWN, rows, "Known as"),
        *(behaviour(found, played) if played else ()),
        *table(RULES, about, "Rules about it"),
    ]
    return Page(text if text in names(clients) else next(iter(found.values())), tuple(parts))


def _names(client: Client) -> list[str]:
    """The names that some version of a client accepts, those last that kafkalint says."""
    said = client.at(client.newest).settings
    return sorted(client.known, key=lambda name: name in said)


def _roles(client: Client, spelled: set[str]) -> Iterator[str]:
    """The roles of the settings that one of these plain forms names."""
    behaves = client.at(client.newest)
    for name, meant in behaves.names.items():
        if plain(name) in spelled and meant in behaves.settings:
            yield behaves.settings[meant].role


def _role(client: Client, name: str) -> str:
    setting = client.at(client.newest).settings.get(name)
    return setting.role if setting else ""


def _also(client: Client, name: str) -> list[str]:
    return [alias for alias, meant in client.at(client.newest).names.items() if meant == name != alias]


def _when(client: Client, name: str) -> str:
    return " or ".join(map(str, client.known[name]))
