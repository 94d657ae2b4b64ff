"""The output in the form of Checkstyle, which many CI servers read."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from kafkalint.model.finding import Severity
from kafkalint.model.report import Report
from kafkalint.reporters import Style
from kafkalint.reporters.cells import without_cells
from kafkalint.reporters.markup import document, element
from kafkalint.reporters.positions import Places
from kafkalint.reporters.words import FAILED

NAME = "checkstyle"
SUMMARY = "XML as Checkstyle writes it"
_SEVERITY = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}


def render(report: Report, style: Style) -> str:  # noqa: ARG001  # the same for every reader
    """A `file` for each path with its `error` elements; `source` is the rule."""
    files: dict[str, Element] = {}
    for path, error in _errors(report):
        files.setdefault(path, element("file", {"name": path})).append(error)
    return document(element("checkstyle", {"version": "4.3"}, *(files[path] for path in sorted(files))))


def _errors(report: Report) -> Iterator[tuple[str, Element]]:
    """Every finding and failure with its path."""
    report = without_cells(report)
    places = Places(report.sources)
    for failure in report.failures:
        yield failure.path, _error(failure.line or 1, failure.column or 1, "error", failure.message, FAILED)
    for finding in report.findings:
        at = places.start(finding.site.path, finding.site.span)
        error = _error(at.line, at.column, _SEVERITY[finding.severity], finding.message, finding.rule)
        yield finding.site.path, error


def _error(line: int, column: int, severity: str, message: str, rule: str) -> Element:
    told = {"line": line, "column": column, "severity": severity, "message": message, "source": f"kafkalint.{rule}"}
    return element("error", told)
