"""How freely a plan may be applied, and why."""

from __future__ import annotations

from collections.abc import Sequence

from kafkalint.model.finding import Applicability
from kafkalint.model.producer import Producer
from kafkalint.model.rule import Repair
from kafkalint.model.verdict import Judgement, Outcome

_NEW_REQUESTS = "asks the brokers for a producer id: they must be 0.11 or newer, and below 2.8 grant IdempotentWrite"


def applicability(
    producer: Producer, before: Judgement, after: Judgement, repairs: Sequence[Repair]
) -> tuple[Applicability, str]:
    """As free as the least free of `repairs`; safe where nothing starts today or the target is declared."""
    if before.outcomes == {Outcome.REJECTED}:
        return Applicability.SAFE, "the client refuses to start today"
    least, reason = min((_of(repair) for repair in repairs), key=lambda one: one[0])
    reaches = after.newest.verdict.outcome is Outcome.IDEMPOTENT
    if least is Applicability.UNSAFE and producer.target.contract and reaches:
        return Applicability.SAFE, f"brokers {producer.target.broker} are declared"
    return least, reason


def _of(repair: Repair) -> tuple[Applicability, str]:
    if repair.applicability is None:
        return Applicability.UNSAFE, _NEW_REQUESTS
    return repair.applicability, repair.because
