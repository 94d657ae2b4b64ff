"""The output for reviewdog, with fixes as suggestions of which each can be taken by a click."""

from __future__ import annotations

import json

from kafkalint import HOME
from kafkalint.model.edit import Edit
from kafkalint.model.finding import Applicability, Finding, Fix, Severity
from kafkalint.model.report import Failure, Report
from kafkalint.model.source import Span
from kafkalint.reporters import Style
from kafkalint.reporters.cells import without_cells
from kafkalint.reporters.positions import Lines, Places
from kafkalint.reporters.words import FAILED, details

NAME = "rdjson"
SUMMARY = "diagnostics with suggestions, as reviewdog reads them"
_SEVERITY = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def render(report: Report, style: Style) -> str:  # noqa: ARG001  # the same for every reader
    """One object; a fix that several findings share is suggested once."""
    report = without_cells(report)
    places, suggested = Places(report.sources), set[Fix]()
    pages = {rule.id: rule.page for rule in report.rules if rule.page}
    diagnostics = [_failure(failure) for failure in report.failures]
    diagnostics += [_finding(finding, places, pages, suggested) for finding in report.findings]
    content = {"source": {"name": "kafkalint", "url": HOME}, "diagnostics": diagnostics}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _finding(finding: Finding, places: Places, pages: dict[str, str], suggested: set[Fix]) -> dict[str, object]:
    page = pages.get(finding.rule)
    told: dict[str, object] = {
        "message": "\n".join([finding.message, *details(finding)]),
        "location": _location(finding.site.path, finding.site.span, places),
        "severity": _SEVERITY[finding.severity],
        "code": {"value": finding.rule, **({"url": page} if page else {})},
    }
    if finding.related:
        told["related_locations"] = [
            {"message": one.message, "location": _location(one.site.path, one.site.span, places)}
            for one in finding.related
        ]
    fix = finding.fix
    if fix and fix.applicability > Applicability.DISPLAY and fix not in suggested and _alone(fix, finding):
        suggested.add(fix)
        told["suggestions"] = [_suggestion(patch.path, edit, places) for patch in fix.patches for edit in patch.edits]
    return told


def _alone(fix: Fix, finding: Finding) -> bool:
    """Whether the fix changes nothing but the file that the finding points at."""
    return {patch.path for patch in fix.patches} == {finding.site.path}


def _suggestion(path: str, edit: Edit, places: Places) -> dict[str, object]:
    return {"range": _range(path, edit.span, places), "text": edit.text}


def _location(path: str, span: Span, places: Places) -> dict[str, object]:
    return {"path": path, "range": _range(path, span, places)}


def _range(path: str, span: Span, places: Places) -> dict[str, object]:
    lines = places.lines(path, span)
    return {"start": _position(lines, span.start), "end": _position(lines, span.end)}


def _position(lines: Lines, offset: int) -> dict[str, int]:
    """Line and column as reviewdog counts: bytes in UTF-8."""
    at = lines.position(offset)
    before = lines.line(at.line)[: at.column - 1]
    return {"line": at.line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}


def _failure(failure: Failure) -> dict[str, object]:
    location: dict[str, object] = {"path": failure.path}
    if failure.line:
        location["range"] = {"start": {"line": failure.line, "column": failure.column or 1}}
    return {"message": failure.message, "location": location, "severity": "ERROR", "code": {"value": FAILED}}
