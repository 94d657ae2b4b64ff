"""Colour and links for terminals; without them every function gives the text back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kafkalint.model.finding import Finding, Severity
from kafkalint.model.report import Report
from kafkalint.reporters import Style

_SEVERITY = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}


@dataclass(frozen=True, slots=True)
class Ink:
    """A pen that may have run out of colour."""

    color: bool
    pages: Mapping[str, str] = field(default_factory=dict)
    """The addresses that rules are linked to, by id."""

    @classmethod
    def of(cls, report: Report, style: Style) -> Ink:
        """The pen that `style` asks for."""
        return cls(style.color, {rule.id: rule.page for rule in report.rules if rule.page} if style.links else {})

    def rule(self, finding: Finding) -> str:
        """`error[KFK101]`; the id leads to its page."""
        page = self.pages.get(finding.rule)
        told = f"\x1b]8;;{page}\x1b\\{finding.rule}\x1b]8;;\x1b\\" if page else finding.rule
        return self.severity(f"{finding.severity.name.lower()}[{told}]", finding.severity)

    def severity(self, text: str, severity: Severity) -> str:
        """Red, yellow or cyan."""
        return self._paint(text, _SEVERITY[severity])

    def strong(self, text: str) -> str:
        """What is to be read first."""
        return self._paint(text, "1")

    def frame(self, text: str) -> str:
        """Lines and numbers around source text."""
        return self._paint(text, "1;94")

    def added(self, text: str, start: int = 0, end: int = 0) -> str:
        """A line that a change adds, strong from `start` to `end`."""
        return self._stressed(text, start, end, "32")

    def removed(self, text: str, start: int = 0, end: int = 0) -> str:
        """A line that a change takes away, strong from `start` to `end`."""
        return self._stressed(text, start, end, "31")

    def _stressed(self, text: str, start: int, end: int, code: str) -> str:
        before, middle, after = text[:start], text[start:end], text[end:]
        return self._paint(before, code) + self._paint(middle, f"1;{code}") + self._paint(after, code)

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text
