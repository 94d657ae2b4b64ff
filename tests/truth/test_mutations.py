"""Every fact about the core settings is held by a recording: changed, some recorded row disagrees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from kafkalint.analysis.resolve.verdicts import resolve
from kafkalint.model.client import Behaviour, Client, ClientSetting
from kafkalint.model.verdict import Effect, Limit
from kafkalint.model.version import Version

OTHER = {Effect.REJECTS: Effect.DISABLES, Effect.DISABLES: Effect.REJECTS}
Change = Callable[[ClientSetting], ClientSetting]


def changes(setting: ClientSetting, on_by_default: bool) -> Iterator[tuple[str, Change]]:
    """Ways in which a fact about `setting` could be wrong and show in a grid."""
    demand, tie = setting.demand, setting.tie
    if setting.role == "switch":
        yield "default", lambda it: replace(it, default=not it.default)
    elif setting.role in ("acks", "retries", "in-flight"):
        yield "default", lambda it: replace(it, default=77)
    if demand and not demand.later and setting.role in ("acks", "retries", "in-flight"):
        yield "no demand", lambda it: replace(it, demand=None)
        yield "all conflict", lambda it: replace(it, demand=replace(demand, limit=Limit(is_=("nothing",))))
        yield "asked", lambda it: replace(it, demand=replace(demand, asked=OTHER[demand.asked]))
        if on_by_default:
            yield "unasked", lambda it: replace(it, demand=replace(demand, unasked=OTHER[demand.unasked]))
        if demand.substitute not in (None, setting.default):
            yield "substitute", lambda it: replace(it, demand=replace(demand, substitute=None))
    if tie and setting.role == "transactional":
        yield "no tie", lambda it: replace(it, tie=None)
        yield "forces", lambda it: replace(it, tie=replace(tie, forces=not tie.forces))
        yield "asks", lambda it: replace(it, tie=replace(tie, asks=not tie.asks))


def mutants(client: Client, version: Version, behaviour: Behaviour) -> Iterator[tuple[str, Client]]:
    on = bool(behaviour.settings[behaviour.switch].default)
    for name, setting in behaviour.settings.items():
        for what, change in changes(setting, on) if client.knows(name, version) else ():
            altered = replace(behaviour, settings={**behaviour.settings, name: change(setting)})
            yield f"{name}: {what}", replace(client, eras=((client.eras[0][0], altered),))


EQUIVALENT = {
    # It cannot be read back before 1.1, so that nothing shows which values apply.
    ("confluent-kafka", "1.0.0"): ("default", "substitute"),
    # The constructor that forces the switch has no need to look whether it was asked.
    ("aiokafka", "*"): ("asks",),
}


@pytest.mark.parametrize(
    "version", ["0.11.0.2", "2.8.2", "3.0.0", "3.2.0", "4.3.0", "1.0.0", "1.5.0", "2.16.1", "2.3.0", "3.0.12", "0.14.0"]
)
def test_no_mutant_survives(version, clients, slot, all_recorded) -> None:
    for grid in (each for each in all_recorded if str(each.version) == version):
        client = clients[grid.client]
        rows = [(row, [slot(*each) for each in row.settings.items()]) for row in grid.rows]
        fine = {*EQUIVALENT.get((grid.client, version), ()), *EQUIVALENT.get((grid.client, "*"), ())}
        survivors = [
            name
            for name, mutant in mutants(client, grid.version, client.at(grid.version))
            if name.partition(": ")[2] not in fine and all(agrees(mutant, grid, row, slots) for row, slots in rows)
        ]
        assert not survivors


def agrees(client, grid, row, slots) -> bool:
    found = resolve(client, grid.version, slots)
    if found.outcome.value != row.verdict:
        return False
    effective = (found.effective.acks, found.effective.retries, found.effective.max_in_flight)
    if found.reasons and row.error and not row.names(found.reasons[0].setting):
        return False
    return all(not said or str(value) == said for said, value in zip(row.effective, effective, strict=True))
