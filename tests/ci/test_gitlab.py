"""The component for GitLab CI: its script runs with inputs that want to be more than inputs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
HEAD, BODY = YAML(typ="safe", pure=True).load_all((ROOT / "templates/kafkalint.yml").read_text("utf-8"))
INPUTS = HEAD["spec"]["inputs"]
REFUSES = b'from confluent_kafka import Producer\n\nProducer({"enable.idempotence": True, "acks": 1})\n'


def included(node, given: dict[str, str]):
    """A part of the template with its inputs put in, as GitLab does it: in the values, not in their spelling."""
    if isinstance(node, dict):
        return {included(key, given): included(value, given) for key, value in node.items()}
    if isinstance(node, list):
        return [included(one, given) for one in node]
    if isinstance(node, str):
        return re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda found: given[found[1]], node)
    return node


def run(folder: Path, shell: str, **inputs: str) -> subprocess.CompletedProcess[bytes]:
    """The script of the job, with a pip that only notes what it was asked for."""
    (job,) = included(BODY, {**{name: one["default"] for name, one in INPUTS.items()}, **inputs}).values()
    bins = folder / ".bins"
    bins.mkdir(exist_ok=True)
    pip = bins / "pip"
    pip.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" > '{bins}/asked'\n", "utf-8")
    pip.chmod(0o755)
    variables = {name: one["value"] for name, one in job["variables"].items()}
    path = os.pathsep.join([str(bins), str(Path(sys.executable).parent), os.environ["PATH"]])
    script = "\n".join(["set -e", *job["script"]])
    environment = {**os.environ, **variables, "PATH": path}
    return subprocess.run([shell, "-c", script], cwd=folder, env=environment, capture_output=True, check=False)


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_the_job_writes_what_the_merge_request_shows(tmp_path, shell) -> None:
    (tmp_path / "a b.py").write_bytes(REFUSES)
    ran = run(tmp_path, shell)
    assert ran.returncode == 1, ran.stderr
    reports = BODY["$[[ inputs.job ]]"]["artifacts"]["reports"]
    assert [one["check_name"] for one in json.loads((tmp_path / reports["codequality"]).read_text("utf-8"))] == [
        "KFK101"
    ]
    assert b"KFK101" in (tmp_path / reports["junit"]).read_bytes()
    asked = (tmp_path / ".bins/asked").read_text("utf-8").splitlines()
    assert asked[-1] == f"git+https://github.com/kafkalint/kafkalint@{INPUTS['ref']['default']}"


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_lists_have_an_item_a_line(tmp_path, shell) -> None:
    for name in ("a b.py", "c.py", "d.py", "*.py"):
        (tmp_path / name).write_bytes(REFUSES)
    ran = run(tmp_path, shell, paths="a b.py\n*.py\n", options="--exit-zero\n--output=json=all of it.json")
    assert ran.returncode == 0, ran.stderr
    found = json.loads((tmp_path / "all of it.json").read_text("utf-8"))["findings"]
    assert {one["path"] for one in found} == {"a b.py", "*.py"}


@pytest.mark.parametrize("name", ["paths", "options", "ref"])
def test_an_input_is_never_more_than_a_value(tmp_path, name) -> None:
    (tmp_path / "a.py").write_bytes(REFUSES)
    for text in ("$(touch x)", "`touch x`", '"; touch x; "', "'; touch x; '", "$KAFKALINT_REF", "a\n; touch x"):
        ran = run(tmp_path, "sh", **{name: text})
        assert ran.returncode == (1 if name == "ref" else 2), text
        assert not (tmp_path / "x").exists(), text
