"""What a producer is meant to be, when it is not meant to be idempotent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kafkalint.model.finding import Severity
from kafkalint.model.rule import Condition


@dataclass(frozen=True, slots=True)
class Profile:
    """Rules that do not apply to such a producer, and those that weigh differently."""

    id: str
    title: str
    off: tuple[str, ...] = ()
    """Ids of rules that are silent."""
    severity: Mapping[str, Severity] = field(default_factory=dict)
    """Severity by rule id."""
    when: Condition | None = None
    """What must not be false of a producer, or else the profile does not count for it."""
