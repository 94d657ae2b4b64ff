"""The output for GitHub Actions: one workflow command a finding, shown beside the line in the changed files."""

from __future__ import annotations

from kafkalint.model.finding import Finding, Severity
from kafkalint.model.report import Failure, Report
from kafkalint.reporters import Style
from kafkalint.reporters.cells import without_cells
from kafkalint.reporters.positions import Places
from kafkalint.reporters.summary import closing
from kafkalint.reporters.words import FAILED, details

NAME = "github"
SUMMARY = "annotations of GitHub Actions"
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_MESSAGE: dict[str, str] = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_MESSAGE, ":": "%3A", ",": "%2C"}


def render(report: Report, style: Style) -> str:
    """Failures first, then the severest and most certain: GitHub shows ten errors, warnings and notices of a step."""
    report = without_cells(report)
    places = Places(report.sources)
    ordered = sorted(report.findings, key=lambda finding: (-finding.severity, -finding.confidence))
    lines = [_failure(failure) for failure in report.failures]
    lines += [_finding(finding, places) for finding in ordered]
    lines += [] if style.quiet else closing(report, style)
    return "".join(f"{line}\n" for line in lines)


def _finding(finding: Finding, places: Places) -> str:
    path, span = finding.site.path, finding.site.span
    start, end = places.start(path, span), places.end(path, span)
    where: dict[str, object] = {"file": path, "line": start.line, "endLine": end.line}
    if start.line == end.line:  # GitHub takes columns within one line only
        where |= {"col": start.column, "endColumn": end.column}
    message = "\n".join([finding.message, *details(finding)])
    return _command(_COMMANDS[finding.severity], {**where, "title": f"{finding.rule} {finding.name}"}, message)


def _failure(failure: Failure) -> str:
    where: dict[str, object] = {"file": failure.path}
    where |= {"line": failure.line} if failure.line else {}
    return _command("error", {**where, "title": f"kafkalint {FAILED}"}, failure.message)


def _command(name: str, properties: dict[str, object], message: str) -> str:
    told = ",".join(f"{key}={_escaped(str(value), _PROPERTY)}" for key, value in properties.items())
    return f"::{name} {told}::{_escaped(message, _MESSAGE)}"


def _escaped(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(character, character) for character in text)
