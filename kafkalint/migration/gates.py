"""What stands before an idempotent producer outside of its settings, in the order in which it is to be cleared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from kafkalint.model.producer import FIRST_CAPABLE, Target
from kafkalint.model.report import Report
from kafkalint.model.service import Support
from kafkalint.model.survey import Stand, Surveyed
from kafkalint.model.verdict import Outcome, State
from kafkalint.reporters.positions import Places


class Stage(Enum):
    """What is to be done before settings are changed; the order is that of doing it."""

    SERVICE = "services"
    BROKER = "brokers"
    TOPIC = "topics"
    PERMISSION = "permissions"
    CLIENT = "clients"


@dataclass(frozen=True, slots=True)
class Gate:
    """One thing that must be cleared first."""

    stage: Stage
    reason: str
    """What stands in the way, as a clause."""
    action: str
    """What to do about it, as a sentence without a full stop."""


def gates(producer: Surveyed, topics: tuple[Gate, ...] = ()) -> tuple[Gate, ...]:
    """Everything that is known to stand before this producer; none where nothing is asked of it.

    `topics` stand before every producer that is to wait for more replicas than it does.
    """
    found = (*_gates(producer),) if _asked(producer) else ()
    found += topics if strengthens(producer) else ()
    return tuple(sorted(found, key=lambda gate: list(Stage).index(gate.stage)))


def topics(report: Report) -> tuple[Gate, ...]:
    """What the rules that say so have found about topics and brokers."""
    holding = {rule.id for rule in report.rules if rule.gate}
    places = Places(report.sources)
    return tuple(
        Gate(
            Stage.TOPIC,
            f"{one.site.path}:{places.start(one.site.path, one.site.span).line}: {one.message}",
            f"Mend it first, or silence {one.rule} there when it is meant",
        )
        for one in report.findings
        if one.rule in holding
    )


def strengthens(producer: Surveyed) -> bool:
    """Whether the rewriting makes it wait for more replicas."""
    return enables(producer) or (_acks(producer.before) != _acks(producer.after))


def _acks(stand: Stand) -> object:
    return stand.judgement.newest.verdict.effective.acks


def enables(producer: Surveyed) -> bool:
    """Whether the rewriting turns idempotence on where some version does without it."""
    return _idempotent(producer.after) and producer.before.judgement.outcome is not Outcome.IDEMPOTENT


def warnings(producer: Surveyed) -> Iterator[str]:
    """What may stand before it although nobody knows, as clauses."""
    if not _asked(producer):
        return
    if producer.lapsed:
        yield producer.lapsed
    target = producer.target
    if not target.declared:
        yield "no target is declared: whether its brokers accept an idempotent producer is not known"
    elif target.permission is not None and not _certain(target):
        yield f"{target.permission.right} may be needed: the brokers' version is not declared"
    if target.service is not None and target.service.idempotent in (Support.DEPENDS, Support.UNKNOWN):
        yield f"{target.service.title}: {target.service.because}"
    if producer.candidates[-1].assumed:
        yield f"the version of {producer.client} is assumed: {producer.candidates[-1].versions}"


def _asked(producer: Surveyed) -> bool:
    """Whether it becomes idempotent, or should and does not."""
    after = producer.after
    wrong = bool(after.rules) or (after.judgement.newest.verdict.state is State.UNSUPPORTED and not producer.content)
    return enables(producer) or (wrong and not _idempotent(after))


def _idempotent(stand: Stand) -> bool:
    return stand.judgement.newest.verdict.outcome is Outcome.IDEMPOTENT


def _gates(producer: Surveyed) -> Iterator[Gate]:
    target = producer.target
    if target.service is not None and target.service.idempotent is Support.NO:
        yield Gate(Stage.SERVICE, target.obstacle, "Move to another service, or declare what is meant instead")
    elif target.obstacle:
        yield Gate(Stage.BROKER, target.obstacle, f"Upgrade the brokers to {FIRST_CAPABLE} at least, better to 2.8")
    if enables(producer) and target.permission is not None and _certain(target):
        grant = f"Grant it ({target.permission.grant}), then set idempotent-write-granted = true"
        yield Gate(Stage.PERMISSION, f"{target.permission.right} is not granted, as far as is declared", grant)
    verdict = producer.before.judgement.newest.verdict
    if verdict.state is State.UNSUPPORTED:
        version = producer.before.judgement.newest.version
        yield Gate(Stage.CLIENT, f"{producer.client} {version} has no idempotent producer", "Upgrade it, or change it")


def _certain(target: Target) -> bool:
    """Whether the permission is asked for by all that is known, not only for want of knowledge."""
    wanted = target.permission
    return wanted is not None and (wanted.below is None or (target.declared and target.broker is not None))
