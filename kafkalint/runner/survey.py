"""Every producer of a text as readers see it: its verdicts, and what is written about it, masked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kafkalint.model.finding import Applicability, Finding
from kafkalint.model.producer import NO_PROFILE, Producer, Site
from kafkalint.model.source import Source
from kafkalint.model.survey import Said, Spot, Stand, Surveyed, Written
from kafkalint.reporters.positions import Places
from kafkalint.runner.examine import Examined, Judged
from kafkalint.runner.intents import lapsed, meaning
from kafkalint.runner.keep import Kept
from kafkalint.runner.options import Options
from kafkalint.runner.project import Context
from kafkalint.runner.propose import Proposal, Proposals
from kafkalint.runner.redact import masked
from kafkalint.runner.remarks import Remarking

_LONGEST = 16
"""Lines of an excerpt."""
_WIDEST = 120
"""Characters of a value."""


@dataclass(slots=True)
class Looked:
    """One text at one time, with what is said about it."""

    examined: Examined
    proposals: Proposals
    told: Kept
    _shown: dict[str, tuple[Source, Places]] = field(default_factory=dict)

    def shown(self, path: str) -> tuple[Source, Places]:
        """A file as it may be shown, and its lines; an empty one when it is not at hand."""
        if path not in self._shown:
            source, found = self.examined.text_of(path), self.examined.reading(path)
            text = masked(source, found[0]) if source and found else Source(path, b"", "")
            self._shown[path] = text, Places((text,))
        return self._shown[path]

    def spot(self, site: Site) -> Spot:
        """Where something stands."""
        at = self.shown(site.path)[1].start(site.path, site.span)
        return Spot(site.path, at.line, at.column, at.cell)


def survey(
    first: Looked, last: Looked, chosen: Mapping[int, Sequence[Proposal]], context: Context, options: Options
) -> Iterator[Surveyed]:
    """Every producer before and after; `chosen` is what was done about each, by position."""
    seen = Remarking(first.examined, last.examined, context, options)
    for index, (old, new) in enumerate(zip(first.examined.judged, last.examined.judged, strict=True)):
        done = min((one.plan for one in chosen.get(index, ())), key=lambda plan: plan.applicability, default=None)
        line, excerpt = _excerpt(first, old)
        yield Surveyed(
            at=first.spot(old.producer.site),
            index=index,
            place=old.producer.place,
            client=context.catalog.clients[old.producer.candidates[-1].client].title,
            candidates=old.producer.candidates,
            target=old.producer.target,
            before=_stand(first, old),
            after=_stand(last, new),
            content=old.profile is not None and bool(old.profile.off),
            meant=meaning(old.profile, old.intents, options.today),
            lapsed=lapsed(old.intents, options.today),
            applicability=done.applicability if done else None,
            reason=done.reason if done else _why_not(last, index),
            excerpt=excerpt,
            excerpt_line=line,
            file=first.examined.source.path,
            profile=_profile(old.producer),
            counted=first.examined.counted(old.producer),
            remarks=seen.about(old, new),
        )


def _stand(looked: Looked, judged: Judged) -> Stand:
    written = tuple(
        Written(each.name, each.written, _shown(looked, each.site), looked.spot(each.site))
        for slot in judged.producer.slots
        for each in slot.values
    )
    return Stand(judged.judgement, written, tuple(_said(looked, judged)))


def _said(looked: Looked, judged: Judged) -> Iterator[Said]:
    name = _profile(judged.producer)
    for one in _about(judged, looked.told.findings):
        yield Said(one.rule, one.severity, one.message, looked.spot(one.site), name in one.excused)
    for one in _about(judged, looked.told.silenced):
        yield Said(one.rule, one.severity, one.message, looked.spot(one.site), True)


def _about(judged: Judged, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Those of `findings` that the rules said about one producer."""
    said = {_matter(one.finding) for one in judged.fired}
    return (one for one in findings if _matter(one) in said)


def _profile(producer: Producer) -> str:
    """The profile of its application in which a producer is like this; empty where there is only one way."""
    return (producer.variant.name or NO_PROFILE) if producer.variant else ""


def _matter(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.site, finding.setting, finding.message


def _shown(looked: Looked, site: Site) -> str:
    text = " ".join(looked.shown(site.path)[0].slice(site.span).split())
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _why_not(looked: Looked, index: int) -> str:
    """Why something that is wrong was left as it is."""
    shown = (one for one in looked.proposals.made if one.producer == index)
    held = next((one.plan.reason for one in shown if one.plan.applicability is Applicability.DISPLAY), "")
    return held or looked.proposals.refused.get(index, "")


def _excerpt(looked: Looked, judged: Judged) -> tuple[int, str]:
    """The lines from the first to the last that speak of a producer in its own file, as far as there is room."""
    own = judged.producer.site
    source, places = looked.shown(own.path)
    part = source.part(own.span.start)
    sites = (each.site for slot in judged.producer.slots for each in slot.values)
    near = [site.span for site in sites if site.path == own.path and source.part(site.span.start) == part]
    lines = places.lines(own.path, own.span)
    first = lines.position(min(span.start for span in (own.span, *near))).line
    last = lines.position(max(span.end for span in (own.span, *near))).line
    shown = [lines.line(number) for number in range(first, min(last, first + _LONGEST - 1) + 1)]
    return first, "\n".join(shown)
