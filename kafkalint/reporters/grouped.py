"""The output of one line a finding below the name of its file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kafkalint.model.report import Report
from kafkalint.reporters import Style
from kafkalint.reporters.ink import Ink
from kafkalint.reporters.positions import Places
from kafkalint.reporters.summary import summary
from kafkalint.reporters.words import mark, plain

NAME = "grouped"
SUMMARY = "one line a finding, below the name of its file"


def render(report: Report, style: Style) -> str:
    """Each file with its findings, then a blank line."""
    return "".join(f"{line}\n" for line in [*_lines(report, Ink.of(report, style)), *summary(report, style)])


def _lines(report: Report, ink: Ink) -> Iterator[str]:
    places = Places(report.sources)
    for path, group in groupby(report.findings, key=lambda finding: finding.site.path):
        findings = list(group)
        starts = [places.start(path, finding.site.span) for finding in findings]
        width = max(len(str(at)) for at in starts)
        yield ink.strong(f"{plain(path)}:")
        for at, finding in zip(starts, findings, strict=True):
            yield f"  {at!s:{width}}  {ink.rule(finding)}{mark(finding)} {plain(finding.message)}"
        yield ""
