"""The table of versions against the data of the clients; this part needs no real client."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kafkalint.catalog.clients import load_clients
from kafkalint.catalog.location import rules_folder
from kafkalint.model.version import Version

HERE = Path(__file__).parent
TABLE = tomllib.loads((HERE / "versions.toml").read_text("utf-8"))
CLIENTS = load_clients([rules_folder()])


READ = {"beam", "flink", "quixstreams-producer", "spark", "spring-cloud-stream"}
"""Frameworks that were read, not run; they stand for the kafka-clients inside."""
TOOLS = {"console-producer", "producer-performance", "verifiable-producer"}
"""Programs of Kafka's distribution, which no manifest names."""


def test_every_client_that_is_a_package_is_asked() -> None:
    assert set(TABLE) == {client.id for client in CLIENTS.values() if client.packages} - READ | TOOLS


@pytest.mark.parametrize("client", TABLE)
def test_the_table_fits_the_data(client: str) -> None:
    rows, known = TABLE[client], CLIENTS[client]
    assert (HERE / rows["worker"]).exists()
    assert client in TOOLS or rows["package"] in [name for names in known.packages.values() for name in names]
    versions = [Version.parse(each) for each in (*rows["oracle"], *rows["matrix"]) if each != "newest"]
    assert len(versions) == len(set(versions))
    assert [version for version in versions if not known.lowest <= version <= known.newest] == []
    assert "newest" in rows["oracle"] or known.newest in versions
    assert set(rows.get("pythons", {})) <= {*rows["oracle"], *rows["matrix"]}


@pytest.mark.parametrize("client", ["java", "confluent-kafka", "kafka-python", "aiokafka"])
def test_both_sides_of_every_step_are_asked(client: str) -> None:
    """A step at the wrong release would show, since the releases around it are compared."""
    known, rows = CLIENTS[client], TABLE[client]
    table = {known.newest, *(Version.parse(each) for each in (*rows["oracle"], *rows["matrix"]) if each != "newest")}
    for step, _ in known.eras:
        before = [one for one in known.asked if one < step]
        after = [one for one in known.asked if one >= step]
        if before and after:
            assert {before[-1], after[0]} <= table, f"{client}: {step}"
