"""The hooks: what the manifest says, and both hook runners doing what it says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from identify.identify import ALL_TAGS, tags_from_path
from ruamel.yaml import YAML

from kafkalint.catalog.catalog import load
from kafkalint.formats import formats
from kafkalint.model.manifest import manifest_names

ROOT = Path(__file__).parents[2]
MANIFEST = YAML(typ="safe", pure=True).load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
REFUSES = b'from confluent_kafka import Producer\n\nProducer({"enable.idempotence": True, "acks": 1})\n'
SENDS = b"""\
from confluent_kafka import Producer
from settings import ACKS

Producer({"enable.idempotence": True, "acks": ACKS})
"""
MENDED = REFUSES.replace(b'"acks": 1', b'"acks": "all"')


def names() -> list[str]:
    """A file name for every pattern of every format, and for every manifest."""
    patterns = [pattern for syntax in formats() for pattern in syntax.PATTERNS]
    patterns += manifest_names(load().manifests)
    return sorted({pattern.replace("*", "some") for pattern in patterns})


def test_both_names_of_the_manifest_hold_the_same() -> None:
    assert (ROOT / "pre-commit-hooks.yaml").read_bytes() == (ROOT / ".pre-commit-hooks.yaml").read_bytes()


def test_one_hook_finds_one_fixes_and_one_looks_at_the_whole_repository() -> None:
    assert [hook["id"] for hook in MANIFEST] == ["kafkalint", "kafkalint-fix", "kafkalint-all"]
    for hook in MANIFEST:
        whole = hook["id"] == "kafkalint-all"
        assert hook["language"] == "python"
        assert hook["require_serial"] is True
        assert hook["entry"].startswith("kafkalint check")
        assert ("--force-exclude" in hook["entry"].split()) is not whole, "needed where files are named"
        assert ("--fix" in hook["entry"].split()) is (hook["id"] == "kafkalint-fix")
        assert hook.get("pass_filenames", True) is not whole
        assert hook.get("always_run", False) is False, "a commit without any file that matters waits for nothing"


@pytest.mark.parametrize("hook", MANIFEST, ids=lambda hook: hook["id"])
def test_every_tag_is_known(hook) -> None:
    assert set(hook["types"]) <= ALL_TAGS


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("hook", MANIFEST, ids=lambda hook: hook["id"])
def test_every_file_that_a_format_reads_reaches_the_hook(hook, name, tmp_path) -> None:
    assert re.search(hook["files"], f"src/{name}")
    assert re.search(hook["files"], name)
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("acks\n", "utf-8")
    assert tags_from_path(str(path)) >= set(hook["types"])


@pytest.mark.parametrize("name", ["a.go", "README.md", "a.txt", "Makefile", "a.sql", "py", "env", "json"])
def test_other_files_do_not(name) -> None:
    assert not re.search(MANIFEST[0]["files"], name)


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def tool(tmp_path_factory) -> Path:
    """The product as a repository of its own, as a hook runner clones it."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = tmp_path_factory.mktemp("tool") / "kafkalint"
    left_out = shutil.ignore_patterns(".git", ".venv", "tests", ".*_cache", "__pycache__", ".hypothesis")
    shutil.copytree(ROOT, folder, ignore=left_out)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "all")
    return folder


@pytest.fixture(scope="module")
def caches(tmp_path_factory) -> dict[str, str]:
    """An environment in which the runners keep their own things apart."""
    folder = tmp_path_factory.mktemp("caches")
    bins = Path(sys.executable).parent
    return {
        **os.environ,
        "PATH": f"{bins}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(folder / "pre-commit"),
        "PREK_HOME": str(folder / "prek"),
    }


@pytest.fixture(params=["pre-commit", "prek"])
def runner(request, caches, online) -> str:  # noqa: ARG001  # runners install the package from an index
    """A hook runner that is there."""
    if shutil.which(request.param, path=caches["PATH"]) is None:
        pytest.skip(f"{request.param} is not installed")
    return request.param


def test_each_file_is_checked_and_mended(runner, tool, caches, tmp_path) -> None:
    git(tmp_path, "init", "-q")
    path = tmp_path / "src" / "a.py"
    path.parent.mkdir()
    path.write_bytes(REFUSES)
    (tmp_path / "other.txt").write_text("kafka\n", "utf-8")
    git(tmp_path, "add", "-A")

    def run_both() -> subprocess.CompletedProcess[str]:
        command = [runner, "try-repo", str(tool), "--all-files", "--verbose"]
        return subprocess.run(command, cwd=tmp_path, env=caches, capture_output=True, text=True, check=False)

    first = run_both()
    assert first.returncode == 1, first.stdout + first.stderr
    assert "error[KFK101]" in first.stdout
    assert "Fixed 1 finding in 1 file" in first.stdout
    assert path.read_bytes() == MENDED
    git(tmp_path, "add", "-A")
    second = run_both()
    assert second.returncode == 0, second.stdout + second.stderr
    assert path.read_bytes() == MENDED


def test_the_whole_repository_is_checked_when_a_file_that_decides_changes(runner, tool, caches, tmp_path) -> None:
    git(tmp_path, "init", "-q")
    files = {"send.py": SENDS, "settings.py": b'ACKS = "all"\n', "notes.md": b"kafka\n"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    git(tmp_path, "add", "-A")

    def run(hook: str, changed: str) -> subprocess.CompletedProcess[str]:
        command = [runner, "try-repo", str(tool), hook, "--files", changed, "--verbose"]
        return subprocess.run(command, cwd=tmp_path, env=caches, capture_output=True, text=True, check=False)

    assert run("kafkalint-all", "settings.py").returncode == 0
    (tmp_path / "settings.py").write_bytes(b"ACKS = 1\n")
    git(tmp_path, "add", "-A")
    assert run("kafkalint", "settings.py").returncode == 0, "no producer is made in this file"
    whole = run("kafkalint-all", "settings.py")
    assert whole.returncode == 1, whole.stdout + whole.stderr
    assert "--> settings.py:1:8" in whole.stdout
    assert "send.py:4:1: the producer" in whole.stdout
    assert run("kafkalint-all", "notes.md").returncode == 0, "nothing that matters has changed"
