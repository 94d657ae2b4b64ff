"""The operator about settings that say what the client does anyway."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kafkalint.analysis.evaluate.facts import Facts, whole
from kafkalint.analysis.evaluate.truth import Answer, Arguments, word
from kafkalint.analysis.resolve.judge import judge
from kafkalint.analysis.resolve.reading import Read, read
from kafkalint.model.client import Behaviour, Client
from kafkalint.model.producer import Producer, Slot
from kafkalint.model.value import Literal
from kafkalint.model.verdict import Judgement


def redundant(facts: Facts, given: Arguments) -> Answer:
    """Whether a setting is the default at every version in question, none of which answers otherwise without it.

    Of the facts about one such setting, only that one is looked at. The switch is never superfluous.
    """
    producer, judgement = facts.producer, facts.judgement
    if producer is None or judgement is None:
        return Answer(None)
    found = [slot for slot in producer.slots if _plain(producer, slot) and _default(facts.clients, judgement, slot)]
    told = [facts.blame(whole(slot)) for slot in found if _idle(facts.clients, producer, judgement, slot)]
    return Answer(bool(told) is given["is"], tuple(told))


def _plain(producer: Producer, slot: Slot) -> bool:
    """Whether a setting is written once, for this producer alone, with one value, and no other may lie below it."""
    alone = sum(other.name == slot.name for other in producer.slots) == 1
    return alone and not producer.open and not slot.maybe_absent and len(slot.values) == 1 and not slot.values[0].locked


def _default(clients: Mapping[str, Client], judgement: Judgement, slot: Slot) -> bool:
    behaviours = [clients[point.client].at(point.version) for point in judgement.points]
    return all(_is_default(behaviour, slot) for behaviour in behaviours)


def _is_default(behaviour: Behaviour, slot: Slot) -> bool:
    """Whether a version reads the value as its default, under the setting's own name or another one."""
    setting = behaviour.settings.get(behaviour.names.get(slot.name, ""))
    value = slot.values[0].value
    if setting is None or setting.role == "switch" or setting.default is None or not isinstance(value, Literal):
        return False
    taken = read(value.value, setting.reading)
    return isinstance(taken, Read) and not taken.misread and word(taken.value) == word(setting.default)


def _idle(clients: Mapping[str, Client], producer: Producer, judgement: Judgement, slot: Slot) -> bool:
    """Whether every version answers the same without the setting."""
    without = judge(clients, replace(producer, slots=tuple(other for other in producer.slots if other is not slot)))
    answers = {(point.client, point.version): point.verdict for point in without.points}
    return all(
        (then := answers.get((point.client, point.version))) is not None
        and (then.outcome, then.state, then.effective)
        == (point.verdict.outcome, point.verdict.state, point.verdict.effective)
        for point in judgement.points
    )
