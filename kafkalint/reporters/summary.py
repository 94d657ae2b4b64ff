"""The last lines of what a person reads: failures, what is undecided, counts, and what can be fixed."""

from __future__ import annotations

from kafkalint.model.finding import Applicability, Severity
from kafkalint.model.report import Failure, Report
from kafkalint.reporters import Style
from kafkalint.reporters.ink import Ink

_NAMES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def count(number: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def failure_line(failure: Failure) -> str:
    """One failure in one line: place, what, why."""
    place = failure.path
    if failure.line is not None:
        place += f":{failure.line}" + (f":{failure.column}" if failure.column is not None else "")
    return f"{place}: {failure.message}"


def summary(report: Report, style: Style) -> list[str]:
    """The closing lines; failures are never left out, the rest is when `quiet`."""
    ink = Ink(style.color)
    lines = [ink.severity("failed", Severity.ERROR) + f" {failure_line(failure)}" for failure in report.failures]
    if style.undecided:
        lines += [f"undecided {one.path}: {one.reason}" for one in report.undecided]
    if style.quiet:
        return lines
    return [*lines, _found(report), *_fixable(report, style)]


def _found(report: Report) -> str:
    counts = [
        count(number, name)
        for severity, name in _NAMES.items()
        if (number := sum(finding.severity is severity for finding in report.findings))
    ]
    found = ", ".join(counts) if counts else "No findings"
    checked = [count(report.files_seen, "file"), count(report.producers, "producer")]
    if report.undecided_producers:
        checked.append(f"{report.undecided_producers} of them undecided")
    if report.undecided:
        checked.append(count(len(report.undecided), "unreadable template"))
    if report.suppressed:
        checked.append(f"{report.suppressed} suppressed")
    fixed = f"Fixed {count(report.fixed, 'finding')}; left: " if report.fixed else ""
    failed = f"; {count(len(report.failures), 'failure')}" if report.failures else ""
    return f"{fixed}{found} in {', '.join(checked)}{failed}."


def _fixable(report: Report, style: Style) -> list[str]:
    fixes = [finding.fix for finding in report.findings if finding.fix is not None]
    safe = sum(fix.applicability is Applicability.SAFE for fix in fixes)
    unsafe = sum(fix.applicability is Applicability.UNSAFE for fix in fixes)
    lines = []
    if safe:
        lines.append(f"[*] {safe} fixable with --fix.")
    if unsafe:
        more = "more " if safe else ""
        hint = "declare broker-version to make them safe" if not style.unsafe else "allowed by --unsafe-fixes"
        lines.append(f"[~] {unsafe} {more}fixable with --fix --unsafe-fixes ({hint}).")
    return lines
