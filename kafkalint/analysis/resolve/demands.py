"""What idempotence asks of the other settings, and which of them ask for idempotence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kafkalint.analysis.resolve import wording
from kafkalint.analysis.resolve.arrival import Arrival
from kafkalint.analysis.resolve.case import Case, reason, written
from kafkalint.analysis.resolve.reading import meets
from kafkalint.model.client import ClientSetting, Demand
from kafkalint.model.verdict import Cause, Effect, Limit, Reason


@dataclass(frozen=True, slots=True)
class Mode:
    """Whether idempotence is on before anything is checked, and why."""

    on: bool
    explicit: bool | None
    """What the switch says, None when it is absent."""
    asked: bool
    """Whether the client takes it as asked for, so that conflicts are fatal."""
    forced: str
    """The setting that turns it on whatever the switch says; empty when none does."""


def mode(case: Case) -> Mode:
    """How the switch stands, and what other settings make of it."""
    if not case.supported:
        return Mode(False, None, False, "")
    explicit = _explicit(case)
    asking = [each for each in case.behaviour.settings.values() if _asks(each) and _needs(case, each)]
    forced = next((each.name for each in asking if each.tie and each.tie.forces), "")
    on = explicit if explicit is not None else bool(asking or case.switch.default)
    return Mode(on or bool(forced), explicit, explicit is True or bool(asking), forced)


def conflicts(case: Case, asked: bool) -> Iterator[Reason]:
    """Values that an idempotent producer cannot have, in the order in which the client looks at them.

    Only where the known values do not settle the matter is an unknown one asked about.
    """
    effects: set[Effect] = set()
    doubtful: list[tuple[ClientSetting, Limit, Effect]] = []
    for setting, demand in _demanding(case):
        arrival = case.settings.get(setting.name)
        effect = demand.asked if asked else demand.unasked
        if arrival is not None and arrival.known:
            found = _conflict(case, setting, demand, arrival, effect)
            effects |= {each.effect for each in found}
            yield from (replace(each, asked=asked or _tied(case)) for each in found)
        elif arrival is not None or (case.open and case.has(setting)):
            doubtful.append((setting, demand.limit, effect))
    yield from _doubtful(case, doubtful, effects)


def ties(case: Case, explicit: bool | None) -> Iterator[Reason]:
    """Settings that cannot live without idempotence while it is off, then the switch that turned it off."""
    needing = [each for each in case.behaviour.settings.values() if each.tie and _needs(case, each)]
    for setting in needing:
        text = wording.needs_switch(setting.name, case.switch)
        found = reason(Cause.REQUIRES, Effect.REJECTS, text, setting, case.settings.get(setting.name))
        yield replace(found, asked=True)
    if needing and explicit is False:
        yield replace(off(case, Effect.REJECTS), asked=True)


def off(case: Case, effect: Effect) -> Reason:
    """The switch that says no."""
    arrival = case.settings.get(case.switch.name)
    text = wording.explicitly_off(case.switch.name if arrival is None else written(case, arrival))
    return reason(Cause.EXPLICIT, effect, text, case.switch, arrival)


def remarks(case: Case, how: Mode, on: bool) -> Iterator[Reason]:
    """What does not change the verdict: a switch that is not asked, and values that fail only later."""
    if how.forced and how.explicit is False:
        text = wording.overridden(case.switch.name, how.forced)
        yield reason(Cause.REQUIRES, Effect.IGNORES, text, case.switch, case.settings.get(case.switch.name))
    for arrival in case.settings.values() if on else ():
        demand = arrival.setting.demand
        if demand is None or not demand.later or not _fails(case, arrival, demand):
            continue
        text = wording.later(arrival.setting, demand.limit, written(case, arrival))
        found = reason(Cause.LATER, Effect.REJECTS, text, arrival.setting, arrival)
        yield replace(found, limit=demand.limit, asked=how.asked, stage="start")


def _demanding(case: Case) -> Iterator[tuple[ClientSetting, Demand]]:
    """The settings that the constructor looks at, in its order."""
    for name in case.behaviour.checks:
        setting = case.behaviour.settings[name]
        if setting.demand is not None and not setting.demand.later:
            yield setting, setting.demand


def _explicit(case: Case) -> bool | None:
    arrival = case.settings.get(case.switch.name)
    if arrival is None:
        return case.oracle.which("the switch", case.switch.name, (None, True, False)) if case.open else None
    return bool(arrival.value) if arrival.known else case.oracle.whether("is true", arrival.subject)


def _asks(setting: ClientSetting) -> bool:
    return setting.tie is not None and (setting.tie.asks or setting.tie.forces)


def _needs(case: Case, setting: ClientSetting) -> bool:
    """Whether a setting with a tie is there, with a value that needs idempotence."""
    arrival = case.settings.get(setting.name)
    if arrival is None:
        return case.open and case.has(setting) and case.oracle.whether("needs idempotence", setting.name)
    when = setting.tie.when if setting.tie else None
    if when is None:
        return True
    if not arrival.known:
        return case.oracle.whether("needs idempotence", arrival.subject)
    return meets(arrival.value, when) is True


def _tied(case: Case) -> bool:
    """Whether a written setting certainly needs idempotence, so that it is asked for in substance."""
    found = [each for each in case.settings.values() if each.setting.tie and each.known]
    return any(each.setting.tie and each.setting.tie.when is None for each in found)


def _conflict(case: Case, setting: ClientSetting, demand: Demand, arrival: Arrival, effect: Effect) -> list[Reason]:
    met = meets(arrival.value, demand.limit)
    if met:
        return []
    if met is None:
        text = wording.incomparable(written(case, arrival))
        return [replace(reason(Cause.UNREADABLE, Effect.REJECTS, text, setting, arrival), intended=arrival.intended)]
    text = wording.conflict(setting, demand.limit, written(case, arrival), effect)
    return [replace(reason(Cause.CONFLICT, effect, text, setting, arrival), limit=demand.limit)]


def _doubtful(
    case: Case, settings: list[tuple[ClientSetting, Limit, Effect]], effects: set[Effect]
) -> Iterator[Reason]:
    for setting, limit, effect in sorted(settings, key=lambda each: each[2] is not Effect.REJECTS):
        if Effect.REJECTS in effects or effect in effects:
            return
        arrival = case.settings.get(setting.name)
        if case.oracle.whether("conflicts", setting.name if arrival is None else arrival.subject):
            effects.add(effect)
            text = wording.conflict(setting, limit, setting.name, effect)
            yield replace(reason(Cause.CONFLICT, effect, text, setting, arrival), limit=limit)


def _fails(case: Case, arrival: Arrival, demand: Demand) -> bool:
    """Whether a known value will fail later, given what is known of the others."""
    if not arrival.known or meets(arrival.value, demand.limit) is not False:
        return False
    return all(_given(case, name, limit) for name, limit in demand.given.items())


def _given(case: Case, name: str, limit: Limit) -> bool:
    arrival = case.settings.get(name)
    if arrival is None:
        return meets(case.behaviour.settings[name].default, limit) is True
    return arrival.known and meets(arrival.value, limit) is True
