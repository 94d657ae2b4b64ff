"""The workflows against their official schema; `test_linters` has what wants a newer one than can be had offline."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

SCHEMA = "https://json.schemastore.org/github-workflow.json"
WORKFLOWS = sorted((Path(__file__).parents[2] / ".github/workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_what_its_schema_says(path, official) -> None:
    content = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    assert [error.message for error in jsonschema.Draft7Validator(official(SCHEMA)).iter_errors(content)] == []
