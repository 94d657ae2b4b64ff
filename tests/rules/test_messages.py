"""Fields of messages, spellings of values, notes below."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kafkalint.analysis.evaluate.facts import Facts
from kafkalint.analysis.evaluate.messages import Matter, listed, message, spell
from kafkalint.analysis.evaluate.notes import notes
from kafkalint.model.producer import Broker, Candidate, Dependency, Site, Target
from kafkalint.model.source import Span
from kafkalint.model.suppression import Suppression
from kafkalint.model.verdict import Cause, Effect, Judgement, Limit, Point, Reason, State
from kafkalint.model.version import Version, VersionRange

HERE = Site("app.properties", Span(0, 1))


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_read_like_sentences(words, text) -> None:
    assert listed(words) == text


@pytest.mark.parametrize(
    ("value", "data", "code"),
    [
        ("all", "all", '"all"'),
        (0, "0", "0"),
        (True, "true", "True"),
        (None, "null", "None"),
        (5.0, "5", "5"),
        (1.5, "1.5", "1.5"),
        ((0, 10), "(0, 10)", "(0, 10)"),
    ],
)
def test_values_in_data_and_in_code(value, data, code) -> None:
    assert spell(value) == data
    assert spell(value, in_code=True) == code


def _matter(world, *reasons, at: int | None = 0, slots=(), **effective) -> Matter:
    verdict = world.verdict(State.REJECTED, *reasons, **effective)
    facts = Facts.of(
        world.producer(*slots, target=Target(broker=Version((0, 10)))), world.judged(verdict), world.clients
    )
    return Matter(facts, reasons, None if at is None else facts.spot(reasons[at]))


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("setting", "producer.acks"),
        ("value", "1"),
        ("client", "kafka-clients"),
        ("version", "1"),
        ("limit", "all"),
        ("reasons", "producer.acks=1 and retries=0"),
        ("others", "retries=0"),
        ("text", "acks does not fit"),
        ("does", "refuses to start"),
        ("suggestion", ""),
        ("intended", ""),
        ("other-client", ""),
        ("acks", "1"),
        ("retries", "0"),
        ("in-flight", "5"),
        ("broker", "0.10"),
    ],
)
def test_fields_of_a_producer(world, field: str, text: str) -> None:
    slots = (world.slot("acks", "1", written="producer.acks"), world.slot("retries", 0))
    reasons = world.conflict("acks", 0), world.conflict("retries", 1)
    matter = _matter(world, *reasons, slots=slots, acks=1, retries=0, max_in_flight=5.0)
    assert message(f"<{{{field}}}>", matter) == f"<{text}>"


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        (Limit(is_=(1,)), "1"),
        (Limit(is_=("all", -1)), "all or -1"),
        (Limit(not_=(0,)), "not 0"),
        (Limit(minimum=1, maximum=5), "at least 1 and at most 5"),
        (Limit(minimum=(0, 11)), "at least 0.11"),
        (None, ""),
    ],
)
def test_limits(world, limit, text) -> None:
    matter = _matter(world, world.conflict("acks", 0, limit=limit), slots=(world.slot("acks", "1"),))
    assert message("{limit}", matter) == text


@pytest.mark.parametrize(
    ("effect", "stage", "text"),
    [
        (Effect.REJECTS, "construct", "refuses to start"),
        (Effect.REJECTS, "start", "fails as soon as it starts to send"),
        (Effect.DISABLES, "construct", "switches idempotence off without an error"),
        (Effect.IGNORES, "construct", "ignores it"),
        (Effect.NONE, "construct", "accepts it"),
    ],
)
def test_what_the_client_does(world, effect, stage, text) -> None:
    matter = _matter(world, world.conflict("acks", 0, effect, stage=stage), slots=(world.slot("acks", "1"),))
    assert message("{does}", matter) == text


def test_several_values_are_all_told(world) -> None:
    matter = _matter(world, world.conflict("acks", 0), slots=(world.slot("acks", "1", "0", "1"),))
    assert message("{setting}={value}", matter) == "acks=1 or 0"


def test_a_setting_in_a_nested_map_is_told_by_its_own_name(world) -> None:
    slots = (world.slot("default.topic.config", {"linger.ms": 5, "acks": 1}),)
    assert message("{setting}={value}", _matter(world, world.conflict("acks", 0), slots=slots)) == "acks=1"


def test_a_default_is_told_by_the_name_of_the_client(world) -> None:
    default = Reason(Cause.DEFAULT, Effect.NONE, "off", setting="enable.idempotence", role="switch")
    assert message("{setting}|{value}|{reasons}", _matter(world, default, at=None)) == "enable.idempotence||"


def test_the_other_client(world) -> None:
    unknown = Reason(Cause.UNKNOWN_SETTING, Effect.REJECTS, "", "enable_idempotence", index=0, suggestion="x")
    matter = _matter(world, unknown, slots=(world.slot("enable_idempotence", "true"),))
    assert message("{other-client}: {suggestion}", matter) == "aiokafka: x"


@pytest.mark.parametrize(
    ("subject", "template", "text"),
    [
        (Broker("p", Version((0, 10)), "acme/kafka:0.10", "0.10", HERE), "{setting} {value} {broker}", 3),
        (Dependency("pypi", "aiokafka", VersionRange(), "==0.4", HERE), "{setting} {value} {since}", 3),
        (Suppression(HERE, ("A1", "A2"), 0, 0, text="why"), "{setting}: {text}", "A1 and A2: why"),
    ],
)
def test_fields_of_other_subjects(world, subject, template, text) -> None:
    told = message(template, Matter(Facts.of(subject, None, world.clients), (), None))
    expected = {Broker: "acme/kafka:0.10 0.10 0.10", Dependency: "aiokafka ==0.4 0.5"}.get(type(subject), text)
    assert told == expected


def _noted(world, judgement: Judgement, candidate: Candidate, *slots) -> tuple[str, ...]:
    facts = Facts.of(world.producer(*slots, candidates=(candidate,)), judgement, world.clients)
    return notes(Matter(facts, (), facts.written("acks")[0] if slots else None))


EXACT = Candidate("java", VersionRange.exactly(Version((1,))), "pom.xml:3")


def test_nothing_to_note(world) -> None:
    assert _noted(world, world.judged(world.verdict(State.REJECTED)), EXACT) == ()


def test_an_assumed_version_is_noted(world) -> None:
    assumed = Candidate("java", VersionRange(Version((3, 2))), "assumed", assumed=True)
    noted = _noted(world, world.judged(world.verdict(State.REJECTED)), assumed)
    assert noted == ("no version of kafka-clients was found; 3.2 or newer is assumed",)


def test_what_older_versions_do_is_noted_once_a_run(world) -> None:
    off, silent, rejected = (world.verdict(s) for s in (State.OFF_DEFAULT, State.OFF_SILENT, State.REJECTED))
    noted = _noted(world, world.judged(off, off, silent, rejected), EXACT)
    assert noted == (
        "kafka-clients from 1 on, before 3: idempotence is off by default",
        "kafka-clients from 3 on, before 4: idempotence is switched off without an error",
    )


def test_all_versions_are_noted_where_they_do_not_agree(world) -> None:
    noted = _noted(world, world.judged(world.verdict(State.OFF_DEFAULT), world.verdict(State.ON)), EXACT)
    assert noted[-1] == "kafka-clients from 2 on: idempotence is on"


def test_another_candidate_is_noted_by_its_name(world) -> None:
    judgement = Judgement(
        (
            Point("old", Version((2,)), world.verdict(State.UNSUPPORTED)),
            Point("java", Version((1,)), world.verdict(State.REJECTED)),
        )
    )
    assert _noted(world, judgement, EXACT) == ("old-client from 2 on: there is no idempotent producer",)


def test_a_default_that_was_judged_is_noted(world) -> None:
    slot = world.slot("acks", "1")
    slot = replace(slot, values=(replace(slot.values[0], assumed="the variable ACKS"),))
    noted = _noted(world, world.judged(world.verdict(State.REJECTED)), EXACT, slot)
    assert noted == ("acks comes from the variable ACKS; 1 is what was judged",)
