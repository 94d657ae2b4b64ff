"""What one run is asked to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kafkalint.model.finding import Applicability, Confidence, Finding, Severity


@dataclass(frozen=True, slots=True)
class Options:
    """The wishes of one call; what stands in configuration files comes on top, except where these say otherwise."""

    paths: tuple[str, ...] = (".",)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fix: bool = False
    unsafe: bool = False
    diff: bool = False
    min_severity: Severity = Severity.WARNING
    min_confidence: Confidence = Confidence.LOW
    config: Path | None = None
    isolated: bool = False
    force_exclude: bool = False
    jobs: int | None = None
    stdin: tuple[str, bytes] | None = None
    """Name and content of a text that is not on disk; `paths` do not count then."""
    today: date = field(default_factory=date.today)

    @property
    def applies(self) -> Applicability:
        """The least applicability of a fix that is applied."""
        return Applicability.UNSAFE if self.unsafe else Applicability.SAFE

    @property
    def rewrites(self) -> bool:
        """Whether texts are changed at all, on disk or only for show."""
        return self.fix or self.diff

    def wants(self, finding: Finding) -> bool:
        """Whether a finding weighs enough to be reported, and mended."""
        return finding.severity >= self.min_severity and finding.confidence >= self.min_confidence
