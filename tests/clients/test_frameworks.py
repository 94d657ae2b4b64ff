"""What a framework sets below and above its user's words: its own, by version, and unknown where it hangs on that."""

from __future__ import annotations

from pathlib import Path

import pytest

from kafkalint.analysis.resolve import possible
from kafkalint.catalog.clients import load_clients
from kafkalint.catalog.reading import CatalogError
from kafkalint.model.value import Dynamic, Literal
from kafkalint.model.verdict import Cause, Outcome, State
from kafkalint.model.version import Version

IDEM = "enable.idempotence"
EXACTLY_ONCE = "exactly.once.source.support"


@pytest.mark.parametrize(
    ("version", "state"),
    [
        ("2.8.2", State.OFF_DEFAULT),
        ("3.0.0", State.OFF_DEFAULT),
        ("3.0.1", State.ON),
        ("3.0.2", State.OFF_EXPLICIT),
        ("3.1.0", State.OFF_DEFAULT),
        ("3.1.1", State.OFF_EXPLICIT),
        ("4.3.0", State.OFF_EXPLICIT),
    ],
)
def test_connect_by_version(ask, version, state) -> None:
    assert ask("connect", version, {}).state is state
    assert ask("connect", version, {IDEM: "true"}).state is State.ON


def test_what_nobody_wrote_blames_nobody(ask) -> None:
    (reason,) = ask("connect", "3.7", {"linger.ms": "5"}).reasons
    assert (reason.cause, reason.index, reason.put) == (Cause.EXPLICIT, None, Literal("false"))
    assert "(set by Kafka Connect)" in reason.text


def test_what_the_user_writes_lies_above_and_is_the_users(ask) -> None:
    (reason,) = ask("connect", "3.7", {IDEM: "false"}).reasons
    assert (reason.index, reason.put) == (0, None)


def test_what_lies_above_wins(ask) -> None:
    found = ask("connect", "3.7", {IDEM: "false", EXACTLY_ONCE: "enabled"})
    assert found.state is State.ON
    assert ask("connect", "3.2", {IDEM: "false", EXACTLY_ONCE: "enabled"}).state is State.OFF_EXPLICIT


def test_an_unknown_mode_leaves_it_open(ask, slot) -> None:
    mode = slot(EXACTLY_ONCE, Dynamic("somewhere"))
    found = ask("connect", "3.7", [mode])
    assert found.outcome is Outcome.UNKNOWN
    assert [reason.index for reason in found.reasons if reason.cause is Cause.DYNAMIC] == [0]
    assert ask("connect", "3.7", [mode, slot(IDEM, "true"), slot("acks", "all")]).outcome is Outcome.IDEMPOTENT


def test_what_is_not_seen_may_lie_over_what_a_framework_sets(clients, slot) -> None:
    found = possible(
        clients["connect"], Version.parse("3.7"), [slot("linger.ms", "5")], ("a program may add settings",)
    )
    assert {Outcome.IDEMPOTENT, Outcome.NOT_IDEMPOTENT} <= found


def test_a_number_of_its_own_stands_for_that_of_its_client(clients) -> None:
    spark = clients["spark"]
    assert [spark.at(Version.parse(version)).settings[IDEM].default for version in ("3.3", "3.4")] == [False, True]
    assert spark.knows("delivery.timeout.ms", Version.parse("2.4")) is False
    assert spark.knows("delivery.timeout.ms", Version.parse("3.0")) is True


def test_words_of_its_own(ask, clients) -> None:
    assert ask("faust", "0.15", {"producer_acks": 0}).effective.acks == 0
    assert ask("faust", "0.15", {"acks": 0}).effective.acks == -1
    assert "processing_guarantee=exactly_once" in ask("faust", "0.15", {}).reasons[0].text
    assert "acks" not in clients["faust"].known


def test_its_word_and_its_clients_name_are_one_setting(ask) -> None:
    config = {"enable.idempotence": True}
    assert ask("faststream-confluent", "0.7", {"enable_idempotence": None, "config": config}).state is State.ON
    assert (
        ask("faststream-confluent", "0.7", {"enable_idempotence": True, "config": {"acks": 1}}).state is State.REJECTED
    )


BASE = """\
client: outer
title: outer
extends: {client: aiokafka, words: {safe: enable_idempotence}}
lowest: "1.0"
newest: "2.0"
puts:
  - below: {acks: 1}
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("safe: enable_idempotence", "safe: idempotence", "'idempotence', which is not among the settings"),
        ("below: {acks: 1}", "below: {akcs: 1}", "puts: 'akcs' is not among the settings"),
        ("below: {acks: 1}", "below: {enable_idempotence: true}", "puts: 'enable_idempotence' is not among"),
        ("below: {acks: 1}", "when: {mode: {is: [x]}}", "puts: 'mode' is not among the settings"),
        ("below: {acks: 1}", "beneath: {acks: 1}", "unknown key 'beneath'"),
    ],
)
def test_a_file_that_does_not_hold_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    inner = Path(__file__).parents[2] / "rules/clients/aiokafka.yaml"
    (tmp_path / "clients").mkdir()
    (tmp_path / "clients/aiokafka.yaml").write_text(inner.read_text("utf-8"), "utf-8")
    own = tmp_path / "clients/outer.yaml"
    own.write_text(BASE, "utf-8")
    assert load_clients([tmp_path])["outer"].framework
    own.write_text(BASE.replace(old, new), "utf-8")
    with pytest.raises(CatalogError) as caught:
        load_clients([tmp_path])
    assert says in str(caught.value)
