"""Fixes for what was found in one text: planned, lowered to edits, and proved together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kafkalint.analysis.judge import judge
from kafkalint.analysis.plan import Wanted, plan
from kafkalint.fixing.lower import lower
from kafkalint.fixing.verify import prove, rewritten
from kafkalint.model.change import Plan
from kafkalint.model.edit import Edit, Refusal
from kafkalint.model.finding import Applicability, Finding, Fix
from kafkalint.model.producer import Producer
from kafkalint.model.source import Source
from kafkalint.runner.examine import Examined, Judged, producers
from kafkalint.runner.project import Context


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proved plan for one producer with the edits that make it, and the findings that it answers."""

    plan: Plan
    edits: tuple[Edit, ...]
    answers: tuple[int, ...]
    """Which of the producer's fired rules, by position."""


def proposals(examined: Examined, context: Context) -> tuple[dict[int, tuple[Proposal, ...]], dict[int, str]]:
    """For each judged producer (by position) its proposals, the safest first, or why there is none."""
    found: dict[int, tuple[Proposal, ...]] = {}
    refused: dict[int, str] = {}
    for position, judged in enumerate(examined.judged):
        made = [_proposal(examined, context, judged, answers) for answers in _levels(judged)]
        good = tuple(one for one in made if isinstance(one, Proposal))
        if good:
            found[position] = good
        elif made:
            refused[position] = next(one.reason for one in made if isinstance(one, Refusal))
    return found, refused


def combined(
    examined: Examined, context: Context, chosen: Sequence[Proposal]
) -> tuple[Source, tuple[Proposal, ...]] | None:
    """The text with as many of `chosen` made as can be proved together; None when none can."""
    fitting = tuple(_disjoint(chosen))
    for group in (fitting, *((one,) for one in fitting)):
        after = _proved(examined, context, group)
        if isinstance(after, Source) and group:
            return after, group
    return None


def with_fixes(
    examined: Examined, found: dict[int, tuple[Proposal, ...]], refused: dict[int, str]
) -> Iterator[Finding]:
    """Every finding about a producer with its fix, or with a note why there is none."""
    for position, judged in enumerate(examined.judged):
        for index, fired in enumerate(judged.fired):
            proposal = next((one for one in found.get(position, ()) if index in one.answers), None)
            if proposal is not None:
                yield replace(fired.finding, fix=_fix(proposal, examined.source.path))
            elif fired.rule.repair is not None and position in refused:
                note = f"not rewritten: {refused[position]}"
                yield replace(fired.finding, notes=(*fired.finding.notes, note))
            else:
                yield fired.finding


def _levels(judged: Judged) -> list[tuple[int, ...]]:
    """Which findings to answer together: those with a fix that is safe by itself first, then all."""
    wanting = [at for at, one in enumerate(judged.fired) if one.rule.repair is not None]
    safe = tuple(at for at in wanting if _repair_is_safe(judged, at))
    every = tuple(wanting)
    return [group for group in dict.fromkeys((safe, every)) if group]


def _repair_is_safe(judged: Judged, at: int) -> bool:
    repair = judged.fired[at].rule.repair
    return repair is not None and repair.applicability is Applicability.SAFE


def _proposal(examined: Examined, context: Context, judged: Judged, answers: tuple[int, ...]) -> Proposal | Refusal:
    fired = [judged.fired[at] for at in answers]
    wanted = [Wanted(one.rule.repair, one.reasons) for one in fired if one.rule.repair is not None]
    planned = plan(context.catalog.clients, judged.producer, judged.judgement, wanted)
    if isinstance(planned, Refusal):
        return planned
    edits = lower(examined.read, examined.syntax, planned)
    if isinstance(edits, Refusal):
        return edits
    if not edits:
        return Refusal("nothing would change")
    if _commented(examined, planned) and any(one.repair.respects_comments for one in wanted):
        planned = replace(
            planned, applicability=Applicability.DISPLAY, reason="a comment beside the value may say why it is so"
        )
    proposal = Proposal(planned, edits, answers)
    after = _proved(examined, context, (proposal,))
    return after if isinstance(after, Refusal) else proposal


def _commented(examined: Examined, planned: Plan) -> bool:
    """Whether a comment stands on the line of a changed value or on the line above."""
    text = examined.source.text
    lines = {text.count("\n", 0, comment.start) for comment in examined.read.comments}
    for change in planned.changes:
        if change.setting is not None:
            line = text.count("\n", 0, change.setting.site.span.start)
            if not lines.isdisjoint((line, line - 1)):
                return True
    return False


def _proved(examined: Examined, context: Context, group: Sequence[Proposal]) -> Source | Refusal:
    after = rewritten(examined.source, tuple(sorted({edit for one in group for edit in one.edits})))
    if isinstance(after, Refusal):
        return after

    def reread(source: Source) -> list[Producer]:
        return list(producers(examined.syntax.read(source), context))

    before = [one.producer for one in examined.judged]
    plans = [one.plan for one in group]
    wrong = prove(before, plans, after, reread, lambda producer: judge(context.catalog.clients, producer))
    return wrong or after


def _disjoint(chosen: Sequence[Proposal]) -> Iterator[Proposal]:
    """Proposals whose edits are the same as, or apart from, those of the ones before."""
    taken: set[Edit] = set()
    for one in chosen:
        new = [edit for edit in one.edits if edit not in taken]
        if not any(_touch(edit, other) for edit in new for other in taken):
            taken.update(new)
            yield one


def _touch(one: Edit, other: Edit) -> bool:
    return one.span.start <= other.span.end and other.span.start <= one.span.end


def _fix(proposal: Proposal, path: str) -> Fix:
    plan_ = proposal.plan
    return Fix(plan_.title, plan_.applicability, plan_.reason, proposal.edits, path)
