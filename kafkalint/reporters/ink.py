"""Colour for terminals; with `color` off every function gives the text back."""

from __future__ import annotations

from dataclasses import dataclass

from kafkalint.model.finding import Severity

_SEVERITY = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}


@dataclass(frozen=True, slots=True)
class Ink:
    """A pen that may have run out of colour."""

    color: bool

    def severity(self, text: str, severity: Severity) -> str:
        """Red, yellow or cyan."""
        return self._paint(text, _SEVERITY[severity])

    def strong(self, text: str) -> str:
        """What is to be read first."""
        return self._paint(text, "1")

    def frame(self, text: str) -> str:
        """Lines and numbers around source text."""
        return self._paint(text, "1;34")

    def added(self, text: str) -> str:
        """A line that a change adds."""
        return self._paint(text, "32")

    def removed(self, text: str) -> str:
        """A line that a change takes away."""
        return self._paint(text, "31")

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text
