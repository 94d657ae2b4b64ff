"""Every output, letter by letter, for a report that holds everything.

`KAFKALINT_GOLDEN=write` writes the files anew; look at what has changed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kafkalint.reporters import Style, reporters

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", reporters())
def test_an_output_is_what_it_was(report, name) -> None:
    told = reporters()[name].render(report, Style(suppressed=True, undecided=True))
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("KAFKALINT_GOLDEN") == "write":
        golden.write_bytes(told.encode("utf-8"))
    assert golden.read_bytes().decode("utf-8") == told


def test_every_golden_file_is_one_of_an_output() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(reporters())


@pytest.mark.parametrize("name", reporters())
def test_every_output_has_a_file_of_tests(name) -> None:
    assert (GOLDEN.parent / f"test_{name}.py").is_file()


@pytest.mark.parametrize("name", reporters())
def test_a_report_of_nothing(name) -> None:
    from kafkalint.model.report import Report

    told = reporters()[name].render(Report(version="1.2.3"), Style())
    assert told.endswith("\n")
    assert told.encode("utf-8")
