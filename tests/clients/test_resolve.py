"""The resolver's answers beyond the recordings: states, reasons, and what is not known."""

from __future__ import annotations

import pytest

from kafkalint.model.value import Dynamic
from kafkalint.model.verdict import Cause, Effect, Outcome, State

UNKNOWN = Dynamic("the environment variable ACKS")
IDEM, MIF, TX = "enable.idempotence", "max.in.flight.requests.per.connection", "transactional.id"


def causes(verdict) -> list[tuple[str, str]]:
    return [(reason.cause.value, reason.setting) for reason in verdict.reasons]


@pytest.mark.parametrize(
    ("client", "version", "settings", "state"),
    [
        ("java", "3.7", {}, State.ON),
        ("java", "3.7", {"acks": "1"}, State.OFF_SILENT),
        ("java", "3.7", {IDEM: "false", "acks": "1"}, State.OFF_EXPLICIT),
        ("java", "2.8", {"acks": "1"}, State.OFF_DEFAULT),
        ("java", "0.10.2", {IDEM: "true"}, State.UNSUPPORTED),
        ("java", "4.0", {MIF: "6"}, State.REJECTED),
        ("java", "4.0", {MIF: "6", IDEM: "false"}, State.OFF_EXPLICIT),
        ("confluent-kafka", "2.6", {}, State.OFF_DEFAULT),
        ("confluent-kafka", "2.6", {TX: ""}, State.OFF_DEFAULT),
        ("confluent-kafka", "2.6", {TX: "t"}, State.ON),
        ("confluent-kafka", "0.11.6", {}, State.UNSUPPORTED),
        ("kafka-python", "3.0.1", {"acks": "-1"}, State.OFF_SILENT),
        ("kafka-python", "3.0.1", {"api_version": (0, 10)}, State.OFF_SILENT),
        ("kafka-python", "2.3", {"api_version": (0, 10)}, State.OFF_DEFAULT),
        ("kafka-python-ng", "2.2.3", {}, State.UNSUPPORTED),
        ("kafka-python-ng", "2.2.3", {"enable_idempotence": True}, State.REJECTED),
        ("aiokafka", "0.14", {"enable_idempotence": "false"}, State.ON),
        ("aiokafka", "0.14", {"enable_idempotence": False, "transactional_id": "t"}, State.ON),
    ],
)
def test_state(ask, client, version, settings, state) -> None:
    assert ask(client, version, settings).state is state


def test_every_conflict_is_a_reason_of_its_own(ask) -> None:
    found = ask("java", "3.7", {IDEM: "true", "acks": "1", "retries": "0", MIF: "6"})
    assert causes(found) == [("conflict", "retries"), ("conflict", "acks"), ("conflict", MIF)]
    assert [reason.index for reason in found.reasons] == [2, 1, 3]
    assert all(reason.asked and reason.effect is Effect.REJECTS for reason in found.reasons)
    assert found.error == found.reasons[0].text


def test_silent_conflicts_are_not_asked_for(ask) -> None:
    found = ask("java", "3.7", {"acks": "1", "retries": "5"})
    assert causes(found) == [("conflict", "acks")]
    assert not found.reasons[0].asked
    assert found.reasons[0].effect is Effect.DISABLES
    assert found.error is None


def test_limits_tell_how_to_write_the_value(ask) -> None:
    limits = {
        reason.role: reason.limit for reason in ask("java", "3.7", {"acks": "1", "retries": "0", MIF: "9"}).reasons
    }
    assert limits["acks"].is_[0] == "all"
    assert limits["retries"].not_ == (0,)
    assert limits["in-flight"].maximum == 5
    assert ask("java", "0.11", {IDEM: "true", MIF: "5"}).reasons[0].limit.is_ == (1,)


def test_a_default_that_does_not_take_effect_is_told_apart(ask) -> None:
    assert [reason.declared for reason in ask("java", "3.1.0", {}).reasons] == [True]
    assert [reason.declared for reason in ask("java", "2.8.2", {}).reasons] == [False]


def test_a_transactional_id_blames_the_switch_too(ask) -> None:
    found = ask("java", "3.7", {IDEM: "false", TX: "t"})
    assert causes(found) == [("requires", TX), ("explicit", IDEM)]


def test_a_transactional_id_without_idempotence_blames_what_switched_it_off(ask) -> None:
    found = ask("java", "3.7", {TX: "t", "acks": "1"})
    assert causes(found) == [("requires", TX), ("conflict", "acks")]
    assert all(reason.asked for reason in found.reasons)


