"""How freely a plan may be applied, and why."""

from __future__ import annotations

from collections.abc import Sequence

from kafkalint.model.finding import Applicability
from kafkalint.model.producer import Producer, Target
from kafkalint.model.rule import Repair
from kafkalint.model.service import Support
from kafkalint.model.verdict import Judgement, Outcome


def applicability(
    producer: Producer, before: Judgement, after: Judgement, repairs: Sequence[Repair]
) -> tuple[Applicability, str]:
    """As free as the least free of `repairs`; safe where nothing starts today or the target is declared."""
    if before.outcomes == {Outcome.REJECTED}:
        return Applicability.SAFE, "the client refuses to start today"
    target = producer.target
    least, reason = min((_of(repair, target) for repair in repairs), key=lambda one: one[0])
    reaches = after.newest.verdict.outcome is Outcome.IDEMPOTENT
    if least is Applicability.UNSAFE and target.contract and reaches:
        return Applicability.SAFE, f"{_brokers(target)} are declared"
    return least, reason


def _of(repair: Repair, target: Target) -> tuple[Applicability, str]:
    if repair.applicability is None:
        return Applicability.UNSAFE, f"asks the brokers for a producer id: {_asked(target)}"
    return repair.applicability, repair.because


def _brokers(target: Target) -> str:
    of = f" of {target.service.title}" if target.service else ""
    return f"brokers{of} {target.broker}" if target.broker else f"brokers{of}"


def _asked(target: Target) -> str:
    """What must hold for an idempotent producer there, as far as it is known."""
    service, wanted = target.service, target.permission
    if service is not None and service.idempotent is Support.DEPENDS:
        return f"{service.title}: {service.because}"
    if service is not None and wanted is not None and wanted.below is None:
        return f"{service.title} wants {wanted.right} for that"
    return "they must be 0.11 or newer, and below 2.8 grant IdempotentWrite"
