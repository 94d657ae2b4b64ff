"""Changes of one producer that touch each other in the text are made all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from kafkalint.runner.options import Options
from kafkalint.runner.run import run

OLD = "[tool.kafkalint]\nclient-versions = {java = '0.11.0.3', kafka-python = '2.3.3'}\n"
BLOCK = "spring:\n  kafka:\n    producer:\n      acks: all\n      properties:\n        # ours\n"
CASES = {
    "neighbours in JSON": (
        "settings.json",
        (
            '{"kafka": {"producer": {"retries": "0",\n'
            ' "max.in.flight.requests.per.connection": "6", "bootstrap.servers": "a:1"}}}\n'
        ),
        '{"kafka": {"producer": {"bootstrap.servers": "a:1", "enable.idempotence": true}}}\n',
    ),
    "the last of an object": (
        "settings.json",
        (
            '{"kafka": {"producer": {"bootstrap.servers": "a:1",'
            ' "retries": "0", "max.in.flight.requests.per.connection": 6}}}\n'
        ),
        '{"kafka": {"producer": {"bootstrap.servers": "a:1", "enable.idempotence": true}}}\n',
    ),
    "the only entry of a block": (
        "application.yml",
        f"{BLOCK}        max.in.flight.requests.per.connection: 5\n",
        f"{BLOCK}        enable.idempotence: true\n",
    ),
    "keywords": (
        "app.py",
        "from kafka import KafkaProducer\n\nKafkaProducer(retries=0, max_in_flight_requests_per_connection=6)\n",
        "from kafka import KafkaProducer\n\nKafkaProducer(enable_idempotence=True)\n",
    ),
}


@pytest.mark.parametrize(("name", "before", "after"), CASES.values(), ids=CASES)
def test_together(tmp_path: Path, name: str, before: str, after: str) -> None:
    (tmp_path / "pyproject.toml").write_text(OLD, "utf-8")
    path = tmp_path / name
    path.write_text(before, "utf-8")
    report, _ = run(Options((str(path),), fix=True, unsafe=True, jobs=1))
    assert not report.failures
    assert path.read_text("utf-8") == after
