"""Trees of files on disk, with and without git, and the command as its users run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, str]], Path]:
    """Writes files below an empty folder that is the current one; a text starting with `-> ` is a link."""
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def write(files: dict[str, str]) -> Path:
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text.startswith("-> "):
                path.symlink_to(text.removeprefix("-> "))
            else:
                path.write_text(text)
        return folder

    return write


@pytest.fixture
def git() -> Callable[..., None]:
    """Runs git in a folder."""

    def run(folder: Path, *arguments: str) -> None:
        who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "protocol.file.allow=always"]
        subprocess.run(["git", *who, "-C", str(folder), *arguments], check=True, capture_output=True)

    return run


@pytest.fixture(scope="session")
def kafkalint() -> Run:
    """Runs the command in a folder, in a process of its own."""

    def run(*arguments: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kafkalint", *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
            errors="surrogateescape",
            env={**os.environ, **variables},
            check=False,
        )

    return run
