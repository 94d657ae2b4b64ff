"""The page about JSON Schemas: it lists all, and what it tells editors is what they understand."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import jsonschema
from ruamel.yaml import YAML

from kafkalint import HOME, __version__
from kafkalint.catalog.schemas import KINDS

FOLDER = Path(__file__).parents[2] / "docs/schemas"
PAGE = (FOLDER / "README.md").read_text("utf-8")
BLOCKS = dict(re.findall(r"(?ms)^```(\w+)\n(.*?)^```$", PAGE))
ADDRESS = re.compile(r"https://[\w./-]+/docs/schemas/([\w-]+)\.json")
HERE = f"{HOME.replace('github.com', 'raw.githubusercontent.com')}/v{__version__}/docs/schemas/"


def test_every_schema_is_listed_and_every_address_is_that_of_one() -> None:
    there = {path.stem for path in FOLDER.glob("*.json")}
    assert set(re.findall(r"^\| \[[\w-]+\]\(([\w-]+)\.json\)", PAGE, re.MULTILINE)) == there
    assert {*KINDS, "config", "report-1"} <= there
    assert {name for block in BLOCKS.values() for name in ADDRESS.findall(block)} == {"config", "rule"}
    assert all(address.startswith(HERE) for address in re.findall(r"https://[^\s`\"]+", PAGE)), "of this version"


def test_the_lines_are_comments_of_their_files() -> None:
    assert tomllib.loads(BLOCKS["toml"]) == {}
    assert YAML(typ="safe").load(BLOCKS["yaml"]) is None


def test_the_settings_name_files_as_an_editor_asks() -> None:
    settings = json.loads(BLOCKS["json"])
    (pattern,) = settings["evenBetterToml.schema.associations"]
    assert re.fullmatch(pattern, "/home/me/project/kafkalint.toml")
    assert not re.fullmatch(pattern, "/home/me/project/pyproject.toml"), "there it stands below [tool.kafkalint]"
    assert set(settings["yaml.schemas"].values()) == {f"rules/{KINDS['rule'][0]}"}


def test_the_schema_of_the_configuration_is_that_of_kafkalint_toml() -> None:
    schema = json.loads((FOLDER / "config.json").read_text("utf-8"))
    jsonschema.validate({"broker-version": "3.7", "ignore": ["KFK402"]}, schema)
