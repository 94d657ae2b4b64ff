"""Fixes for what was found in one text: planned, lowered to edits, and proved together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kafkalint.analysis.evaluate import evaluate
from kafkalint.analysis.plan import Wanted, plan
from kafkalint.analysis.resolve.judge import judge
from kafkalint.fixing.lower import lower
from kafkalint.fixing.verify import prove, rewritten
from kafkalint.model.change import Plan
from kafkalint.model.edit import Edit, Refusal
from kafkalint.model.finding import Applicability, Finding, Fix
from kafkalint.model.producer import Producer
from kafkalint.model.source import Source
from kafkalint.runner.examine import Examined, Judged, producers
from kafkalint.runner.project import Context


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """A plan for one producer with the edits that make it, and the findings that it answers."""

    producer: int
    """Which of the judged producers, by position."""
    plan: Plan
    edits: tuple[Edit, ...]
    answers: tuple[int, ...]
    """Which of the producer's fired rules, by position."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """Proved proposals for one text, the narrower before the wider for each producer; reasons where there is none."""

    made: tuple[Proposal, ...] = ()
    refused: Mapping[int, str] = field(default_factory=dict)

    def answering(self, producer: int, fired: int) -> Proposal | None:
        """The narrowest proposal that answers one finding."""
        return next((one for one in self.made if one.producer == producer and fired in one.answers), None)


def propose(examined: Examined, context: Context) -> Proposals:
    """Everything that can be mended in `examined`, each proposal proved."""
    found: list[Proposal] = []
    refused: dict[int, str] = {}
    for position, judged in enumerate(examined.judged):
        for answers in _levels(judged):
            made = _proposal(examined, context, position, judged, answers)
            if isinstance(made, Refusal):
                refused.setdefault(position, made.reason)
            else:
                found.append(made)
    proved: list[Proposal] = []
    for level in _one_each(found):
        for proposal, wrong in _proofs(examined, context, level):
            if wrong is None:
                proved.append(proposal)
            else:
                refused.setdefault(proposal.producer, wrong.reason)
    proved.sort(key=lambda one: (one.producer, len(one.answers)))
    return Proposals(tuple(proved), refused)


def made(examined: Examined, context: Context, chosen: Sequence[Proposal]) -> Source | None:
    """The text with as many of `chosen` made as can be made together; None when none can."""
    fitting = tuple(_disjoint(chosen))
    for group in (fitting, fitting[:1]):
        after = _result(examined, context, group) if group else None
        if isinstance(after, Source):
            return after
    return None


def with_fixes(examined: Examined, proposals: Proposals) -> Iterator[Finding]:
    """Every finding about a producer with its fix, or with a note why there is none."""
    for position, judged in enumerate(examined.judged):
        for index, fired in enumerate(judged.fired):
            proposal = proposals.answering(position, index)
            if proposal is not None:
                yield replace(fired.finding, fix=fix_of(proposal, examined.source.path))
            elif fired.rule.repair is not None and position in proposals.refused:
                note = f"not rewritten: {proposals.refused[position]}"
                yield replace(fired.finding, notes=(*fired.finding.notes, note))
            else:
                yield fired.finding


def fix_of(proposal: Proposal, path: str) -> Fix:
    """What a finding says about the proposal that answers it."""
    planned = proposal.plan
    return Fix(planned.title, planned.applicability, planned.reason, proposal.edits, path)


def _levels(judged: Judged) -> list[tuple[int, ...]]:
    """Which findings to answer together: those with a fix that is safe by itself, and all."""
    wanting = [at for at, one in enumerate(judged.fired) if one.rule.repair is not None]
    safe = tuple(at for at in wanting if _safe_by_itself(judged, at))
    return [group for group in dict.fromkeys((safe, tuple(wanting))) if group]


def _safe_by_itself(judged: Judged, at: int) -> bool:
    repair = judged.fired[at].rule.repair
    return repair is not None and repair.applicability is Applicability.SAFE


def _proposal(
    examined: Examined, context: Context, position: int, judged: Judged, answers: tuple[int, ...]
) -> Proposal | Refusal:
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
    answers = _answered(context, planned, judged, answers)
    if not answers:
        return Refusal("no change answers it")
    if any(one.repair.respects_comments for one in wanted) and _commented(examined, planned):
        reason = "a comment beside the value may say why it is so"
        planned = replace(planned, applicability=Applicability.DISPLAY, reason=reason)
    return Proposal(position, planned, edits, answers)


def _answered(context: Context, planned: Plan, judged: Judged, answers: tuple[int, ...]) -> tuple[int, ...]:
    """Those of the findings that are gone when the plan is done."""
    rules = [judged.fired[at].rule for at in answers]
    left = evaluate(rules, planned.after, planned.promise, context.catalog.clients)
    still = {(one.rule.id, one.finding.setting) for one in left}
    fired = judged.fired
    return tuple(at for at in answers if (fired[at].rule.id, fired[at].finding.setting) not in still)


def _commented(examined: Examined, planned: Plan) -> bool:
    """Whether a comment stands on the line of a changed value or on the line above."""
    text = examined.source.text
    lines = {text.count("\n", 0, comment.start) for comment in examined.read.comments}
    sites = [change.setting.site for change in planned.changes if change.setting is not None]
    at = {text.count("\n", 0, site.span.start) for site in sites}
    return not lines.isdisjoint(at | {line - 1 for line in at})


def _one_each(found: Sequence[Proposal]) -> Iterator[list[Proposal]]:
    """The proposals in groups with at most one for a producer, which can be proved in one reading."""
    left = list(found)
    while left:
        group = {one.producer: one for one in left}
        yield list(group.values())
        left = [one for one in left if one not in group.values()]


def _proofs(
    examined: Examined, context: Context, group: Sequence[Proposal]
) -> Iterator[tuple[Proposal, Refusal | None]]:
    """Each proposal with what is wrong with it; halves are looked at only where the whole does not hold."""
    if not group:
        return
    together = list(_disjoint(group))
    result = _result(examined, context, together)
    if isinstance(result, Source):
        yield from ((one, None) for one in together)
    elif len(together) == 1:
        yield together[0], result
    else:
        half = len(together) // 2
        yield from _proofs(examined, context, together[:half])
        yield from _proofs(examined, context, together[half:])
    yield from _proofs(examined, context, [one for one in group if one not in together])


def _result(examined: Examined, context: Context, group: Sequence[Proposal]) -> Source | Refusal:
    """The text with all edits of `group`, proved."""
    edits = tuple(sorted({edit for one in group for edit in one.edits}))
    after = rewritten(examined.source, edits, examined.syntax)
    if isinstance(after, Refusal):
        return after

    def reread(source: Source) -> list[Producer]:
        return list(producers(examined.syntax.read(source), context))

    before = [one.producer for one in examined.judged]
    wrong = prove(before, [one.plan for one in group], after, reread, lambda one: judge(context.catalog.clients, one))
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
