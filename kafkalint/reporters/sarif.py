"""The output for code scanning: SARIF 2.1.0."""

from __future__ import annotations

import json
from urllib.parse import quote

from kafkalint import HOME
from kafkalint.model.edit import Patch
from kafkalint.model.finding import Applicability, Finding, Fix
from kafkalint.model.report import Failure, Report, Undecided
from kafkalint.model.source import Span
from kafkalint.reporters import Style
from kafkalint.reporters.cells import without_cells
from kafkalint.reporters.positions import Places
from kafkalint.reporters.sarif_rules import LEVELS, descriptor
from kafkalint.reporters.words import remedy, sentence

NAME = "sarif"
SUMMARY = "SARIF 2.1.0, for code scanning"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "%SRCROOT%"
"""Stands for the folder that kafkalint ran in; GitHub puts the root of the repository there."""
UNDECIDED = "undecided"
_KNOWN: dict[str, object] = {
    "baselineState": "unchanged",
    "suppressions": [{"kind": "external", "status": "accepted", "justification": "A baseline has it."}],
}
_DRIVE = 1  # where the colon of C:/ stands


def render(report: Report, style: Style) -> str:
    """One run; silenced and known findings are in it when they are shown, since GitHub would open alerts for them."""
    report = without_cells(report)
    places = Places(report.sources)
    indexes = {rule.id: index for index, rule in enumerate(report.rules)}
    states = {"baselineState": "new"} if report.compared else {}
    results = [_result(finding, indexes, places) | states for finding in report.findings]
    if style.suppressed:
        results += [_result(finding, indexes, places) | states for finding in report.silenced]
        results += [_result(finding, indexes, places) | _KNOWN for finding in report.known]
    content = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(report)},
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that kafkalint ran in."}}},
                "automationDetails": {"id": "kafkalint/"},
                "invocations": [_invocation(report)],
                "results": results,
            }
        ],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _driver(report: Report) -> dict[str, object]:
    return {
        "name": "kafkalint",
        "informationUri": HOME,
        "version": report.version,
        "semanticVersion": report.version,
        "rules": [descriptor(rule) for rule in report.rules],
    }


def _invocation(report: Report) -> dict[str, object]:
    """What became of the run: each failure is a notification, and so is each file that could not be judged."""
    notes = [_notification(failure.kind, "error", failure.message, _failed_at(failure)) for failure in report.failures]
    notes += [_notification(UNDECIDED, "note", one.reason, _artifact(one)) for one in report.undecided]
    return {"executionSuccessful": not report.failures, "toolExecutionNotifications": notes}


def _notification(kind: str, level: str, text: str, location: dict[str, object]) -> dict[str, object]:
    return {
        "descriptor": {"id": kind},
        "level": level,
        "message": {"text": sentence(text)},
        "locations": [{"physicalLocation": location}],
    }


def _failed_at(failure: Failure) -> dict[str, object]:
    region = {"startLine": failure.line, "startColumn": failure.column or 1} if failure.line else None
    return {**_artifact(failure), **({"region": region} if region else {})}


def _artifact(one: Failure | Undecided) -> dict[str, object]:
    return {"artifactLocation": artifact(one.path)}


def _result(finding: Finding, indexes: dict[str, int], places: Places) -> dict[str, object]:
    told: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": indexes.get(finding.rule, -1),
        "level": LEVELS[finding.severity],
        "message": {"text": " ".join(map(sentence, [finding.message, *finding.notes]))},
        "locations": [_primary(finding, places)],
        "partialFingerprints": {"kafkalint/v1": finding.fingerprint},
        "suppressions": [_suppression(finding, places)] if finding.silenced else [],
    }
    if finding.related:
        told["relatedLocations"] = [
            {
                "id": number,
                "message": {"text": sentence(one.message)},
                "physicalLocation": _physical(one.site.path, one.site.span, places),
            }
            for number, one in enumerate(finding.related, 1)
        ]
    if finding.fix and finding.fix.applicability > Applicability.DISPLAY:
        told["fixes"] = [_fix(finding.fix, places)]
    return told


def _primary(finding: Finding, places: Places) -> dict[str, object]:
    location: dict[str, object] = {"physicalLocation": _physical(finding.site.path, finding.site.span, places)}
    if finding.setting:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.setting, "kind": "property"}]
    return location


def _suppression(finding: Finding, places: Places) -> dict[str, object]:
    assert finding.silenced is not None
    path, span = finding.silenced.path, finding.silenced.span
    lines = places.lines(path, span)
    return {
        "kind": "inSource",
        "status": "accepted",
        "justification": lines.text[span.start : span.end].strip(),
        "location": {"physicalLocation": _physical(path, span, places)},
    }


def _fix(fix: Fix, places: Places) -> dict[str, object]:
    return {
        "description": {"text": sentence(remedy(fix))},
        "artifactChanges": [
            {"artifactLocation": artifact(patch.path), "replacements": _replacements(patch, places)}
            for patch in fix.patches
        ],
    }


def _replacements(patch: Patch, places: Places) -> list[dict[str, object]]:
    return [
        {"deletedRegion": _region(patch.path, edit.span, places), "insertedContent": {"text": edit.text}}
        for edit in patch.edits
    ]


def _physical(path: str, span: Span, places: Places) -> dict[str, object]:
    return {"artifactLocation": artifact(path), "region": _region(path, span, places)}


def _region(path: str, span: Span, places: Places) -> dict[str, object]:
    start, end = places.start(path, span), places.end(path, span)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def artifact(path: str) -> dict[str, object]:
    """A file by its address: relative to the folder of the run where it lies in it, otherwise absolute."""
    told = quote(path.encode("utf-8", "surrogateescape"))
    if path.startswith("//"):  # a Windows share
        return {"uri": f"file:{told}"}
    if path.startswith("/"):
        return {"uri": f"file://{told}"}
    if path[_DRIVE : _DRIVE + 2] == ":/":
        return {"uri": f"file:///{told.replace('%3A', ':', 1)}"}
    return {"uri": told, "uriBaseId": ROOT}
