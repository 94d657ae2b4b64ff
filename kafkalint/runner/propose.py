"""Fixes for what was found in one text: planned, lowered to edits, and proved together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from kafkalint.analysis.evaluate import evaluate
from kafkalint.analysis.plan import Wanted, plan
from kafkalint.analysis.resolve.judge import judge
from kafkalint.fixing.lower import lower
from kafkalint.fixing.verify import prove, rewritten
from kafkalint.model.change import Plan
from kafkalint.model.edit import Edit, Patch, Refusal
from kafkalint.model.finding import Applicability, Finding, Fix
from kafkalint.model.producer import Producer, Site
from kafkalint.model.source import Source
from kafkalint.runner import reading
from kafkalint.runner.examine import Examined, Judged, producers
from kafkalint.runner.project import Context

Texts: TypeAlias = Mapping[str, Source]
"""New texts of files, by path."""


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """A plan for one producer with the edits that make it, and the findings that it answers."""

    producer: int
    """Which of the judged producers, by position."""
    plan: Plan
    patches: tuple[Patch, ...]
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


def made(examined: Examined, context: Context, chosen: Sequence[Proposal]) -> Texts | None:
    """The new texts with as many of `chosen` made as can be made together; None when none can."""
    fitting = tuple(_disjoint(chosen))
    for group in (fitting, *((*one,) for one in _together(fitting)[:1])):
        after = _result(examined, context, group) if group else None
        if after is not None and not isinstance(after, Refusal):
            return after
    return None


def with_fixes(examined: Examined, proposals: Proposals) -> Iterator[tuple[Producer, Finding]]:
    """Every finding about a producer with that, and with its fix, or with a note why there is none."""
    for position, judged in enumerate(examined.judged):
        for index, fired in enumerate(judged.fired):
            finding = fired.finding
            proposal = proposals.answering(position, index)
            if proposal is not None:
                finding = replace(finding, fix=fix_of(proposal))
            elif fired.rule.repair is not None and position in proposals.refused:
                finding = replace(finding, notes=(*finding.notes, f"not rewritten: {proposals.refused[position]}"))
            yield judged.producer, finding


def fix_of(proposal: Proposal) -> Fix:
    """What a finding says about the proposal that answers it."""
    planned = proposal.plan
    return Fix(planned.title, planned.applicability, planned.reason, proposal.patches)


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
    patches = lower(examined.reading, planned)
    if isinstance(patches, Refusal):
        return patches
    if not patches:
        return Refusal("nothing would change")
    for patch in patches:
        if patch.path != examined.source.path and not context.may_write(patch.path):
            return Refusal(f"it is written in {patch.path}, which is not to be changed")
    answers = _answered(context, planned, judged, answers)
    if not answers:
        return Refusal("no change answers it")
    if any(one.repair.respects_comments for one in wanted) and _commented(examined, planned):
        reason = "a comment beside the value may say why it is so"
        planned = replace(planned, applicability=Applicability.DISPLAY, reason=reason)
    return Proposal(position, planned, patches, answers)


def _answered(context: Context, planned: Plan, judged: Judged, answers: tuple[int, ...]) -> tuple[int, ...]:
    """Those of the findings that are gone when the plan is done."""
    rules = [judged.fired[at].rule for at in answers]
    left = evaluate(rules, planned.after, planned.promise, context.catalog.clients)
    still = {(one.rule.id, one.finding.setting) for one in left}
    fired = judged.fired
    return tuple(at for at in answers if (fired[at].rule.id, fired[at].finding.setting) not in still)


def _commented(examined: Examined, planned: Plan) -> bool:
    """Whether a comment stands on the line of a changed value or on the line above."""
    sites = [change.setting.site for change in planned.changes if change.setting is not None]
    return any(_comment_near(examined, site) for site in sites)


def _comment_near(examined: Examined, site: Site) -> bool:
    found = examined.reading(site.path)
    if found is None:
        return False
    read, text = found[0], found[0].source.text
    lines = {text.count("\n", 0, comment.start) for comment in read.comments}
    at = text.count("\n", 0, site.span.start)
    return not lines.isdisjoint({at, at - 1})


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
    result, bundles = _result(examined, context, together), _together(together)
    if not isinstance(result, Refusal):
        yield from ((one, None) for one in together)
    elif len(bundles) == 1:
        yield from ((one, result) for one in together)
    else:
        half = len(bundles) // 2
        for part in (bundles[:half], bundles[half:]):
            yield from _proofs(examined, context, [one for bundle in part for one in bundle])
    yield from _proofs(examined, context, [one for one in group if one not in together])


def _result(examined: Examined, context: Context, group: Sequence[Proposal]) -> Texts | Refusal:
    """The new texts of all files that `group` changes, proved."""
    after: dict[str, Source] = {}
    for path in sorted({patch.path for one in group for patch in one.patches}):
        found = examined.reading(path)
        edits = tuple(
            sorted({edit for one in group for patch in one.patches if patch.path == path for edit in patch.edits})
        )
        source = examined.text_of(path)
        text = rewritten(source, edits, found[1]) if found and source else Refusal(f"{path} is not at hand")
        if isinstance(text, Refusal):
            return text
        after[path] = text
    changed = context.with_texts(after)

    def reread() -> list[Producer]:
        source = after.get(examined.source.path, examined.source)
        return list(producers(reading.read(source, examined.syntax, context.catalog.places), changed))

    before = [one.producer for one in examined.judged]
    wrong = prove(before, [one.plan for one in group], reread, lambda one: judge(context.catalog.clients, one))
    return wrong or after


def _disjoint(chosen: Sequence[Proposal]) -> Iterator[Proposal]:
    """Proposals whose edits are the same as, or apart from, those of the ones before."""
    taken: set[tuple[str, Edit]] = set()
    for one in chosen:
        new = _edits(one) - taken
        if not any(_touch(edit, other) for edit in new for other in taken):
            taken |= new
            yield one


def _together(chosen: Sequence[Proposal]) -> list[list[Proposal]]:
    """The proposals in bundles of which each makes edits that no other one makes: one alone may not hold."""
    bundles: list[list[Proposal]] = []
    for one in chosen:
        sharing = [bundle for bundle in bundles if any(_edits(one) & _edits(other) for other in bundle)]
        bundles = [bundle for bundle in bundles if bundle not in sharing]
        bundles.append([*(other for bundle in sharing for other in bundle), one])
    return bundles


def _edits(one: Proposal) -> set[tuple[str, Edit]]:
    return {(patch.path, edit) for patch in one.patches for edit in patch.edits}


def _touch(one: tuple[str, Edit], other: tuple[str, Edit]) -> bool:
    (path, edit), (other_path, taken) = one, other
    return path == other_path and edit.span.start <= taken.span.end and taken.span.start <= edit.span.end
