"""Files without Kafka are answered before anything is imported, and exactly as if everything had been."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Make = Callable[[dict[str, str]], Path]
HEAVY = {"libcst", "pydantic", "ruamel", "click", "pathspec", "tree_sitter", "multiprocessing", "subprocess", "pathlib"}
HEAVY |= {"pygls", "lsprotocol"}

FILES = {
    "a.py": "import os\n",
    "n.ipynb": '{"cells": [{"cell_type": "code", "source": "import os"}]}',
    "b.yaml": "a: 1\n",
    "data.bin": "\x00\x01",
    "broken.py": "def (:\n",
    "broken.json": "{",
    "empty.toml": "",
    "venv/c.py": "c = 1\n",
    "link.py": "-> a.py",
}
"""No word of Kafka anywhere."""


@pytest.fixture
def modules(kafkalint: Any) -> Callable[..., set[str]]:
    """Which modules a command imports, by their first names."""

    def of(*arguments: str, folder: Path) -> set[str]:
        done = kafkalint(*arguments, folder=folder, PYTHONPROFILEIMPORTTIME="1")
        lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
        assert len(lines) > 10
        return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}

    return of


def test_the_version_imports_nothing(modules: Any, make: Make) -> None:
    assert HEAVY.isdisjoint(modules("--version", folder=make({})))


def test_a_file_without_kafka_imports_nothing(modules: Any, make: Make) -> None:
    folder = make({"a.py": "import os\n"})
    assert HEAVY.isdisjoint(modules("check", "--fix", "a.py", folder=folder))
    assert HEAVY & modules("check", "--jobs", "1", "a.py", folder=folder), "the other way does import"


@pytest.mark.parametrize(
    "arguments",
    [
        ("a.py",),
        ("a.py", "b.yaml", "data.bin", "broken.py", "broken.json", "empty.toml"),
        ("a.py", "./a.py", "a.py", "link.py"),
        ("--fix", "--unsafe-fixes", "--notes", "a.py", "venv/c.py"),
        ("--diff", "a.py", "b.yaml"),
        ("--quiet", "a.py"),
        ("--force-exclude", "venv/c.py", "a.py"),
        ("a.py", "nothing.py"),
        ("--no-such-option", "a.py"),
        ("kafka.py",),
        ("wide.properties", "a.py"),
    ],
)
def test_both_ways_say_the_same(kafkalint: Any, make: Make, arguments: tuple[str, ...]) -> None:
    folder = make(FILES)
    (folder / "kafka.py").write_text("from kafka import KafkaProducer\nKafkaProducer(acks=1)\n")
    (folder / "wide.properties").write_bytes("bootstrap.servers=b\nacks=1\n".encode("utf-16"))
    fast = kafkalint("check", *arguments, folder=folder)
    slow = kafkalint("check", "--jobs", "1", *arguments, folder=folder)
    assert (fast.returncode, fast.stdout, fast.stderr) == (slow.returncode, slow.stdout, slow.stderr)


def test_a_configuration_decides_for_named_files_too(kafkalint: Any, make: Make) -> None:
    folder = make({**FILES, "kafkalint.toml": 'exclude = ["b.yaml"]\n'})
    done = kafkalint("check", "--force-exclude", "a.py", "b.yaml", "venv/c.py", folder=folder)
    assert done.stdout == "No findings in 2 files, 0 producers.\n"


def test_a_configuration_that_does_not_hold_is_said(kafkalint: Any, make: Make) -> None:
    folder = make({"a.py": "", "in/b.py": "", "in/pyproject.toml": "[tool.kafkalint]\nexclud = []\n"})
    assert kafkalint("check", "a.py", folder=folder).returncode == 0
    assert kafkalint("check", "in/b.py", folder=folder).returncode == 2


def test_the_first_look_needs_only_what_is_there_anyway() -> None:
    for path in ("__main__.py", "runner/prefilter.py", "runner/__init__.py", "__init__.py"):
        text = (Path(__file__).parents[2] / "kafkalint" / path).read_text("utf-8")
        top = [node for node in ast.parse(text).body if isinstance(node, ast.Import | ast.ImportFrom)]
        names = {alias.name for node in top if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module or "" for node in top if isinstance(node, ast.ImportFrom)}
        assert names <= {"__future__", "os", "sys", "kafkalint"}
