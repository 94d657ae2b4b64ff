"""From what rules want to one coherent set of changes: all settings of a producer together, proved by the resolver.

A plan never makes any version that may be in use worse: none starts to refuse, none stops being idempotent.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from kafkalint.analysis.plan.applicability import applicability
from kafkalint.analysis.plan.draft import Draft, added, changes, index_of, put
from kafkalint.analysis.plan.pin import pinned, spelled_out
from kafkalint.analysis.resolve.judge import judge
from kafkalint.model.change import Plan
from kafkalint.model.client import Client, ClientSetting
from kafkalint.model.edit import Refusal
from kafkalint.model.producer import Producer
from kafkalint.model.rule import Repair
from kafkalint.model.verdict import Cause, Effect, Judgement, Outcome, Point, Reason, State

ROUNDS = 12
"""No producer has more conflicting settings than this."""
_MENDED: Mapping[str, frozenset[Outcome]] = {
    "idempotent": frozenset(Outcome) - {Outcome.IDEMPOTENT},
    "conflicts": frozenset({Outcome.REJECTED}),
}
"""Which answers an action does away with."""
_ORDER = (
    "rename",
    "translate",
    "respell",
    "strengthen",
    "remove",
    "trim",
    "conflicts",
    "idempotent",
    "explicit",
    "pin",
)
"""What a setting is called and says comes before what it conflicts with."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one finding wants changed, and the reasons that it speaks of."""

    repair: Repair
    reasons: tuple[Reason, ...]


def plan(
    clients: Mapping[str, Client], producer: Producer, judgement: Judgement, wanted: Sequence[Wanted]
) -> Plan | Refusal:
    """The changes that give every finding in `wanted` what it wants, or why there are none."""
    draft, reached = Draft.of(producer), judgement
    granted: list[Wanted] = []
    for one in sorted(wanted, key=lambda one: _ORDER.index(one.repair.action)):
        before = draft
        draft, reached = _granted(clients, draft, reached, one)
        granted += [one] if draft is not before else []
    made = tuple(changes(draft))
    if not made:
        return Refusal(_why_not(clients, producer, judgement))
    if producer.target.obstacle and reached.better_than(judgement):
        return Refusal(producer.target.obstacle)
    freely, reason = applicability(producer, judgement, reached, [one.repair for one in granted])
    title = next(one.repair.title for one in wanted if one in granted)
    return Plan(producer, made, draft.producer, reached, title, freely, reason)


def _granted(
    clients: Mapping[str, Client], draft: Draft, judgement: Judgement, wanted: Wanted
) -> tuple[Draft, Judgement]:
    """The draft with what one finding wants, move by move; as it was when that leads nowhere."""
    start = draft, judgement
    mended = _MENDED.get(wanted.repair.action)
    if wanted.repair.action == "pin":
        return pinned(clients, draft, judgement) or start
    if mended is None:
        for change in _literal_changes(clients, judgement.newest, wanted):
            moves = _settled(clients, change(draft))
            draft, judgement = _first_sound(clients, moves, judgement) or (draft, judgement)
        return draft, judgement
    for _ in range(ROUNDS):
        sound = _first_sound(clients, _moves(clients, draft, judgement, mended), judgement)
        if sound is None:
            break
        draft, judgement = sound
    return (draft, judgement) if judgement.better_than(start[1]) else start


def _first_sound(
    clients: Mapping[str, Client], moves: Iterator[Draft], judgement: Judgement
) -> tuple[Draft, Judgement] | None:
    """The first of `moves` that makes no version worse."""
    judged = ((move, judge(clients, move.producer)) for move in moves)
    return next((one for one in judged if one[1].no_worse_than(judgement)), None)


def _moves(
    clients: Mapping[str, Client], draft: Draft, judgement: Judgement, mended: Collection[Outcome]
) -> Iterator[Draft]:
    """Steps towards idempotence, those of the newest version first; each brings no conflict of its own."""
    for point in reversed(judgement.points):
        if point.verdict.outcome in mended:
            for reason in point.verdict.reasons:
                yield from _settled(clients, _towards_idempotence(clients, draft, point, reason))


def _settled(clients: Mapping[str, Client], draft: Draft | None) -> Iterator[Draft]:
    """`draft` with every conflict that it brings repaired in turn, if there is a draft at all."""
    for _ in range(ROUNDS):
        if draft is None:
            return
        judgement = judge(clients, draft.producer)
        moved = next(
            (
                found
                for point in reversed(judgement.points)
                if point.verdict.outcome is Outcome.REJECTED
                for reason in point.verdict.reasons
                if (found := _towards_idempotence(clients, draft, point, reason)) is not None
            ),
            None,
        )
        if moved is None:
            yield draft
            return
        draft = moved


