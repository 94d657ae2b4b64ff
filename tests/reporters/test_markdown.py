"""The table in Markdown: whatever stands in the findings, it stays a table, and it fits into a job summary."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kafkalint.reporters import Style, markdown

CELL = re.compile(r"(?<!\\)(?:\\\\)*\|")
LIMIT = 1024 * 1024
"""Bytes that GitHub takes of one job summary."""


def rows(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.startswith("| ")]


@given(st.text())
def test_a_table_stays_a_table(report, message) -> None:
    findings = tuple(replace(one, message=message) for one in report.findings)
    told = rows(markdown.render(replace(report, findings=findings), Style()))
    assert len(told) == 1 + len(findings)
    assert {len(CELL.findall(line)) for line in told} == {6}
    assert not [line for line in told if re.search(r"(?<!\\)(?:\\\\)*<", line)]


def test_thousands_of_findings_fit(report) -> None:
    many = replace(report, findings=report.findings * 5000)
    told = markdown.render(many, Style())
    assert len(told.encode("utf-8")) < LIMIT
    assert len(rows(told)) == markdown.MOST + 2
    assert f"| {20_000 - markdown.MOST} more |" in told


def test_the_severest_come_first(report) -> None:
    order = [line.split(" | ")[0].strip("| ") for line in rows(markdown.render(report, Style()))[1:]]
    assert order == ["error", "warning", "warning", "note"]
