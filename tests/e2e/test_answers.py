"""A fix is offered with the findings that it takes away, and with no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from kafkalint.runner.options import Options
from kafkalint.runner.run import run


@pytest.mark.parametrize(
    ("settings", "fixed", "left"),
    [
        ('"enable_idempotence": True, "no.such.setting": 1', {"KFK502"}, {"KFK501"}),
        ('"enable.idempotence": True, "acks": 1, "retries": 0', {"KFK101", "KFK102"}, set()),
        ('"no.such.setting": 1', set(), {"KFK501"}),
    ],
)
def test_what_a_fix_does_not_take_away_has_none(tmp_path: Path, settings: str, fixed: set[str], left: set[str]) -> None:
    source = f'from confluent_kafka import Producer\n\nProducer({{"bootstrap.servers": "a:9092", {settings}}})\n'
    (tmp_path / "send.py").write_text(source, "utf-8")
    found = run(Options((str(tmp_path),), unsafe=True))[0].findings
    assert {one.rule for one in found if one.fix} == fixed
    assert {one.rule for one in found if not one.fix} == left
