"""The output for people: message, source frame, proposed change, notes, summary."""

from __future__ import annotations

import difflib
import re

from kafkalint.model.edit import Patch
from kafkalint.model.finding import Applicability, Finding, Fix, Severity
from kafkalint.model.report import Report, Rewrite
from kafkalint.reporters import Style
from kafkalint.reporters.frame import change, frame
from kafkalint.reporters.ink import Ink
from kafkalint.reporters.positions import Places
from kafkalint.reporters.summary import summary

NAME = "full"
SUMMARY = "findings with source frames and proposed changes"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MARKS = {Applicability.SAFE: " [*]", Applicability.UNSAFE: " [~]", Applicability.DISPLAY: ""}


def render(report: Report, style: Style) -> str:
    """Every finding with its frame; with `diff`, the changes instead."""
    ink = Ink(style.color)
    if style.diff:
        return "".join(_difference(rewrite, ink) for rewrite in report.rewrites) + _closing(report, style)
    places = Places(report.sources)
    shown: set[Fix] = set()
    blocks = [_finding(finding, places, ink, shown) for finding in report.findings]
    return "".join(f"{block}\n\n" for block in blocks) + _closing(report, style)


def _closing(report: Report, style: Style) -> str:
    return "".join(f"{line}\n" for line in summary(report, style))


def _finding(finding: Finding, places: Places, ink: Ink, shown: set[Fix]) -> str:
    path, span = finding.site.path, finding.site.span
    lines = places.lines(path)
    at = lines.position(span.start)
    head = ink.severity(f"{finding.severity.name.lower()}[{finding.rule}]", finding.severity)
    mark = _MARKS[finding.fix.applicability] if finding.fix else ""
    width = len(str(at.line + 2))
    block = [
        f"{head}{mark} {ink.strong(finding.message)}",
        ink.frame(f"{'':{width}}--> ") + f"{path}:{at.line}:{at.column}",
        *frame(lines, span, ink, "^" if finding.severity > Severity.NOTE else "-"),
    ]
    for related in finding.related:
        start = places.start(related.site.path, related.site.span)
        block.append(f"  {ink.frame('::')} {related.site.path}:{start.line}:{start.column}: {related.message}")
    block += [f"  {ink.frame('=')} note: {note}" for note in finding.notes]
    if finding.fix:
        block += _fix(finding.fix, places, ink, shown)
    return "\n".join(block)


def _fix(fix: Fix, places: Places, ink: Ink, shown: set[Fix]) -> list[str]:
    how = {Applicability.SAFE: "safe", Applicability.UNSAFE: "unsafe", Applicability.DISPLAY: "by hand"}
    head = f"  {ink.frame('=')} fix: {fix.title} ({how[fix.applicability]}: {fix.reason})"
    if fix in shown:
        return [f"{head}, as above"]
    shown.add(fix)
    return [head, *(line for patch in fix.patches for line in _patch(patch, places, ink, len(fix.patches) > 1))]


def _patch(patch: Patch, places: Places, ink: Ink, named: bool) -> list[str]:
    lines = change(places.lines(patch.path), patch.edits, ink)
    return [ink.frame(f"in {patch.path}"), *lines] if named else lines


def _difference(rewrite: Rewrite, ink: Ink) -> str:
    before, after = _LINE.findall(rewrite.before.text), _LINE.findall(rewrite.after)
    lines = difflib.unified_diff(before, after, f"a/{rewrite.path}", f"b/{rewrite.path}")
    return "".join(_painted(line, ink) for line in lines)


def _painted(line: str, ink: Ink) -> str:
    text, end = line.rstrip("\r\n"), line[len(line.rstrip("\r\n")) :]
    if not end:
        end = "\n\\ No newline at end of file\n"
    if line.startswith(("+++", "---")):
        return ink.strong(text) + end
    if line.startswith("+"):
        return ink.added(text) + end
    if line.startswith("-"):
        return ink.removed(text) + end
    return (ink.frame(text) if line.startswith("@@") else text) + end