def test_a_switch_that_is_overridden_is_a_remark(ask) -> None:
    found = ask("aiokafka", "0.14", {"enable_idempotence": False, "transactional_id": "t"})
    assert [(reason.cause, reason.effect, reason.index) for reason in found.reasons] == [
        (Cause.REQUIRES, Effect.IGNORES, 0)
    ]


@pytest.mark.parametrize(
    ("client", "version", "settings", "late"),
    [
        ("aiokafka", "0.12", {"enable_idempotence": True, "api_version": "0.10"}, ["api_version"]),
        ("aiokafka", "0.12", {"enable_idempotence": True, "api_version": "0.11"}, []),
        ("aiokafka", "0.12", {"enable_idempotence": True, "api_version": "auto"}, []),
        ("aiokafka", "0.12", {"api_version": "0.10"}, []),
        ("aiokafka", "0.14", {"enable_idempotence": True, "api_version": "0.10"}, []),
        ("confluent-kafka", "2.6", {IDEM: True, "api.version.request": False}, ["api.version.request"]),
        ("confluent-kafka", "2.6", {IDEM: True, "broker.version.fallback": "0.9.0"}, []),
        (
            "confluent-kafka",
            "2.6",
            {IDEM: True, "api.version.request": False, "broker.version.fallback": "0.9.0"},
            ["api.version.request", "broker.version.fallback"],
        ),
        ("confluent-kafka", "2.6", {IDEM: True, "api.version.request": False, "broker.version.fallback": "1.0"}, []),
    ],
)
def test_what_fails_at_start_does_not_change_the_verdict(ask, client, version, settings, late) -> None:
    found = ask(client, version, settings)
    assert found.outcome is not Outcome.REJECTED
    assert [reason.setting for reason in found.reasons if reason.stage == "start"] == late


@pytest.mark.parametrize(
    ("client", "version", "settings", "cause", "intended"),
    [
        ("java", "3.7", {"acks": 1}, Cause.UNREADABLE, "1"),
        ("java", "3.7", {"acks": -1}, Cause.UNREADABLE, "all"),
        ("java", "3.7", {"acks": "ALL"}, Cause.UNREADABLE, "all"),
        ("java", "3.7", {"acks": "2"}, Cause.UNREADABLE, None),
        ("java", "3.7", {IDEM: "yes"}, Cause.UNREADABLE, True),
        ("java", "3.7", {"retries": "5_000"}, Cause.UNREADABLE, 5000),
        ("java", "3.7", {"retries": "2147483648"}, Cause.UNREADABLE, 2147483647),
        ("confluent-kafka", "2.6", {IDEM: "off"}, Cause.UNREADABLE, False),
        ("confluent-kafka", "2.6", {"acks": "all "}, Cause.UNREADABLE, "all"),
        ("confluent-kafka", "2.6", {"retries": "5x"}, Cause.MISREAD, None),
        ("confluent-kafka", "2.6", {"retries": "1e3"}, Cause.MISREAD, 1000),
        ("confluent-kafka", "2.6", {"retries": "010"}, Cause.MISREAD, 10),
        ("kafka-python", "3.0.1", {"acks": "-1"}, Cause.MISREAD, "all"),
        ("kafka-python", "3.0.1", {"acks": "1"}, Cause.MISREAD, 1),
        ("kafka-python", "3.0.1", {"retries": "5"}, Cause.MISREAD, 5),
        ("kafka-python", "3.0.1", {"enable_idempotence": "false"}, Cause.MISREAD, False),
        ("kafka-python", "3.0.1", {"enable_idempotence": "true"}, Cause.MISREAD, True),
        ("kafka-python", "3.0.1", {"max_in_flight_requests_per_connection": "5"}, Cause.UNREADABLE, 5),
        ("aiokafka", "0.14", {"acks": "1"}, Cause.UNREADABLE, 1),
        ("aiokafka", "0.14", {"linger_ms": "5"}, Cause.UNREADABLE, 5),
    ],
)
def test_evident_meaning(ask, client, version, settings, cause, intended) -> None:
    found = [
        reason for reason in ask(client, version, settings).reasons if reason.cause in (Cause.UNREADABLE, Cause.MISREAD)
    ]
    assert [(reason.cause, reason.intended, type(reason.intended)) for reason in found] == [
        (cause, intended, type(intended))
    ]