def _towards_idempotence(clients: Mapping[str, Client], draft: Draft, point: Point, reason: Reason) -> Draft | None:
    """The draft after the one thing that takes `reason` away; None when nothing does."""
    behaviour = clients[point.client].at(point.version)
    switch = behaviour.settings.get(behaviour.switch)
    if reason.cause in (Cause.UNREADABLE, Cause.MISREAD) and reason.role and reason.intended is not None:
        return None if reason.index is None else put(draft, reason.index, reason.intended)
    if reason.cause in (Cause.CONFLICT, Cause.CONSTRAINT):
        setting = behaviour.settings.get(reason.setting)
        return _rewritten(clients, draft, reason, setting) if setting else None
    if switch is not None and reason.cause in (Cause.REQUIRES, Cause.EXPLICIT, Cause.DEFAULT):
        return _switched_on(draft, switch)
    return None


def _literal_changes(
    clients: Mapping[str, Client], point: Point, wanted: Wanted
) -> Iterator[Callable[[Draft], Draft | None]]:
    """Exactly what a rule asks for: once for its finding, or for each reason that it speaks of."""
    behaviour = clients[point.client].at(point.version)
    acks = behaviour.of_role("acks")
    if wanted.repair.action == "strengthen":
        if acks is not None:
            yield partial(_strengthened, acks)
        return
    if wanted.repair.action == "explicit":
        yield from (partial(spelled_out, one) for one in (acks, behaviour.of_role("switch")) if one is not None)
        return
    change = _CHANGES[wanted.repair.action]
    yield from (partial(_changed, change, reason) for reason in wanted.reasons if reason.index is not None)


def _changed(change: Callable[[Reason, Draft], Draft | None], reason: Reason, draft: Draft) -> Draft | None:
    """The draft after a change of what `reason` speaks of, which earlier changes may have moved."""
    index = None if reason.index is None else draft.number(reason.index)
    return None if index is None else change(replace(reason, index=index), draft)


def _renamed(reason: Reason, draft: Draft) -> Draft | None:
    slot = draft.producer.slots[reason.index or 0]
    if not reason.suggestion or any(other.name == reason.suggestion for other in draft.producer.slots):
        return None
    named = tuple(replace(one, name=reason.suggestion) for one in slot.values)
    return draft.put(reason.index or 0, replace(slot, values=named))


def _translated(reason: Reason, draft: Draft) -> Draft | None:
    if not reason.suggestion and reason.effect is Effect.REJECTS:
        return _removed(reason, draft)
    return _renamed(reason, draft)


def _respelled(reason: Reason, draft: Draft) -> Draft | None:
    return None if reason.intended is None else put(draft, reason.index or 0, reason.intended)


def _removed(reason: Reason, draft: Draft) -> Draft:
    return draft.put(reason.index or 0, None)


def _trimmed(reason: Reason, draft: Draft) -> Draft | None:
    return None if reason.role in ("acks", "switch") else _removed(reason, draft)


_CHANGES: Mapping[str, Callable[[Reason, Draft], Draft | None]] = {
    "rename": _renamed,
    "translate": _translated,
    "respell": _respelled,
    "remove": _removed,
    "trim": _trimmed,
}
"""What is done about one reason."""


def _strengthened(acks: ClientSetting, draft: Draft) -> Draft | None:
    if acks.rewrite is None:
        return None
    index = index_of(draft, acks.name)
    return added(draft, acks.name, acks.rewrite.value) if index is None else put(draft, index, acks.rewrite.value)


def _rewritten(clients: Mapping[str, Client], draft: Draft, reason: Reason, setting: ClientSetting) -> Draft | None:
    """The conflicting value as the client's rewrite wants it."""
    if setting.rewrite is None:
        return None
    if reason.index is None:
        return _outdone(draft, reason, setting)
    if setting.rewrite.action == "write":
        return put(draft, reason.index, setting.rewrite.value)
    if setting.rewrite.action == "limit" and reason.limit and isinstance(reason.limit.maximum, int):
        limited = put(draft, reason.index, reason.limit.maximum)
        if limited and not _conflicts(judge(clients, limited.producer), reason):
            return limited
    return draft.put(reason.index, None)


def _outdone(draft: Draft, reason: Reason, setting: ClientSetting) -> Draft | None:
    """The draft with the user's word against what a framework puts below it."""
    if reason.put is None or setting.rewrite is None or setting.rewrite.action != "write" or not draft.producer.may_add:
        return None
    return added(draft, setting.name, setting.rewrite.value)


def _conflicts(judgement: Judgement, about: Reason) -> bool:
    """Whether some version still refuses or ignores the setting that `about` speaks of."""
    return any(
        reason.cause is Cause.CONFLICT and reason.index == about.index
        for point in judgement.points
        for reason in point.verdict.reasons
    )


def _switched_on(draft: Draft, switch: ClientSetting) -> Draft | None:
    if switch.rewrite is None:
        return None
    index = index_of(draft, switch.name)
    if index is not None:
        return put(draft, index, switch.rewrite.value)
    return added(draft, switch.name, switch.rewrite.value) if draft.producer.may_add else None


def _why_not(clients: Mapping[str, Client], producer: Producer, judgement: Judgement) -> str:
    point = judgement.newest
    if point.verdict.state is State.UNSUPPORTED:
        return f"{clients[point.client].title} {point.version} has no idempotent producer"
    if not producer.may_add:
        return "idempotence is never added here by itself"
    return "no change is right for every version in question"
