"""One decision: what a client does when every question has an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kafkalint.analysis.resolve import wording
from kafkalint.analysis.resolve.arrival import arrive
from kafkalint.analysis.resolve.case import Case
from kafkalint.analysis.resolve.constraints import unfit
from kafkalint.analysis.resolve.demands import Mode, conflicts, mode, off, remarks, ties
from kafkalint.analysis.resolve.oracle import Oracle
from kafkalint.model.client import Client
from kafkalint.model.producer import Slot
from kafkalint.model.value import Native
from kafkalint.model.verdict import Cause, Effect, Effective, Outcome, Reason, State, Verdict
from kafkalint.model.version import Version

_STANDING = frozenset({Cause.DEFAULT, Cause.UNSUPPORTED})


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict, and those of its reasons that rest on no answer of the oracle."""

    verdict: Verdict
    certain: tuple[Reason, ...]


def decide(client: Client, version: Version, slots: Sequence[Slot], unseen: bool, oracle: Oracle) -> Decision:
    """What `version` of `client` does with `slots` in the world that `oracle` describes.

    `unseen`: whether there may be settings beside `slots`.
    """
    arrivals = arrive(client, version, slots, unseen, oracle)
    case = Case(client, version, client.at(version), arrivals.settings, unseen or bool(arrivals.hidden), oracle)
    if arrivals.refusals:
        return _decision(case, _rejected(case, arrivals.refusals, arrivals.remarks))
    how = mode(case)
    found = list(conflicts(case, how.asked)) if how.on else []
    said = (*arrivals.remarks, *remarks(case, how, how.on and not found))
    refusals = _refusals(case, how, found)
    if refusals:
        return _decision(case, _rejected(case, refusals, said))
    return _decision(case, _accepted(case, how, found, said))


def _refusals(case: Case, how: Mode, found: Sequence[Reason]) -> list[Reason]:
    """Why the client refuses the settings, the reason that it names first; empty when it does not."""
    rejecting = [each for each in found if each.effect is Effect.REJECTS]
    disabling = [each for each in found if each.effect is not Effect.REJECTS]
    if not rejecting and (disabling or not how.on):
        rejecting = list(ties(case, how.explicit))
        disabling = [replace(each, effect=Effect.REJECTS) for each in disabling] if rejecting else disabling
    rejecting += unfit(case.behaviour, case.settings, None if rejecting else case.oracle)
    return [*rejecting, *disabling] if rejecting else []


def _decision(case: Case, verdict: Verdict) -> Decision:
    unknown = {arrival.index for arrival in case.settings.values() if not arrival.known}
    certain = [
        each
        for each in verdict.reasons
        if each.cause in _STANDING or each.put is not None or (each.index is not None and each.index not in unknown)
    ]
    return Decision(verdict, tuple(certain))


def _rejected(case: Case, refusals: Sequence[Reason], said: Sequence[Reason]) -> Verdict:
    unread = {each.index for each in refusals if each.cause is Cause.UNREADABLE}
    reasons = [*refusals, *(each for each in said if each.cause is not Cause.MISREAD or each.index not in unread)]
    if not case.supported and any(each.cause is Cause.UNKNOWN_SETTING and each.role for each in refusals):
        reasons.append(_unsupported(case))
    told = [each for each in refusals if each.effect is Effect.REJECTS]
    told = told if case.behaviour.reports_all else told[:1]
    return Verdict(
        outcome=Outcome.REJECTED,
        state=State.REJECTED,
        reasons=tuple(reasons),
        error="; ".join(each.text for each in told),
    )


def _accepted(case: Case, how: Mode, found: Sequence[Reason], said: Sequence[Reason]) -> Verdict:
    state, reasons = _state(case, how, found)
    on = state is State.ON
    return Verdict(
        outcome=Outcome.IDEMPOTENT if on else Outcome.NOT_IDEMPOTENT,
        state=state,
        reasons=(*reasons, *said),
        effective=Effective(
            acks=_effective(case, "acks", on),
            retries=_effective(case, "retries", on),
            max_in_flight=_effective(case, "in-flight", on),
        ),
    )


def _state(case: Case, how: Mode, found: Sequence[Reason]) -> tuple[State, tuple[Reason, ...]]:
    if not case.supported:
        return State.UNSUPPORTED, (_unsupported(case),)
    if found:
        return State.OFF_SILENT, tuple(found)
    if how.on:
        return State.ON, ()
    if how.explicit is False:
        return State.OFF_EXPLICIT, (off(case, Effect.DISABLES),)
    text = wording.off_by_default(case.client, case.version, case.switch)
    reason = Reason(Cause.DEFAULT, Effect.NONE, text, case.switch.name, case.switch.role)
    return State.OFF_DEFAULT, (replace(reason, declared=case.switch.declared),)


def _unsupported(case: Case) -> Reason:
    return Reason(Cause.UNSUPPORTED, Effect.NONE, wording.unsupported(case.client, case.version))


def _effective(case: Case, role: str, on: bool) -> Native:
    """The value of the setting with that role: as written, as put in for idempotence, or the default.

    None where no such setting exists, or where one that is not seen may say otherwise.
    """
    setting = case.behaviour.of_role(role)
    if setting is None or not case.has(setting):
        return None
    arrival = case.settings.get(setting.name)
    if arrival is not None:
        return arrival.value
    if case.open:
        return None
    substitute = setting.demand.substitute if on and setting.demand else None
    return setting.default if substitute is None else substitute
