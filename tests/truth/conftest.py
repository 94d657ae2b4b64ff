"""The recordings of real clients, as rows that the resolver can be asked about."""

from __future__ import annotations

import csv
import gzip
import io
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from kafkalint.analysis.resolve.verdicts import resolve
from kafkalint.catalog.clients import load_clients
from kafkalint.catalog.location import rules_folder
from kafkalint.model.client import Client
from kafkalint.model.producer import Setting, Site, Slot
from kafkalint.model.source import Span
from kafkalint.model.value import Literal, Native, Value
from kafkalint.model.verdict import Verdict
from kafkalint.model.version import Version

HERE = Path(__file__).parent
NOWHERE = Site("", Span(0, 0))
DOTTED = {
    "enable_idempotence": "enable.idempotence",
    "acks": "acks",
    "retries": "retries",
    "max_in_flight": "max.in.flight.requests.per.connection",
    "transactional_id": "transactional.id",
}


# What the client's own error says when it means the setting.
SAYS = {
    "transactional.id": r"transactional.id",
    "enable.idempotence": r"enable.idempotence",
    "acks": r"acks",
    "retries": r"retries",
    "max.in.flight.requests.per.connection": r"max.in.flight",
}


@dataclass(frozen=True)
class Row:
    """One recorded construction: `axes` as in the grid, `settings` as they were given."""

    axes: tuple[str, ...]
    settings: dict[str, Native]
    verdict: str
    effective: tuple[str, str, str]
    error: str

    def names(self, setting: str) -> bool:
        """Whether the client's error speaks of `setting`."""
        return re.search(SAYS[setting.replace("_", ".")], self.error, re.IGNORECASE) is not None


@dataclass(frozen=True)
class Grid:
    """Everything recorded of one client at one version."""

    client: str
    version: Version
    names: dict[str, str]
    rows: tuple[Row, ...]


def _names(client: str) -> dict[str, str]:
    if client in ("java", "confluent-kafka"):
        return DOTTED
    return {axis: name.replace(".", "_") for axis, name in DOTTED.items()}


def native(client: str, axis: str, text: str) -> Native:
    """A value of the grid as that client was given it."""
    if axis == "transactional_id":
        return "tx-1"
    if client in ("java", "confluent-kafka"):
        return text
    if axis == "enable_idempotence":
        return text == "true"
    return text if text == "all" else int(text)


@cache
def _rows(client: str, file: str) -> tuple[Row, ...]:
    names = _names(client)
    text = gzip.decompress((HERE / "grids" / file).read_bytes()).decode()
    return tuple(
        Row(
            axes=tuple(row[axis] for axis in DOTTED),
            settings={names[axis]: native(client, axis, row[axis]) for axis in DOTTED if row[axis] != "unset"},
            verdict=row["verdict"],
            effective=(row["effective_acks"], row["effective_retries"], row["effective_in_flight"]),
            error=row["error"],
        )
        for row in csv.DictReader(io.StringIO(text))
    )


def all_grids() -> list[Grid]:
    """Every recorded grid, by client and then by version."""
    with (HERE / "grids" / "index.csv").open(encoding="utf-8") as file:
        return [
            Grid(row["client"], Version.parse(row["version"]), _names(row["client"]), _rows(row["client"], row["grid"]))
            for row in csv.DictReader(file)
        ]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`grid` runs over every recorded version, `recorded` over every client with all its grids."""
    if "grid" in metafunc.fixturenames:
        grids = all_grids()
        metafunc.parametrize("grid", grids, ids=[f"{grid.client}-{grid.version}" for grid in grids])
    if "recorded" in metafunc.fixturenames:
        found: dict[str, list[Grid]] = {}
        for grid in all_grids():
            found.setdefault(grid.client, []).append(grid)
        metafunc.parametrize("recorded", list(found.values()), ids=list(found))


@pytest.fixture(scope="session")
def clients() -> dict[str, Client]:
    return load_clients([rules_folder()])


@pytest.fixture(scope="session")
def all_recorded() -> list[Grid]:
    return all_grids()


@pytest.fixture(scope="session")
def verdicts(clients, slot):
    """The resolver's verdicts on all rows of a grid, in their order; worked out once."""
    known: dict[tuple[str, Version], list[Verdict]] = {}

    def of(grid: Grid) -> list[Verdict]:
        key = (grid.client, grid.version)
        if key not in known:
            client = clients[grid.client]
            settings = [[slot(*each) for each in row.settings.items()] for row in grid.rows]
            known[key] = [resolve(client, grid.version, each) for each in settings]
        return known[key]

    return of


@pytest.fixture(scope="session")
def slot():
    """A slot with the given values, each a native value or a Value."""

    def make(name: str, *values: Native | Value, maybe_absent: bool = False) -> Slot:
        wrapped = [value if hasattr(value, "__dataclass_fields__") else Literal(value) for value in values]
        return Slot(tuple(Setting(name, name, value, NOWHERE, NOWHERE) for value in wrapped), maybe_absent)

    return make