@pytest.mark.parametrize(
    ("client", "version", "settings"),
    [
        ("java", "3.7", {"acks": " all ", IDEM: "TRUE", "retries": " 5 ", MIF: "05"}),
        ("java", "3.7", {"acks": "-1", IDEM: True, "retries": 5}),
        ("confluent-kafka", "2.6", {IDEM: "t", "acks": "ALL", "retries": "+5", MIF: 5.0}),
        ("kafka-python", "3.0.1", {"acks": -1, "enable_idempotence": 1, "retries": float("inf")}),
        ("kafka-python", "3.0.1", {"acks": "all", "enable_idempotence": True}),
        ("aiokafka", "0.14", {"acks": "all", "enable_idempotence": True, "linger_ms": 5}),
    ],
)
def test_ordinary_spellings_are_no_remark(ask, client, version, settings) -> None:
    found = ask(client, version, settings)
    assert found.outcome is Outcome.IDEMPOTENT
    assert not found.reasons


def test_the_later_alias_wins(ask) -> None:
    assert ask("confluent-kafka", "2.6", {"acks": 1, "request.required.acks": "all", IDEM: True}).state is State.ON
    found = ask("confluent-kafka", "2.6", {"acks": "all", "request.required.acks": 1, IDEM: True})
    assert [(reason.setting, reason.index) for reason in found.reasons] == [("acks", 1)]


def test_a_name_written_twice_keeps_its_first_place(ask, slot) -> None:
    """As in a dict: the last value, at the place of the first, so that an alias between the two still wins."""
    slots = [slot("acks", "0"), slot("request.required.acks", "all"), slot("acks", "1"), slot(IDEM, True)]
    assert ask("confluent-kafka", "2.6", slots).state is State.ON
    found = ask("java", "3.7", [slot("acks", "all"), slot("acks", "1")])
    assert [(reason.setting, reason.index) for reason in found.reasons] == [("acks", 1)]


def test_a_nested_map_wins(ask) -> None:
    found = ask("confluent-kafka", "2.6", {"default.topic.config": {"acks": 1}, "acks": "all", IDEM: True})
    assert [(reason.setting, reason.index) for reason in found.reasons] == [("acks", 0)]
    assert ask("java", "3.7", {"default.topic.config": {"acks": 1}}).state is State.ON


def test_a_nested_map_that_cannot_be_seen_leaves_everything_open(ask, slot) -> None:
    found = ask("confluent-kafka", "2.6", [slot("default.topic.config", Dynamic("a call")), slot(IDEM, True)])
    assert found.state is State.UNKNOWN
    assert "a call" in " ".join(reason.text for reason in found.reasons)


def test_an_unknown_value_is_named(ask, slot) -> None:
    found = ask("java", "3.7", [slot("acks", UNKNOWN), slot("linger.ms", UNKNOWN)])
    assert found.outcome is Outcome.UNKNOWN
    assert [(reason.cause, reason.index, reason.role) for reason in found.reasons] == [(Cause.DYNAMIC, 0, "acks")]
    assert found.reasons[0].text == "acks comes from the environment variable ACKS"


def test_an_unknown_value_that_decides_nothing_is_no_matter(ask, slot) -> None:
    assert ask("java", "3.7", [slot("acks", UNKNOWN), slot(IDEM, "false")]).state is State.OFF_EXPLICIT
    assert ask("java", "3.7", [slot("linger.ms", UNKNOWN)]).state is State.ON
    found = ask("java", "3.7", [slot("acks", UNKNOWN), slot(IDEM, "true"), slot("retries", "0")])
    assert found.outcome is Outcome.REJECTED
    assert causes(found) == [("conflict", "retries")]


def test_several_values_with_one_outcome_are_certain(ask, slot) -> None:
    found = ask("java", "3.7", [slot("acks", "0", "1")])
    assert found.state is State.OFF_SILENT
    assert causes(found) == [("conflict", "acks")]
    assert found.effective.acks is None
    assert ask("java", "3.7", [slot("acks", "1", "all")]).state is State.UNKNOWN


def test_a_setting_that_may_be_absent(ask, slot) -> None:
    assert ask("java", "3.7", [slot("acks", "1", maybe_absent=True)]).outcome is Outcome.UNKNOWN
    assert ask("java", "3.7", [slot("acks", "all", maybe_absent=True)]).outcome is Outcome.IDEMPOTENT
    assert ask("java", "3.7", [slot("acks", "all"), slot("acks", "1", maybe_absent=True)]).outcome is Outcome.UNKNOWN
    assert ask("kafka-python", "2.0.2", [slot("group_id", "x", maybe_absent=True)]).outcome is Outcome.UNKNOWN


