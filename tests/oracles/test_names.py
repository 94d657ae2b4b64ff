"""The lists of names against what the releases themselves say, by the script that writes the lists."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

INVENTORY = Path(__file__).parents[2] / ".ci" / "inventory"
THROUGH = {"confluent-kafka": "librdkafka"}
"""Clients whose names are those of another, beside a few of their own."""
ASKED = {"test_every_name": ("aiokafka", "confluent-kafka", "java", "kafka-python", "kafka-python-ng")}
"""Not the frameworks: what they accept follows from their clients."""


@pytest.fixture
def asking(monkeypatch):
    """How every client is asked for its names."""
    monkeypatch.syspath_prepend(str(INVENTORY))
    import ask

    yield ask.CLIENTS
    for name in ("ask", "java", "librdkafka", "python_source", "wheels"):
        sys.modules.pop(name, None)


def test_every_name(real, told, asking, tmp_path) -> None:
    client = THROUGH.get(real.client.id, real.client.id)
    (found,) = asking[client]([str(real.version)], tmp_path / "names").values()
    ours = {name for name in real.client.known if real.client.knows(name, real.version)}
    if client == real.client.id:
        assert ours == found
    else:
        assert found <= ours
    told(f"{real}: names: {len(found)} compared, {len(found ^ ours) if client == real.client.id else 0} disagreements")
