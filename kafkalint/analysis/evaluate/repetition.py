"""The operator about settings that are written more than once, of which one alone counts.

A name that comes again takes its first place with its last value; of several names of one setting the last counts;
of layers that are merged, such as a nested map over what stands around it, the upper one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kafkalint.analysis.evaluate.facts import Facts, Spot, nested, whole
from kafkalint.analysis.evaluate.messages import equation
from kafkalint.analysis.evaluate.truth import Answer, Arguments, Truth, many, some, word
from kafkalint.analysis.resolve.reading import Read, read
from kafkalint.model.client import Behaviour, ClientSetting
from kafkalint.model.place import Again
from kafkalint.model.producer import Producer, Setting, Slot
from kafkalint.model.source import Span
from kafkalint.model.value import Native
from kafkalint.model.verdict import Cause, Effect, Reason

_READERS = {
    Again.REFUSED: "whoever reads it refuses the file",
    Again.UNSURE: "some readers take the last one, others refuse the file",
}


@dataclass(frozen=True, slots=True)
class _Pair:
    """A setting without effect, and the one that takes its place."""

    loser: Slot
    winner: Spot
    by: str
    """``name``, ``alias`` or ``layer``."""
    reader: Again = Again.LAST
    """What who reads the file makes of it."""


def repeated(facts: Facts, given: Arguments) -> Answer:
    """Whether a setting is written again, and by what; those without effect are told.

    Of the facts about one such setting, only that one is looked at.
    """
    if facts.client is None or facts.newest is None or facts.producer is None:
        return Answer(None)
    behaviour = facts.client.at(facts.newest.version)
    looked_at = {reason.index for reason in facts.reasons if reason.cause is Cause.WRITTEN}
    truths: list[Truth] = []
    told: list[Reason] = []
    for pair in _pairs(behaviour, facts.producer):
        reason = facts.blame(whole(pair.loser), Effect.IGNORES, _text(pair))
        if not _asked(pair, given) or (looked_at and reason.index not in looked_at):
            continue
        truth = _holds(behaviour, pair, given)
        truths.append(truth)
        told += [reason] if truth else []
    return Answer(some(truths), tuple(told))


def _asked(pair: _Pair, given: Arguments) -> bool:
    reader = pair.reader.value
    return pair.by in many(given.get("by", pair.by)) and reader in many(given.get("reader", reader))


def _pairs(behaviour: Behaviour, producer: Producer) -> Iterator[_Pair]:
    """Every setting without effect.

    One that is shared with something else, or stands apart, is an ordinary layer: another is there to replace it.
    """
    groups: dict[str, dict[str, list[Slot]]] = {}
    for slot in producer.slots:
        if not any(one.locked and not one.again for one in slot.values):
            names = groups.setdefault(behaviour.names.get(slot.name, slot.name), {})
            names.setdefault(slot.name, []).append(slot)
    for canonical, names in groups.items():
        *losing, winning = names.values()
        for same in names.values():
            last = whole(same[-1])
            pairs = ((slot, _by(producer, slot, same[-1])) for slot in same[:-1])
            yield from (_Pair(slot, last, by, _reader(slot, by)) for slot, by in pairs if by)
        yield from (_Pair(same[-1], whole(winning[-1]), "alias") for same in losing)
        above = _merged_over(behaviour, producer, canonical)
        yield from (_Pair(same[-1], above, "layer") for same in names.values() if above)


def _by(producer: Producer, loser: Slot, winner: Slot) -> str:
    """What takes the place of a setting of the same name; empty for what stands apart."""
    first, second = loser.values[0], winner.values[0]
    if first.written == second.written and _layer(producer, first) == _layer(producer, second):
        return "name"
    call = producer.made.call.span if producer.made else None
    apart = call is not None and not all(_within(one, call) for one in (first, second))
    return "" if apart or first.handle is None or first.site.path != second.site.path else "layer"


def _reader(loser: Slot, by: str) -> Again:
    return (loser.values[0].again if by == "name" else None) or Again.LAST


def _layer(producer: Producer, setting: Setting) -> tuple[type, bool]:
    """Which of the maps that are merged holds a setting: by how it is written, and whether a new one would go there."""
    home = producer.home.container if producer.home else None
    entries = getattr(home, "entries", ())
    return type(setting.handle), any(entry is setting.handle for entry in entries)


def _within(setting: Setting, span: Span) -> bool:
    return span.holds(setting.site.span)


def _merged_over(behaviour: Behaviour, producer: Producer, canonical: str) -> Spot | None:
    """The setting of a nested map that wins over one beside it."""
    inner = (spot for slot in producer.slots if slot.name in behaviour.nested for spot in nested(slot))
    return next((spot for spot in inner if behaviour.names.get(spot.name, spot.name) == canonical), None)


def _holds(behaviour: Behaviour, pair: _Pair, given: Arguments) -> Truth:
    if pair.winner.slot.maybe_absent and pair.reader is Again.LAST:
        return None
    differ = _differ(behaviour, pair)
    return None if differ is None and "differ" in given else given.get("differ", differ) is differ


def _differ(behaviour: Behaviour, pair: _Pair) -> Truth:
    """Whether the client takes the two values as different ones."""
    values = [*whole(pair.loser).values, *pair.winner.values]
    if len(values) != 2 or not all(values):
        return None
    setting = behaviour.settings.get(behaviour.names.get(pair.loser.name, ""))
    first, second = (_taken(setting, value.value) for value in values if value)
    return first != second


def _taken(setting: ClientSetting | None, value: Native) -> str:
    """What the client makes of a value; the value itself where it does not read it."""
    found = read(value, setting.reading) if setting else None
    return word(found.value if isinstance(found, Read) else value)


def _text(pair: _Pair) -> str:
    if pair.reader is not Again.LAST:
        return _READERS[pair.reader]
    if pair.by == "name":
        return "it is set again further on, and the last one counts"
    if pair.by == "alias":
        return f"{equation(pair.winner)} is the same setting, and the last one counts"
    holder = pair.winner.slot.values[0].written
    place = f" in {holder}" if holder != pair.winner.name else ""
    return f"{equation(pair.winner)}{place} is merged over it"
