"""Three-valued truth and the operators that join conditions."""

from __future__ import annotations

from itertools import product

import pytest

from kafkalint.analysis.evaluate.conditions import holds
from kafkalint.analysis.evaluate.facts import Facts
from kafkalint.analysis.evaluate.truth import Truth, every, negated, some
from kafkalint.model.rule import Condition
from kafkalint.model.verdict import Effect, State

TABLE = [
    # one, other, every, some
    (True, True, True, True),
    (True, False, False, True),
    (True, None, None, True),
    (False, False, False, False),
    (False, None, False, None),
    (None, None, None, None),
]


@pytest.mark.parametrize(("one", "other", "both", "either"), TABLE)
def test_joining_two(one: Truth, other: Truth, both: Truth, either: Truth) -> None:
    assert every([one, other]) is every([other, one]) is both
    assert some([one, other]) is some([other, one]) is either


@pytest.mark.parametrize(("truth", "opposite"), [(True, False), (False, True), (None, None)])
def test_the_opposite(truth: Truth, opposite: Truth) -> None:
    assert negated(truth) is opposite


def test_joining_nothing() -> None:
    assert every([]) is True
    assert some([]) is False


@pytest.mark.parametrize(("one", "other"), list(product([True, False, None], repeat=2)))
def test_de_morgan(one: Truth, other: Truth) -> None:
    assert negated(every([one, other])) is some([negated(one), negated(other)])


def _facts(world):
    slots = [world.slot("acks", "1"), world.slot("retries", "0")]
    verdict = world.verdict(State.REJECTED, world.conflict("acks", 0), world.conflict("retries", 1))
    return Facts.of(world.producer(*slots), world.judged(verdict), world.clients)


def _blames(role: str) -> Condition:
    return Condition("reason", {"role": (role,)})


def test_all_tells_the_reasons_of_every_part_once(world) -> None:
    answer = holds(Condition("all", {}, (_blames("acks"), _blames("retries"), _blames("acks"))), _facts(world))
    assert answer.truth is True
    assert [reason.role for reason in answer.reasons] == ["acks", "retries"]


def test_any_tells_the_reasons_of_true_parts_only(world) -> None:
    answer = holds(Condition("any", {}, (_blames("in-flight"), _blames("retries"))), _facts(world))
    assert answer.truth is True
    assert [reason.role for reason in answer.reasons] == ["retries"]


def test_any_of_nothing_true_is_false(world) -> None:
    assert holds(Condition("any", {}, (_blames("in-flight"), _blames("switch"))), _facts(world)).truth is False


def test_not_tells_no_reasons(world) -> None:
    answer = holds(Condition("not", {}, (_blames("in-flight"),)), _facts(world))
    assert answer == (True, ())


def test_not_of_the_unknown_is_unknown(world) -> None:
    unknown = world.judged(world.verdict(State.UNKNOWN, world.conflict("acks", 0, Effect.NONE)))
    facts = Facts.of(world.producer(world.slot("acks", "1")), unknown, world.clients)
    assert holds(Condition("not", {}, (_blames("in-flight"),)), facts).truth is None
