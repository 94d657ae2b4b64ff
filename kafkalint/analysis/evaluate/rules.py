"""Rules applied to one subject: which run, which fire, what they say, and which give way to others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from graphlib import TopologicalSorter

from kafkalint.analysis.code.use import Use
from kafkalint.analysis.evaluate.conditions import holds
from kafkalint.analysis.evaluate.facts import Facts, Spot, Subject, kind
from kafkalint.analysis.evaluate.fingerprint import stamp
from kafkalint.analysis.evaluate.messages import Matter, equation, message, value_text
from kafkalint.analysis.evaluate.notes import notes
from kafkalint.model.client import Client
from kafkalint.model.finding import Confidence, Finding, Related
from kafkalint.model.producer import Producer, Site
from kafkalint.model.rule import Case, Rule
from kafkalint.model.verdict import Cause, Judgement, Reason

_CLOSE = 0.85
"""How much a name must be like what was written to be worth a question."""


@dataclass(frozen=True, slots=True)
class Fired:
    """A finding with the rule behind it and the reasons that the rule matched."""

    finding: Finding
    rule: Rule
    reasons: tuple[Reason, ...] = ()


def evaluate(
    rules: Sequence[Rule], subject: Subject, judgement: Judgement | None, clients: Mapping[str, Client]
) -> list[Fired]:
    """What `rules` say about `subject`, by rule; one finding for each cause."""
    facts = Facts.of(subject, judgement, clients)
    fitting = {rule.id: rule for rule in rules if rule.subject == kind(subject)}
    claims: dict[str, set[int | None]] = {}
    fired: list[Fired] = []
    for rule in _in_order(fitting):
        answer = holds(rule.when, facts)
        given_way = [claims[other] for other in rule.yields_to if other in claims]
        reasons = _unclaimed(answer.reasons, given_way)
        if answer.truth is not True or (given_way and not reasons):
            continue
        claims[rule.id] = {reason.index for reason in reasons}
        fired += [_fire(rule, facts, group) for group in _groups(rule, reasons)]
    fired.sort(key=lambda one: one.rule.id)
    stamped = stamp([one.finding for one in fired])
    return [replace(one, finding=finding) for one, finding in zip(fired, stamped, strict=True)]


def select(rules: Sequence[Rule], select: Sequence[str], ignore: Sequence[str]) -> tuple[Rule, ...]:
    """The rules that `select` names (all when it is empty) without those that `ignore` names.

    A rule is named by its id, by the beginning of its id, or by its name; the longer of two beginnings that meet a
    rule wins, and of equal ones `ignore`. What runs on request must be named by more than its letters.
    Raises ValueError for a selector that names no rule.
    """
    for selector in (*select, *ignore):
        if not any(_reach(rule, selector) for rule in rules):
            raise ValueError(f"no rule is called {selector!r}; {_hint(selector, rules)}")
    return tuple(
        rule
        for rule in rules
        if _wanted(rule, select) > max((_reach(rule, selector) for selector in ignore), default=0)
    )


def _wanted(rule: Rule, select: Sequence[str]) -> int:
    """How closely `select` names `rule`; an empty one names every rule that needs no request."""
    closest = max(_reach(rule, selector) for selector in select or ("",))
    letters = len(rule.id.rstrip("0123456789"))
    return 0 if rule.on_request and closest <= letters + 1 else closest


def _hint(selector: str, rules: Sequence[Rule]) -> str:
    """What may help whoever wrote a selector that names no rule."""
    written = selector.upper() if selector[-1:].isdecimal() else selector
    close = get_close_matches(written, [name for rule in rules for name in (rule.id, rule.name)], cutoff=_CLOSE)
    return f"did you mean {' or '.join(close)}?" if close else "`kafkalint rules` lists them"


def _reach(rule: Rule, selector: str) -> int:
    """How closely `selector` names `rule`; 0 when it does not."""
    if selector == rule.name:
        return len(rule.id) + 1
    return len(selector) + 1 if rule.id.startswith(selector) else 0


def _in_order(rules: Mapping[str, Rule]) -> Iterator[Rule]:
    """Rules behind those that they yield to."""
    graph = {rule.id: [other for other in rule.yields_to if other in rules] for rule in rules.values()}
    return (rules[key] for key in TopologicalSorter(graph).static_order())


def _unclaimed(reasons: tuple[Reason, ...], claims: Sequence[set[int | None]]) -> tuple[Reason, ...]:
    """The reasons that no finding speaks of to which the rule gives way; only written settings can stay."""
    if not claims:
        return reasons
    taken = set[int | None]().union(*claims)
    return tuple(reason for reason in reasons if reason.index is not None and reason.index not in taken)


def _groups(rule: Rule, reasons: tuple[Reason, ...]) -> list[tuple[Reason, ...]]:
    return [(reason,) for reason in reasons] if rule.per_reason else [reasons]


def _fire(rule: Rule, facts: Facts, reasons: tuple[Reason, ...]) -> Fired:
    facts = facts.about(reasons[0]) if rule.per_reason else facts
    case, further = _case(rule, facts)
    told = tuple({id(reason): reason for reason in (*reasons, *further)}.values())
    matter = Matter(facts, told, _primary(rule, facts, told))
    newest = facts.newest
    confidence = case.confidence or rule.confidence
    finding = Finding(
        rule=rule.id,
        name=rule.name,
        severity=case.severity or rule.severity,
        confidence=_lowered(confidence) if _shaky(matter) else confidence,
        message=message(case.message or rule.message, matter),
        site=_site(matter),
        setting=matter.setting,
        value=_value(matter),
        client=newest.client if newest else "",
        client_version=str(newest.version) if newest else "",
        related=tuple(dict.fromkeys(_related(matter))),
        notes=notes(matter),
    )
    return Fired(finding, rule, told)


def _case(rule: Rule, facts: Facts) -> tuple[Case, tuple[Reason, ...]]:
    """The first case that holds with the reasons that it adds; without one, a case that changes nothing."""
    for case in rule.cases:
        answer = holds(case.when, facts)
        if answer.truth:
            return case, answer.reasons
    return Case(rule.when), ()


def _primary(rule: Rule, facts: Facts, reasons: tuple[Reason, ...]) -> Spot | None:
    """The written setting that the finding points at."""
    at, _, role = rule.at.partition(":")
    found = {"setting": facts.written(role)[::-1], "reason": tuple(map(facts.spot, reasons))}.get(at, ())
    return next((spot for spot in found if spot is not None), None)


def _site(matter: Matter) -> Site:
    if matter.spot is None:
        return matter.facts.subject.site
    first = matter.spot.slot.values[0]
    unknown = matter.reason is not None and matter.reason.cause is Cause.UNKNOWN_SETTING
    return first.name_site if unknown else first.site


def _value(matter: Matter) -> str:
    """The value, when the setting has to do with idempotence; others may be secrets."""
    reason = matter.reason
    harmless = reason is None or reason.role or matter.facts.suggested_role(reason)
    return value_text(matter.spot).strip('"') if harmless else ""


def _related(matter: Matter) -> Iterator[Related]:
    """Other places of the finding: settings, hops, the producer, where the version was found."""
    facts, spot = matter.facts, matter.spot
    for other in map(facts.spot, matter.reasons):
        if other is not None and other != spot:
            yield Related(other.slot.values[0].site, equation(other))
    if spot is not None:
        first, *further = spot.slot.values
        yield from (Related(each.site, "this value may arrive as well") for each in further)
        yield from (Related(site, text) for site, text in first.related)
        if isinstance(facts.subject, Producer) and not _around(facts.subject.site, first.site):
            yield Related(facts.subject.site, "the producer")
    elif isinstance(facts.subject, Producer):
        yield from (Related(site, text) for site, text in facts.subject.related)
    found = facts.candidate
    if isinstance(facts.subject, Use):
        if not _around(facts.subject.site, facts.subject.producer.site):
            yield Related(facts.subject.producer.site, "the producer")
    elif found is not None and found.site is not None and facts.client is not None:
        yield Related(found.site, f"the version of {facts.client.title} comes from here")


def _around(outer: Site, inner: Site) -> bool:
    """Whether whoever sees `inner` sees `outer`."""
    within = outer.span.holds(inner.span)
    return outer.path == inner.path and within


def _shaky(matter: Matter) -> bool:
    """Whether the finding rests on an assumed version or value, or on more than one literal."""
    found, subject = matter.facts.candidate, matter.facts.subject
    slots = [spot.slot for spot in (matter.spot, *map(matter.facts.spot, matter.reasons)) if spot is not None]
    return (
        (isinstance(subject, Producer) and ((found is not None and found.assumed) or bool(subject.open)))
        or any(setting.assumed for slot in slots for setting in slot.values)
        or (matter.spot is not None and _several(matter.spot))
    )


def _several(spot: Spot) -> bool:
    return spot.slot.maybe_absent or len(spot.values) > 1 or None in spot.values


def _lowered(confidence: Confidence) -> Confidence:
    return Confidence(max(confidence - 1, Confidence.LOW))
