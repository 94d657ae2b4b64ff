"""The output for a job summary or a comment: a table in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kafkalint.model.finding import Finding
from kafkalint.model.report import Report
from kafkalint.reporters import Style
from kafkalint.reporters.positions import Places
from kafkalint.reporters.summary import closing
from kafkalint.reporters.words import FAILED, failure_line, remedy, severity

NAME = "markdown"
SUMMARY = "a table in Markdown, for a job summary or a comment"
MOST = 500
"""Rows; a job summary of GitHub holds 1 MiB, and people read less."""
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#&])")


def render(report: Report, style: Style) -> str:
    """Counts, failures, findings, and what each rule is about."""
    parts = ["### kafkalint", "\n".join(map(escaped, closing(report, style)))]
    parts += ["\n".join(_failures(report))] if report.failures else []
    parts += ["\n".join(_table(report)), "\n".join(_rules(report))] if report.findings else []
    return "\n\n".join(parts) + "\n"


def _failures(report: Report) -> Iterator[str]:
    yield from (f"- **{FAILED}** {escaped(failure_line(failure))}" for failure in report.failures)


def _table(report: Report) -> Iterator[str]:
    places, pages = Places(report.sources), {rule.id: rule.page for rule in report.rules}
    ordered = sorted(report.findings, key=lambda finding: -finding.severity)
    yield "| severity | rule | where | what | fix |"
    yield "|---|---|---|---|---|"
    for finding in ordered[:MOST]:
        yield f"| {' | '.join(_row(finding, places, pages))} |"
    if len(ordered) > MOST:
        yield f"| | | | {len(ordered) - MOST} more | |"


def _row(finding: Finding, places: Places, pages: dict[str, str]) -> Iterator[str]:
    at = places.start(finding.site.path, finding.site.span)
    yield severity(finding)
    yield _linked(finding.rule, pages.get(finding.rule, ""))
    yield f"{escaped(finding.site.path)}:{at}"
    yield escaped(finding.message)
    yield escaped(remedy(finding.fix)) if finding.fix else ""


def _rules(report: Report) -> Iterator[str]:
    named = {finding.rule for finding in report.findings}
    for rule in report.rules:
        if rule.id in named:
            yield f"- {_linked(rule.id, rule.page)} {rule.name}: {escaped(rule.title)}"


def _linked(text: str, page: str) -> str:
    return f"[{text}]({page})" if page else text


def escaped(text: str) -> str:
    """`text` in one line that means nothing but itself."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
