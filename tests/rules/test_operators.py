"""Every operator, with its table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kafkalint.analysis.evaluate.conditions import ELSEWHERE, OPERATORS, holds
from kafkalint.analysis.evaluate.facts import Facts
from kafkalint.analysis.evaluate.move import Move
from kafkalint.analysis.evaluate.steps import steps
from kafkalint.catalog.rule_condition import ConditionShape, operators
from kafkalint.model.client import Client, Defect
from kafkalint.model.producer import Broker, Candidate, Dependency, Site, Slot, Target
from kafkalint.model.service import IDEMPOTENT_WRITE, Permission, Service, Support
from kafkalint.model.source import Span
from kafkalint.model.suppression import Suppression
from kafkalint.model.value import Dynamic
from kafkalint.model.verdict import Cause, Effect, Limit, Reason, State
from kafkalint.model.version import Version, VersionRange

HERE = Site("app.properties", Span(0, 1))
ACME = Service("acme", "Acme", Support.NO, Support.YES, "it is small", IDEMPOTENT_WRITE, date(2026, 1, 1), ("source",))
IAM = replace(ACME, idempotent=Support.YES, permission=Permission("a right", "a grant"))


def truth(given: object, facts: Facts) -> bool | None:
    """What a condition, as a file has it, says."""
    return holds(ConditionShape.model_validate(given).freeze(), facts).truth


def blamed(given: object, facts: Facts) -> list[int | None]:
    """Which settings a condition blames."""
    return [reason.index for reason in holds(ConditionShape.model_validate(given).freeze(), facts).reasons]


@pytest.fixture
def aliased(world) -> dict[str, Client]:
    """A client with two names for acks."""
    java = world.clients["java"]
    behaviour = java.eras[0][1]
    names = {**behaviour.names, "required.acks": "acks"}
    return {"java": replace(java, eras=((java.eras[0][0], replace(behaviour, names=names)),))}


def test_the_language_and_its_meaning_list_the_same_operators() -> None:
    assert set(operators()) == {*OPERATORS, *ELSEWHERE, "all", "any", "not"}


ON, SILENT, REJECTED, UNKNOWN = State.ON, State.OFF_SILENT, State.REJECTED, State.UNKNOWN


@pytest.mark.parametrize(
    ("states", "given", "expected"),
    [
        ([ON], "idempotent", True),
        ([ON], ["rejected", "idempotent"], True),
        ([SILENT], "idempotent", False),
        ([SILENT, ON], "idempotent", False),
        ([SILENT, ON], "unknown", True),
        ([SILENT, REJECTED], "rejected", True),
        ([REJECTED, SILENT], "rejected", False),
        ([UNKNOWN], "unknown", True),
        ([SILENT, ON], {"newest": "idempotent"}, True),
        ([ON, SILENT], {"newest": "idempotent"}, False),
        ([SILENT, ON], {"some": "idempotent"}, True),
        ([SILENT, REJECTED], {"some": "idempotent"}, False),
        ([SILENT, ON], {"every": "idempotent"}, False),
        ([ON, ON], {"every": "idempotent"}, True),
        ([SILENT, ON], {"some": "not-idempotent", "newest": "not-idempotent"}, False),
    ],
)
def test_outcome(world, states, given, expected) -> None:
    judgement = world.judged(*(world.verdict(state) for state in states))
    assert truth({"outcome": given}, Facts.of(world.producer(), judgement, world.clients)) is expected


@pytest.mark.parametrize(
    ("states", "given", "expected"),
    [
        ([SILENT], "off-silent", True),
        ([SILENT], ["off-explicit", "off-silent"], True),
        ([SILENT], "off-explicit", False),
        ([REJECTED, SILENT], "off-silent", True),
        ([SILENT, REJECTED], "off-silent", False),
        ([ON, SILENT], "off-silent", None),
        ([UNKNOWN], "off-silent", None),
    ],
)
def test_state_is_unknown_where_versions_do_not_agree(world, states, given, expected) -> None:
    judgement = world.judged(*(world.verdict(state) for state in states))
    assert truth({"state": given}, Facts.of(world.producer(), judgement, world.clients)) is expected


CONFLICT = Reason(
    Cause.CONFLICT,
    Effect.DISABLES,
    "text",
    setting="acks",
    role="acks",
    index=0,
    limit=Limit(is_=("all",)),
    intended=False,
)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"cause": "conflict"}, True),
        ({"cause": ["requires", "conflict"], "role": "acks"}, True),
        ({"cause": "conflict", "role": "retries"}, False),
        ({"cause": "conflict", "role": ["none", "retries"]}, False),
        ({"effect": "disables"}, True),
        ({"effect": "rejects"}, False),
        ({"asked": False}, True),
        ({"asked": True}, False),
        ({"stage": "construct"}, True),
        ({"stage": "start"}, False),
        ({"limit": "is"}, True),
        ({"limit": ["maximum", "minimum"]}, False),
        ({"given": True}, True),
        ({"given": False}, False),
        ({"intended": False}, True),
        ({"intended": True}, False),
        ({"suggestion": False}, True),
        ({"suggestion": True}, False),
        ({"suggests": "switch"}, False),
        ({"other-client": False}, True),
        ({"other-client": True}, False),
        ({"by": "user"}, True),
        ({"by": "framework"}, False),
    ],
)
def test_reason(world, given, expected) -> None:
    facts = Facts.of(
        world.producer(world.slot("acks", "1")), world.judged(world.verdict(SILENT, CONFLICT)), world.clients
    )
    assert truth({"reason": given}, facts) is expected


def test_a_missing_reason_is_unknown_while_the_verdict_is(world) -> None:
    facts = Facts.of(world.producer(), world.judged(world.verdict(UNKNOWN)), world.clients)
    assert truth({"reason": {"cause": "conflict"}}, facts) is None


def test_a_reason_of_an_older_version_does_not_count(world) -> None:
    judgement = world.judged(world.verdict(SILENT, CONFLICT), world.verdict(REJECTED))
    facts = Facts.of(world.producer(world.slot("acks", "1")), judgement, world.clients)
    assert truth({"reason": {"cause": "conflict"}}, facts) is False


def test_a_suggested_name_has_the_role_of_what_is_meant(world) -> None:
    slip = Reason(Cause.UNKNOWN_SETTING, Effect.IGNORES, "", "enable.idem", index=0, suggestion="enable.idempotence")
    facts = Facts.of(
        world.producer(world.slot("enable.idem", "true")), world.judged(world.verdict(SILENT, slip)), world.clients
    )
    assert truth({"reason": {"suggests": "switch"}}, facts) is True
    assert truth({"reason": {"suggests": "acks"}}, facts) is False


@pytest.mark.parametrize(
    ("name", "expected"),
    [("enable_idempotence", True), ("client_id", False), ("enable.idempotence", False)],
)
def test_a_name_of_another_client(world, name, expected) -> None:
    unknown = Reason(Cause.UNKNOWN_SETTING, Effect.REJECTS, "", name, index=0)
    facts = Facts.of(
        world.producer(world.slot(name, "true")), world.judged(world.verdict(REJECTED, unknown)), world.clients
    )
    assert truth({"reason": {"other-client": True}}, facts) is expected


@pytest.mark.parametrize(
    ("slots", "given", "expected"),
    [
        ([("acks", ["1"])], {"role": "acks"}, True),
        ([], {"role": "acks"}, False),
        ([], {"role": "acks", "present": False}, True),
        ([("acks", ["1"])], {"role": "acks", "present": False}, False),
        ([("acks", ["1"])], {"role": "acks", "value": 1}, True),
        ([("acks", [0])], {"role": "acks", "value": ["1", "all"]}, False),
        ([("acks", ["1", "1"])], {"role": "acks", "value": 1}, True),
        ([("acks", ["1", "all"])], {"role": "acks", "value": 1}, None),
        ([("acks", [Dynamic("the environment")])], {"role": "acks", "value": 1}, None),
        ([("acks", ["1"])], {"name": ["linger.ms", "acks"]}, True),
        ([("acks", ["1"])], {"name": "linger.ms"}, False),
        ([("linger.ms", ["5"])], {"name": "linger.ms", "above": 4}, True),
        ([("linger.ms", [5])], {"name": "linger.ms", "above": 4, "below": 5}, False),
        ([("linger.ms", [5, 6])], {"name": "linger.ms", "above": 4}, True),
        ([("linger.ms", [5, 6])], {"name": "linger.ms", "above": 5}, None),
        ([("linger.ms", [Dynamic("the environment")])], {"name": "linger.ms", "above": 5}, None),
        ([("linger.ms", ["soon"])], {"name": "linger.ms", "below": 5}, False),
        ([("linger.ms", [True])], {"name": "linger.ms", "below": 5}, False),
        ([("acks", ["1"])], {"role": "acks", "editable": True}, True),
        ([("acks", ["1"])], {"role": "acks", "editable": False}, False),
    ],
)
def test_setting(world, slots, given, expected) -> None:
    producer = world.producer(*(world.slot(name, *values) for name, values in slots))
    facts = Facts.of(producer, world.judged(world.verdict(SILENT)), world.clients)
    assert truth({"setting": given}, facts) is expected


@pytest.mark.parametrize(
    ("factor", "least", "expected"),
    [("1", "2", True), (1, 2, True), ("2", "2", False), ("3", "2", False), ("1", None, False), ("many", "2", False)],
)
def test_a_number_below_that_of_another_setting(world, factor, least, expected) -> None:
    slots = [world.slot("factor", factor), *([world.slot("least", least)] if least else [])]
    subject = Broker("test", None, "factor", "", HERE, tuple(slots))
    facts = Facts.of(subject, None, world.clients)
    assert truth({"setting": {"name": "factor", "below": "least"}}, facts) is expected


def test_a_number_below_one_that_cannot_be_known(world) -> None:
    slots = (world.slot("factor", "1"), world.slot("least", Dynamic("the environment")))
    facts = Facts.of(Broker("test", None, "factor", "", HERE, slots), None, world.clients)
    assert truth({"setting": {"name": "factor", "below": "least"}}, facts) is None


def test_a_reason_about_a_setting_without_a_role(world) -> None:
    unread = Reason(Cause.UNREADABLE, Effect.REJECTS, "", "linger.ms", index=0)
    facts = Facts.of(
        world.producer(world.slot("linger.ms", "soon")), world.judged(world.verdict(REJECTED, unread)), world.clients
    )
    assert truth({"reason": {"role": "none"}}, facts) is True
    assert truth({"reason": {"role": "retries"}}, facts) is False


def test_settings_that_fit_are_blamed_when_the_rule_asks_for_it(world) -> None:
    slots = [world.slot("acks", "1"), world.slot("linger.ms", 5), world.slot("acks", "all")]
    facts = Facts.of(world.producer(*slots), world.judged(world.verdict(SILENT)), world.clients)
    assert blamed({"setting": {"role": "acks", "blamed": True}}, facts) == [0, 2]
    assert blamed({"setting": {"role": "acks", "value": 1, "blamed": True}}, facts) == [0]
    assert blamed({"setting": {"name": "linger.ms", "blamed": True}}, facts) == [1]
    assert blamed({"setting": {"role": "acks"}}, facts) == []


@pytest.mark.parametrize(
    ("slots", "given", "expected"),
    [
        ([("acks", "1")], {}, []),
        ([("acks", "1"), ("retries", "1")], {}, []),
        ([("acks", "1"), ("acks", "all")], {}, [0]),
        ([("acks", "1"), ("acks", "all")], {"by": "name", "differ": True}, [0]),
        ([("acks", "1"), ("acks", "all")], {"by": "alias"}, []),
        ([("acks", "1"), ("acks", "all")], {"differ": False}, []),
        ([("acks", "1"), ("acks", 1)], {"differ": False}, [0]),
        ([("acks", "0"), ("acks", "1"), ("acks", "all")], {}, [0, 1]),
        ([("topic", "a"), ("topic", "b")], {"by": "name"}, [0]),
        ([("acks", "1"), ("required.acks", "all")], {"by": "alias", "differ": True}, [0]),
        ([("required.acks", "1"), ("acks", "all")], {"by": "alias", "differ": True}, [0]),
        ([("acks", "1"), ("required.acks", "all")], {"by": "name"}, []),
        ([("acks", "1"), ("required.acks", "1")], {"differ": True}, []),
        ([("acks", "0"), ("required.acks", "1"), ("acks", "all")], {"by": "alias"}, [2]),
        ([("acks", Dynamic("the environment")), ("acks", "1")], {}, [0]),
    ],
)
def test_repeated(aliased, world, slots, given, expected) -> None:
    facts = Facts.of(
        world.producer(*(world.slot(name, value) for name, value in slots)),
        world.judged(world.verdict(SILENT)),
        aliased,
    )
    assert truth({"repeated": given}, facts) is bool(expected)
    assert blamed({"repeated": given}, facts) == expected


def test_what_a_repeated_setting_may_be_is_unknown(aliased, world) -> None:
    def said(given: object, *slots: Slot) -> bool | None:
        return truth({"repeated": given}, Facts.of(world.producer(*slots), judgement, aliased))

    judgement = world.judged(world.verdict(SILENT))
    known, hidden = world.slot("acks", "1"), world.slot("acks", Dynamic("the environment"))
    assert said({"differ": True}, known, hidden) is None
    assert said({"differ": False}, known, world.slot("acks", "1", "all")) is None
    assert said({}, known, world.slot("acks", "all", maybe_absent=True)) is None
    assert said({}, world.slot("acks", "all", maybe_absent=True), known) is True


def test_layers_are_no_repetition(aliased, world) -> None:
    judgement = world.judged(world.verdict(SILENT))
    plain = world.slot("acks", "1")
    other = world.slot("acks", "all", written="producer.acks")
    assert truth({"repeated": {}}, Facts.of(world.producer(plain, other), judgement, aliased)) is False


def test_a_nested_map_is_merged_over_what_stands_beside_it(aliased, world) -> None:
    java = aliased["java"]
    clients = {"java": replace(java, eras=((java.eras[0][0], replace(java.eras[0][1], nested=("inner",))),))}
    slots = [world.slot("acks", "1"), world.slot("inner", {"required.acks": "all"})]
    facts = Facts.of(world.producer(*slots), world.judged(world.verdict(SILENT)), clients)
    assert blamed({"repeated": {"by": "layer"}}, facts) == [0]
    assert blamed({"repeated": {"by": ["name", "alias"]}}, facts) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("gone", True),
        ("kept", False),
        ("back", False),
        ("acks", False),
        ("never.there", False),
    ],
)
def test_what_the_client_had_once(world, name, expected) -> None:
    java = world.clients["java"]
    early, late = VersionRange(high=Version((1,))), VersionRange(low=Version((2,)))
    known = {**java.known, "gone": (early,), "kept": (VersionRange(),), "back": (early, late)}
    unknown = Reason(Cause.UNKNOWN_SETTING, Effect.IGNORES, "", name, index=0)
    judgement = world.judged(world.verdict(SILENT, unknown))
    facts = Facts.of(world.producer(world.slot(name, "1")), judgement, {"java": replace(java, known=known)})
    assert truth({"reason": {"former": True}}, facts) is expected


@pytest.mark.parametrize(
    ("written", "meant", "expected"),
    [
        ("EnableIdempotence", "enable.idempotence", True),
        ("enable_idempotence", "enable.idempotence", True),
        ("enable.idempotency", "enable.idempotence", False),
        ("acks", "", False),
    ],
)
def test_the_same_letters(world, written, meant, expected) -> None:
    unknown = Reason(Cause.UNKNOWN_SETTING, Effect.REJECTS, "", written, index=0, suggestion=meant)
    judgement = world.judged(world.verdict(REJECTED, unknown))
    facts = Facts.of(world.producer(world.slot(written, "1")), judgement, world.clients)
    assert truth({"reason": {"respelt": True}}, facts) is expected


def test_of_one_repeated_setting_alone_when_that_is_looked_at(aliased, world) -> None:
    slots = [world.slot("acks", "1"), world.slot("acks", "1"), world.slot("topic", "a"), world.slot("topic", "b")]
    facts = Facts.of(world.producer(*slots), world.judged(world.verdict(SILENT)), aliased)
    looked_at = holds(ConditionShape.model_validate({"repeated": {"differ": True}}).freeze(), facts).reasons
    assert truth({"repeated": {"differ": False}}, facts.about(looked_at[0])) is False


def test_a_setting_that_may_be_absent_is_unknown(world) -> None:
    producer = world.producer(world.slot("acks", "1", maybe_absent=True))
    facts = Facts.of(producer, world.judged(world.verdict(SILENT)), world.clients)
    assert truth({"setting": {"role": "acks"}}, facts) is None


def test_a_setting_that_is_not_seen_in_an_open_producer_is_unknown(world) -> None:
    facts = Facts.of(world.producer(open=("a call",)), world.judged(world.verdict(SILENT)), world.clients)
    assert truth({"setting": {"role": "acks", "present": False}}, facts) is None


def test_a_setting_in_a_nested_map_is_seen(world) -> None:
    producer = world.producer(world.slot("default.topic.config", {"acks": 1}))
    facts = Facts.of(producer, world.judged(world.verdict(SILENT)), world.clients)
    assert truth({"setting": {"role": "acks", "value": "1"}}, facts) is True


@pytest.mark.parametrize(
    ("values", "given", "expected"),
    [
        ({"acks": "0"}, {"acks": {"is": 0}}, True),
        ({"acks": 1}, {"acks": {"is": [0, "1"]}}, True),
        ({"acks": -1}, {"acks": {"is": 1}}, False),
        ({}, {"acks": {"is": 1}}, False),
        ({"max_in_flight": 5}, {"in-flight": {"above": 1}}, True),
        ({"max_in_flight": 1}, {"in-flight": {"above": 1}}, False),
        ({"max_in_flight": 5}, {"in-flight": {"below": 5}}, False),
        ({"retries": float("inf")}, {"retries": {"above": 0}}, True),
        ({"retries": "many"}, {"retries": {"above": 0}}, None),
        ({"retries": 3, "max_in_flight": 1}, {"retries": {"above": 0}, "in-flight": {"above": 1}}, False),
    ],
)
def test_effective(world, values, given, expected) -> None:
    facts = Facts.of(world.producer(), world.judged(world.verdict(SILENT, **values)), world.clients)
    assert truth({"effective": given}, facts) is expected


def test_an_effective_value_of_an_unknown_verdict_is_unknown(world) -> None:
    facts = Facts.of(world.producer(), world.judged(world.verdict(UNKNOWN)), world.clients)
    assert truth({"effective": {"acks": {"is": 1}}}, facts) is None


@pytest.mark.parametrize(
    ("client", "given", "expected"),
    [
        ("java", {"is": "java"}, True),
        ("java", {"is": ["aiokafka", "java"]}, True),
        ("aiokafka", {"is": "java"}, False),
        ("java", {"can-be-idempotent": True}, True),
        ("old", {"can-be-idempotent": True}, False),
        ("old", {"can-be-idempotent": False, "is": "old"}, True),
    ],
)
def test_client(world, client, given, expected) -> None:
    facts = Facts.of(world.producer(client=client), world.judged(world.verdict(SILENT), client=client), world.clients)
    assert truth({"client": given}, facts) is expected


@pytest.mark.parametrize(
    ("states", "assumed", "given", "expected"),
    [
        ([SILENT, ON], False, {"differ": True}, True),
        ([ON, ON], False, {"differ": True}, False),
        ([ON], False, {"differ": False}, True),
        ([SILENT, ON], False, {"known": True}, True),
        ([SILENT, ON], True, {"known": True}, False),
        ([SILENT, ON], True, {"differ": True, "known": True}, False),
        ([SILENT, ON], False, {"differ": True, "from": "3"}, False),
    ],
)
def test_whether_versions_differ_and_are_known(world, states, assumed, given, expected) -> None:
    judgement = world.judged(*(world.verdict(state) for state in states))
    producer = world.producer(candidates=(Candidate("java", VersionRange(), "test", assumed),))
    assert truth({"version": given}, Facts.of(producer, judgement, world.clients)) is expected


def test_versions_differ_by_the_values_that_apply(world) -> None:
    judgement = world.judged(world.verdict(SILENT, acks=1, retries=0), world.verdict(SILENT, acks=-1, retries=0))
    facts = Facts.of(world.producer(), judgement, world.clients)
    assert truth({"version": {"differ": True}}, facts) is True
    assert [*steps(judgement)] == ["from 2 on acks=all instead of 1"]


def moved(world, uses=lambda: None) -> Facts:
    """The facts of a producer that waits for the leader alone today, and for all replicas afterwards."""
    before, after = world.producer(world.slot("acks", "1")), world.producer(world.slot("acks", "all"))
    move = Move(before, world.judged(world.verdict(SILENT, acks=1)), after, uses)
    return Facts.of(move, world.judged(world.verdict(ON, acks=-1)), world.clients)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"outcome": "idempotent"}, True),
        ({"before": {"outcome": "idempotent"}}, False),
        ({"before": {"not": {"outcome": "idempotent"}}}, True),
        ({"setting": {"role": "acks", "value": "all"}}, True),
        ({"before": {"setting": {"role": "acks", "value": "1"}}}, True),
        ({"used": {"use": {"role": "make"}}}, None),
        ({"not": {"used": {"use": {"role": "make"}}}}, None),
    ],
)
def test_a_move_is_asked_of_what_is_left_and_before_of_today(world, given, expected) -> None:
    assert truth(given, moved(world)) is expected


def test_used_is_true_where_one_use_is(world) -> None:
    assert truth({"used": {"use": {"role": "make"}}}, moved(world, list)) is False
    assert truth({"before": {"outcome": "idempotent"}}, Facts.of(world.producer(), None, world.clients)) is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"is": "2.0"}, True),
        ({"is": ["1", "3"]}, False),
        ({"from": "2"}, True),
        ({"from": "2.1"}, False),
        ({"below": "2"}, False),
        ({"from": "1", "below": "3"}, True),
    ],
)
def test_version_is_the_newest(world, given, expected) -> None:
    judgement = world.judged(world.verdict(SILENT), world.verdict(SILENT))
    assert truth({"version": given}, Facts.of(world.producer(), judgement, world.clients)) is expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"from": "1"}, True),
        ({"from": "1.1"}, False),
        ({"below": "3"}, True),
        ({"below": "2.9"}, False),
        ({"from": "1", "below": "3"}, True),
    ],
)
def test_every_version_in_question_up_to_the_high_end(world, given, expected) -> None:
    judgement = world.judged(world.verdict(SILENT))
    java = Candidate("java", VersionRange(Version((1,)), Version((3,))), "")
    facts = Facts.of(world.producer(candidates=(java,)), judgement, world.clients)
    assert truth({"version": {**given, "every": True}}, facts) is expected
    other = world.producer(candidates=(Candidate("old", VersionRange(), ""), java))
    assert truth({"version": {**given, "every": True}}, Facts.of(other, judgement, world.clients)) is False


@pytest.mark.parametrize(
    ("versions", "known"),
    [
        (VersionRange.exactly(Version((2,))), True),
        (VersionRange.exactly(Version((3,))), False),
        (VersionRange(Version((2,)), Version((3,))), True),
        (VersionRange(Version((2,)), Version((3,)), high_included=True), False),
        (VersionRange(Version((1,)), Version((2, 5))), False),
        (VersionRange(Version((2,))), False),
    ],
)
def test_a_defect_is_told_when_every_version_has_it(world, versions, known) -> None:
    defect = Defect(VersionRange(Version((2,)), Version((3,))), "it fails", "source")
    clients = {"java": replace(world.clients["java"], defects=(defect,))}
    producer = world.producer(candidates=(Candidate("java", versions, ""),))
    facts = Facts.of(producer, world.judged(world.verdict(ON)), clients)
    assert truth({"defect": {"known": True}}, facts) is known
    assert truth({"defect": {"known": False}}, facts) is not known
    assert [one.text for one in facts.defects] == ["it fails"] * known


@pytest.mark.parametrize(
    ("broker", "given", "expected"),
    [
        ("0.10.2", {"below": "0.11"}, True),
        ("0.11", {"below": "0.11"}, False),
        ("2.8", {"from": "2.8"}, True),
        (None, {"below": "0.11"}, None),
        ("0.10.2", {"declared": True}, True),
        ("0.10.2", {"below": "0.11", "declared": False}, False),
    ],
)
def test_the_broker_of_a_producer(world, broker, given, expected) -> None:
    target = Target(broker=broker and Version.parse(broker), declared=True)
    facts = Facts.of(world.producer(target=target), world.judged(world.verdict(SILENT)), world.clients)
    assert truth({"broker": given}, facts) is expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"is": "acme"}, True),
        ({"is": ["other"]}, False),
        ({"idempotent": "no"}, True),
        ({"idempotent": ["depends", "no"], "transactions": "yes"}, True),
        ({"idempotent": "no", "transactions": "no"}, False),
    ],
)
def test_the_service_of_a_producer(world, given, expected) -> None:
    judged = world.judged(world.verdict(ON))
    known = Facts.of(world.producer(target=Target(service=ACME)), judged, world.clients)
    assert truth({"service": given}, known) is expected
    assert truth({"service": given}, Facts.of(world.producer(), judged, world.clients)) is False


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (Target(), "perhaps"),
        (Target(broker=Version((2, 7))), "by-version"),
        (Target(broker=Version((2, 8))), "no"),
        (Target(broker=Version((0, 10))), "no"),
        (Target(broker=Version((2, 7)), idempotent_write_granted=True), "no"),
        (Target(broker=Version((3, 7)), service=IAM), "always"),
        (Target(service=IAM, idempotent_write_granted=True), "no"),
        (Target(service=replace(IAM, permission=None)), "no"),
        (Target(service=ACME), "no"),
    ],
)
def test_the_right_that_a_producer_needs(world, target, expected) -> None:
    facts = Facts.of(world.producer(target=target), world.judged(world.verdict(ON)), world.clients)
    asked = ["always", "by-version", "perhaps", "no"]
    assert [one for one in asked if truth({"permission": {"asked": one}}, facts)] == [expected]


@pytest.mark.parametrize(
    ("written", "given", "expected"),
    [
        ("log.message.format.version", {"named": "message.format.version"}, True),
        ("KAFKA_LOG_MESSAGE_FORMAT_VERSION", {"named": "message.format.version", "below": "0.11"}, True),
        ("acme/kafka:0.10", {"named": ["message.format.version"]}, False),
        ("acme/kafka:0.10", {"below": "0.10"}, False),
    ],
)
def test_a_broker(world, written, given, expected) -> None:
    broker = Broker("images", Version((0, 10)), written, "0.10", HERE)
    assert truth({"broker": given}, Facts.of(broker, None, world.clients)) is expected


@pytest.mark.parametrize(
    ("name", "written", "versions", "lack"),
    [
        ("aiokafka", "==0.4.3", VersionRange.exactly(Version((0, 4, 3))), "every"),
        ("aiokafka", "<0.5", VersionRange(None, Version((0, 5))), "every"),
        ("aiokafka", "<=0.5", VersionRange(None, Version((0, 5)), high_included=True), "some"),
        ("aiokafka", ">=0.4", VersionRange(Version((0, 4))), "some"),
        ("aiokafka", ">=0.5", VersionRange(Version((0, 5))), ""),
        ("aiokafka", "", VersionRange(), ""),
        ("aiokafka", "${aiokafka.version}", VersionRange(), ""),
        ("old-client", "", VersionRange(), "always"),
        ("requests", "==2.0", VersionRange.exactly(Version((2,))), ""),
    ],
)
def test_dependency(world, name, written, versions, lack) -> None:
    facts = Facts.of(Dependency("pypi", name, versions, written, HERE), None, world.clients)
    for word in ("always", "every", "some"):
        assert truth({"dependency": {"lacks-idempotence": word}}, facts) is (word == lack)
    assert truth({"dependency": {"packages": ["x", name]}}, facts) is True
    assert truth({"dependency": {"packages": "x"}}, facts) is False


def test_the_same_name_in_another_ecosystem_is_another_package(world) -> None:
    pin = Dependency("maven", "aiokafka", VersionRange.exactly(Version((0, 4))), "0.4", HERE)
    assert truth({"dependency": {"lacks-idempotence": "every"}}, Facts.of(pin, None, world.clients)) is False


@pytest.mark.parametrize("allowed", [True, False])
def test_place(world, allowed) -> None:
    facts = Facts.of(world.producer(may_add=allowed), world.judged(world.verdict(SILENT)), world.clients)
    assert truth({"place": {"may-add": True}}, facts) is allowed


def test_suppression(world) -> None:
    facts = Facts.of(Suppression(HERE, ("KFK401",), 0, 0, problem="expired"), None, world.clients)
    assert truth({"suppression": {"problem": "expired"}}, facts) is True
    assert truth({"suppression": {"problem": ["unused", "malformed"]}}, facts) is False


@pytest.mark.parametrize(
    "given",
    [
        {"outcome": "idempotent"},
        {"state": "on"},
        {"reason": {"cause": "conflict"}},
        {"effective": {"acks": {"is": 1}}},
        {"repeated": {}},
        {"client": {"is": "java"}},
        {"version": {"from": "1"}},
        {"version": {"from": "1", "every": True}},
        {"defect": {"known": True}},
        {"place": {"may-add": True}},
        {"broker": {"below": "1", "declared": True}},
        {"service": {"idempotent": "no"}},
        {"permission": {"asked": "always"}},
        {"suppression": {"problem": "unused"}},
    ],
)
def test_nothing_is_known_of_another_subject(world, given) -> None:
    pin = Dependency("pypi", "aiokafka", VersionRange(), "", HERE)
    assert truth(given, Facts.of(pin, None, world.clients)) is None


def test_a_producer_is_no_dependency(world) -> None:
    facts = Facts.of(world.producer(), world.judged(world.verdict(ON)), world.clients)
    assert truth({"dependency": {"packages": "x"}}, facts) is None


def test_every_operator_and_field_is_documented() -> None:
    from kafkalint.catalog.rule_shape import FIELDS

    page = (Path(__file__).parents[2] / "docs" / "rules-language.md").read_text("utf-8")
    assert [name for name in operators() if f"`{name}`" not in page] == []
    assert [name for names in FIELDS.values() for name in names if f"`{{{name}}}`" not in page] == []
