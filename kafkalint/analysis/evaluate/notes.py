"""The sentences below a message: what was assumed, and what other versions do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kafkalint.analysis.code.use import Use
from kafkalint.analysis.evaluate.facts import Facts
from kafkalint.analysis.evaluate.messages import Matter, spell
from kafkalint.analysis.resolve.ask import judged_as
from kafkalint.model.value import Literal
from kafkalint.model.verdict import Outcome, Point, State
from kafkalint.model.version import VersionRange

_STATES = {
    State.ON: "idempotence is on",
    State.OFF_EXPLICIT: "idempotence is switched off explicitly",
    State.OFF_DEFAULT: "idempotence is off by default",
    State.OFF_SILENT: "idempotence is switched off without an error",
    State.REJECTED: "the producer does not start",
    State.UNSUPPORTED: "there is no idempotent producer",
    State.UNKNOWN: "it cannot be decided",
}


def notes(matter: Matter) -> tuple[str, ...]:
    """Everything that a reader must know to trust the finding."""
    if isinstance(matter.facts.subject, Use):  # what code does with a producer does not depend on its version
        return ()
    return (*_assumed(matter.facts), *_outside(matter.facts), *_defaulted(matter), *_elsewhere(matter.facts))


def _assumed(facts: Facts) -> Iterator[str]:
    found = facts.candidate
    if found and found.assumed and facts.client:
        yield f"no version of {facts.client.title} was found; {_words(found.versions)} is assumed"


def _outside(facts: Facts) -> Iterator[str]:
    """Versions that nobody knows yet, or any more."""
    for point in facts.judgement.points if facts.judgement else ():
        client = facts.clients.get(point.client)
        _, remark = judged_as(client, point.version) if client else (None, "")
        if client and remark:
            yield f"{client.title} {remark}"


def _words(versions: VersionRange) -> str:
    return f"{versions.low} or newer" if versions.low and versions.high is None else str(versions)


def _defaulted(matter: Matter) -> Iterator[str]:
    for setting in matter.spot.slot.values if matter.spot else ():
        if setting.assumed and isinstance(setting.value, Literal):
            yield f"{setting.written} comes from {setting.assumed}; {spell(setting.value.value)} is what was judged"


def _elsewhere(facts: Facts) -> Iterator[str]:
    """What the versions do that are not the newest; all of them when no one answer holds."""
    if facts.judgement is None:
        return
    points = list(facts.judgement.points)
    runs = [list(run) for _, run in groupby(points, key=lambda point: (point.client, point.verdict.state))]
    if len(runs) == 1:
        return
    for run, following in zip(runs, [*runs[1:], None], strict=True):
        if following is not None or facts.judgement.outcome is Outcome.UNKNOWN:
            yield f"{_span(facts, run[0], following[0] if following else None)}: {_STATES[run[0].verdict.state]}"


def _span(facts: Facts, first: Point, following: Point | None) -> str:
    client = facts.clients.get(first.client)
    name = client.title if client else first.client
    if following is not None and following.client == first.client:
        return f"{name} from {first.version} on, before {following.version}"
    return f"{name} from {first.version} on"
