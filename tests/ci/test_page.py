"""The page about continuous integration: what it names exists, and is of this version."""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from kafkalint import __version__

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/ci.md").read_text("utf-8")
AZURE = "https://raw.githubusercontent.com/microsoft/azure-pipelines-vscode/master/service-schema.json"


def load(text: str):
    """YAML as data."""
    return YAML(typ="safe", pure=True).load(text)


BLOCKS = [load(block) for block in re.findall(r"(?ms)^```yaml\n(.*?)^```$", PAGE)]
ACTION = load((ROOT / "action.yml").read_text("utf-8"))
COMPONENT, _ = YAML(typ="safe", pure=True).load_all((ROOT / "templates/kafkalint.yml").read_text("utf-8"))


def steps(node) -> list[dict]:
    """Every step in a block that uses the action."""
    if isinstance(node, dict):
        own = [node] if str(node.get("uses", "")).startswith("kafkalint/") else []
        return own + [step for value in node.values() for step in steps(value)]
    return [step for one in node for step in steps(one)] if isinstance(node, list) else []


def test_every_reference_to_a_version_is_to_this_one() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    named = [one for page in pages for one in re.findall(r"(?:kafkalint@|rev: )(v[\w.]+)", page.read_text("utf-8"))]
    assert len(named) > 10
    assert {*named, COMPONENT["spec"]["inputs"]["ref"]["default"]} == {f"v{__version__}"}


def test_inputs_and_outputs_of_the_action_exist() -> None:
    found = steps(BLOCKS)
    assert len(found) == 2
    assert {name for step in found for name in step.get("with", {})} <= set(ACTION["inputs"])
    assert set(re.findall(r"steps\.kafkalint\.outputs\.([\w-]+)", PAGE)) <= set(ACTION["outputs"])
    (table,) = re.findall(r"(?ms)^\| output \|.*?\n\n", PAGE)
    firsts = "".join(row.split("|")[1] for row in table.splitlines()[2:] if row)
    assert set(re.findall(r"`([\w-]+)`", firsts)) == set(ACTION["outputs"])


def test_inputs_of_the_component_exist() -> None:
    (include,) = [block["include"] for block in BLOCKS if "include" in block]
    assert set(include[0]["inputs"]) <= set(COMPONENT["spec"]["inputs"])


@pytest.mark.parametrize(
    ("key", "address"),
    [
        ("jobs", "https://json.schemastore.org/github-workflow.json"),
        ("kafkalint", "https://gitlab.com/gitlab-org/gitlab/-/raw/master/app/assets/javascripts/editor/schema/ci.json"),
        ("pool", AZURE),
    ],
)
def test_a_snippet_is_what_its_schema_says(key, address, official) -> None:
    (block,) = [block for block in BLOCKS if key in block]
    assert [error.message for error in jsonschema.Draft7Validator(official(address)).iter_errors(block)] == []
