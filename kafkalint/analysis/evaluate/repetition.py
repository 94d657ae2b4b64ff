"""The operator about settings that are written more than once, of which one alone counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kafkalint.analysis.evaluate.facts import Facts, whole
from kafkalint.analysis.evaluate.messages import equation
from kafkalint.analysis.evaluate.truth import Answer, Arguments, Truth, some, word
from kafkalint.analysis.resolve.reading import Read, read
from kafkalint.model.client import Behaviour, ClientSetting
from kafkalint.model.producer import Slot
from kafkalint.model.value import Literal, Native
from kafkalint.model.verdict import Cause, Effect, Reason


@dataclass(frozen=True, slots=True)
class _Pair:
    """A setting without effect, and the one that takes its place."""

    loser: Slot
    winner: Slot

    @property
    def same_name(self) -> bool:
        return self.loser.name == self.winner.name


def repeated(facts: Facts, given: Arguments) -> Answer:
    """Whether a setting is written again, under the same name or another one; those without effect are told.

    Of the facts about one such setting, only that one is looked at.
    """
    if facts.client is None or facts.newest is None or facts.producer is None:
        return Answer(None)
    behaviour = facts.client.at(facts.newest.version)
    looked_at = {reason.index for reason in facts.reasons if reason.cause is Cause.WRITTEN}
    truths: list[Truth] = []
    told: list[Reason] = []
    for pair in _pairs(behaviour, facts.producer.slots):
        reason = facts.blame(whole(pair.loser), Effect.IGNORES, _text(pair))
        if given.get("same-name", pair.same_name) is not pair.same_name or (
            looked_at and reason.index not in looked_at
        ):
            continue
        truth = _holds(behaviour, pair, given)
        truths.append(truth)
        told += [reason] if truth else []
    return Answer(some(truths), tuple(told))


def _pairs(behaviour: Behaviour, slots: Sequence[Slot]) -> Iterator[_Pair]:
    """Every setting without effect.

    A name that comes again takes its first place with its last value; of several names of one setting the last counts.
    Names that are spelt differently in the file, or shared with something else, are layers: one is there to replace
    the other.
    """
    groups: dict[str, dict[str, list[Slot]]] = {}
    for slot in slots:
        if not any(one.locked for one in slot.values):
            names = groups.setdefault(behaviour.names.get(slot.name, slot.name), {})
            names.setdefault(slot.name, []).append(slot)
    for names in groups.values():
        *losing, winning = names.values()
        for same in names.values():
            yield from (_Pair(slot, same[-1]) for slot in same[:-1] if _written(slot) == _written(same[-1]))
        yield from (_Pair(same[-1], winning[-1]) for same in losing)


def _written(slot: Slot) -> str:
    return slot.values[0].written


def _holds(behaviour: Behaviour, pair: _Pair, given: Arguments) -> Truth:
    if pair.winner.maybe_absent:
        return None
    differ = _differ(behaviour, pair)
    return None if differ is None and "differ" in given else given.get("differ", differ) is differ


def _differ(behaviour: Behaviour, pair: _Pair) -> Truth:
    """Whether the client takes the two values as different ones."""
    values = [one.value for slot in (pair.loser, pair.winner) for one in slot.values]
    if len(values) != 2 or not all(isinstance(value, Literal) for value in values):
        return None
    setting = behaviour.settings.get(behaviour.names.get(pair.loser.name, ""))
    first, second = (_taken(setting, value.value) for value in values if isinstance(value, Literal))
    return first != second


def _taken(setting: ClientSetting | None, value: Native) -> str:
    """What the client makes of a value; the value itself where it does not read it."""
    found = read(value, setting.reading) if setting else None
    return word(found.value if isinstance(found, Read) else value)


def _text(pair: _Pair) -> str:
    if pair.same_name:
        return "it is set again further on, and the last one counts"
    return f"{equation(whole(pair.winner))} is the same setting, and the last one counts"
