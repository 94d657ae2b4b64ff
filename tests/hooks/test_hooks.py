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
MENDED = REFUSES.replace(b'"acks": 1', b'"acks": "all"')


def names() -> list[str]:
    """A file name for every pattern of every format, and for every manifest."""
    patterns = [pattern for syntax in formats() for pattern in syntax.PATTERNS]
    patterns += manifest_names(load().manifests)
    return sorted({pattern.replace("*", "some") for pattern in patterns})


def test_both_names_of_the_manifest_hold_the_same() -> None:
    assert (ROOT / "pre-commit-hooks.yaml").read_bytes() == (ROOT / ".pre-commit-hooks.yaml").read_bytes()


def test_one_hook_finds_and_one_fixes() -> None:
    assert [hook["id"] for hook in MANIFEST] == ["kafkalint", "kafkalint-fix"]
    for hook in MANIFEST:
        assert hook["language"] == "python"
        assert hook["require_serial"] is True
        assert hook["entry"].startswith("kafkalint check --force-exclude")
        assert ("--fix" in hook["entry"].split()) is (hook["id"] == "kafkalint-fix")


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


def online() -> bool:
    """Whether a package index can be reached: the hook runners install the package from it."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--no-deps", "--ignore-installed", "--retries=0"]
    try:
        done = subprocess.run([*command, "hatchling"], capture_output=True, check=False, timeout=30)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


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


@pytest.mark.parametrize("runner", ["pre-commit", "prek"])
def test_try_repo(runner, tool, caches, tmp_path) -> None:
    if shutil.which(runner, path=caches["PATH"]) is None:
        pytest.skip(f"{runner} is not installed")
    if not online():
        pytest.skip("no package index can be reached")
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
