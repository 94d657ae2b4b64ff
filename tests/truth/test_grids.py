"""Every recorded construction, asked again: the verdict, the values that apply, and the setting that is blamed."""

from __future__ import annotations

import re

UNREADABLE_BACK = {("confluent-kafka", "0.11.6"), ("confluent-kafka", "1.0.0")}
"""librdkafka has no way to ask for its settings before 1.1."""


def test_verdict(grid, verdicts) -> None:
    found = verdicts(grid)
    assert not [
        (row.axes, row.verdict, verdict.outcome)
        for row, verdict in zip(grid.rows, found, strict=True)
        if verdict.outcome.value != row.verdict
    ]


def test_effective_values(grid, verdicts) -> None:
    seen = 0
    for row, verdict in zip(grid.rows, verdicts(grid), strict=True):
        values = (verdict.effective.acks, verdict.effective.retries, verdict.effective.max_in_flight)
        for recorded, value in zip(row.effective, values, strict=True):
            if recorded:
                seen += 1
                assert str(value) == recorded, row.axes
    assert seen > 0 or (grid.client, str(grid.version)) in UNREADABLE_BACK


def test_first_reason_is_the_setting_that_the_client_names(grid, verdicts) -> None:
    for row, verdict in zip(grid.rows, verdicts(grid), strict=True):
        if row.verdict == "rejected":
            assert row.names(verdict.reasons[0].setting), (row.axes, row.error, verdict.reasons[0])


def test_an_error_that_lists_all_conflicts_has_a_reason_for_each(grid, verdicts) -> None:
    for row, verdict in zip(grid.rows, verdicts(grid), strict=True):
        if "incompatible with user-provided" in row.error:
            named = set(re.findall(r"(acks|retries|max_in_flight_requests_per_connection)=", row.error))
            assert {reason.setting for reason in verdict.reasons} == named, row.axes


def test_every_conflict_of_a_refused_producer_has_a_reason(grid, verdicts) -> None:
    """Also where the client's own error stops at the first one."""
    for row, verdict in zip(grid.rows, verdicts(grid), strict=True):
        switch, acks, retries, _, tied = row.axes
        wrong = {name for name, value in {"acks": acks, "retries": retries}.items() if value in ("0", "1")}
        wrong -= {"retries"} if retries == "1" else set()
        if row.verdict == "rejected" and switch == "true" and verdict.reasons[0].cause.value == "conflict":
            assert wrong <= {reason.setting for reason in verdict.reasons}, (row.axes, tied)


def test_recordings_are_all_here(recorded) -> None:
    sizes = {"java": (10, 900), "confluent-kafka": (11, 900), "kafka-python": (6, 900), "kafka-python-ng": (1, 900)}
    grids, rows = sizes.get(recorded[0].client, (6, 40))
    assert [len(grid.rows) for grid in recorded] == [rows] * grids
