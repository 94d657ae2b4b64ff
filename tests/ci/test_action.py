"""The action: its steps run as a runner runs them, with inputs that want to be more than inputs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from click import Option
from ruamel.yaml import YAML

from kafkalint.cli.check import command

ROOT = Path(__file__).parents[2]
ACTION = YAML(typ="safe", pure=True).load((ROOT / "action.yml").read_text("utf-8"))
STEPS = ACTION["runs"]["steps"]
CHECK = next(step for step in STEPS if step.get("id") == "check")
OPTIONS = {option.opts[-1].removeprefix("--"): option for option in command.params if isinstance(option, Option)}
NOT_IN_CI = {"stdin-filename"}
"""There is no standard input to check."""
OF_ITS_OWN = {"paths", "python"}
REFUSES = b'from confluent_kafka import Producer\n\nProducer({"enable.idempotence": True, "acks": 1})\n'
BASH = ["bash", "--noprofile", "--norc", "-eo", "pipefail"]
"""How a runner calls `shell: bash`."""


def evaluated(text: str, given: dict[str, str], steps: dict[str, dict[str, str]]) -> str:
    """`text` with its expressions replaced: inputs, outputs of steps, and the first that is not empty."""

    def value(name: str) -> str:
        kind, _, rest = name.strip().partition(".")
        if kind == "inputs":
            return given[rest]
        step, _, output = rest.partition(".outputs.")
        assert kind == "steps"
        return steps.get(step, {}).get(output, "")

    def replaced(found: re.Match[str]) -> str:
        return next(filter(None, map(value, found[1].split("||"))), "")

    return re.sub(r"\$\{\{(.*?)\}\}", replaced, text)


@dataclass
class Runner:
    """A machine that runs the steps of the action in a workspace."""

    workspace: Path
    temporary: Path
    steps: dict[str, dict[str, str]]

    def run(self, step: dict, given: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
        """One step with its script in a file; its outputs are kept."""
        files = {name: self.temporary / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            path.write_bytes(b"")
        script = self.temporary / "script.sh"
        script.write_text(step["run"], "utf-8")
        environment = {
            **os.environ,
            **{name: str(path) for name, path in files.items()},
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_ACTION_PATH": str(ROOT),
            **{name: evaluated(text, given, self.steps) for name, text in step["env"].items()},
        }
        ran = subprocess.run(
            [*BASH, str(script)], cwd=self.workspace, env=environment, capture_output=True, check=False
        )
        lines = files["GITHUB_OUTPUT"].read_text("utf-8").splitlines()
        self.steps[step["id"]] = dict(line.split("=", 1) for line in lines)
        return ran

    def check(self, **inputs: str) -> subprocess.CompletedProcess[bytes]:
        """The step that checks, with these inputs and the defaults of the others."""
        defaults = {name: one["default"] for name, one in ACTION["inputs"].items()}
        return self.run(CHECK, {**defaults, **{name.replace("_", "-"): value for name, value in inputs.items()}})

    def outputs(self) -> dict[str, str]:
        """What the steps behind the action get."""
        return {name: evaluated(one["value"], {}, self.steps) for name, one in ACTION["outputs"].items()}

    def summary(self) -> str:
        """What the page of the run shows."""
        return (self.temporary / "GITHUB_STEP_SUMMARY").read_text("utf-8")


@pytest.fixture
def runner(tmp_path) -> Runner:
    """A runner with kafkalint installed, here from the checkout that runs the tests."""
    workspace, temporary = tmp_path / "work space", tmp_path / "runner temp"
    (temporary / "kafkalint").mkdir(parents=True)
    workspace.mkdir()
    (workspace / "a.py").write_bytes(REFUSES)
    return Runner(workspace, temporary, {"install": {"python": sys.executable}})


def test_every_option_is_an_input_and_no_other_is() -> None:
    assert set(ACTION["inputs"]) - OF_ITS_OWN == set(OPTIONS) - NOT_IN_CI
    for name, one in ACTION["inputs"].items():
        if name in OPTIONS:
            assert (one["default"] in ("true", "false")) is OPTIONS[name].is_flag, name
            assert one["description"].startswith("true: ") is OPTIONS[name].is_flag, name


def test_every_input_reaches_the_check_by_the_environment() -> None:
    passed = {f"INPUT_{name.upper().replace('-', '_')}": f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"]}
    del passed["INPUT_PYTHON"]
    assert CHECK["env"] == {"PYTHON": "${{ steps.install.outputs.python }}", **passed}


def test_no_script_holds_an_expression() -> None:
    assert [step for step in STEPS if "${{" in step.get("run", "")] == []


def test_what_is_found_is_told_in_the_log_the_outputs_the_summary_and_the_sarif_file(runner) -> None:
    ran = runner.check()
    assert ran.returncode == 1
    assert ran.stdout.startswith(b"::error file=a.py,line=3,")
    outputs = runner.outputs()
    sarif = Path(outputs.pop("sarif-file"))
    assert outputs == {
        "exit-status": "1", "errors": "1", "warnings": "0", "notes": "0", "fixed": "0", "failures": "0"
    }  # fmt: skip
    assert [one["ruleId"] for one in json.loads(sarif.read_text("utf-8"))["runs"][0]["results"]] == ["KFK101"]
    assert "| error | [KFK101]" in runner.summary()
    assert sorted(path.name for path in runner.workspace.iterdir()) == ["a.py"], "nothing is left in the workspace"


def test_flags_and_values_do_what_the_options_do(runner) -> None:
    (runner.workspace / "b c.py").write_bytes(REFUSES)
    ran = runner.check(paths="a.py\nb c.py\n", select="KFK101,KFK2\nKFK4", output="jsonl=out.jsonl", jobs="1")
    assert (ran.returncode, runner.outputs()["errors"]) == (1, "2")
    assert b"KFK101" in (runner.workspace / "out.jsonl").read_bytes()
    assert runner.check(ignore="KFK101").returncode == 0
    assert runner.check(exit_zero="true").returncode == 0
    assert runner.check(exit_zero="True").returncode == 0
    ran = runner.check(fix="true")
    assert (ran.returncode, runner.outputs()["fixed"]) == (0, "2")
    assert b'"acks": "all"' in (runner.workspace / "a.py").read_bytes()


HOSTILE = [
    "$(touch x)",
    "`touch x`",
    "'; touch x; '",
    '"; touch x; "',
    "*",
    "--fix",
    "-",
    "\\",
    "${IFS}",
    "; touch x #",
]


@pytest.mark.parametrize("name", sorted(set(ACTION["inputs"]) - {"python"}))
def test_an_input_is_never_more_than_a_value(runner, name) -> None:
    before = (runner.workspace / "a.py").read_bytes()
    for text in ("$(touch x)", "\n".join(HOSTILE)):
        ran = runner.check(**{name.replace("-", "_"): text})
        assert ran.returncode in (1, 2), (text, ran)
        assert b"Traceback" not in ran.stderr
        assert runner.outputs()["exit-status"] == str(ran.returncode)
        assert (runner.workspace / "a.py").read_bytes() == before, text
        assert sorted(path.name for path in runner.workspace.iterdir()) == ["a.py"], text


def test_a_path_may_look_like_anything(runner) -> None:
    names = ["$(touch x).py", "--fix.py", "'quoted' \"twice\".py", "* ?.py"]
    for name in names:
        (runner.workspace / name).write_bytes(REFUSES)
    ran = runner.check(paths="\n".join(names))
    assert (ran.returncode, runner.outputs()["errors"]) == (1, str(len(names)))
    assert not (runner.workspace / "x").exists()


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"fix": "yes"}, "kafkalint: the input fix is true or false, not 'yes'\n"),
        ({"select": "KFK999"}, "KFK999"),
        ({"paths": "no-such"}, "no-such"),
        ({"config": "no.toml"}, "no.toml"),
        ({"isolated": "true", "config": "k.toml"}, "--config and --isolated exclude each other"),
    ],
)
def test_a_bad_input_is_one_line_and_status_2(runner, inputs, said) -> None:
    runner.check()
    ran = runner.check(**inputs)
    told = (ran.stderr + ran.stdout).decode()
    assert ran.returncode == 2
    assert said in told
    assert ran.stderr.count(b"\n") <= 1
    assert runner.outputs()["exit-status"] == "2"
    assert runner.outputs()["errors"] in ("", "0"), "nothing of an earlier run is told"


def test_the_repository_lends_no_module(runner) -> None:
    for name in ("kafkalint/__init__.py", "json.py", "click.py", "pip.py", "venv.py", "subprocess.py"):
        path = runner.workspace / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("open('taken', 'w')\nraise SystemExit(7)\n", "utf-8")
    ran = runner.check(paths="a.py")
    assert (ran.returncode, runner.outputs()["errors"]) == (1, "1")
    assert not (runner.workspace / "taken").exists()


@pytest.mark.usefixtures("online")
def test_the_steps_install_the_checkout_of_the_action(runner) -> None:
    for name in ("pip.py", "venv.py", "ensurepip.py"):
        (runner.workspace / name).write_text("open('taken', 'w')\nraise SystemExit(7)\n", "utf-8")
    given = {"python": sys.executable}
    skipped, install, check = STEPS
    assert skipped["if"] == "inputs.python == ''"
    assert install["id"] == "install"
    ran = runner.run(install, given)
    assert ran.returncode == 0, ran.stderr
    python = runner.steps["install"]["python"]
    assert Path(python).is_relative_to(runner.temporary)
    where = subprocess.run(
        [python, "-I", "-c", "import kafkalint; print(kafkalint.__file__)"], capture_output=True, text=True, check=True
    )
    assert Path(where.stdout.strip()).is_relative_to(runner.temporary), "an install, not the checkout itself"
    assert runner.check(paths="a.py").returncode == 1
    assert runner.outputs()["errors"] == "1"
    assert not (runner.workspace / "taken").exists()
    assert check is CHECK
