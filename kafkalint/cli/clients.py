"""`kafkalint clients`: what is known of every client, and what one of them does, version by version."""

from __future__ import annotations

import json as json_module
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from itertools import groupby
from math import inf
from typing import TYPE_CHECKING

import click

from kafkalint.cli._exits import Refused
from kafkalint.cli._known import known_clients
from kafkalint.cli._lists import say, table
from kafkalint.cli._terminal import width
from kafkalint.model.client import Client
from kafkalint.model.version import Version

if TYPE_CHECKING:
    from kafkalint.analysis.resolve.tables import Defaults, Demanded, Row, Sets, Tables, Tied


@click.command(name="clients")
@click.argument("client", metavar="[CLIENT]", required=False)
@click.option("--client-version", metavar="VERSION", help="Only what this version does, for example 3.7.")
@click.option("--json", is_flag=True, help="As JSON.")
def command(client: str | None, client_version: str | None, json: bool) -> None:
    """List the clients, or say what one does, version by version.

    That is its defaults, what an idempotent producer needs, what becomes of a conflict, and how it is rewritten.
    """
    from kafkalint.analysis.resolve.ask import client_of, judged_as, version_of
    from kafkalint.analysis.resolve.tables import tables

    clients = known_clients()
    if client is None:
        if client_version is not None:
            raise Refused("--client-version needs a CLIENT")
        if json:
            click.echo(_json([_about(one) for one in clients.values()]))
        else:
            say(_list(clients), width())
        return
    try:
        found = client_of(clients, client)
        asked = version_of(found, client_version) if client_version is not None else None
    except ValueError as error:
        raise Refused(str(error)) from None
    version, remark = judged_as(found, asked) if asked else (None, "")
    shown = _at(tables(found), version)
    if json:
        judged = {"judged_as": str(version)} if version else {}
        click.echo(_json({**_about(found), **judged, **_facts(found, shown)}))
    else:
        lines = [*_head(found), *([remark] if remark else []), *_tables(found, shown)]
        say("\n".join(lines).split("\n"), width())


def _at(found: Tables, version: Version | None) -> Tables:
    """The rows that hold at `version`; all where none is asked for."""
    if version is None:
        return found
    return replace(
        found,
        defaults=tuple(row for row in found.defaults if row.holds(version)),
        demands=tuple(row for row in found.demands if row.holds(version)),
        ties=tuple(row for row in found.ties if row.holds(version)),
        sets=tuple(row for row in found.sets if row.holds(version)),
    )


def _list(clients: Mapping[str, Client]) -> Iterator[str]:
    from kafkalint.explain.client_words import assumed, known, packages, since

    rows = [("client", "title", "known versions", "assumed", "idempotent since", "packages")]
    rows += [(one.id, one.title, known(one), assumed(one), since(one), packages(one)) for one in clients.values()]
    yield from table(rows, 2, width())
    yield ""
    yield "`kafkalint clients CLIENT` tells more."


def _head(client: Client) -> Iterator[str]:
    from kafkalint.analysis.resolve.tables import aliases
    from kafkalint.explain.client_words import assumed, known, packages, since

    yield f"{client.id}: {client.title}"
    yield f"packages: {packages(client)}"
    yield f"versions: {known(client)} are known; without evidence: {assumed(client)}; idempotent since: {since(client)}"
    for name, others in aliases(client).items():
        yield f"alias: {', '.join(others)} for {name}"


def _tables(client: Client, found: Tables) -> Iterator[str]:
    from textwrap import wrap

    from kafkalint.analysis.resolve.wording import in_effect
    from kafkalint.explain import client_words as words

    switched = f"with {words.on(client)}"
    yield "\nWith nothing set"
    for one in found.defaults:
        yield f"  {words.when(one)}: {words.unset(one.fact)}; {in_effect(one.fact.unset)}"
        if one.fact.idempotent:
            yield f"    {switched}: {in_effect(one.fact.idempotent)}"
    if found.sets:
        yield "\nSets itself"
    for row in found.sets:
        yield f"  {words.when(row)}:"
        for each in row.fact.sets:
            yield from wrap(words.sets(each), 112, initial_indent="    ", subsequent_indent="      ")
    if found.demands:
        yield "\nAn idempotent producer needs"
    for heading, rows in groupby(found.demands, lambda row: _heading(row.fact)):
        yield heading
        for demand in rows:
            asked, unasked = words.asked(demand.fact), words.unasked(demand.fact)
            yield f"    {words.when(demand)}: {switched} {asked}; without {unasked}"
    if found.ties:
        yield "\nSettings that need idempotence"
    for tie in found.ties:
        alone, against = words.outcome(tie.fact.alone), words.outcome(tie.fact.against)
        yield f"  {words.when(tie)}: {tie.fact.setting} alone: {alone}; with idempotence switched off: {against}"


def _heading(demanded: Demanded) -> str:
    from kafkalint.explain.client_words import needs, tried

    return f"  {needs(demanded)}\n    tried: {tried(demanded)}; rewrite: {demanded.rewrite or 'none'}"


def _about(client: Client) -> dict[str, object]:
    return {
        "id": client.id,
        "title": client.title,
        "packages": {kind: list(names) for kind, names in client.packages.items()},
        "lowest": str(client.lowest),
        "newest": str(client.newest),
        "assumed": str(client.assumed) if client.assumed.low else None,
        "idempotent_since": str(client.idempotent_since) if client.idempotent_since else None,
    }


def _facts(client: Client, found: Tables) -> dict[str, object]:
    from kafkalint.analysis.resolve.tables import aliases, switched_on

    return {
        "rewrite": switched_on(client),
        "aliases": aliases(client),
        "defaults": [_row(row) for row in found.defaults],
        "demands": [_row(row) for row in found.demands],
        "ties": [_row(row) for row in found.ties],
        "sets": [_row(row) for row in found.sets],
    }


def _row(row: Row[Defaults] | Row[Demanded] | Row[Tied] | Row[Sets]) -> dict[str, object]:
    return {"versions": [str(each) for each in row.versions], **asdict(row.fact, dict_factory=_finite)}


def _finite(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A number without end is written as the text ``inf``."""
    return {key: str(value) if value == inf else value for key, value in pairs}


def _json(content: object) -> str:
    return json_module.dumps(content, indent=2, ensure_ascii=False)
