"""Plans over the whole grid of settings: they reach what they promise, and never make a version worse."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from kafkalint.analysis.plan import Wanted, plan
from kafkalint.analysis.resolve.judge import judge
from kafkalint.catalog.catalog import load
from kafkalint.model.change import Plan
from kafkalint.model.document import Mapping
from kafkalint.model.edit import Refusal
from kafkalint.model.finding import Applicability
from kafkalint.model.producer import Candidate, Home, Producer, Setting, Site, Slot, Target
from kafkalint.model.rule import Repair
from kafkalint.model.source import Span
from kafkalint.model.value import Literal, Native
from kafkalint.model.verdict import Cause, Effect, Outcome, Reason
from kafkalint.model.version import Version, VersionRange

NOWHERE = Site("settings.yml", Span(0, 1))
CLIENTS = load().clients
IDEMPOTENT = Repair("Switch idempotence on", "idempotent", None, "")
UNSET = object()
DOTTED = ("enable.idempotence", "acks", "retries", "max.in.flight.requests.per.connection", "transactional.id")
UNDERSCORED = tuple(name.replace(".", "_") for name in DOTTED)
VERSIONS = [
    ("java", "0.11.0", DOTTED),
    ("java", "2.8.2", DOTTED),
    ("java", "3.0.0", DOTTED),
    ("java", "3.7.0", DOTTED),
    ("java", "4.1.0", DOTTED),
    ("confluent-kafka", "1.4.0", DOTTED),
    ("confluent-kafka", "2.6.1", DOTTED),
    ("kafka-python", "2.0.2", UNDERSCORED),
    ("kafka-python", "2.3.0", UNDERSCORED),
    ("kafka-python", "3.0.12", UNDERSCORED),
    ("kafka-python-ng", "2.2.3", UNDERSCORED),
    ("aiokafka", "0.12.0", (*UNDERSCORED[:2], "", "", UNDERSCORED[4])),
]
CANNOT = {("kafka-python", "2.0.2"), ("kafka-python-ng", "2.2.3")}


def producer(
    client: str, versions: VersionRange, settings: dict[str, Native], target: Target | None = None
) -> Producer:
    """A producer with these settings, somewhere where more can be written."""
    slots = tuple(
        Slot((Setting(name, name, Literal(value), NOWHERE, NOWHERE, handle=None),)) for name, value in settings.items()
    )
    home = Home(Mapping(Span(0, 1), ()), None, "{name}")
    return Producer(
        "here", NOWHERE, (Candidate(client, versions, "told"),), slots, home=home, target=target or Target()
    )


def combinations(names: tuple[str, ...], textual: bool) -> Iterator[dict[str, Native]]:
    """Every combination of values that the recorded grids have, with text for clients that take acks as text."""
    acks: list[object] = [UNSET, "0", "1", "all", "-1"] if textual else [UNSET, 0, 1, "all", -1]
    axes: list[list[object]] = [[UNSET, True, False], acks, [UNSET, 0, 1, 5], [UNSET, 1, 5, 6], [UNSET, "tx"]]
    used = [axis if name else [UNSET] for name, axis in zip(names, axes, strict=True)]
    for values in product(*used):
        yield {name: value for name, value in zip(names, values, strict=True) if value is not UNSET}  # type: ignore[misc]


def planned(one: Producer, repair: Repair = IDEMPOTENT) -> Plan | Refusal:
    """The plan for one wish."""
    return plan(CLIENTS, one, judge(CLIENTS, one), [Wanted(repair, judge(CLIENTS, one).newest.verdict.reasons)])


@pytest.mark.parametrize(
    ("client", "version", "names"), VERSIONS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_row_of_the_grid_becomes_idempotent_or_is_refused(
    client: str, version: str, names: tuple[str, ...]
) -> None:
    for settings in combinations(names, textual=client == "java"):
        one = producer(client, VersionRange.exactly(Version.parse(version)), settings)
        before = judge(CLIENTS, one)
        made = planned(one)
        if before.outcome is Outcome.IDEMPOTENT or (client, version) in CANNOT:
            assert isinstance(made, Refusal), settings
            continue
        assert isinstance(made, Plan), settings
        assert judge(CLIENTS, made.after).outcome is Outcome.IDEMPOTENT, settings
        assert made.promise.outcome is Outcome.IDEMPOTENT
        safe = before.outcome is Outcome.REJECTED
        assert (made.applicability is Applicability.SAFE) is safe, settings


@pytest.mark.parametrize(
    ("client", "version", "names"), VERSIONS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_plan_writes_no_more_than_it_must(client: str, version: str, names: tuple[str, ...]) -> None:
    limit = 1 if (client, version) in {("java", "0.11.0"), ("kafka-python", "2.3.0")} else 5
    for settings in combinations(names, textual=client == "java"):
        made = planned(producer(client, VersionRange.exactly(Version.parse(version)), settings))
        if isinstance(made, Refusal):
            continue
        for change in made.changes:
            if change.name == names[0]:
                assert change.value is True
            elif change.name == names[1]:
                assert change.value == "all"
            elif change.name == names[2]:
                assert change.kind == "remove"
            else:
                assert change.name == names[3]
                assert change.kind == "remove" or (limit == 5 and change.value == 5)
            if change.kind == "add":
                assert change.name == names[0]
        kept = {slot.name: slot.values[0].value for slot in made.after.slots}
        changed = {change.name for change in made.changes}
        assert all(kept[name] == Literal(value) for name, value in settings.items() if name not in changed)


RANGES = [
    ("java", VersionRange(Version((2, 0)), Version((3, 0)))),
    ("java", VersionRange(Version((2, 8)), None)),
    ("java", VersionRange(Version((0, 11)), Version((2, 0)))),
    ("confluent-kafka", VersionRange(Version((1, 0)), None)),
    ("kafka-python", VersionRange(Version((2, 0)), None)),
    ("kafka-python", VersionRange(Version((2, 2)), None)),
    ("aiokafka", VersionRange(Version((0, 5)), None)),
]


@pytest.mark.parametrize(("client", "versions"), RANGES, ids=str)
def test_no_version_of_a_range_gets_worse(client: str, versions: VersionRange) -> None:
    names = next(names for one, _, names in VERSIONS if one == client)
    rank = {Outcome.REJECTED: 0, Outcome.NOT_IDEMPOTENT: 1, Outcome.UNKNOWN: 1, Outcome.IDEMPOTENT: 2}
    for settings in combinations(names, textual=client == "java"):
        one = producer(client, versions, settings)
        made = planned(one)
        if isinstance(made, Refusal):
            continue
        before, after = judge(CLIENTS, one), judge(CLIENTS, made.after)
        for old, new in zip(before.points, after.points, strict=True):
            assert rank[new.verdict.outcome] >= rank[old.verdict.outcome], (settings, str(old.version))


def test_a_declared_target_makes_it_safe() -> None:
    settings: dict[str, Native] = {"acks": "1"}
    version = VersionRange.exactly(Version((3, 7)))
    declared = [
        (Target(broker=Version((3, 7)), declared=True), Applicability.SAFE),
        (Target(broker=Version((2, 7)), declared=True), Applicability.UNSAFE),
        (Target(broker=Version((2, 7)), declared=True, idempotent_write_granted=True), Applicability.SAFE),
        (Target(broker=Version((3, 7)), declared=False), Applicability.UNSAFE),
        (Target(), Applicability.UNSAFE),
    ]
    for target, expected in declared:
        made = planned(producer("java", version, settings, target))
        assert isinstance(made, Plan)
        assert made.applicability is expected, target


def test_old_brokers_forbid_it() -> None:
    version = VersionRange.exactly(Version((3, 7)))
    made = planned(producer("java", version, {"acks": "1"}, Target(broker=Version((0, 10, 2)))))
    assert isinstance(made, Refusal)
    assert "0.10.2" in made.reason


def test_nothing_is_added_where_the_place_forbids_it() -> None:
    from dataclasses import replace

    one = producer("confluent-kafka", VersionRange.exactly(Version((2, 6))), {"acks": "all"})
    assert isinstance(planned(one), Plan)
    refused = planned(replace(one, may_add=False))
    assert isinstance(refused, Refusal)
    assert "never added" in refused.reason


def test_strengthen_writes_acks_where_nothing_else_can_be_done() -> None:
    strengthen = Repair("Wait for all", "strengthen", Applicability.UNSAFE, "slower")
    made = planned(producer("kafka-python-ng", VersionRange.exactly(Version((2, 2, 3))), {}), strengthen)
    assert isinstance(made, Plan)
    assert [(change.kind, change.name, change.value) for change in made.changes] == [("add", "acks", "all")]


CONFLICTS = Repair("Mend", "conflicts", None, "")
NEWEST = VersionRange.exactly(Version((2, 6, 1)))


def test_conflicts_mends_a_refusal_and_no_more() -> None:
    made = planned(producer("confluent-kafka", NEWEST, {"message.timeout.ms": 500, "linger.ms": 1000}), CONFLICTS)
    assert isinstance(made, Plan)
    assert [(change.kind, change.name) for change in made.changes] == [("remove", "message.timeout.ms")]
    assert made.promise.outcome is Outcome.NOT_IDEMPOTENT
    assert isinstance(planned(made.after, CONFLICTS), Refusal)


def test_timeouts_are_left_alone_where_the_default_would_not_fit_either() -> None:
    settings: dict[str, Native] = {"delivery_timeout_ms": 100000, "request_timeout_ms": 130000}
    one = producer("kafka-python", VersionRange.exactly(Version((3, 0, 12))), settings)
    assert judge(CLIENTS, one).outcome is Outcome.REJECTED
    assert isinstance(planned(one, CONFLICTS), Refusal)


def test_several_removals_hit_what_they_mean() -> None:
    names = ("group.id", "acks", "session.timeout.ms", "linger.ms", "auto.offset.reset")
    one = producer("confluent-kafka", NEWEST, dict.fromkeys(names, 1))
    remove = Repair("Remove", "remove", Applicability.SAFE, "")
    wanted = [Wanted(remove, (Reason(Cause.WRITTEN, Effect.NONE, "", index=at),)) for at in (0, 2, 4)]
    made = plan(CLIENTS, one, judge(CLIENTS, one), wanted)
    assert isinstance(made, Plan)
    assert [change.name for change in made.changes] == ["group.id", "session.timeout.ms", "auto.offset.reset"]
    assert [slot.name for slot in made.after.slots] == ["acks", "linger.ms"]
