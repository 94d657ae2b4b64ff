"""The output of one line a finding, as editors and people with many findings want it."""

from __future__ import annotations

from kafkalint.model.finding import Applicability
from kafkalint.model.report import Report
from kafkalint.reporters import Style
from kafkalint.reporters.ink import Ink
from kafkalint.reporters.positions import Places
from kafkalint.reporters.summary import summary

NAME = "concise"
SUMMARY = "one line a finding"
_MARKS = {Applicability.SAFE: " [*]", Applicability.UNSAFE: " [~]", Applicability.DISPLAY: ""}


def render(report: Report, style: Style) -> str:
    """`path:line:column: severity[RULE] message`; before the line of a notebook stands its cell."""
    ink, places, lines = Ink(style.color), Places(report.sources), []
    for finding in report.findings:
        at = places.start(finding.site.path, finding.site.span)
        mark = _MARKS[finding.fix.applicability] if finding.fix else ""
        head = ink.severity(f"{finding.severity.name.lower()}[{finding.rule}]", finding.severity)
        lines.append(f"{finding.site.path}:{at}: {head}{mark} {finding.message}")
    return "".join(f"{line}\n" for line in [*lines, *summary(report, style)])
