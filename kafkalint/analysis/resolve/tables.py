"""What a client does, version by version: found by asking the resolver, written down nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Generic, TypeVar

from kafkalint.analysis.resolve.ask import answer
from kafkalint.analysis.resolve.reading import meets, written_as
from kafkalint.analysis.resolve.wording import shown, wanted
from kafkalint.model.client import Behaviour, Client, ClientSetting, Demand
from kafkalint.model.value import Native
from kafkalint.model.verdict import Cause, Effect, Effective, Limit, Outcome, Reason, State, Verdict
from kafkalint.model.version import Version, VersionRange

Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a producer gets that sets nothing, and one that sets the switch alone."""

    state: State
    declared: bool
    """Whether the client declares that idempotence is on although it is not."""
    unset: Effective
    idempotent: Effective | None
    """None when this version has no idempotent producer."""


@dataclass(frozen=True, slots=True)
class Demanded:
    """What an idempotent producer asks of one setting, and what becomes of a value that does not comply."""

    setting: str
    needs: str
    tried: Native
    """The value with which the client was asked."""
    asked: Effect
    """Where the switch is set."""
    unasked: Effect
    """Where it is not; ``none`` where idempotence is off anyway."""
    later: bool
    """Whether the constructor accepts the value, and the failure comes at start."""
    accepts: str
    """The numbers that any producer may have, such as ``0 to 2147483647``; empty where they have no bounds."""
    rewrite: str
    """What a rewrite makes of the value: a setting with its new value, or ``removed``."""


@dataclass(frozen=True, slots=True)
class Tied:
    """A setting that cannot live without idempotence."""

    setting: str
    alone: Outcome
    """With no switch."""
    against: Outcome
    """With a switch that says no."""


@dataclass(frozen=True, slots=True)
class Set:
    """What a framework sets, of which nothing is written by its user."""

    when: str
    """The settings that it hangs on, empty where it is always so."""
    below: tuple[str, ...]
    """What holds where the user writes nothing else."""
    above: tuple[str, ...]
    """What holds whatever the user writes."""


@dataclass(frozen=True, slots=True)
class Sets:
    """All that a framework sets."""

    sets: tuple[Set, ...]


@dataclass(frozen=True, slots=True)
class Row(Generic[Fact]):
    """What holds at all versions in some ranges, the oldest first."""

    versions: tuple[VersionRange, ...]
    fact: Fact

    def holds(self, version: Version) -> bool:
        """Whether it is so at `version`."""
        return any(version in each for each in self.versions)


@dataclass(frozen=True, slots=True)
class Tables:
    """All that a client does with the settings that matter for idempotence."""

    defaults: tuple[Row[Defaults], ...]
    demands: tuple[Row[Demanded], ...]
    ties: tuple[Row[Tied], ...]
    sets: tuple[Row[Sets], ...]


@lru_cache(maxsize=64)
def tables(client: Client) -> Tables:
    """The tables of every known version; the last ranges are open, since a newer one is judged as the newest."""
    names = client.at(client.newest).settings
    return Tables(
        defaults=_rows(client, partial(_defaults, client)),
        demands=tuple(row for name in names for row in _rows(client, partial(_demanded, client, name=name))),
        ties=tuple(row for name in names for row in _rows(client, partial(_tied, client, name=name))),
        sets=_rows(client, partial(_sets, client)),
    )


def aliases(client: Client) -> dict[str, tuple[str, ...]]:
    """Further names of settings that matter, as the newest version has them, by the name that kafkalint says."""
    behaviour = client.at(client.newest)
    return {
        name: found
        for name in behaviour.settings
        if (found := tuple(alias for alias, meant in behaviour.names.items() if meant == name != alias))
    }


def switched_on(client: Client) -> str:
    """The switch as a rewrite sets it where idempotence is off; empty when no version has one."""
    behaviour = client.at(client.newest)
    return _rewritten(behaviour.settings[behaviour.switch], None) if client.idempotent_since else ""


def switched(client: Client, version: Version, on: bool) -> dict[str, Native]:
    """The switch as it is written to turn idempotence on or off."""
    behaviour = client.at(version)
    return {behaviour.switch: written_as(on, behaviour.settings[behaviour.switch].reading)}


def _rows(client: Client, fact_at: Callable[[Version], Fact | None]) -> tuple[Row[Fact], ...]:
    """Every fact with the versions at which it holds, neighbouring ones joined."""
    steps = [version for version in client.steps(client.at(client.newest).settings) if version >= client.lowest]
    held: dict[Fact, list[VersionRange]] = {}
    for low, high in zip(steps, [*steps[1:], None], strict=True):
        fact = fact_at(low)
        if fact is not None:
            ranges = held.setdefault(fact, [])
            first = ranges.pop().low if ranges and ranges[-1].high == low else low
            ranges.append(VersionRange(first, high))
    return tuple(Row(tuple(ranges), fact) for fact, ranges in held.items())


