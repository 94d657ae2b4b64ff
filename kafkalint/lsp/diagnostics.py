"""Findings as an editor shows them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

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
Uri = Callable[[str], str]
"""The address of the file that reports show by a path."""


def diagnostics(report: Report, ranges: Ranges, uri: Uri) -> dict[str, list[types.Diagnostic]]:
    """What is said of every file, by absolute path."""
    pages = {rule.id: rule.page for rule in report.rules if rule.page}
    found: dict[str, list[types.Diagnostic]] = {}
    for finding in report.findings:
        path = os.path.abspath(finding.site.path)  # noqa: PTH100  # links stay what they are
        found.setdefault(path, []).append(diagnostic(finding, ranges, uri, pages))
    return found


def diagnostic(finding: Finding, ranges: Ranges, uri: Uri, pages: Mapping[str, str]) -> types.Diagnostic:
    """One finding; `pages` are the addresses of the documentation of rules, by id."""
    page = pages.get(finding.rule)
    return types.Diagnostic(
        range=ranges.range(finding.site.path, finding.site.span),
        message="\n".join((finding.message, *finding.notes)),
        severity=_SEVERITY[finding.severity],
        code=finding.rule,
        code_description=types.CodeDescription(page) if page else None,
        source=SOURCE,
        related_information=[_related(one, ranges, uri) for one in finding.related] or None,
    )


def _related(one: Related, ranges: Ranges, uri: Uri) -> types.DiagnosticRelatedInformation:
    where = types.Location(uri(one.site.path), ranges.range(one.site.path, one.site.span))
    return types.DiagnosticRelatedInformation(where, one.message)
