"""The object for programs, against the schema that it names."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schemas/report-1.json").read_text("utf-8"))


def test_json_is_what_its_schema_says(planted) -> None:
    planted.plant("broken.py", "from confluent_kafka import Producer\nProducer(\n")
    ran = planted.run("check", "--output-format", "json", "--notes", ".", "missing.py")
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(ran.json, SCHEMA)
    assert sorted(failure["kind"] for failure in ran.json["failures"]) == ["missing", "unparsable"]
    first, *_ = ran.json["findings"]
    assert first["rule"] == "KFK101"
    assert (first["path"], first["line"], first["column"], first["end_line"], first["end_column"]) == (
        "a.py",
        3,
        47,
        3,
        48,
    )
    assert (first["setting"], first["value"], first["client"]) == ("acks", "1", "confluent-kafka")
    assert first["fix"]["applicability"] == "safe"
    assert first["fix"]["edits"] == [
        {"path": "a.py", "cell": None, "line": 3, "column": 47, "end_line": 3, "end_column": 48, "text": '"all"'}
    ]
    summary = ran.json["summary"]
    assert (summary["errors"], summary["warnings"], summary["notes"]) == (1, 1, 1)
    assert (summary["fixable"], summary["fixable_unsafe"], summary["fixed"]) == (1, 1, 0)


def test_json_of_nothing_is_what_its_schema_says(project) -> None:
    ran = project.run("check", "--output-format", "json")
    jsonschema.validate(ran.json, SCHEMA)
    assert ran.json["findings"] == []


def test_columns_in_json_count_characters(project) -> None:
    project.plant(
        "a.py", "from confluent_kafka import Producer\nx='漢😀'; Producer({'enable.idempotence': True, 'acks': 1})\n"
    )
    (finding,) = project.run("check", "--output-format", "json").json["findings"]
    text = (project.folder / "a.py").read_text("utf-8").splitlines()[finding["line"] - 1]
    assert text[finding["column"] - 1 : finding["end_column"] - 1] == "1"


def test_a_run_with_200_findings_is_what_its_schema_says(many) -> None:
    told = json.loads(many.text("json"))
    jsonschema.validate(told, SCHEMA)
    assert len(told["findings"]) >= 200
