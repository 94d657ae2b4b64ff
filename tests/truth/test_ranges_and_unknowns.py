"""What is not known gives exactly the verdicts that were recorded for all that it may be."""

from __future__ import annotations

import itertools
import random

from kafkalint.analysis.resolve.judge import judge
from kafkalint.analysis.resolve.verdicts import possible
from kafkalint.model.producer import Candidate, Producer, Site
from kafkalint.model.source import Span
from kafkalint.model.value import Dynamic
from kafkalint.model.version import VersionRange

AXES = ("enable_idempotence", "acks", "retries", "max_in_flight", "transactional_id")
UNKNOWN = Dynamic("the environment")
SAMPLE = 25
"""Rows of each pair of versions; all rows agree, a sample keeps the run short."""


def test_a_range_gives_the_verdicts_of_its_members(recorded, clients, slot) -> None:
    luck = random.Random(679)
    for low, high in itertools.combinations(range(len(recorded)), 2):
        inside = recorded[low : high + 1]
        wanted = VersionRange(inside[0].version, inside[-1].version, True, True)
        for place in luck.sample(range(len(inside[0].rows)), SAMPLE):
            rows = [grid.rows[place] for grid in inside]
            slots = tuple(slot(*each) for each in rows[0].settings.items())
            candidate = Candidate(inside[0].client, wanted, "")
            found = judge(clients, Producer("", Site("", Span(0, 0)), (candidate,), slots))
            assert {each.value for each in found.outcomes} == {row.verdict for row in rows}, (wanted, rows[0].axes)


def test_unknown_values_give_the_verdicts_of_all_values(grid, clients, slot) -> None:
    """An unknown value is taken to be readable, so rows with a value that the client refuses to read do not count."""
    client, luck = clients[grid.client], random.Random(13598)
    rows = [row for row in grid.rows if not unreadable(row.error)]
    asked = 0
    for _ in range(60):
        row = luck.choice(rows)
        hidden = set(luck.sample(AXES, luck.choice((1, 2))))
        absent = {axis for axis in hidden if luck.random() < 0.5}
        if any(axis in hidden and grid.names[axis] not in client.known for axis in AXES):
            continue
        slots = []
        for axis, value in zip(AXES, row.axes, strict=True):
            name = grid.names[axis]
            if axis in hidden:
                slots.append(slot(name, UNKNOWN, maybe_absent=axis in absent))
            elif value != "unset":
                slots.append(slot(name, row.settings[name]))
        wanted = {
            other.verdict
            for other in rows
            if all(
                (there != "unset" or axis in absent) if axis in hidden else there == here
                for axis, here, there in zip(AXES, row.axes, other.axes, strict=True)
            )
        }
        if not wanted:
            continue  # the small grid does not have every combination
        asked += 1
        found = possible(client, grid.version, slots)
        assert {each.value for each in found} == wanted, (row.axes, hidden, absent)
    assert asked > 5


def unreadable(error: str) -> bool:
    return any(text in error for text in ("Invalid value", "Invalid ACKS", "outside allowed range"))
