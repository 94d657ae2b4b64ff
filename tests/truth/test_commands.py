"""Command lines, recorded from Kafka's own programs and from kcat, and read again from a script."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kafkalint.analysis.locate import locate
from kafkalint.analysis.resolve.verdicts import resolve
from kafkalint.catalog.location import rules_folder
from kafkalint.catalog.places import load_places
from kafkalint.formats import shell
from kafkalint.model.document import Document
from kafkalint.model.producer import Producer
from kafkalint.model.verdict import Verdict
from kafkalint.model.version import Version

with (Path(__file__).parent / "commands.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
STARTED = {
    "console-producer": ("console-producer", "kafka-console-producer --topic t"),
    "kcat": ("librdkafka", "kcat -P -b kafka:9092"),
    "producer-performance": ("producer-performance", "kafka-producer-perf-test.sh --topic t"),
    "verifiable-producer": ("verifiable-producer", "kafka-verifiable-producer --topic t"),
}
"""The client of a program, and how it is called."""
PLACES = load_places([rules_folder()])


def verdict(row: dict[str, str], clients) -> Verdict:
    """What kafkalint says of the words; those of a program without a setting are no producer, and say nothing."""
    client, called = STARTED[row["program"]]
    document = shell.read(shell.decode("a.sh", f"{called} {row['words']}\n".encode()))
    assert isinstance(document, Document)
    found = [one for one in locate(document, PLACES) if isinstance(one, Producer)]
    assert len(found) <= 1
    assert not found or found[0].candidates[0].client == client
    return resolve(clients[client], Version.parse(row["version"]), found[0].slots if found else ())


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['program']}-{row['version']}-{row['words']}" for row in ROWS])
def test_recorded(row, clients) -> None:
    ours = verdict(row, clients)
    shown = {"acks": ours.effective.acks, "retries": ours.effective.retries}
    if row["verdict"] == "accepted":  # kcat shows what it is configured with, not what becomes of that
        assert {name: str(value) for name, value in shown.items()} == {name: row[name] for name in shown}
        return
    assert ours.outcome.value == row["verdict"]
    shown["max_in_flight"] = ours.effective.max_in_flight
    assert {name: "" if value is None else str(value) for name, value in shown.items()} == {
        name: row[name] for name in shown
    }
