"""What a client does, version by version: found by asking the resolver, written down nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kafkalint.analysis.resolve.ask import answer
from kafkalint.analysis.resolve.reading import meets
from kafkalint.analysis.resolve.wording import shown, wanted
from kafkalint.model.client import Client, ClientSetting, Demand
from kafkalint.model.value import Native
from kafkalint.model.verdict import Cause, Effect, Effective, Limit, Outcome, State, Verdict
from kafkalint.model.version import Version, VersionRange

Fact = TypeVar("Fact")
_TRIED: tuple[Native, ...] = (1, 0, 6, 2, False, "0.10.0", (0, 10))
"""Values of which every setting with a limit takes one and forbids it, beside its own words."""


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


def tables(client: Client) -> Tables:
    """The tables of every known version; the last ranges are open, since a newer one is judged as the newest."""
    return Tables(
        defaults=_rows(client, lambda version: [_defaults(client, version)]),
        demands=_sorted(client, _rows(client, lambda version: _demands(client, version))),
        ties=_sorted(client, _rows(client, lambda version: _ties(client, version))),
    )


def aliases(client: Client) -> dict[str, tuple[str, ...]]:
    """Further names of settings that matter, as the newest version has them, by the name that kafkalint says."""
    behaviour = client.at(client.newest)
    return {
        name: found
        for name in behaviour.settings
        if (found := tuple(alias for alias, meant in behaviour.names.items() if meant == name != alias))
    }


def rewritten(setting: ClientSetting, limit: Limit | None) -> str:
    """What a rewrite makes of a value that conflicts; empty when it leaves it alone."""
    if setting.rewrite is None:
        return ""
    if setting.rewrite.action == "write":
        return f"{setting.name}={shown(setting.rewrite.value)}"
    if setting.rewrite.action == "limit" and limit is not None and isinstance(limit.maximum, int):
        return f"{setting.name}={limit.maximum}"
    return "removed"


def _rows(client: Client, facts: Callable[[Version], Sequence[Fact]]) -> tuple[Row[Fact], ...]:
    """Every fact with the versions at which it holds, neighbouring ones joined."""
    names = client.at(client.newest).settings
    steps = [version for version in client.steps(names) if version >= client.lowest]
    held: dict[Fact, list[VersionRange]] = {}
    for low, high in zip(steps, [*steps[1:], None], strict=True):
        for fact in facts(low):
            ranges = held.setdefault(fact, [])
            first = ranges.pop().low if ranges and ranges[-1].high == low else low
            ranges.append(VersionRange(first, high))
    return tuple(Row(tuple(ranges), fact) for fact, ranges in held.items())


def _sorted(client: Client, rows: tuple[Row[Fact], ...]) -> tuple[Row[Fact], ...]:
    """`rows` setting by setting, in the order of the client's data."""
    order = list(client.at(client.newest).settings)
    return tuple(sorted(rows, key=lambda row: order.index(getattr(row.fact, "setting"))))  # noqa: B009


def _supported(client: Client, version: Version) -> bool:
    return client.knows(client.at(version).switch, version) is not False


def _defaults(client: Client, version: Version) -> Defaults:
    found = answer(client, version, {})
    on = _ask(client, version, {client.at(version).switch: True}) if _supported(client, version) else None
    declared = any(reason.declared for reason in found.reasons)
    return Defaults(found.state, declared, found.effective, on.effective if on else None)


def _demands(client: Client, version: Version) -> list[Demanded]:
    settings = client.at(version).settings.values() if _supported(client, version) else ()
    return [
        found
        for setting in settings
        if setting.demand and client.knows(setting.name, version) is not False
        for found in _demanded(client, version, setting, setting.demand)
    ]


def _demanded(client: Client, version: Version, setting: ClientSetting, demand: Demand) -> Iterator[Demanded]:
    """What happens with the first value that is read and does not comply."""
    switch, given = client.at(version).switch, _given(client, version, demand)
    for tried in (*setting.reading.words, *_TRIED):
        written = {**given, setting.name: tried}
        found = _ask(client, version, {switch: True, **written})
        about = [each for each in found.reasons if each.setting == setting.name]
        if any(each.cause in (Cause.CONFLICT, Cause.LATER) for each in about):
            unasked = _ask(client, version, written)
            yield Demanded(
                setting.name,
                wanted(setting, demand.limit),
                tried,
                _effect(found, setting),
                _effect(unasked, setting),
                any(each.stage == "start" for each in about),
                _bounds(setting),
                rewritten(setting, demand.limit),
            )
            return


def _given(client: Client, version: Version, demand: Demand) -> dict[str, Native]:
    """What else must be written for the demand to exist."""
    settings = client.at(version).settings
    wanting = {name: limit for name, limit in demand.given.items() if not meets(settings[name].default, limit)}
    return {name: limit.is_[0] for name, limit in wanting.items() if limit.is_}


def _effect(found: Verdict, setting: ClientSetting) -> Effect:
    """What the client does about `setting`, whether at once or later."""
    return next((each.effect for each in found.reasons if each.setting == setting.name), Effect.NONE)


def _ties(client: Client, version: Version) -> list[Tied]:
    if not _supported(client, version):
        return []
    switch, found = client.at(version).switch, []
    for setting in client.at(version).settings.values():
        if setting.tie and client.knows(setting.name, version) is not False:
            written = {setting.name: setting.tie.when.is_[0] if setting.tie.when else "t"}
            alone, against = (_ask(client, version, {**also, **written}).outcome for also in ({}, {switch: False}))
            found.append(Tied(setting.name, alone, against))
    return found


def _ask(client: Client, version: Version, settings: dict[str, Native]) -> Verdict:
    """The verdict on `settings` in the types that reach this client."""
    written = {name: shown(value) if client.textual else value for name, value in settings.items()}
    return answer(client, version, written)


def _bounds(setting: ClientSetting) -> str:
    low, high = setting.reading.minimum, setting.reading.maximum
    return "" if low is None or high is None else f"{shown(low)} to {shown(high)}"
