"""Numbers that must fit together, such as a delivery timeout and what it has to cover."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from types import MappingProxyType

from kafkalint.analysis.resolve import wording
from kafkalint.analysis.resolve.arrival import Arrival
from kafkalint.analysis.resolve.case import reason
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
            holds = _holds(behaviour, constraint, settings) if arrivals else True
            if holds is None:
                yield from map(_incomparable, filter(_is_odd, arrivals))
            fails = holds is False
        if fails:
            yield _reason(behaviour, constraint, settings, arrivals)


def _holds(behaviour: Behaviour, constraint: Constraint, settings: Mapping[str, Arrival]) -> bool | None:
    """Whether the numbers fit; None where the client cannot compute with what they are."""
    value = _value(behaviour, settings, constraint.setting)
    if value in constraint.exempt:
        return True
    if constraint.native:
        terms = [_value(behaviour, settings, name) for name in constraint.terms]
        try:
            return _HOLDS[constraint.operator](value, reduce(operator.add, terms))  # type: ignore[arg-type]  # as clients do
        except TypeError:
            return None
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


def _is_odd(arrival: Arrival) -> bool:
    return not isinstance(arrival.value, int | float)


def _incomparable(arrival: Arrival) -> Reason:
    text = wording.incomparable(f"{arrival.setting.name}={wording.shown(arrival.written, True)}")
    refused = reason(Cause.UNREADABLE, Effect.REJECTS, text, arrival.setting, arrival)
    return replace(refused, intended=arrival.intended)


def _reason(
    behaviour: Behaviour, constraint: Constraint, settings: Mapping[str, Arrival], arrivals: Sequence[Arrival]
) -> Reason:
    blamed = arrivals[0]
    known = all(arrival.known for arrival in arrivals)
    joined = constraint.native and any(map(_is_odd, arrivals))
    left = f"{constraint.setting}={wording.shown(_value(behaviour, settings, constraint.setting), joined)}"
    total = _total(behaviour, constraint, settings) if known and not joined else None
    text = wording.unfit(constraint, left if known else constraint.setting, total)
    refused = reason(Cause.CONSTRAINT, Effect.REJECTS, text, blamed.setting, blamed)
    return replace(refused, limit=None if total is None else _limit(constraint, total))


def _limit(constraint: Constraint, total: float) -> Limit:
    return Limit(maximum=total) if constraint.operator == "<=" else Limit(minimum=total)
