"""The only code that decides what a client does with settings; it names no client.

Whatever cannot be known is a question to an oracle; a verdict holds for every answer, otherwise it is unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from kafkalint.analysis.resolve import wording
from kafkalint.analysis.resolve.arrival import NAME_KNOWN
from kafkalint.analysis.resolve.decide import Decision, decide
from kafkalint.analysis.resolve.oracle import Explored, Question, explore
from kafkalint.model.client import Behaviour, Client
from kafkalint.model.producer import Slot
from kafkalint.model.value import Dynamic, Literal
from kafkalint.model.verdict import Cause, Effect, Effective, Outcome, Reason, State, Verdict
from kafkalint.model.version import Version

T = TypeVar("T")
_STATES = (State.OFF_SILENT, State.OFF_EXPLICIT, State.OFF_DEFAULT, State.UNSUPPORTED, State.REJECTED, State.ON)
"""Which state names a verdict that may come about in several ways."""


def resolve(
    client: Client,
    version: Version,
    slots: Sequence[Slot],
    open: Sequence[str] = (),  # noqa: A002  # the word of Producer
) -> Verdict:
    """What `version` of `client` does with `slots`, given in the order in which they reach it.

    `open` says why there may be settings that are not seen; every one of them is then unknown, not absent.
    """
    found = _explored(client, version, slots, open)
    outcomes = {decision.verdict.outcome for decision in found.results}
    if found.complete and len(outcomes) == 1:
        return _merged(found.results)
    return _unknown(client, version, slots, open, found)


def possible(
    client: Client,
    version: Version,
    slots: Sequence[Slot],
    open: Sequence[str] = (),  # noqa: A002  # the word of Producer
) -> frozenset[Outcome]:
    """Every outcome that the unknown parts may lead to; `unknown` when there are too many ways to see all."""
    found = _explored(client, version, slots, open)
    outcomes = frozenset(decision.verdict.outcome for decision in found.results)
    return outcomes if found.complete else outcomes | {Outcome.UNKNOWN}


def _explored(client: Client, version: Version, slots: Sequence[Slot], unseen: Sequence[str]) -> Explored[Decision]:
    return explore(lambda oracle: decide(client, version, slots, bool(unseen), oracle))


def _merged(decisions: Sequence[Decision]) -> Verdict:
    """One verdict for several ways to the same outcome."""
    first = decisions[0].verdict
    if len(decisions) == 1:
        return first
    certain = _distinct([reason for decision in decisions for reason in decision.certain])
    verdicts = [decision.verdict for decision in decisions]
    return Verdict(
        outcome=first.outcome,
        state=min((verdict.state for verdict in verdicts), key=_STATES.index),
        reasons=certain or _distinct([reason for verdict in verdicts for reason in verdict.reasons]),
        effective=_agreed([verdict.effective for verdict in verdicts]),
        error=first.error,
    )


def _agreed(values: Sequence[Effective]) -> Effective:
    """The values that apply in every case."""
    return Effective(
        acks=_shared([each.acks for each in values]),
        retries=_shared([each.retries for each in values]),
        max_in_flight=_shared([each.max_in_flight for each in values]),
    )


def _unknown(
    client: Client, version: Version, slots: Sequence[Slot], unseen: Sequence[str], found: Explored[Decision]
) -> Verdict:
    """A verdict that depends on what cannot be known, with what it depends on."""
    reasons: list[Reason] = []
    for question in found.deciding(lambda decision: decision.verdict.outcome):
        if isinstance(question.subject, int):
            reasons.append(_source(client, version, slots, question, question.subject))
        else:
            reasons += [Reason(Cause.DYNAMIC, Effect.NONE, text) for text in unseen]
            reasons += _hidden(client, version, slots)
    everywhere = [
        reason
        for decision in found.results[:1]
        for reason in decision.certain
        if all(reason in other.certain for other in found.results)
    ]
    effective = _certain(client.at(version), slots, found) if found.complete else Effective()
    return Verdict(Outcome.UNKNOWN, State.UNKNOWN, _distinct([*reasons, *everywhere]), effective)


def _certain(behaviour: Behaviour, slots: Sequence[Slot], found: Explored[Decision]) -> Effective:
    """What applies however it is decided, if the producer starts; only what is written can be certain."""
    starting = [one.verdict.effective for one in found.results if one.verdict.outcome is not Outcome.REJECTED]
    if not starting:
        return Effective()
    names = {behaviour.names.get(slot.name, "") for slot in slots}
    roles = {setting.role for name, setting in behaviour.settings.items() if name in names}
    agreed = _agreed(starting)
    return Effective(
        acks=agreed.acks if "acks" in roles else None,
        retries=agreed.retries if "retries" in roles else None,
        max_in_flight=agreed.max_in_flight if "in-flight" in roles else None,
    )


def _source(client: Client, version: Version, slots: Sequence[Slot], question: Question, index: int) -> Reason:
    """Why the value, the presence or the name at `index` is not known."""
    slot = slots[index]
    behaviour = client.at(version)
    setting = behaviour.settings.get(behaviour.names.get(slot.name, ""))
    if question.what == NAME_KNOWN:
        text = wording.unlisted(client, version, slot.name)
    else:
        values = tuple(each.value.value if isinstance(each.value, Literal) else each.value for each in slot.values)
        again = any(each.again for each in slot.values)
        text = wording.undecided(slot.name, values, slot.maybe_absent, again)
    name, role = (setting.name, setting.role) if setting else (slot.name, "")
    return Reason(Cause.DYNAMIC, Effect.NONE, text, name, role, index)


def _hidden(client: Client, version: Version, slots: Sequence[Slot]) -> list[Reason]:
    """Nested maps that cannot be seen."""
    nested = [index for index, slot in enumerate(slots) if slot.name in client.at(version).nested]
    dynamic = [index for index in nested if any(isinstance(each.value, Dynamic) for each in slots[index].values)]
    return [_source(client, version, slots, Question("is seen", index, ()), index) for index in dynamic]


def _distinct(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """`reasons` without those that say the same of the same setting."""
    kept = {
        (each.cause, each.effect, each.setting, each.index, each.index is None and each.text): each
        for each in reversed(reasons)
    }
    return tuple(reversed(kept.values()))


def _shared(values: Sequence[T]) -> T | None:
    """The value that all agree on."""
    return values[0] if all(_alike(value, values[0]) for value in values) else None


def _alike(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other
