"""The pages about outputs and continuous integration: commands in their snippets run, every output is on its page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kafkalint.reporters import reporters

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {name: (DOCS / name).read_text("utf-8") for name in ("outputs.md", "ci.md")}
BLOCKS = [found for page in PAGES.values() for found in re.findall(r"(?ms)^```(\w+)\n(.*?)^```$", page)]
SNIPPETS = [block for kind, block in BLOCKS if kind in ("yaml", "groovy")]
"""The others are run by `tests/docs`."""
COMMANDS = sorted({command for block in SNIPPETS for command in re.findall(r"\bkafkalint check[^'\n]*", block)})


def test_every_output_is_in_the_table() -> None:
    assert set(re.findall(r"(?m)^\| `(\w+)` \|", PAGES["outputs.md"])) == set(reporters())


def test_there_are_commands() -> None:
    assert len(COMMANDS) == 3


@pytest.mark.parametrize("text", COMMANDS)
def test_a_command_on_a_page_does_what_it_says(project, text) -> None:
    project.plant("a.py", 'from confluent_kafka import Producer\nProducer({"enable.idempotence": True, "acks": 1})\n')
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    ran = subprocess.run(
        ["bash", "-c", text], cwd=project.folder, env={**os.environ, "PATH": path}, capture_output=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0 if re.search("--exit-zero|--fix", text) else 1, b"")
    for file in re.findall(r"(?:=|> )([\w.-]+\.\w+)", text):
        assert b"KFK101" in (project.folder / file).read_bytes()


@pytest.mark.parametrize("text", SNIPPETS)
def test_a_snippet_on_a_page_uses_the_files_that_it_writes(text) -> None:
    written = set(re.findall(r"--output \w+=([\w.-]+\.\w+)", text))
    for file in written:
        assert text.count(file) == 2, file
