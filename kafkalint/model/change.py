"""What is to change about one producer, in its client's words: no span, no syntax."""

from __future__ import annotations

from dataclasses import dataclass

from kafkalint.model.finding import Applicability
from kafkalint.model.producer import Producer, Setting
from kafkalint.model.value import Native
from kafkalint.model.verdict import Judgement


@dataclass(frozen=True, slots=True)
class Change:
    """One semantic change: ``set``, ``remove`` or ``rename`` a written setting, or ``add`` a new one."""

    kind: str
    name: str
    """The client's name of the setting, after the change."""
    value: Native = None
    setting: Setting | None = None
    """What stands there now; None for ``add``."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Every change of one producer, and what its client is promised to do afterwards."""

    producer: Producer
    changes: tuple[Change, ...]
    after: Producer
    """The producer as the changes leave it, without spans."""
    promise: Judgement
    title: str
    applicability: Applicability
    reason: str
