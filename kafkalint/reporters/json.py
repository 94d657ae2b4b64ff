"""The output for programs: schema `kafkalint/report/1`, as `docs/schemas/report-1.json` describes it."""

from __future__ import annotations

import json

from kafkalint.model.finding import Applicability, Finding, Fix, Severity
from kafkalint.model.producer import Site
from kafkalint.model.report import Failure, Report
from kafkalint.reporters import Style
from kafkalint.reporters.positions import Places

NAME = "json"
SUMMARY = "one JSON object, schema kafkalint/report/1"
SCHEMA = "kafkalint/report/1"
APPLICABILITY = {Applicability.SAFE: "safe", Applicability.UNSAFE: "unsafe", Applicability.DISPLAY: "display-only"}


def render(report: Report, style: Style) -> str:  # noqa: ARG001  # the same for every reader
    """The report as one object."""
    places = Places(report.sources)
    content = {
        "schema": SCHEMA,
        "version": report.version,
        "findings": [finding_object(finding, places) for finding in report.findings],
        "failures": [failure_object(failure) for failure in report.failures],
        "summary": summary_object(report),
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def finding_object(finding: Finding, places: Places) -> dict[str, object]:
    """One finding as the schema has it."""
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity.name.lower(),
        "confidence": finding.confidence.name.lower(),
        "message": finding.message,
        **_range(finding.site, places),
        "setting": finding.setting or None,
        "value": finding.value if finding.setting else None,
        "client": finding.client or None,
        "client_version": finding.client_version or None,
        "notes": list(finding.notes),
        "related": [
            {
                "path": related.site.path,
                "cell": (at := places.start(related.site.path, related.site.span)).cell,
                "line": at.line,
                "column": at.column,
                "message": related.message,
            }
            for related in finding.related
        ],
        "fix": _fix(finding.fix, places) if finding.fix else None,
        "fingerprint": finding.fingerprint,
    }


def _fix(fix: Fix, places: Places) -> dict[str, object]:
    edits = ((patch.path, edit) for patch in fix.patches for edit in patch.edits)
    return {
        "title": fix.title,
        "applicability": APPLICABILITY[fix.applicability],
        "reason": fix.reason,
        "edits": [{**_range(Site(path, edit.span), places), "text": edit.text} for path, edit in edits],
    }


def _range(site: Site, places: Places) -> dict[str, object]:
    """Where something begins and ends."""
    start, end = places.start(site.path, site.span), places.end(site.path, site.span)
    return {
        "path": site.path,
        "cell": start.cell,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    }


def failure_object(failure: Failure) -> dict[str, object]:
    """One failure as the schema has it."""
    return {
        "path": failure.path,
        "kind": failure.kind,
        "message": failure.message,
        "cell": failure.cell,
        "line": failure.line,
        "column": failure.column,
    }


def summary_object(report: Report) -> dict[str, object]:
    """The counts as the schema has them."""
    severities = [finding.severity for finding in report.findings]
    fixes = [finding.fix for finding in report.findings if finding.fix]
    return {
        "files_seen": report.files_seen,
        "files_read": report.files_read,
        "producers": report.producers,
        "undecided": report.undecided_producers + len(report.undecided),
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "notes": severities.count(Severity.NOTE),
        "suppressed": len(report.silenced),
        "known": len(report.known),
        "gone": len(report.gone),
        "fixable": sum(fix.applicability is Applicability.SAFE for fix in fixes),
        "fixable_unsafe": sum(fix.applicability is Applicability.UNSAFE for fix in fixes),
        "fixed": report.fixed,
    }
