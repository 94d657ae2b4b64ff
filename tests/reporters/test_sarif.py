"""SARIF against its official schema, and against what consumers do with it."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest

from kafkalint.reporters import Style, sarif

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def schema(official) -> dict:
    """The schema of SARIF 2.1.0."""
    return official(sarif.SCHEMA)


@pytest.fixture(scope="session")
def run(many) -> dict:
    """The run of the project with 200 findings."""
    (found,) = json.loads(many.text("sarif"))["runs"]
    return found


def test_it_is_what_the_schema_says(many, report, schema) -> None:
    validator = jsonschema.Draft7Validator(schema)
    for text in (many.text("sarif"), sarif.render(report, Style(suppressed=True)), sarif.render(report, Style())):
        assert [error.message for error in validator.iter_errors(json.loads(text))] == []


def test_it_holds_every_finding(many, run) -> None:
    found = json.loads(many.text("json"))["findings"]
    shown = [one for one in run["results"] if not one["suppressions"]]
    assert len(shown) == len(found) >= 200
    for one, finding in zip(shown, found, strict=True):
        where = one["locations"][0]["physicalLocation"]
        assert one["ruleId"] == run["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == finding["rule"]
        assert unquote(where["artifactLocation"]["uri"]) == finding["path"]
        assert where["region"]["startLine"] == finding["line"]
        assert one["message"]["text"].startswith(finding["message"])


def test_files_are_found_by_their_addresses(many, run) -> None:
    places = [one["locations"][0]["physicalLocation"]["artifactLocation"] for one in run["results"]]
    assert {place["uriBaseId"] for place in places} == {"%SRCROOT%"}
    assert any("%20" in place["uri"] and "%C3%A9" in place["uri"] for place in places)
    assert all((many.folder / unquote(place["uri"])).is_file() and place["uri"].isascii() for place in places)


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a/b.py", "a/b.py"),
        ("a b/é#?.py", "a%20b/%C3%A9%23%3F.py"),
        ("c:d.py", "c%3Ad.py"),
        ("/tmp/a b.py", "file:///tmp/a%20b.py"),
        ("C:/a b/x.py", "file:///C:/a%20b/x.py"),
        ("//host/share/x.py", "file://host/share/x.py"),
        ("caf\udce9.py", "caf%E9.py"),
    ],
)
def test_addresses(path, uri) -> None:
    told = sarif.artifact(path)
    assert told["uri"] == uri
    assert ("uriBaseId" in told) is not uri.startswith("file:")


def test_fingerprints_tell_results_apart(run) -> None:
    marks = [one["partialFingerprints"]["kafkalint/v1"] for one in run["results"]]
    assert len(set(marks)) == len(marks)


def test_the_fixes_make_what_fix_makes(many, run, tmp_path) -> None:
    """Replacements, made by lines and columns as the standard has them, give what `--fix --unsafe-fixes` gives."""
    fixes = [fix for one in run["results"] for fix in one.get("fixes", ())]
    changes = {json.dumps(change) for fix in fixes for change in fix["artifactChanges"]}
    edits: dict[str, list[dict]] = {}
    for change in map(json.loads, changes):
        edits.setdefault(unquote(change["artifactLocation"]["uri"]), []).extend(change["replacements"])
    assert len(edits) > 20
    fixed = replace(many, folder=Path(shutil.copytree(many.folder, tmp_path / "fixed")))
    assert fixed.run("--fix", "--unsafe-fixes").returncode == 2
    for name, replacements in edits.items():
        text = (many.folder / name).read_bytes().decode("utf-8")
        assert replaced(text, replacements) == (fixed.folder / name).read_bytes().decode("utf-8")


def replaced(text: str, replacements: list[dict]) -> str:
    """`text` with every replacement made, the last first."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def offset(line: int, column: int) -> int:
        return starts[line - 1] + column - 1

    for one in sorted(replacements, key=lambda one: -offset(*list(one["deletedRegion"].values())[:2])):
        region = one["deletedRegion"]
        start = offset(region["startLine"], region["startColumn"])
        end = offset(region["endLine"], region["endColumn"])
        text = text[:start] + one["insertedContent"]["text"] + text[end:]
    return text


def test_silence_is_told_only_when_asked_for(report, run) -> None:
    (plain,) = json.loads(sarif.render(report, Style()))["runs"]
    assert all(one["suppressions"] == [] for one in plain["results"])
    (silenced,) = [one for one in run["results"] if one["suppressions"] and one["ruleId"] == "KFK203"]
    (how,) = silenced["suppressions"]
    assert (how["kind"], how["justification"]) == (
        "inSource",
        "# kafkalint: ignore[KFK203,KFK402] metrics",
    )


def test_failures_are_notifications(run) -> None:
    (told,) = run["invocations"]
    assert told["executionSuccessful"] is False
    levels = {
        one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]: one["level"]
        for one in told["toolExecutionNotifications"]
    }
    assert levels == {"broken.py": "error", "chart/values.yaml": "note"}


def test_every_rule_explains_itself(run) -> None:
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["id"] in rule["help"]["markdown"]
        assert "```" in rule["help"]["markdown"]
        assert rule["fullDescription"]["text"] in rule["help"]["text"]
        assert "security-severity" not in rule["properties"]


def test_help_is_where_it_is_said_to_be(run) -> None:
    headings = {
        f"{line[3:].lower().replace(' ', '-')}"
        for line in (ROOT / "docs/rules.md").read_text("utf-8").splitlines()
        if line.startswith("## ")
    }
    assert {rule["helpUri"].partition("#")[2] for rule in run["tool"]["driver"]["rules"]} <= headings
