"""What one run is asked to do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from pathlib import Path

from kafkalint.model.finding import Applicability, Confidence, Finding, Severity
from kafkalint.model.producer import Site
from kafkalint.model.rule import Rule


@dataclass(frozen=True, slots=True)
class Since:
    """A commit, and the highest folder of its repository."""

    top: str
    commit: str


class Style(Enum):
    """How much is rewritten."""

    MINIMAL = "minimal"
    """What stands in the way of an idempotent producer."""
    EXPLICIT = "explicit"
    """Beside that, what a migration wants written out or gone."""
    PINNED = "pinned"
    """Nothing but today's behaviour, written out."""


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
    baseline: Path | None = None
    """The baseline of all files, whatever configuration files say."""
    since: Since | None = None
    """Where a change set out from, when only what it touches is judged."""
    isolated: bool = False
    force_exclude: bool = False
    jobs: int | None = None
    stdin: tuple[str, bytes] | None = None
    """Name and content of a text that is not on disk; `paths` do not count then."""
    style: Style = Style.MINIMAL
    leave: frozenset[tuple[str, int]] = frozenset()
    """Producers that are not rewritten: the file as it is shown, and which one in it, by position."""
    sweep: frozenset[Site] | None = None
    """When not producers but suppressions without effect are mended: those that another file needs all the same."""
    survey: bool = False
    """Whether every producer is told, and not only what is found about it."""
    today: date = field(default_factory=date.today)

    @property
    def applies(self) -> Applicability:
        """The least applicability of a fix that is applied."""
        return Applicability.UNSAFE if self.unsafe else Applicability.SAFE

    @property
    def rewrites(self) -> bool:
        """Whether texts are changed at all, on disk or only for show."""
        return self.fix or self.diff

    def styled(self, rule: Rule) -> Rule:
        """`rule` as it runs in this style: without a repair that is not made, or unasked and under every profile."""
        repair = rule.repair
        if repair is None:
            return rule
        pins = repair.action == "pin"
        if pins if self.style is Style.PINNED else repair.migration and self.style is Style.EXPLICIT:
            return replace(rule, on_request=False, profiles=())
        made = self.style is Style.MINIMAL or (self.style is Style.EXPLICIT and rule.subject != "suppression")
        return rule if made and not repair.migration else replace(rule, repair=None)

    def runs(self, rule: Rule) -> bool:
        """Whether `rule` has anything to say in this style."""
        if rule.of_migration:
            return self.style is not Style.MINIMAL
        return self.style is not Style.PINNED or rule.repair is not None

    def wants(self, finding: Finding) -> bool:
        """Whether a finding weighs enough to be reported, and mended."""
        return finding.severity >= self.min_severity and finding.confidence >= self.min_confidence
