"""Comments that silence rules: applying them, and judging the comments themselves."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase
from typing import TypeAlias

from kafkalint.analysis.evaluate.directives import Lines
from kafkalint.analysis.evaluate.messages import listed
from kafkalint.analysis.evaluate.rules import Fired, evaluate
from kafkalint.model.edit import Refusal
from kafkalint.model.finding import Finding, Fix
from kafkalint.model.producer import Site
from kafkalint.model.rule import Repair, Rule
from kafkalint.model.source import Source
from kafkalint.model.suppression import Suppression

Mend: TypeAlias = Callable[[Suppression, Repair], Fix | Refusal]
"""How a suppression without effect is taken out."""


def apply(
    findings: Sequence[Finding],
    suppressions: Sequence[Suppression],
    source: Source,
    rules: Sequence[Rule],
    known_ids: Collection[str],
    today: date,
    mend: Mend,
    mandatory: Collection[str] = (),
) -> list[Finding]:
    """The findings, each with the comment that silences it if one does, and those about the suppressions themselves.

    `rules` are those that ran; a suppression of another one is not called unused. A comment never silences a finding
    about itself. Nothing is left out of a finding of a rule that is `mandatory`, though a comment is named that tries.
    """
    lines = Lines(source.text, ())
    sound, wrong = _sort(suppressions, known_ids, today)
    ran = {rule.id for rule in rules}
    raised = [*findings, *_judge(wrong, rules, mend)]
    # A comment may silence what is said about an idle one, and is then not idle itself: hence two rounds.
    maybe = [fired.finding for _one, fired in _fired(_idle(sound, [*raised], lines, ran), rules)]
    raised += _judge(_idle(sound, [*raised, *maybe], lines, ran), rules, mend)
    return [_marked(finding, sound, lines, mandatory) for finding in raised]


def silence(
    findings: Sequence[Finding],
    suppressions: Sequence[Suppression],
    source: Source,
    known_ids: Collection[str],
    today: date,
    mandatory: Collection[str] = (),
) -> tuple[list[Finding], frozenset[Site]]:
    """The findings, marked where a comment silences them, and the comments that do; nothing is said about these."""
    lines = Lines(source.text, ())
    sound, _wrong = _sort(suppressions, known_ids, today)
    used = frozenset(one.site for one in sound for finding in findings if _silences(one, finding, lines))
    return [_marked(finding, sound, lines, mandatory) for finding in findings], used


def left_in(finding: Finding, profiles: Sequence[str]) -> Finding | None:
    """What is left of a finding that is silenced in these profiles, or everywhere without any; None for nothing."""
    left = tuple(name for name in finding.profiles if not _among(name, profiles))
    if not profiles or (finding.profiles and not left):
        return None
    return replace(finding, profiles=left, excused=(*finding.excused, *sorted({*finding.profiles} - {*left})))


def _among(name: str, profiles: Sequence[str]) -> bool:
    return any(fnmatchcase(name, glob) for glob in profiles)


def _marked(finding: Finding, sound: Sequence[Suppression], lines: Lines, mandatory: Collection[str]) -> Finding:
    """A finding with the comment that silences it, or without the profiles in which comments do."""
    for one in sound:
        if _silences(one, finding, lines):
            left = None if finding.rule in mandatory else left_in(finding, one.profiles)
            if left is None:
                return replace(finding, silenced=one.site)
            finding = left
    return finding


def _sort(
    suppressions: Sequence[Suppression], known: Collection[str], today: date
) -> tuple[list[Suppression], list[Suppression]]:
    """Those that silence something, and those with something wrong; one with an unknown id among others is both."""
    sound: list[Suppression] = []
    wrong: list[Suppression] = []
    for one in suppressions:
        unknown = tuple(given for given in one.ids if given not in known)
        if one.problem:
            wrong.append(one)
        elif one.until is not None and one.until < today:
            wrong.append(replace(one, problem="expired"))
        else:
            sound.append(replace(one, ids=tuple(given for given in one.ids if given in known)))
            wrong += [replace(one, ids=unknown, problem="unknown-id")] if unknown else []
    return sound, wrong


def _silences(one: Suppression, finding: Finding, lines: Lines) -> bool:
    """Whether `one` speaks of the finding's rule, line and profile, in the same file, and not of itself."""
    same_file = finding.site.path == one.site.path
    return (
        same_file
        and finding.rule in one.ids
        and finding.site != one.site
        and (not one.profiles or any(_among(name, one.profiles) for name in finding.profiles))
        and one.line <= lines.at(finding.site.span.start) <= one.last
    )


def _idle(
    sound: Sequence[Suppression], findings: Sequence[Finding], lines: Lines, ran: Collection[str]
) -> Iterator[Suppression]:
    """The suppressions that silence none of `findings`, with the ids that they name in vain."""
    for one in sound:
        needed = {finding.rule for finding in findings if _silences(one, finding, lines)}
        idle = tuple(given for given in one.ids if given in ran and given not in needed)
        if idle:
            yield replace(one, ids=idle, problem="unused", text=_where(one.profiles))


def _where(profiles: Sequence[str]) -> str:
    """Where alone a suppression holds, in words that fit behind a verb."""
    return f" in the profile{'s' if len(profiles) > 1 else ''} {listed(profiles)}" if profiles else ""


def _judge(suppressions: Iterable[Suppression], rules: Sequence[Rule], mend: Mend) -> list[Finding]:
    return [_mended(fired, one, mend) for one, fired in _fired(suppressions, rules)]


def _fired(suppressions: Iterable[Suppression], rules: Sequence[Rule]) -> Iterator[tuple[Suppression, Fired]]:
    return ((one, fired) for one in suppressions for fired in evaluate(rules, one, None, {}))


def _mended(fired: Fired, one: Suppression, mend: Mend) -> Finding:
    """The finding with its fix, or with a note why there is none."""
    if fired.rule.repair is None:
        return fired.finding
    fix = mend(one, fired.rule.repair)
    if isinstance(fix, Refusal):
        return replace(fired.finding, notes=(*fired.finding.notes, f"not rewritten: {fix.reason}"))
    return replace(fired.finding, fix=fix)
