"""The output for programs that read line by line: what `json` has, each thing in a line of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kafkalint.model.report import Report
from kafkalint.reporters import Style
from kafkalint.reporters.json import failure_object, finding_object, summary_object
from kafkalint.reporters.positions import Places

NAME = "jsonl"
SUMMARY = "one JSON object a line: findings, failures, and the summary last"


def render(report: Report, style: Style) -> str:  # noqa: ARG001  # the same for every reader
    """`{"finding": …}`, `{"failure": …}` and, at the end, `{"summary": …}`, as in schema `kafkalint/report/1`."""
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[dict[str, dict[str, object]]]:
    places = Places(report.sources)
    yield from ({"finding": finding_object(finding, places)} for finding in report.findings)
    yield from ({"failure": failure_object(failure)} for failure in report.failures)
    yield {"summary": summary_object(report)}
