"""The last lines of what a person reads: failures, what is undecided, counts, and what can be fixed."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.model.finding import Applicability, Severity
from kafkalint.model.report import Report
from kafkalint.reporters import Style
from kafkalint.reporters.ink import Ink
from kafkalint.reporters.positions import Places
from kafkalint.reporters.words import failure_line, plain

_NAMES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def count(number: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def summary(report: Report, style: Style) -> list[str]:
    """The closing lines; failures are never left out, the rest is when `quiet`."""
    ink = Ink(style.color)
    lines = [ink.severity("failed", Severity.ERROR) + f" {failure_line(failure)}" for failure in report.failures]
    if style.suppressed:
        lines += _suppressed(report)
    if style.undecided:
        lines += [plain(f"undecided {one.path}: {one.reason}") for one in report.undecided]
    return lines if style.quiet else [*lines, *closing(report, style)]


def closing(report: Report, style: Style) -> list[str]:
    """What was found where, and what to do next; nothing in it comes from the files."""
    told = f"{_changed(report, style)}{_found(report, style)} in {_checked(report, style)}{_failed(report)}."
    return [told[:1].upper() + told[1:], *_fixable(report, style)]


def _suppressed(report: Report) -> Iterator[str]:
    places = Places(report.sources)
    for finding in (*report.silenced, *report.known):
        at = places.start(finding.site.path, finding.site.span)
        word = "suppressed" if finding.silenced else "known"
        yield plain(f"{word} {finding.site.path}:{at}: [{finding.rule}] {finding.message}")


def _changed(report: Report, style: Style) -> str:
    """What was rewritten, or would be."""
    if not report.rewrites:
        return "nothing would change; " if style.diff else ""
    files = count(len(report.rewrites), "file")
    findings = count(sum(rewrite.fixed for rewrite in report.rewrites), "finding")
    if style.diff:
        return f"{files} would be rewritten and {findings} fixed; "
    return f"fixed {findings} in {files}; "


def _found(report: Report, style: Style) -> str:
    counts = [
        count(number, name)
        for severity, name in _NAMES.items()
        if (number := sum(finding.severity is severity for finding in report.findings))
    ]
    if not report.rewrites:
        return ", ".join(counts) if counts else "no findings"
    return f"{', '.join(counts) or 'nothing'} {'would be left' if style.diff else 'left'}"


def _checked(report: Report, style: Style) -> str:
    checked = [count(report.files_seen, "file"), count(report.producers, "producer")]
    if report.undecided_producers:
        hidden = not any(finding.severity is Severity.NOTE for finding in report.findings)
        checked.append(f"{report.undecided_producers} of them undecided" + hidden * " (--notes says why)")
    if report.undecided:
        files = count(len(report.undecided), "unread file")
        checked.append(files + (not style.undecided) * " (see --show-undecided)")
    if report.silenced:
        checked.append(f"{len(report.silenced)} suppressed")
    if report.compared:
        checked.append(count(len(report.known), "known finding") + f" and {len(report.gone)} gone" * bool(report.gone))
    return ", ".join(checked)


def _failed(report: Report) -> str:
    return f"; {count(len(report.failures), 'failure')}" if report.failures else ""


def _fixable(report: Report, style: Style) -> list[str]:
    fixes = [finding.fix for finding in report.findings if finding.fix is not None]
    safe = sum(fix.applicability is Applicability.SAFE for fix in fixes)
    unsafe = sum(fix.applicability is Applicability.UNSAFE for fix in fixes)
    lines = []
    if safe:
        lines.append(f"[*] {safe} fixable with --fix.")
    if unsafe:
        more = "more " if safe else ""
        hint = "" if style.unsafe else " (or with --fix alone, once broker-version is declared)"
        lines.append(f"[~] {unsafe} {more}fixable with --fix --unsafe-fixes{hint}.")
    return lines
