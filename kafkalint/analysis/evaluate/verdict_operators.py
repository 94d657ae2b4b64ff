"""Operators about what the client would do: outcome, state, reasons, effective values, client and version."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import cast

from kafkalint.analysis.evaluate.facts import Facts
from kafkalint.analysis.evaluate.steps import steps
from kafkalint.analysis.evaluate.truth import Answer, Arguments, Truth, every, many, word
from kafkalint.model.value import Native
from kafkalint.model.verdict import Outcome, Reason
from kafkalint.model.version import Version, VersionRange


def outcome(facts: Facts, given: Arguments) -> Answer:
    """What the whole range of versions, the newest, every or some version gives."""
    if facts.judgement is None:
        return Answer(None)
    found = [point.verdict.outcome for point in facts.judgement.points]
    truths: list[Truth] = []
    for where, wanted in given.items():
        met = [each in many(wanted) for each in found]
        whole = facts.judgement.outcome in many(wanted)
        truths.append({"is": whole, "newest": met[-1], "every": all(met), "some": any(met)}[where])
    return Answer(every(truths))


def state(facts: Facts, given: Arguments) -> Answer:
    """How the newest version comes to its answer; unknown where the versions do not agree."""
    if facts.judgement is None or facts.judgement.outcome is Outcome.UNKNOWN:
        return Answer(None)
    return Answer(facts.judgement.newest.verdict.state in many(given["is"]))


def reason(facts: Facts, given: Arguments) -> Answer:
    """Whether the newest verdict has a reason with all these traits; the ones that have them are told."""
    found = tuple(
        each
        for each in facts.reasons
        if all(_TRAITS[trait](facts, each, many(wanted)) for trait, wanted in given.items())
    )
    if found:
        return Answer(True, found)
    decided = facts.newest is not None and facts.newest.verdict.outcome is not Outcome.UNKNOWN
    return Answer(False if decided else None)


_TRAITS: Mapping[str, Callable[[Facts, Reason, Collection[object]], bool]] = {
    "cause": lambda _, each, wanted: each.cause in wanted,
    "effect": lambda _, each, wanted: each.effect in wanted,
    "role": lambda _, each, wanted: (each.role or "none") in wanted,
    "asked": lambda _, each, wanted: each.asked in wanted,
    "stage": lambda _, each, wanted: each.stage in wanted,
    "limit": lambda _, each, wanted: any(bound in wanted for bound in _bounds(each)),
    "given": lambda facts, each, wanted: (facts.slot(each) is not None) in wanted,
    "intended": lambda _, each, wanted: word(each.intended) in map(word, wanted),
    "suggestion": lambda _, each, wanted: bool(each.suggestion) in wanted,
    "suggests": lambda facts, each, wanted: facts.suggested_role(each) in wanted,
    "other-client": lambda facts, each, wanted: (facts.other_client(each) is not None) in wanted,
    "respelt": lambda facts, each, wanted: facts.respelt(each) in wanted,
    "former": lambda facts, each, wanted: facts.formerly(each) in wanted,
    "by": lambda facts, each, wanted: _writer(facts, each) in wanted,
}


def _writer(facts: Facts, each: Reason) -> str:
    """Who put a setting there: ``user``, ``framework``, or nobody."""
    if facts.slot(each) is not None:
        return "user"
    return "" if each.put is None else "framework"


def _bounds(each: Reason) -> list[str]:
    """Which kinds of limit a reason speaks of."""
    limit = each.limit
    if limit is None:
        return []
    bounds = {"is": limit.is_, "not": limit.not_, "minimum": limit.minimum, "maximum": limit.maximum}
    return [kind for kind, bound in bounds.items() if bound not in (None, ())]


def effective(facts: Facts, given: Arguments) -> Answer:
    """Whether the values that apply at the newest version are within these bounds."""
    if facts.newest is None:
        return Answer(None)
    verdict = facts.newest.verdict
    values = verdict.effective
    found = {"acks": values.acks, "retries": values.retries, "in-flight": values.max_in_flight}
    is_open = facts.producer is not None and bool(facts.producer.open)
    decided = verdict.outcome is not Outcome.UNKNOWN and not is_open
    return Answer(every(_within(found[name], cast("Arguments", bound), decided) for name, bound in given.items()))


def _within(value: Native, bound: Arguments, decided: bool) -> Truth:
    if value is None:
        return False if decided else None
    if "is" in bound and word(value) not in map(word, many(bound["is"])):
        return False
    if "above" not in bound and "below" not in bound:
        return True
    if not isinstance(value, int | float):
        return None
    above, below = cast("float | None", bound.get("above")), cast("float | None", bound.get("below"))
    return (above is None or value > above) and (below is None or value < below)


def client(facts: Facts, given: Arguments) -> Answer:
    """Which client it is at the newest version, whether that can be idempotent, and whether it is a framework."""
    if facts.newest is None or facts.client is None:
        return Answer(None)
    since = facts.client.idempotent_since
    able = since is not None and facts.newest.version >= since
    found = {"is": facts.client.id, "can-be-idempotent": able, "framework": facts.client.framework}
    return Answer(all(found[name] in many(wanted) for name, wanted in given.items()))


def defect(facts: Facts, given: Arguments) -> Answer:
    """Whether every version in question has a known defect with idempotence."""
    return Answer(None if facts.judgement is None else bool(facts.defects) is given["known"])


def version(facts: Facts, given: Arguments) -> Answer:
    """Where the newest version lies, or every one in question; whether they differ, and whether anything says it."""
    truths: list[Truth] = []
    if not given.keys().isdisjoint({"is", "from", "below"}):
        truths.append(_lies(facts, given))
    if "known" in given:
        truths.append(None if facts.candidate is None else facts.candidate.assumed is not given["known"])
    if "differ" in given:
        truths.append(None if facts.judgement is None else any(steps(facts.judgement)) is given["differ"])
    return Answer(every(truths))


def _lies(facts: Facts, given: Arguments) -> Truth:
    if given.get("every") and facts.newest is not None:
        low, high = cast("Version | None", given.get("from")), cast("Version | None", given.get("below"))
        return facts.within(VersionRange(low, high))
    return between(facts.newest.version if facts.newest else None, given)


def between(found: Version | None, given: Arguments) -> Truth:
    """Whether a version is one of ``is``, at least ``from`` and older than ``below``, as far as they are given."""
    if found is None:
        return None
    low, high = cast("Version | None", given.get("from")), cast("Version | None", given.get("below"))
    listed = found in many(given.get("is", found))
    return listed and (low is None or low <= found) and (high is None or found < high)
