"""`kafkalint check` as the steps of action.yml run it, with what it found for the steps behind it.

The inputs come by the environment (`INPUT_MIN_SEVERITY`) and go to the command as a list: no shell reads them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from click import Option

from kafkalint.cli.check import command

FOLDER = Path(os.environ["RUNNER_TEMP"]) / "kafkalint"
WRITTEN = {name: FOLDER / f"report.{name}" for name in ("json", "markdown", "sarif")}
"""Reports that are written in every run."""
COUNTS = ("errors", "warnings", "notes", "fixed")
"""Outputs of the action that the summary of the report has."""


class BadInput(ValueError):
    """An input that the command could not be given."""


def arguments() -> Iterator[str]:
    """The inputs as the command takes them; an empty one is left out.

    Raises BadInput.
    """
    for option in command.params:
        if isinstance(option, Option):
            yield from _told(option, option.opts[-1])
    yield "--"
    yield from _lines("paths")


def _told(option: Option, name: str) -> Iterator[str]:
    values = _lines(name.removeprefix("--"))
    if option.is_flag:
        if not {value.lower() for value in values} <= {"true", "false"}:
            raise BadInput(f"the input {name.removeprefix('--')} is true or false, not {' '.join(values)!r}")
        yield from (name for value in values if value.lower() == "true")
    else:
        yield from (f"{name}={value}" for value in values)


def _lines(name: str) -> list[str]:
    """The lines of an input that are not blank."""
    text = os.environ.get(f"INPUT_{name.upper().replace('-', '_')}", "")
    return [line.removesuffix("\r") for line in text.split("\n") if line.strip()]


def run() -> int:
    """Check, and give the exit status."""
    for path in WRITTEN.values():
        path.unlink(missing_ok=True)
    outputs = [f"--output={name}={path}" for name, path in WRITTEN.items()]
    line = [sys.executable, "-I", "-m", "kafkalint", "check", *outputs, *arguments()]
    return subprocess.run(line, check=False).returncode


def tell(status: int) -> None:
    """The outputs and the summary of the step; reports are missing where nothing was checked."""
    told = {"exit-status": str(status)}
    if WRITTEN["json"].exists():
        report = json.loads(WRITTEN["json"].read_text("utf-8"))
        told |= {name: str(report["summary"][name]) for name in COUNTS}
        told |= {"failures": str(len(report["failures"])), "sarif-file": str(WRITTEN["sarif"])}
        _append("GITHUB_STEP_SUMMARY", WRITTEN["markdown"].read_text("utf-8"))
    _append("GITHUB_OUTPUT", "".join(f"{name}={value}\n" for name, value in told.items()))


def _append(variable: str, text: str) -> None:
    with Path(os.environ[variable]).open("a", encoding="utf-8") as file:
        file.write(text)


def main() -> int:
    """The exit status of the check; 2 for an input that cannot be."""
    try:
        status = run()
    except BadInput as error:
        print(f"kafkalint: {error}", file=sys.stderr)
        status = 2
    tell(status)
    return status


if __name__ == "__main__":
    sys.exit(main())
