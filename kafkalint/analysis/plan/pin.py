"""What is left to a client's defaults, written out: as an idempotent producer has it, or as it is today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kafkalint.analysis.plan.draft import Draft, added, index_of
from kafkalint.analysis.resolve.judge import judge
from kafkalint.analysis.resolve.reading import Read, read, written_as
from kafkalint.model.client import Behaviour, Client, ClientSetting
from kafkalint.model.producer import Candidate, Producer
from kafkalint.model.value import Native
from kafkalint.model.verdict import Effective, Judgement, Outcome, Verdict
from kafkalint.model.version import Version, VersionRange

_CERTAIN = ({Outcome.IDEMPOTENT}, {Outcome.NOT_IDEMPOTENT})


def spelled_out(setting: ClientSetting, draft: Draft) -> Draft | None:
    """The draft with `setting` as an idempotent producer has it; None where it is written, or cannot be."""
    if setting.rewrite is None or setting.rewrite.action != "write" or not draft.producer.may_add:
        return None
    return added(draft, setting.name, setting.rewrite.value) if index_of(draft, setting.name) is None else None


def pinned(clients: Mapping[str, Client], draft: Draft, judgement: Judgement) -> tuple[Draft, Judgement] | None:
    """The draft with today's switch and acks; None where they are not the same in every version that it may have.

    Retries and requests in flight come with them where a later version has others. Where the version is only assumed,
    every known one counts.
    """
    before = judge(clients, _at_every_version(clients, draft.producer))
    if before.outcomes not in _CERTAIN or not draft.producer.may_add:
        return None
    point = judgement.newest
    behaviour = clients[point.client].at(point.version)
    after = draft
    for setting, value in _today(behaviour, point.verdict):
        if not _is_written(after, behaviour, setting):
            after = added(after, setting.name, value)
    if not _same(clients, after, before):
        return None
    for setting, value in _moving(clients[point.client], before.points[0].version, behaviour, point.verdict):
        further = added(after, setting.name, value)
        if not _is_written(after, behaviour, setting) and _same(clients, further, before):
            after = further
    return (after, judge(clients, after.producer)) if after is not draft else None


def _is_written(draft: Draft, behaviour: Behaviour, setting: ClientSetting) -> bool:
    """Whether the user wrote a setting, in any of its spellings."""
    return any(behaviour.names.get(slot.name, slot.name) == setting.name for slot in draft.producer.slots)


def _same(clients: Mapping[str, Client], after: Draft, before: Judgement) -> bool:
    return _done(judge(clients, _at_every_version(clients, after.producer))) == _done(before)


def _moving(
    client: Client, lowest: Version, behaviour: Behaviour, verdict: Verdict
) -> Iterator[tuple[ClientSetting, int]]:
    """Numbers that apply today, and that a version above the `lowest` one replaces by others of its own."""
    today = {"retries": verdict.effective.retries, "in-flight": verdict.effective.max_in_flight}
    later = [further for version, further in client.eras if version > lowest]
    for role, value in today.items():
        setting = behaviour.of_role(role)
        if setting is not None and isinstance(value, int):
            own = [further.of_role(role) for further in later]
            if any(one is not None and _unwritten(one) != _unwritten(setting) for one in own):
                yield setting, value


def _unwritten(setting: ClientSetting) -> tuple[Native, Native]:
    """What applies where nobody writes it: by itself, and where the producer is idempotent."""
    return setting.default, setting.demand.substitute if setting.demand else None


def _today(behaviour: Behaviour, verdict: Verdict) -> Iterator[tuple[ClientSetting, Native]]:
    """What decides about idempotence with the value that applies."""
    acks, switch = behaviour.of_role("acks"), behaviour.of_role("switch")
    if acks is not None and verdict.effective.acks is not None:
        strong = acks.rewrite.value if acks.rewrite else None
        today = Read(verdict.effective.acks)
        yield acks, strong if read(strong, acks.reading) == today else written_as(today.value, acks.reading)
    if switch is not None and switch.rewrite is not None:
        yield switch, written_as(verdict.outcome is Outcome.IDEMPOTENT, switch.reading)


def _at_every_version(clients: Mapping[str, Client], producer: Producer) -> Producer:
    def certain(candidate: Candidate) -> Candidate:
        known = VersionRange(clients[candidate.client].lowest)
        return replace(candidate, versions=known) if candidate.assumed else candidate

    return replace(producer, candidates=tuple(map(certain, producer.candidates)))


def _done(judgement: Judgement) -> list[tuple[Outcome, Effective]]:
    return [(point.verdict.outcome, point.verdict.effective) for point in judgement.points]
