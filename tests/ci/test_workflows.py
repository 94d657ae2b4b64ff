"""The workflows and the action: what they are pinned to, and what they may do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
WORKFLOWS = {path.name: path for path in sorted((ROOT / ".github/workflows").glob("*.yml"))}
FILES = [*WORKFLOWS.values(), ROOT / "action.yml"]
JOBS = [
    pytest.param(job, id=f"{name}: {key}")
    for name, path in WORKFLOWS.items()
    for key, job in YAML(typ="safe", pure=True).load(path.read_text("utf-8"))["jobs"].items()
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_foreign_actions_are_pinned_to_a_commit_and_say_its_version(path) -> None:
    used = re.findall(r"(?m)^ *(?:- )?uses: (.*)$", path.read_text("utf-8"))
    assert used
    for text in used:
        assert re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", text) or text.startswith("./ "), text


def test_one_action_has_one_pin() -> None:
    pins = {tuple(pin.split("@")) for path in FILES for pin in re.findall(r"uses: (\S+@\S+)", path.read_text("utf-8"))}
    assert len(pins) == len({action for action, _ in pins})


@pytest.mark.parametrize("path", WORKFLOWS.values(), ids=WORKFLOWS)
def test_a_workflow_may_do_nothing_and_a_job_what_it_says(path) -> None:
    assert YAML(typ="safe", pure=True).load(path.read_text("utf-8"))["permissions"] == {}


@pytest.mark.parametrize("job", JOBS)
def test_only_the_job_that_publishes_may_write_and_it_runs_no_code_of_ours(job) -> None:
    publishes = any("pypi-publish" in step.get("uses", "") for step in job["steps"])
    assert job["permissions"] == ({"id-token": "write"} if publishes else {"contents": "read"})
    assert not (publishes and any("run" in step or "checkout" in step["uses"] for step in job["steps"]))
    assert job["timeout-minutes"]


def test_scripts_that_workflows_run_exist() -> None:
    named = {name for path in FILES for name in re.findall(r"\.ci/[\w.]+", path.read_text("utf-8"))}
    assert named == {".ci/test", ".ci/generate.py", ".ci/site", ".ci/distributions", ".ci/action.py"}
    assert all((ROOT / name).is_file() for name in named)