def test_an_open_configuration(ask) -> None:
    why = ("read from a file",)
    found = ask("confluent-kafka", "2.6", {}, why)
    assert found.outcome is Outcome.UNKNOWN
    assert [reason.text for reason in found.reasons] == list(why)
    assert ask("confluent-kafka", "2.6", {IDEM: True, "acks": 1}, why).outcome is Outcome.REJECTED
    assert ask("java", "3.7", {"acks": "1"}, why).outcome is Outcome.UNKNOWN


def test_an_open_configuration_of_a_client_without_idempotence_is_certain(ask) -> None:
    assert ask("java", "0.10", {}, ("read from a file",)).state is State.UNSUPPORTED


def test_names_of_a_version_to_come_are_unknown_not_refused(ask) -> None:
    found = ask("confluent-kafka", "99.1", {"brand.new.thing": 1})
    assert found.outcome is Outcome.UNKNOWN
    assert [reason.cause for reason in found.reasons] == [Cause.DYNAMIC]
    assert ask("confluent-kafka", "99.1", {"enable_idempotence": True}).outcome is Outcome.REJECTED
    assert ask("confluent-kafka", "99.1", {"acks": "all"}).outcome is Outcome.NOT_IDEMPOTENT


@pytest.mark.parametrize(
    ("client", "version", "settings", "rejected"),
    [
        ("java", "3.9", {"delivery.timeout.ms": "30000"}, False),
        ("java", "4.0", {"delivery.timeout.ms": "30000"}, True),
        ("java", "2.0", {"delivery.timeout.ms": "1"}, False),
        ("java", "3.9", {"request.timeout.ms": "200000"}, False),
        ("java", "3.9", {"delivery.timeout.ms": "2147483647", "request.timeout.ms": "2147483647"}, False),
        ("kafka-python", "2.2", {"request_timeout_ms": 130000}, True),
        ("kafka-python", "2.1", {"request_timeout_ms": 130000}, False),
        ("confluent-kafka", "1.4", {"message.timeout.ms": 10, "linger.ms": 10}, True),
        ("confluent-kafka", "1.5", {"message.timeout.ms": 10, "linger.ms": 10}, False),
        ("confluent-kafka", "1.9", {"message.timeout.ms": 10, "linger.ms": 10}, True),
        ("confluent-kafka", "1.9", {"message.timeout.ms": 4}, False),
        ("confluent-kafka", "1.9", {"message.timeout.ms": 0, "linger.ms": 10}, False),
        ("confluent-kafka", "2.6", {TX: "t", "message.timeout.ms": 70000}, True),
        ("confluent-kafka", "2.6", {"message.timeout.ms": 70000}, False),
        ("confluent-kafka", "2.6", {TX: "t", "socket.timeout.ms": 60100}, False),
        ("confluent-kafka", "2.6", {TX: "t", "socket.timeout.ms": 60101}, True),
    ],
)
def test_numbers_that_must_fit_together(ask, client, version, settings, rejected) -> None:
    found = ask(client, version, settings)
    assert (found.outcome is Outcome.REJECTED) == rejected
    assert any(reason.cause is Cause.CONSTRAINT for reason in found.reasons) == rejected


def test_settings_that_make_no_difference_do_not_hide_the_answer(ask, slot) -> None:
    many = [slot(f"ssl.{place}", 1, 2, 3, maybe_absent=True) for place in range(30)]
    assert ask("java", "3.7", [*many, slot("acks", "1")]).state is State.OFF_SILENT


def test_too_many_possibilities_are_unknown(ask, slot) -> None:
    many = [slot("acks", "all", maybe_absent=True) for _ in range(30)]
    found = ask("java", "3.7", many)
    assert found.outcome is Outcome.UNKNOWN
    assert {reason.cause for reason in found.reasons} == {Cause.DYNAMIC}


def test_only_what_decides_is_named(ask, slot) -> None:
    slots = [slot("retries", "5", "6"), slot("acks", "1", "all"), slot(MIF, "5", maybe_absent=True)]
    assert causes(ask("java", "3.7", slots)) == [("dynamic", "acks")]
