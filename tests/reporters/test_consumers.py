"""Outputs given to those that they are for: official schemas, Microsoft's SARIF validator, reviewdog.

They are installed on the way, into the folder that KAFKALINT_ORACLES names.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import jsonschema
import pytest
import xmlschema

from kafkalint.reporters import Style, reporters

FOLDER = Path(os.environ.get("KAFKALINT_ORACLES") or Path(tempfile.gettempdir()) / "kafkalint-oracles") / "outputs"
MULTITOOL = "@microsoft/sarif-multitool-linux@5.7.0"
REVIEWDOG = "github.com/reviewdog/reviewdog@v0.21.0"
PYTEST = "pytest==8.4.2"
"""Its source distribution holds the schema of Jenkins' xunit plugin."""
pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("outputs")]


def command(*arguments: str, text: str = "", **environment: str) -> str:
    """What a program prints; skips where there is no such program."""
    if shutil.which(arguments[0]) is None:
        pytest.skip(f"there is no {arguments[0]}")
    told = {**os.environ, **environment}
    ran = subprocess.run(
        arguments, input=text, capture_output=True, encoding="utf-8", cwd=FOLDER, env=told, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="session", autouse=True)
def folder() -> None:
    """The folder that everything is installed in."""
    FOLDER.mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def multitool() -> Path:
    """The validator that checks what code scanning of GitHub asks for, too."""
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        pytest.skip("the package holds a program for Linux on x86-64")
    program = FOLDER / "package" / "Sarif.Multitool"
    if not program.exists():
        (packed,) = json.loads(command("npm", "pack", "--json", MULTITOOL))
        with tarfile.open(FOLDER / packed["filename"]) as archive:
            archive.extractall(FOLDER, filter="data")
        program.chmod(0o755)
    return program


@pytest.fixture(scope="session")
def reviewdog() -> Path:
    """The program."""
    program = FOLDER / "reviewdog"
    if not program.exists():
        module, _, version = REVIEWDOG.partition("@")
        command("go", "install", f"{module}/cmd/reviewdog@{version}", GOBIN=str(FOLDER))
    return program


@pytest.fixture(scope="session")
def rdjson_schema() -> dict:
    """The schema as it lies in the module of reviewdog."""
    module = Path(json.loads(command("go", "mod", "download", "-json", REVIEWDOG))["Dir"])
    return json.loads((module / "proto/rdf/jsonschema/DiagnosticResult.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def junit_schema() -> xmlschema.XMLSchema:
    """The schema that Jenkins holds reports against."""
    if not list(FOLDER.glob("pytest-*.tar.gz")):
        options = ["--quiet", "--no-deps", "--no-binary", "pytest", "--dest", str(FOLDER)]
        command(sys.executable, "-m", "pip", "download", *options, PYTEST)
    with tarfile.open(next(FOLDER.glob("pytest-*.tar.gz"))) as archive:
        (name,) = [name for name in archive.getnames() if name.endswith("/junit-10.xsd")]
        opened = archive.extractfile(name)
        assert opened is not None
        return xmlschema.XMLSchema(opened.read().decode("utf-8"))


@pytest.fixture(params=["many", "odd"])
def told(request, many, report) -> dict[str, str]:
    """Every output of a real run with 200 findings, and of a report with everything that wants escaping."""
    if request.param == "many":
        return {name: many.text(name) for name in reporters()}
    return {name: one.render(report, Style(suppressed=True)) for name, one in reporters().items()}


def test_sarif_is_what_code_scanning_asks_for(multitool, told, tmp_path) -> None:
    path = tmp_path / "out.sarif"
    path.write_text(told["sarif"], "utf-8")
    rules = ("--rule-kind", "Sarif;Ghas", "--level", "Error;Warning")
    said = command(str(multitool), "validate", str(path), *rules, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="1")
    assert "Analysis completed successfully." in said
    assert [line for line in said.splitlines() if ": error " in line or ": warning " in line] == []


def test_junit_is_what_jenkins_asks_for(junit_schema, told) -> None:
    assert [error.reason for error in junit_schema.iter_errors(told["junit"])] == []


def test_rdjson_is_what_its_schema_says(rdjson_schema, told) -> None:
    jsonschema.validate(json.loads(told["rdjson"]), rdjson_schema, jsonschema.Draft4Validator)


@pytest.mark.parametrize("name", ["rdjson", "checkstyle", "sarif"])
def test_reviewdog_reads_every_finding(reviewdog, told, name) -> None:
    options = [f"-f={name}", "-reporter=rdjson", "-filter-mode=nofilter", "-fail-level=none"]
    read = json.loads(command(str(reviewdog), *options, text=told[name]))["diagnostics"]
    content = json.loads(told["json"])
    expected = [(one["rule"], one["path"], one["line"]) for one in content["findings"]]
    if name == "sarif":
        silenced = content["summary"]["suppressed"]
        assert len(read) == len(expected) + silenced
        return
    failed = len(content["failures"])
    assert len(read) == len(expected) + failed
    rules = {one["code"]["value"].removeprefix("kafkalint.") for one in read}
    assert rules == {rule for rule, *_ in expected} | {"failed"}


def test_reviewdog_takes_the_suggestions(reviewdog, told) -> None:
    options = ["-f=rdjson", "-reporter=rdjson", "-filter-mode=nofilter", "-fail-level=none"]
    read = json.loads(command(str(reviewdog), *options, text=told["rdjson"]))["diagnostics"]
    mine = json.loads(told["rdjson"])["diagnostics"]
    taken = [
        [{"text": "", **part} for part in one.get("suggestions", ())] for one in read
    ]  # it leaves out what is empty
    assert taken == [one.get("suggestions", []) for one in mine]
