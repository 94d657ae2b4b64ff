"""Findings as an editor shows them."""

from __future__ import annotations

from collections.abc import Mapping

from lsprotocol import types

from kafkalint.lsp.ranges import Ranges
from kafkalint.model.finding import Finding, Related, Severity
from kafkalint.model.report import Report

SOURCE = "kafkalint"
_SEVERITY = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}


def diagnostics(report: Report, ranges: Ranges) -> dict[str, list[types.Diagnostic]]:
    """What is said of every file and cell, by address."""
    pages = {rule.id: rule.page for rule in report.rules if rule.page}
    found: dict[str, list[types.Diagnostic]] = {}
    for finding in report.findings:
        where = ranges.location(finding.site.path, finding.site.span)
        found.setdefault(where.uri, []).append(diagnostic(finding, where.range, ranges, pages))
    return found


def diagnostic(finding: Finding, where: types.Range, ranges: Ranges, pages: Mapping[str, str]) -> types.Diagnostic:
    """One finding; `pages` are the addresses of the documentation of rules, by id."""
    page = pages.get(finding.rule)
    return types.Diagnostic(
        range=where,
        message="\n".join((finding.message, *finding.notes)),
        severity=_SEVERITY[finding.severity],
        code=finding.rule,
        code_description=types.CodeDescription(page) if page else None,
        source=SOURCE,
        related_information=[_related(one, ranges) for one in finding.related] or None,
    )


def _related(one: Related, ranges: Ranges) -> types.DiagnosticRelatedInformation:
    return types.DiagnosticRelatedInformation(ranges.location(one.site.path, one.site.span), one.message)
