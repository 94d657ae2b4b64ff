"""How findings, fixes and failures are put into words, the same in every output."""

from __future__ import annotations

from kafkalint.model.finding import Applicability, Finding, Fix
from kafkalint.model.report import Failure

MARKS = {Applicability.SAFE: " [*]", Applicability.UNSAFE: " [~]", Applicability.DISPLAY: ""}
"""What stands behind the rule of a finding that can be fixed."""
HOW = {Applicability.SAFE: "safe", Applicability.UNSAFE: "unsafe", Applicability.DISPLAY: "by hand"}
FAILED = "failed"
"""Stands where a rule's id would, for what could not be checked or written."""


def mark(finding: Finding) -> str:
    """`[*]` behind what `--fix` mends, `[~]` behind what needs `--unsafe-fixes` too."""
    return MARKS[finding.fix.applicability] if finding.fix else ""


def severity(finding: Finding) -> str:
    """`error`, `warning` or `note`."""
    return finding.severity.name.lower()


def remedy(fix: Fix) -> str:
    """What a fix does, and how freely it may be applied."""
    return f"{fix.title} ({HOW[fix.applicability]}: {fix.reason})"


def details(finding: Finding) -> list[str]:
    """What is to be said below the message."""
    return [*finding.notes, *([f"fix: {remedy(finding.fix)}"] if finding.fix else [])]


def plain(text: str) -> str:
    """`text` in one line, without what would make a terminal do something."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def sentence(text: str) -> str:
    """`text` with a full stop."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def failure_line(failure: Failure) -> str:
    """One failure in one line: place, what, why."""
    place = failure.path
    if failure.cell is not None:
        place += f":cell {failure.cell}"
    if failure.line is not None:
        place += f":{failure.line}" + (f":{failure.column}" if failure.column is not None else "")
    return plain(f"{place}: {failure.message}")
