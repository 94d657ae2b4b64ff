"""Suppressions without effect taken out of one text, and proved to change nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kafkalint.analysis.evaluate.removal import removal
from kafkalint.analysis.evaluate.suppress import Mend
from kafkalint.analysis.resolve.judge import judge
from kafkalint.fixing.verify import prove, rewritten
from kafkalint.model.edit import Edit, Patch, Refusal
from kafkalint.model.finding import Applicability, Finding, Fix
from kafkalint.model.producer import Producer, Site
from kafkalint.model.program import Program
from kafkalint.model.rule import Repair
from kafkalint.model.source import Source
from kafkalint.model.suppression import Suppression
from kafkalint.runner import reading
from kafkalint.runner.examine import Examined, producers
from kafkalint.runner.options import Options
from kafkalint.runner.project import Context

_ELSEWHERE = "code that is not checked with it may need it"


def fix_for(examined: Examined, context: Context) -> Mend:
    """How a suppression in `examined` is taken out."""

    def mend(one: Suppression, repair: Repair) -> Fix | Refusal:
        edits = removal(one, examined.source)
        if isinstance(edits, Refusal):
            return edits
        after = _after(examined, context, edits)
        if isinstance(after, Refusal):
            return after
        shared = repair.applicability is None and isinstance(examined.read, Program)
        freely = Applicability.UNSAFE if shared else repair.applicability or Applicability.SAFE
        return Fix(repair.title, freely, _ELSEWHERE if shared else repair.because, (Patch(one.site.path, edits),))

    return mend


@dataclass(frozen=True, slots=True)
class Idle:
    """A suppression that may be taken out."""

    site: Site
    edits: tuple[Edit, ...]


def idle(findings: Sequence[Finding], context: Context, options: Options) -> Iterator[Idle]:
    """The suppressions that findings want taken out, as freely as is allowed."""
    about = {rule.id for rule in context.rules if rule.subject == "suppression"}
    for one in findings:
        if one.rule in about and one.fix and one.fix.applicability >= options.applies:
            yield Idle(one.site, one.fix.patches[0].edits)


def swept(examined: Examined, context: Context, found: Sequence[Idle]) -> dict[str, Source]:
    """The new text without as many of `found` as can be taken out together; none when nothing can."""
    edits: list[Edit] = []
    for one in found:
        if not any(
            new.span.start < old.span.end and old.span.start < new.span.end for new in one.edits for old in edits
        ):
            edits += one.edits
    for group in (tuple(edits), *(one.edits for one in found[:1])):
        after = _after(examined, context, group)
        if group and isinstance(after, Source):
            return {after.path: after}
    return {}


def _after(examined: Examined, context: Context, edits: tuple[Edit, ...]) -> Source | Refusal:
    """The text with `edits` made, when its producers are what they were."""
    after = rewritten(examined.source, edits, examined.syntax)
    if isinstance(after, Refusal):
        return after
    changed = context.with_texts({after.path: after})

    def reread() -> list[Producer]:
        return list(producers(reading.read(after, examined.syntax, context.catalog.places), changed))

    before = [one.producer for one in examined.judged]
    return prove(before, (), reread, lambda one: judge(context.catalog.clients, one)) or after
