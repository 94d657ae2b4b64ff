"""Odd spellings, aliases and nesting, recorded from real clients and asked again."""

from __future__ import annotations

import ast
import csv
import re
from pathlib import Path

import pytest

from kafkalint.analysis.resolve.verdicts import resolve
from kafkalint.model.version import Version

with (Path(__file__).parent / "probes.csv").open(encoding="utf-8") as file:
    PROBES = list(csv.DictReader(file))


def given(text: str) -> dict[str, object]:
    """The settings of a probe: a Python dict, or Java's ``name='text'``, ``name=1 (Integer)``, ``name=null``."""
    if text.startswith("{"):
        # ast knows no infinity.
        return ast.literal_eval(text.replace("inf}", "1e999}"))
    name, _, value = text.partition("=")
    typed = re.fullmatch(r"(.*) \((Integer|Boolean)\)", value)
    if typed:
        return {name: int(typed[1]) if typed[2] == "Integer" else typed[1] == "true"}
    return {name: None if value == "null" else value[1:-1]}


@pytest.mark.parametrize(
    "probe", PROBES, ids=[f"{row['client']}-{row['version']}-{row['input'][:60]}" for row in PROBES]
)
def test_probe(probe, clients, slot) -> None:
    settings = [slot(*each) for each in given(probe["input"]).items()]
    found = resolve(clients[probe["client"]], Version.parse(probe["version"]), settings)
    if probe["verdict"] == "accepted":
        assert found.outcome.value != "rejected"
    else:
        assert found.outcome.value == probe["verdict"]
    if probe["effective_acks"]:
        native = probe["client"] in ("kafka-python", "kafka-python-ng", "aiokafka")
        assert (repr if native else str)(found.effective.acks) == probe["effective_acks"]


def test_all_probes_are_here() -> None:
    assert len(PROBES) == 573
