"""Operators about what was found: written settings, brokers, dependencies, places, suppressions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from kafkalint.analysis.evaluate.facts import Facts, Spot
from kafkalint.analysis.evaluate.truth import Answer, Arguments, Truth, every, many, negated, some, word
from kafkalint.analysis.evaluate.verdict_operators import between
from kafkalint.model.producer import Broker, Dependency, Stray
from kafkalint.model.suppression import Suppression
from kafkalint.model.value import Native


def setting(facts: Facts, given: Arguments) -> Answer:
    """Whether a setting with that role or name is written, and with which values; told if it is to blame."""
    named = facts.named(many(given["name"])) if "name" in given else facts.written(str(given["role"]))
    spots = [spot for spot in named if _suits(spot, given)]
    there = _present(facts, spots)
    if spots:
        there = every((there, some(_has(facts, spot, given) for spot in spots)))
    fitting = [spot for spot in spots if given.get("blamed") and _has(facts, spot, given)]
    return Answer(there if given.get("present", True) else negated(there), tuple(map(facts.blame, fitting)))


def _suits(spot: Spot, given: Arguments) -> bool:
    editable = not any(one.locked for one in spot.slot.values)
    return given.get("editable") in (None, editable)


def _present(facts: Facts, spots: Sequence[Spot]) -> Truth:
    if any(not spot.slot.maybe_absent for spot in spots):
        return True
    is_open = facts.producer is not None and bool(facts.producer.open)
    return None if spots or is_open else False


def _has(facts: Facts, spot: Spot, given: Arguments) -> Truth:
    """Whether the values that may arrive are wanted ones: all of them, none, or who knows."""
    if given.keys().isdisjoint({"value", "above", "below"}):
        return True
    bounds = {name: bound if not isinstance(bound, str) else _bound(facts, bound) for name, bound in given.items()}
    if None in (bounds.get("above", 0), bounds.get("below", 0)):
        return None if any(_beside(facts, given)) else False
    found = {None if value is None else _fits(value.value, bounds) for value in spot.values}
    return found.pop() if len(found) == 1 else None


def _bound(facts: Facts, name: str) -> float | None:
    """The number that another setting has; None when it is not known."""
    values = {None if value is None else _number(value.value) for spot in facts.named([name]) for value in spot.values}
    return values.pop() if len(values) == 1 else None


def _beside(facts: Facts, given: Arguments) -> Iterator[Spot]:
    """The settings that are bounds, as far as they are written."""
    for bound in (given.get("above"), given.get("below")):
        yield from facts.named([bound]) if isinstance(bound, str) else ()


def _fits(value: Native, given: Arguments) -> bool:
    if "value" in given and word(value) not in map(word, many(given["value"])):
        return False
    if "above" not in given and "below" not in given:
        return True
    number = _number(value)
    above, below = cast("float | None", given.get("above")), cast("float | None", given.get("below"))
    return number is not None and (above is None or number > above) and (below is None or number < below)


def _number(value: Native) -> float | None:
    """The number that is written, as a number or as text; None for anything else."""
    try:
        return None if isinstance(value, bool) else float(word(value))
    except ValueError:
        return None


def broker(facts: Facts, given: Arguments) -> Answer:
    """Which version the broker has, whether that is declared, and which setting of a broker says so."""
    truths: list[Truth] = []
    subject = facts.subject
    if "from" in given or "below" in given:
        truths.append(between(facts.broker, given))
    if "declared" in given:
        truths.append(facts.producer.target.declared is given["declared"] if facts.producer else None)
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
    return Answer(facts.producer.may_add is given["may-add"] if facts.producer else None)


def stray(facts: Facts, given: Arguments) -> Answer:
    """At which place the setting gets lost."""
    subject = facts.subject
    return Answer(subject.place in many(given["place"]) if isinstance(subject, Stray) else None)


def suppression(facts: Facts, given: Arguments) -> Answer:
    """What is wrong with a suppression."""
    subject = facts.subject
    return Answer(subject.problem in many(given["problem"]) if isinstance(subject, Suppression) else None)
