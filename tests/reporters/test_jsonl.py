"""JSON lines: what `json` has, in lines."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schemas/report-1.json").read_text("utf-8"))


def test_lines_together_are_the_whole_report(many) -> None:
    lines = [json.loads(line) for line in many.text("jsonl").splitlines()]
    whole = json.loads(many.text("json"))
    told = {
        "schema": whole["schema"],
        "version": whole["version"],
        "findings": [line["finding"] for line in lines if "finding" in line],
        "failures": [line["failure"] for line in lines if "failure" in line],
        "summary": lines[-1]["summary"],
    }
    assert told == whole
    jsonschema.validate(told, SCHEMA)
    assert len(lines) == len(told["findings"]) + len(told["failures"]) + 1
