"""The output for GitLab's code quality reports."""

from __future__ import annotations

import json
from hashlib import sha256

from kafkalint.model.finding import Finding, Severity
from kafkalint.model.report import Failure, Report
from kafkalint.reporters import Style
from kafkalint.reporters.cells import without_cells
from kafkalint.reporters.positions import Places
from kafkalint.reporters.words import FAILED

NAME = "gitlab"
SUMMARY = "a code quality report of GitLab"
_SEVERITY = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}


def render(report: Report, style: Style) -> str:  # noqa: ARG001  # the same for every reader
    """A list of issues, failures first; fingerprints tell them apart and stay when lines move."""
    report = without_cells(report)
    places = Places(report.sources)
    issues = [_failure(failure) for failure in report.failures]
    issues += [_finding(finding, places) for finding in report.findings]
    return json.dumps(issues, indent=2, ensure_ascii=False) + "\n"


def _finding(finding: Finding, places: Places) -> dict[str, object]:
    path, span = finding.site.path, finding.site.span
    start, end = places.start(path, span), places.end(path, span)
    return {
        "check_name": finding.rule,
        "description": f"{finding.rule} {finding.name}: {finding.message}",
        "severity": _SEVERITY[finding.severity],
        "fingerprint": finding.fingerprint,
        "location": {
            "path": path,
            "positions": {
                "begin": {"line": start.line, "column": start.column},
                "end": {"line": end.line, "column": end.column},
            },
        },
    }


def _failure(failure: Failure) -> dict[str, object]:
    line, column = failure.line or 1, failure.column or 1
    digest = sha256("\0".join((FAILED, failure.kind, failure.path)).encode("utf-8", "surrogatepass"))
    return {
        "check_name": FAILED,
        "description": failure.message,
        "severity": "blocker",
        "fingerprint": digest.hexdigest()[:16],
        "location": {
            "path": failure.path,
            "positions": {"begin": {"line": line, "column": column}, "end": {"line": line, "column": column}},
        },
    }
