"""The shipped rules over verdicts made by hand: which fires, what gives way, where it points."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kafkalint.analysis.evaluate import evaluate
from kafkalint.analysis.evaluate.fingerprint import stamp
from kafkalint.model.finding import Confidence, Severity
from kafkalint.model.producer import Candidate, Site, Target
from kafkalint.model.source import Span
from kafkalint.model.value import Dynamic, Literal
from kafkalint.model.verdict import Cause, Effect, Limit, Reason, State
from kafkalint.model.version import Version, VersionRange

DEFAULT = Reason(Cause.DEFAULT, Effect.DISABLES, "off", setting="enable.idempotence", role="switch")
AT_MOST = Limit(maximum=5)


def ids(fired) -> list[str]:
    """The rules that fired."""
    return [one.rule.id for one in fired]


def of(cause: Cause, effect: Effect, role: str, index: int | None = 0, **more) -> Reason:
    """A reason about a setting."""
    return Reason(cause, effect, "text", setting=role, role=role, index=index, **more)


@pytest.mark.parametrize(
    ("state", "reason", "expected"),
    [
        (State.REJECTED, of(Cause.CONFLICT, Effect.REJECTS, "acks"), ["KFK101"]),
        (State.REJECTED, of(Cause.CONFLICT, Effect.REJECTS, "retries"), ["KFK102"]),
        (State.REJECTED, of(Cause.CONFLICT, Effect.REJECTS, "in-flight", limit=AT_MOST, asked=True), ["KFK103"]),
        (State.REJECTED, of(Cause.CONFLICT, Effect.REJECTS, "in-flight", limit=AT_MOST), ["KFK106"]),
        (State.REJECTED, of(Cause.CONFLICT, Effect.REJECTS, "in-flight", limit=Limit(is_=(1,))), ["KFK104"]),
        (State.REJECTED, of(Cause.REQUIRES, Effect.REJECTS, "transactional"), []),
        (State.OFF_SILENT, of(Cause.CONFLICT, Effect.DISABLES, "retries"), ["KFK201"]),
        (State.OFF_SILENT, of(Cause.CONFLICT, Effect.DISABLES, "protocol"), ["KFK302"]),
        (State.OFF_EXPLICIT, of(Cause.EXPLICIT, Effect.NONE, "switch"), ["KFK202"]),
        (State.OFF_DEFAULT, DEFAULT, ["KFK203"]),
        (State.UNKNOWN, of(Cause.DYNAMIC, Effect.NONE, "switch"), ["KFK209"]),
        (State.REJECTED, of(Cause.CONFLICT, Effect.REJECTS, "protocol"), ["KFK302"]),
        (State.ON, of(Cause.LATER, Effect.REJECTS, "protocol", stage="start"), ["KFK302"]),
        (State.REJECTED, of(Cause.UNREADABLE, Effect.REJECTS, "switch"), ["KFK503"]),
        (State.ON, of(Cause.MISREAD, Effect.NONE, "switch", intended=False), ["KFK504"]),
        (State.REJECTED, of(Cause.UNREADABLE, Effect.REJECTS, "acks"), ["KFK505"]),
        (State.UNSUPPORTED, Reason(Cause.UNSUPPORTED, Effect.NONE, "none"), []),
    ],
)
def test_one_reason_one_rule(world, state, reason, expected) -> None:
    producer = world.producer(world.slot("some.setting", "value"))
    assert ids(world.fire(producer, world.judged(world.verdict(state, reason)))) == expected


def test_an_idempotent_producer_is_left_in_peace(world) -> None:
    verdict = world.verdict(State.ON, acks=-1, retries=2147483647, max_in_flight=5)
    assert world.fire(world.producer(world.slot("acks", "all")), world.judged(verdict, verdict)) == []


def test_some_versions_only_is_nothing_but_undecided(world) -> None:
    producer = world.producer(world.slot("max.in.flight", 5))
    conflict = world.conflict("in-flight", 0, limit=Limit(is_=(1,)))
    fired = world.fire(producer, world.judged(world.verdict(State.ON), world.verdict(State.REJECTED, conflict)))
    assert ids(fired) == ["KFK209"]
    assert fired[0].finding.severity is Severity.NOTE
    assert len(fired[0].finding.notes) == 2


def test_the_newest_version_names_the_finding(world) -> None:
    silent = world.verdict(State.OFF_SILENT, world.conflict("in-flight", 0, Effect.DISABLES, limit=AT_MOST))
    rejected = world.verdict(State.REJECTED, world.conflict("in-flight", 0, limit=AT_MOST, asked=False))
    producer = world.producer(world.slot("max.in.flight", 10))
    (fired,) = world.fire(producer, world.judged(silent, rejected))
    assert fired.rule.id == "KFK106"
    assert fired.finding.client_version == "2"
    assert fired.finding.notes == ("kafka-clients from 1 on, before 2: idempotence is switched off without an error",)
    assert ids(world.fire(producer, world.judged(rejected, silent))) == ["KFK201"]


def test_two_conflicts_are_two_findings(world) -> None:
    producer = world.producer(world.slot("acks", "1", at=0), world.slot("retries", "0", at=20))
    verdict = world.verdict(State.REJECTED, world.conflict("retries", 1), world.conflict("acks", 0))
    fired = world.fire(producer, world.judged(verdict))
    assert ids(fired) == ["KFK101", "KFK102"]
    assert [one.finding.site.span.start for one in fired] == [5, 25]


def test_silent_reasons_are_one_finding(world) -> None:
    producer = world.producer(world.slot("acks", "1", at=0), world.slot("retries", "0", at=20))
    reasons = (world.conflict(role, at, Effect.DISABLES) for at, role in enumerate(("acks", "retries")))
    (fired,) = world.fire(producer, world.judged(world.verdict(State.OFF_SILENT, *reasons, acks=1)))
    assert fired.rule.id == "KFK201"
    assert "acks=1 and retries=0" in fired.finding.message
    assert [one.message for one in fired.finding.related] == ["retries=0", "the producer"]


def test_a_misread_value_speaks_before_its_consequence(world) -> None:
    misread = of(Cause.MISREAD, Effect.NONE, "acks", intended="all")
    conflict = world.conflict("acks", 0, Effect.DISABLES)
    producer = world.producer(world.slot("acks", "-1"))
    assert ids(world.fire(producer, world.judged(world.verdict(State.OFF_SILENT, misread, conflict)))) == ["KFK505"]


def test_another_cause_beside_a_misread_value_is_still_told(world) -> None:
    misread = of(Cause.MISREAD, Effect.NONE, "acks", intended="all")
    reasons = misread, world.conflict("acks", 0, Effect.DISABLES), world.conflict("retries", 1, Effect.DISABLES)
    producer = world.producer(world.slot("acks", "-1"), world.slot("retries", "0", at=20))
    fired = world.fire(producer, world.judged(world.verdict(State.OFF_SILENT, *reasons)))
    assert ids(fired) == ["KFK201", "KFK505"]
    assert fired[0].finding.setting == "retries"
    assert "acks" not in fired[0].finding.message


def test_weak_acks_give_way_to_whatever_else_is_wrong(world) -> None:
    producer = world.producer(world.slot("acks", "1"))
    default = world.verdict(State.OFF_DEFAULT, DEFAULT, acks="1")
    assert ids(world.fire(producer, world.judged(default))) == ["KFK203"]
    assert ids(world.fire(replace(producer, may_add=False), world.judged(default))) == ["KFK402"]


def test_a_rule_that_does_not_run_wins_over_nothing(world) -> None:
    producer = world.producer(world.slot("acks", "1"))
    default = world.judged(world.verdict(State.OFF_DEFAULT, DEFAULT, acks="1"))
    rules = [rule for rule in world.rules if rule.id != "KFK203" and not rule.on_request]
    assert ids(evaluate(rules, producer, default, world.clients)) == ["KFK402"]


def test_weak_acks_by_default_are_less_certain(world) -> None:
    verdict = world.verdict(State.UNSUPPORTED, acks=1)
    (fired,) = world.fire(world.producer(), world.judged(verdict))
    assert fired.rule.id == "KFK402"
    assert fired.finding.confidence is Confidence.MEDIUM
    assert fired.finding.message.startswith("kafka-clients 1 waits for the leader alone unless")


def test_a_switch_of_the_framework_is_not_blamed_on_the_user(world) -> None:
    reason = of(Cause.EXPLICIT, Effect.NONE, "switch")
    slot = world.slot("enable.idempotence", "false")
    put = replace(reason, index=None, put=Literal("false"))
    assert world.fire(world.producer(), world.judged(world.verdict(State.OFF_EXPLICIT, put))) == []
    assert ids(world.fire(world.producer(slot), world.judged(world.verdict(State.OFF_EXPLICIT, reason)))) == ["KFK202"]


def test_idempotence_is_not_missed_where_it_may_not_be_added(world) -> None:
    off = world.judged(world.verdict(State.OFF_DEFAULT, DEFAULT))
    assert world.fire(world.producer(may_add=False), off) == []


def test_the_default_bug_has_a_rule_of_its_own(world) -> None:
    judged = world.judged(world.verdict(State.OFF_DEFAULT, DEFAULT))
    point = replace(judged.newest, version=Version((3, 1, 0)))
    assert ids(world.fire(world.producer(), replace(judged, points=(point,)))) == ["KFK204"]
    point = replace(judged.newest, version=Version((3, 0, 1)))
    assert ids(world.fire(world.producer(), replace(judged, points=(point,)))) == ["KFK203"]


def test_a_slip_in_the_switch_explains_the_missing_idempotence(world) -> None:
    slip = Reason(Cause.UNKNOWN_SETTING, Effect.IGNORES, "", "enable.idem", index=0, suggestion="enable.idempotence")
    producer = world.producer(world.slot("enable.idem", "true"))
    (fired,) = world.fire(producer, world.judged(world.verdict(State.OFF_DEFAULT, DEFAULT, slip, acks=1)))
    assert (fired.rule.id, fired.finding.severity) == ("KFK501", Severity.WARNING)
    assert fired.finding.site == producer.slots[0].values[0].name_site


def test_a_slip_elsewhere_does_not(world) -> None:
    slip = Reason(Cause.UNKNOWN_SETTING, Effect.IGNORES, "", "retires", index=0, suggestion="retries")
    producer = world.producer(world.slot("retires", "3"))
    assert ids(world.fire(producer, world.judged(world.verdict(State.OFF_DEFAULT, DEFAULT, slip)))) == [
        "KFK203",
        "KFK501",
    ]


def test_each_unknown_name_is_a_finding(world) -> None:
    names = ("retires", "ackz", "enable_idempotence")
    slots = [world.slot(name, "1", at=20 * at) for at, name in enumerate(names)]
    reasons = [Reason(Cause.UNKNOWN_SETTING, Effect.REJECTS, "", name, index=at) for at, name in enumerate(names)]
    fired = world.fire(world.producer(*slots), world.judged(world.verdict(State.REJECTED, *reasons)))
    assert [(one.rule.id, one.finding.setting) for one in fired] == [
        ("KFK501", "retires"),
        ("KFK501", "ackz"),
        ("KFK502", "enable_idempotence"),
    ]
    assert {one.finding.severity for one in fired} == {Severity.ERROR}


def test_the_value_of_an_unknown_setting_is_not_told(world) -> None:
    slip = Reason(Cause.UNKNOWN_SETTING, Effect.REJECTS, "", "sasl.pasword", index=0, suggestion="sasl.password")
    (fired,) = world.fire(
        world.producer(world.slot("sasl.pasword", "hunter2")), world.judged(world.verdict(State.REJECTED, slip))
    )
    assert "hunter2" not in repr(fired.finding)


@pytest.mark.parametrize(
    ("version", "declared", "expected"),
    [("0.10.2", True, Confidence.HIGH), ("0.10.2", False, Confidence.MEDIUM), ("0.11", True, None), (None, True, None)],
)
def test_an_old_target(world, version, declared, expected) -> None:
    target = Target(broker=version and Version.parse(version), declared=declared)
    producer = world.producer(world.slot("enable.idempotence", "true"), target=target)
    fired = world.fire(producer, world.judged(world.verdict(State.ON)))
    assert [one.finding.confidence for one in fired] == ([expected] if expected else [])


def test_a_transactional_id_and_a_switch_that_says_no(world) -> None:
    producer = world.producer(world.slot("transactional.id", "t"), world.slot("enable.idempotence", "false", at=20))
    reasons = (
        of(Cause.REQUIRES, Effect.REJECTS, "transactional", 0, asked=True),
        of(Cause.EXPLICIT, Effect.REJECTS, "switch", 1, asked=True),
    )
    (fired,) = world.fire(producer, world.judged(world.verdict(State.REJECTED, *reasons)))
    assert (fired.rule.id, fired.finding.setting) == ("KFK105", "transactional.id")
    assert "enable.idempotence=false switches off" in fired.finding.message


ASSUMED = Candidate("java", VersionRange(Version((1,))), "assumed", assumed=True)


@pytest.mark.parametrize(
    ("values", "more", "confidence"),
    [
        (["1"], {}, Confidence.HIGH),
        (["1"], {"candidates": (ASSUMED,)}, Confidence.MEDIUM),
        (["1"], {"open": ("a call",)}, Confidence.MEDIUM),
        (["1", "0"], {}, Confidence.MEDIUM),
        ([Dynamic("the environment")], {}, Confidence.MEDIUM),
    ],
)
def test_confidence_sinks_one_step(world, values, more, confidence) -> None:
    producer = world.producer(world.slot("acks", *values), **more)
    (fired,) = world.fire(producer, world.judged(world.verdict(State.REJECTED, world.conflict("acks", 0))))
    assert fired.finding.confidence is confidence


def test_what_a_framework_set_is_told_and_never_pointed_at(world) -> None:
    producer = world.producer()
    conflict = replace(world.conflict("acks", None, Effect.REJECTS), put=Literal("1"))
    (fired,) = world.fire(producer, world.judged(world.verdict(State.REJECTED, conflict)))
    assert fired.finding.site == producer.site
    assert fired.finding.message.startswith("acks=1 conflicts with idempotence")


def test_related_places(world) -> None:
    hop = Site("app.properties", Span(50, 60)), "passed on here"
    slot = world.slot("acks", "1", "0")
    slot = replace(slot, values=(replace(slot.values[0], related=(hop,)), slot.values[1]))
    found = replace(ASSUMED, assumed=False, site=Site("pom.xml", Span(3, 8)))
    (fired,) = world.fire(
        world.producer(slot, candidates=(found,)),
        world.judged(world.verdict(State.REJECTED, world.conflict("acks", 0))),
    )
    assert [(one.site.path, one.message) for one in fired.finding.related] == [
        ("app.properties", "this value may arrive as well"),
        ("app.properties", "passed on here"),
        ("app.properties", "the producer"),
        ("pom.xml", "the version of kafka-clients comes from here"),
    ]


def test_a_value_that_may_differ_makes_a_finding_less_certain(world) -> None:
    slot = world.slot("acks", "1")
    judgement = world.judged(world.verdict(State.REJECTED, world.conflict("acks", 0)))
    (certain,) = world.fire(world.producer(slot), judgement)
    assumed = replace(slot, values=(replace(slot.values[0], assumed="the variable ACKS"),))
    (shaky,) = world.fire(world.producer(assumed), judgement)
    assert (certain.finding.confidence, shaky.finding.confidence) == (Confidence.HIGH, Confidence.MEDIUM)


def test_a_producer_around_the_setting_is_not_told_again(world) -> None:
    around = Site("app.properties", Span(0, 910))
    elsewhere = Site("other.properties", Span(0, 910))
    for site, told in ((around, []), (elsewhere, ["the producer"])):
        producer = world.producer(world.slot("acks", "1"), site=site)
        (fired,) = world.fire(producer, world.judged(world.verdict(State.REJECTED, world.conflict("acks", 0))))
        assert [one.message for one in fired.finding.related] == told


def test_fingerprints_survive_moved_lines_and_changed_numbers(world) -> None:
    def mark(at: int, value: str) -> str:
        producer = world.producer(world.slot("acks", value, at=at))
        (fired,) = world.fire(producer, world.judged(world.verdict(State.REJECTED, world.conflict("acks", 0))))
        return fired.finding.fingerprint

    assert mark(0, "1") == mark(300, "0")
    assert mark(0, "1") != mark(0, "one")


def test_equal_findings_of_a_file_have_different_fingerprints(world) -> None:
    producer = world.producer(world.slot("acks", "1"))
    (fired,) = world.fire(producer, world.judged(world.verdict(State.REJECTED, world.conflict("acks", 0))))
    marks = [one.fingerprint for one in stamp([fired.finding, fired.finding, fired.finding])]
    assert len(set(marks)) == 3
    assert marks[0] == fired.finding.fingerprint
    assert marks == [one.fingerprint for one in stamp(stamp([fired.finding] * 3))]
