"""The output of one line a finding, as editors and people with many findings want it."""

from __future__ import annotations

from kafkalint.model.report import Report
from kafkalint.reporters import Style
from kafkalint.reporters.ink import Ink
from kafkalint.reporters.positions import Places
from kafkalint.reporters.summary import summary
from kafkalint.reporters.words import mark, plain

NAME = "concise"
SUMMARY = "one line a finding"


def render(report: Report, style: Style) -> str:
    """`path:line:column: severity[RULE] message`; before the line of a notebook stands its cell."""
    ink, places, lines = Ink.of(report, style), Places(report.sources), []
    for finding in report.findings:
        at = places.start(finding.site.path, finding.site.span)
        lines.append(f"{plain(finding.site.path)}:{at}: {ink.rule(finding)}{mark(finding)} {plain(finding.message)}")
    return "".join(f"{line}\n" for line in [*lines, *summary(report, style)])