def _defaults(client: Client, version: Version) -> Defaults:
    found, switch = answer(client, version, {}), client.at(version).switch
    on = _ask(client, version, switched(client, version, True)).effective if client.knows(switch, version) else None
    return Defaults(found.state, any(reason.declared for reason in found.reasons), found.effective, on)


def _demanded(client: Client, version: Version, name: str) -> Demanded | None:
    """What happens with the first value that is read and does not comply."""
    behaviour = client.at(version)
    setting = behaviour.settings[name]
    if setting.demand is None or not _both_known(client, version, name):
        return None
    given = _given(behaviour, setting.demand)
    for tried in _tries(setting, setting.demand.limit):
        asked = _about(name, _ask(client, version, {**switched(client, version, True), **given, name: tried}))
        if asked is not None:
            unasked = _about(name, _ask(client, version, {**given, name: tried}))
            return Demanded(
                name,
                wanted(setting, setting.demand.limit),
                tried,
                asked.effect,
                unasked.effect if unasked else Effect.NONE,
                asked.stage == "start",
                _accepted(setting),
                _rewritten(setting, setting.demand.limit),
            )
    return None


def _tries(setting: ClientSetting, limit: Limit) -> tuple[Native, ...]:
    """Values of which one is read and does not comply with any limit of that kind."""
    return ("0.10.0",) if isinstance(limit.minimum, tuple) else (1, 6, 0, *setting.reading.words)


def _both_known(client: Client, version: Version, name: str) -> bool:
    """Whether this version has both an idempotent producer and the setting."""
    return bool(client.knows(client.at(version).switch, version) and client.knows(name, version))


def _given(behaviour: Behaviour, demand: Demand) -> dict[str, Native]:
    """What else must be written for the demand to exist."""
    return {
        name: limit.is_[0]
        for name, limit in demand.given.items()
        if limit.is_ and not meets(behaviour.settings[name].default, limit)
    }


def _about(name: str, found: Verdict) -> Reason | None:
    """Why an idempotent producer cannot have the setting `name` as it is."""
    conflicts = (each for each in found.reasons if each.cause in (Cause.CONFLICT, Cause.LATER))
    return next((each for each in conflicts if each.setting == name), None)


def _tied(client: Client, version: Version, name: str) -> Tied | None:
    behaviour = client.at(version)
    tie = behaviour.settings[name].tie
    if tie is None or not _both_known(client, version, name):
        return None
    written: dict[str, Native] = {name: tie.when.is_[0] if tie.when else "t"}
    alone = _ask(client, version, written).outcome
    return Tied(name, alone, _ask(client, version, {**switched(client, version, False), **written}).outcome)


def _sets(client: Client, version: Version) -> Sets | None:
    """What is set without the user, for each condition."""
    behaviour = client.at(version)
    found: dict[str, tuple[dict[str, Native], dict[str, Native]]] = {}
    for put in behaviour.puts:
        if not all(client.knows(name, version) for name in put.when):
            continue
        when = ", ".join(_equations({name: _first(behaviour, name, limit) for name, limit in put.when.items()}))
        below, above = found.setdefault(when, ({}, {}))
        below |= put.below
        above |= put.above
    sets = (Set(when, _equations(below), _equations(above)) for when, (below, above) in found.items())
    return Sets(tuple(sets)) if found else None


def _first(behaviour: Behaviour, name: str, limit: Limit) -> Native:
    """The first value that is within `limit`, as it is written."""
    return written_as(limit.is_[0], behaviour.settings[name].reading) if limit.is_ else None


def _equations(settings: dict[str, Native]) -> tuple[str, ...]:
    return tuple(f"{name}={shown(value)}" for name, value in settings.items())


def _ask(client: Client, version: Version, settings: dict[str, Native]) -> Verdict:
    """The verdict on `settings` in the types that reach this client."""
    written = {name: shown(value) if client.textual else value for name, value in settings.items()}
    return answer(client, version, written)


def _accepted(setting: ClientSetting) -> str:
    low, high = setting.reading.minimum, setting.reading.maximum
    bounded = isinstance(low, int | float) and isinstance(high, int | float)
    return f"{shown(low)} to {shown(high)}" if bounded else ""


def _rewritten(setting: ClientSetting, limit: Limit | None) -> str:
    """What a rewrite makes of a value that conflicts; empty when it leaves it alone."""
    if setting.rewrite is None:
        return ""
    if setting.rewrite.action == "write":
        return f"{setting.name}={shown(setting.rewrite.value)}"
    if setting.rewrite.action == "limit" and limit is not None and isinstance(limit.maximum, int):
        return f"{setting.name}={limit.maximum}"
    return "removed"
