"""What clients do, version by version, as rows of a page."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kafkalint.analysis.resolve.tables import tables
from kafkalint.analysis.resolve.wording import in_effect
from kafkalint.explain import client_words as words
from kafkalint.explain.page import Part, table
from kafkalint.model.client import Client

DEFAULTS = ("client", "versions", "with nothing set", "in effect")
DEMANDS = ("client", "versions", "needed", "tried", "where idempotence is asked for", "where it is not", "rewrite")
TIES = ("client", "versions", "setting", "alone", "with idempotence switched off")
SWITCH = "switch"


def behaviour(clients: Iterable[Client], roles: Collection[str] | None = None) -> list[Part]:
    """What `clients` do with nothing set, and with settings that play one of `roles`; all of it where that is None."""
    defaults: list[tuple[str, ...]] = []
    demands: list[tuple[str, ...]] = []
    ties: list[tuple[str, ...]] = []
    for client in clients:
        settings, found = client.at(client.newest).settings, tables(client)
        if roles is None or SWITCH in roles:
            defaults += [
                (client.title, words.when(row), words.unset(row.fact), in_effect(row.fact.unset))
                for row in found.defaults
            ]
        for row in found.demands:
            if roles is None or settings[row.fact.setting].role in roles:
                fact = row.fact
                told = (words.needs(fact), words.tried(fact), words.asked(fact), words.unasked(fact), fact.rewrite)
                demands.append((client.title, words.when(row), *told))
        for tie in found.ties:
            if roles is None or settings[tie.fact.setting].role in roles:
                alone, against = words.outcome(tie.fact.alone), words.outcome(tie.fact.against)
                ties.append((client.title, words.when(tie), tie.fact.setting, alone, against))
    return [
        *table(DEFAULTS, defaults, "With nothing set"),
        *table(DEMANDS, demands, "What an idempotent producer needs"),
        *table(TIES, ties, "Settings that need idempotence"),
    ]
