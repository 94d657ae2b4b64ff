"""Operators about what was found: written settings, brokers, dependencies, places, suppressions."""

from __future__ import annotations

from collections.abc import Sequence

from kafkalint.analysis.evaluate.facts import Facts, Spot
from kafkalint.analysis.evaluate.truth import Answer, Arguments, Truth, every, many, negated, some, word
from kafkalint.analysis.evaluate.verdict_operators import between, writer
from kafkalint.model.producer import Broker, Dependency, Producer
from kafkalint.model.suppression import Suppression


def setting(facts: Facts, given: Arguments) -> Answer:
    """Whether a setting with that role is written, by whom, and with which values."""
    spots = [spot for spot in facts.written(str(given["role"])) if given.get("by") in (None, writer(spot.slot))]
    there = _present(facts, spots)
    if spots and "value" in given:
        there = every((there, some(_has(spot, given["value"]) for spot in spots)))
    return Answer(there if given.get("present", True) else negated(there))


def _present(facts: Facts, spots: Sequence[Spot]) -> Truth:
    if any(not spot.slot.maybe_absent for spot in spots):
        return True
    is_open = isinstance(facts.subject, Producer) and bool(facts.subject.open)
    return None if spots or is_open else False


def _has(spot: Spot, wanted: object) -> Truth:
    """Whether the values that may arrive are wanted ones: all of them, none, or who knows."""
    words = set(map(word, many(wanted)))
    found = {None if value is None else word(value.value) in words for value in spot.values}
    return found.pop() if len(found) == 1 else None


def broker(facts: Facts, given: Arguments) -> Answer:
    """Which version the broker has, whether that is declared, and which setting of a broker says so."""
    truths: list[Truth] = []
    subject = facts.subject
    if "from" in given or "below" in given:
        truths.append(between(facts.broker, given))
    if "declared" in given:
        truths.append(subject.target.declared is given["declared"] if isinstance(subject, Producer) else None)
    if "named" in given:
        name = subject.written.lower().replace("_", ".") if isinstance(subject, Broker) else ""
        truths.append(any(name.endswith(str(ending)) for ending in many(given["named"])))
    return Answer(every(truths))


def dependency(facts: Facts, given: Arguments) -> Answer:
    """Which distribution is pinned, and how many of the versions that the pin allows lack idempotence."""
    subject = facts.subject
    if not isinstance(subject, Dependency):
        return Answer(None)
    found = {"packages": subject.name, "lacks-idempotence": _lack(facts, subject)}
    return Answer(all(found[name] in many(wanted) for name, wanted in given.items()))


def _lack(facts: Facts, pin: Dependency) -> str:
    """``always``, ``every`` or ``some``.

    Without a constraint an installer takes the newest, which is not blamed; nor is one that cannot be read.
    """
    if facts.distribution is None:
        return ""
    since, low, high = facts.since, pin.versions.low, pin.versions.high
    if since is None:
        return "always"
    if high is not None and (high < since or (high == since and not pin.versions.high_included)):
        return "every"
    if low is None:
        return "some" if high is not None else ""
    return "some" if low < since else ""


def place(facts: Facts, given: Arguments) -> Answer:
    """What the place of a producer allows."""
    return Answer(facts.subject.may_add is given["may-add"] if isinstance(facts.subject, Producer) else None)


def suppression(facts: Facts, given: Arguments) -> Answer:
    """What is wrong with a suppression."""
    subject = facts.subject
    return Answer(subject.problem in many(given["problem"]) if isinstance(subject, Suppression) else None)
