"""The pages about clients: what the command says, beside the recordings of real clients that back it."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from kafkalint.analysis.resolve.tables import Row, Tables, aliases, switched_on, tables
from kafkalint.analysis.resolve.wording import in_effect
from kafkalint.catalog.catalog import load
from kafkalint.explain import client_words as words
from kafkalint.explain import forms
from kafkalint.explain.page import Table
from kafkalint.model.client import Client
from kafkalint.model.version import Version

INDEX = Path(__file__).resolve().parents[1] / "tests/truth/grids/index.csv"
ORACLES = tomllib.loads((INDEX.parents[2] / "oracles/versions.toml").read_text("utf-8"))
RECORDED_THROUGH = {"librdkafka": "confluent-kafka"}
"""Clients that are recorded through another one, whose versions have the same numbers."""
WORDS = """\
A range of versions such as `>=1.0,<2.1` holds its low end and not its high end; the last one is open, since a version
newer than the newest known is judged like that one. `acks` of -1 is the same as `all`.

*Refused* means that the constructor raises an error, *at start* that the failure comes when the producer starts or
sends. *Idempotence silently off* is said nowhere but in the client's log, if there. *Removed* means that the setting
goes, so that the client's own value applies. A limit of numbers is written where every version in question accepts the
same one; otherwise the setting is removed.

*Seen at* are the versions of the real client that back a row: recorded in `tests/truth/grids`, or asked live by
`tests/oracles` with every setting, spelling and bound.
"""


def pages() -> list[str]:
    """The names of all pages, below the folder of clients."""
    return ["README.md", *(f"{name}.md" for name in load().clients)]


def page(name: str) -> str:
    """The page of that name."""
    return _overview() if name == "README.md" else _client_page(load().clients[name.removesuffix(".md")])


def recorded(client: str) -> list[tuple[str, str]]:
    """The recorded versions of a client in order, each with the grid that holds it."""
    with INDEX.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["client"] == RECORDED_THROUGH.get(client, client)]
    return [(row["version"], row["grid"].removesuffix(".csv.gz")) for row in rows]


def _overview() -> str:
    head = ("client", "title", "known versions", "assumed without evidence", "idempotent since", "packages")
    rows = [
        (
            f"[{one.id}]({one.id}.md)",
            one.title,
            words.known(one),
            words.assumed(one),
            words.since(one),
            words.packages(one),
        )
        for one in load().clients.values()
    ]
    said = "Generated from the files in `rules/clients/`, by asking the resolver. `kafkalint clients` prints the same."
    return "\n".join(["# Clients", "", said, "", *_table(head, rows), "", "## Words", "", WORDS])


def _client_page(client: Client) -> str:
    found, others = tables(client), aliases(client)
    lines = [f"# {client.title}" if client.title == client.id else f"# {client.title} ({client.id})", ""]
    lines += [f"Packages: {words.packages(client)}. Known versions: {words.known(client)}."]
    lines += [f"Assumed without evidence: {words.assumed(client)}. Idempotent since: {words.since(client)}."]
    lines += ["[What the words mean.](README.md#words)", "", "## Defaults", ""]
    lines += _defaults(client, found)
    if found.sets:
        lines += ["", "## What it sets itself", "", *_sets(client, found)]
    if found.demands:
        lines += ["", "## What an idempotent producer needs", "", *_demands(client, found)]
    if switched_on(client):
        lines += ["", f"Where idempotence is off, the rewrite writes `{switched_on(client)}`."]
    if found.ties:
        lines += ["", "## Settings that need idempotence", "", *_ties(client, found)]
    if others:
        lines += ["", "## Aliases", "", *_table(("setting", "also"), [(k, ", ".join(v)) for k, v in others.items()])]
    if client.defects:
        lines += ["", "## Known defects of the idempotent producer", "", *_defects(client)]
    lines += ["", "## How this is known", "", *_recordings(client)]
    return "\n".join(lines) + "\n"


def _defects(client: Client) -> list[str]:
    rows = [(str(one.versions), one.text, one.source) for one in client.defects]
    return _table(("versions", "what goes wrong", "source"), rows)


def _recordings(client: Client) -> Iterator[str]:
    if not recorded(client.id):
        yield _asked(client)
        return
    through = RECORDED_THROUGH.get(client.id)
    via = f", through {through} of the same number" if through else ""
    yield f"Recorded from the real client{via}, in `tests/truth/grids`; versions of one grid behaved the same:"
    yield ""
    grids: dict[str, list[str]] = {}
    for version, grid in recorded(client.id):
        grids.setdefault(grid, []).append(version)
    yield from (f"- {grid}: {', '.join(versions)}" for grid, versions in grids.items())


def _asked(client: Client) -> str:
    """How a client is backed that is not recorded."""
    if client.id not in ORACLES:
        return f"Read, not run; see the comment in `rules/clients/{client.id}.yaml`."
    return f"Not recorded; asked live, by `tests/oracles`, at {', '.join(map(str, _versions(client.id)))}."


def _defaults(client: Client, found: Tables) -> list[str]:
    head = ("versions", "with nothing set", "in effect", "with idempotence", "seen at")
    rows = [
        (
            words.when(row),
            words.unset(row.fact),
            in_effect(row.fact.unset),
            in_effect(row.fact.idempotent) if row.fact.idempotent else "",
            _seen(client, row),
        )
        for row in found.defaults
    ]
    return _table(head, rows)


def _seen(client: Client, row: Row[Any]) -> str:
    """The versions of a row that were recorded or are asked live."""
    return ", ".join(str(version) for version in _versions(client.id) if row.holds(version)) or "nowhere, read only"


@cache
def _versions(client: str) -> tuple[Version, ...]:
    """Every version of a client that was recorded or is asked live, oldest first."""
    table = ORACLES.get(RECORDED_THROUGH.get(client, client), {})
    live = [each for kind in ("oracle", "matrix") for each in table.get(kind, ()) if each != "newest"]
    newest = [load().clients[client].newest] if table else []
    return tuple(sorted({*(Version.parse(each) for each, _ in recorded(client)), *map(Version.parse, live), *newest}))


def _sets(client: Client, found: Tables) -> list[str]:
    head = ("versions", "where", "below what is written", "whatever is written", "seen at")
    rows = [
        (words.when(row), each.when, ", ".join(each.below), ", ".join(each.above), _seen(client, row))
        for row in found.sets
        for each in row.fact.sets
    ]
    return _table(head, rows)


def _demands(client: Client, found: Tables) -> list[str]:
    head = ("needed", "versions", "tried", f"with `{words.on(client)}`", "without", "rewrite", "seen at")
    rows = [
        (
            words.needs(row.fact),
            words.when(row),
            words.tried(row.fact),
            words.asked(row.fact),
            words.unasked(row.fact),
            row.fact.rewrite,
            _seen(client, row),
        )
        for row in found.demands
    ]
    return _table(head, rows)


def _ties(client: Client, found: Tables) -> list[str]:
    rows = [
        (
            row.fact.setting,
            words.when(row),
            words.outcome(row.fact.alone),
            words.outcome(row.fact.against),
            _seen(client, row),
        )
        for row in found.ties
    ]
    return _table(("setting", "versions", "alone", "with idempotence switched off", "seen at"), rows)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    return forms.rows(Table(tuple(head), tuple(map(tuple, rows))))
