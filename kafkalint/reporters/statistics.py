"""The output of how often each rule fires, the most frequent first."""

from __future__ import annotations

from collections import Counter

from kafkalint.model.finding import Applicability, Finding
from kafkalint.model.report import Report
from kafkalint.reporters import Style
from kafkalint.reporters.ink import Ink
from kafkalint.reporters.summary import summary
from kafkalint.reporters.words import MARKS

NAME = "statistics"
SUMMARY = "how often each rule fires"


def render(report: Report, style: Style) -> str:
    """A line a rule: how often, severity, id, whether all of it can be fixed, name."""
    ink = Ink.of(report, style)
    counted = Counter(finding.rule for finding in report.findings)
    width = len(str(max(counted.values(), default=0)))
    lines = []
    for rule, number in sorted(counted.items(), key=lambda one: (-one[1], one[0])):
        found = [finding for finding in report.findings if finding.rule == rule]
        worst = max(found, key=lambda finding: finding.severity)
        lines.append(f"{number:>{width}}  {ink.rule(worst)}{_mark(found)} {worst.name}")
    return "".join(f"{line}\n" for line in [*lines, *summary(report, style)])


def _mark(findings: list[Finding]) -> str:
    """The mark of the fixes that all of `findings` have; none when one has none."""
    if any(finding.fix is None for finding in findings):
        return ""
    return MARKS[min((finding.fix.applicability for finding in findings if finding.fix), default=Applicability.DISPLAY)]
