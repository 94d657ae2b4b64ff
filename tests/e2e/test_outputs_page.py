"""The page about outputs: every command on it runs, and every output is on it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from kafkalint.reporters import reporters

PAGE = (Path(__file__).parents[2] / "docs/outputs.md").read_text("utf-8")
BLOCKS = re.findall(r"(?ms)^```(\w+)\n(.*?)^```$", PAGE)
COMMANDS = sorted(
    {
        line.strip().removeprefix("- ")
        for _, block in BLOCKS
        for line in block.splitlines()
        if re.match(r"[ -]*kafkalint ", line)
    }
)


def test_every_output_is_in_the_table() -> None:
    assert set(re.findall(r"(?m)^\| `(\w+)` \|", PAGE)) == set(reporters())


def test_there_are_commands() -> None:
    assert len(COMMANDS) == 5


@pytest.mark.parametrize("text", COMMANDS)
def test_a_command_on_the_page_does_what_it_says(project, text) -> None:
    project.plant("a.py", 'from confluent_kafka import Producer\nProducer({"enable.idempotence": True, "acks": 1})\n')
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    ran = subprocess.run(
        ["bash", "-c", text], cwd=project.folder, env={**os.environ, "PATH": path}, capture_output=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0 if "--exit-zero" in text else 1, b"")
    for file in re.findall(r"(?:=|> )([\w.-]+\.\w+)", text):
        assert b"KFK101" in (project.folder / file).read_bytes()


@pytest.mark.parametrize("text", [block for kind, block in BLOCKS if kind == "yaml"])
def test_a_snippet_on_the_page_uses_the_files_that_it_writes(text) -> None:
    content = YAML(typ="safe").load(text)
    assert content
    written = set(re.findall(r"--output \w+=([\w.-]+\.\w+)", text))
    for file in written:
        assert text.count(file) == 2, file
