"""Conditions: whether one is true of the facts, and the table of all operators."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from kafkalint.analysis.evaluate import (
    code_operators,
    redundancy,
    repetition,
    service_operators,
    subject_operators,
    verdict_operators,
)
from kafkalint.analysis.evaluate.facts import Facts
from kafkalint.analysis.evaluate.truth import Answer, Arguments, Truth, every, negated, some
from kafkalint.model.rule import Condition
from kafkalint.model.verdict import Reason

Operator: TypeAlias = Callable[[Facts, Arguments], Answer]

OPERATORS: Mapping[str, Operator] = {
    "outcome": verdict_operators.outcome,
    "state": verdict_operators.state,
    "reason": verdict_operators.reason,
    "effective": verdict_operators.effective,
    "client": verdict_operators.client,
    "defect": verdict_operators.defect,
    "version": verdict_operators.version,
    "setting": subject_operators.setting,
    "repeated": repetition.repeated,
    "redundant": redundancy.redundant,
    "broker": subject_operators.broker,
    "service": service_operators.service,
    "permission": service_operators.permission,
    "dependency": subject_operators.dependency,
    "place": subject_operators.place,
    "stray": subject_operators.stray,
    "suppression": subject_operators.suppression,
    "use": code_operators.use,
    "code": code_operators.code,
}
"""Every operator that is given no condition."""


def holds(condition: Condition, facts: Facts) -> Answer:
    """Whether `condition` is true of `facts`, unknown being neither."""
    if condition.operator == "all":
        return _all(condition, facts)
    if condition.operator in ELSEWHERE:
        return Answer(ELSEWHERE[condition.operator](condition.parts[0], facts))
    parts = [holds(part, facts) for part in condition.parts]
    if condition.operator == "any":
        return Answer(some(part.truth for part in parts), _reasons(part for part in parts if part.truth))
    if condition.operator == "not":
        return Answer(negated(parts[0].truth))
    return OPERATORS[condition.operator](facts, condition.arguments)


def _all(condition: Condition, facts: Facts) -> Answer:
    """Whether every part is true; what stands behind a false one is not asked, since it may be dear."""
    parts: list[Answer] = []
    for part in condition.parts:
        parts.append(holds(part, facts))
        if parts[-1].truth is False:
            return Answer(False)
    return Answer(every(part.truth for part in parts), _reasons(parts))


def _before(condition: Condition, facts: Facts) -> Truth:
    """Whether a condition is true of the producer as it is today."""
    return None if facts.earlier is None else holds(condition, facts.earlier).truth


def _used(condition: Condition, facts: Facts) -> Truth:
    """Whether a condition is true of something that code does with the producer."""
    return None if facts.uses is None else some(holds(condition, use).truth for use in facts.uses)


ELSEWHERE: Mapping[str, Callable[[Condition, Facts], Truth]] = {"before": _before, "used": _used}
"""Operators whose condition is asked of something else than the subject."""


def _reasons(parts: Iterable[Answer]) -> tuple[Reason, ...]:
    found = (reason for part in parts for reason in part.reasons)
    return tuple({id(reason): reason for reason in found}.values())
