"""Numbers that must fit together, such as a delivery timeout and what it has to cover."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from kafkalint.analysis.resolve import wording
from kafkalint.analysis.resolve.arrival import Arrival
from kafkalint.analysis.resolve.oracle import Oracle
from kafkalint.model.client import Behaviour, Constraint
from kafkalint.model.value import Native
from kafkalint.model.verdict import Cause, Effect, Limit, Reason

_HOLDS: Mapping[str, Callable[[float, float], bool]] = MappingProxyType(
    {">=": operator.ge, ">": operator.gt, "<=": operator.le}
)


def unfit(behaviour: Behaviour, settings: Mapping[str, Arrival], oracle: Oracle | None) -> Iterator[Reason]:
    """Every constraint that does not hold; without an oracle those alone that certainly do not."""
    for constraint in behaviour.constraints:
        if any(name not in settings for name in constraint.if_set):
            continue
        arrivals = [settings[name] for name in (constraint.setting, *constraint.terms) if name in settings]
        unknown = next((arrival for arrival in arrivals if not arrival.known), None)
        if unknown is not None:
            fails = oracle is not None and oracle.whether(f"breaks the bound of {constraint.setting}", unknown.subject)
        else:
            fails = bool(arrivals) and not _holds(behaviour, constraint, settings)
        if fails:
            yield _reason(behaviour, constraint, settings, arrivals[0])


def _holds(behaviour: Behaviour, constraint: Constraint, settings: Mapping[str, Arrival]) -> bool:
    value = _value(behaviour, settings, constraint.setting)
    if value in constraint.exempt:
        return True
    return _HOLDS[constraint.operator](_number(value), _total(behaviour, constraint, settings))


def _total(behaviour: Behaviour, constraint: Constraint, settings: Mapping[str, Arrival]) -> float:
    total = sum((_number(_value(behaviour, settings, name)) for name in constraint.terms), constraint.plus)
    if constraint.wraps:
        return (total + 2**31) % 2**32 - 2**31
    return total if constraint.cap is None else min(total, constraint.cap)


def _value(behaviour: Behaviour, settings: Mapping[str, Arrival], name: str) -> Native:
    arrival = settings.get(name)
    return behaviour.settings[name].default if arrival is None else arrival.value


def _number(value: Native) -> float:
    """What the value adds; a value that is no number adds nothing."""
    return value if isinstance(value, int | float) else 0


def _reason(behaviour: Behaviour, constraint: Constraint, settings: Mapping[str, Arrival], blamed: Arrival) -> Reason:
    left = f"{constraint.setting}={wording.shown(_value(behaviour, settings, constraint.setting))}"
    known = all(settings[name].known for name in (constraint.setting, *constraint.terms) if name in settings)
    total = _total(behaviour, constraint, settings) if known else None
    return Reason(
        cause=Cause.CONSTRAINT,
        effect=Effect.REJECTS,
        text=wording.unfit(constraint, left if known else constraint.setting, total),
        setting=blamed.setting.name,
        role=blamed.setting.role,
        index=blamed.index,
        put=blamed.put,
        limit=None if total is None else _limit(constraint, total),
    )


def _limit(constraint: Constraint, total: float) -> Limit:
    return Limit(maximum=total) if constraint.operator == "<=" else Limit(minimum=total)
