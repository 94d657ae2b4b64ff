"""Which findings a change is about: those of the producers that it touches, wherever it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kafkalint.model.finding import Finding
from kafkalint.model.producer import Producer, Site
from kafkalint.model.source import Source, Span
from kafkalint.runner.changes import Changes
from kafkalint.runner.examine import Examined
from kafkalint.runner.keep import Kept
from kafkalint.runner.project import Context


def touched(told: Kept, examined: Examined, context: Context) -> Kept:
    """What is told about the producers that a change touches, and about everything else in files that it changes."""
    changes = context.changes
    assert changes is not None
    if context.settings.origin and changes.changed(str(context.settings.origin)):
        return told
    lines = changes.lines(examined.source)
    by: dict[bool, set[object]] = {True: set(), False: set()}
    for one in examined.judged:
        by[_touches(one.producer, examined.source, lines, context, changes)].update(
            _said(fired.finding) for fired in one.fired
        )

    def counts(finding: Finding) -> bool:
        said = _said(finding)
        if said in by[True] or said in by[False]:
            return said in by[True]
        return bool(lines) if finding.site.path == examined.source.path else changes.changed(finding.site.path)

    return replace(told, findings=tuple(filter(counts, told.findings)), silenced=tuple(filter(counts, told.silenced)))


def _said(finding: Finding) -> object:
    return finding.rule, finding.site, finding.setting


def _touches(producer: Producer, source: Source, lines: frozenset[int], context: Context, changes: Changes) -> bool:
    """Whether lines of a producer's stretch in its file changed, another file that it is made in, or its versions."""
    sites = list(_sites(producer))
    home = producer.home
    if home is None:  # what was taken out may have stood anywhere
        return bool(lines) or any(map(changes.changed, {site.path for site in sites}))
    sites.append(Site(home.path or producer.site.path, home.container.span))
    own = [site.span for site in sites if site.path == source.path]
    if own and not lines.isdisjoint(_stretch(source, own)):
        return True
    files = producer.variant.files if producer.variant else ()
    others = {*files, *(site.path for site in sites)} - {source.path}
    return any(map(changes.changed, others)) or any(map(changes.changed_at, _evidence(producer, context)))


def _stretch(source: Source, spans: Sequence[Span]) -> range:
    """The lines from the first to the last of several stretches."""
    start, end = min(spans).start, max(span.end for span in spans)
    return range(source.text.count("\n", 0, start), source.text.count("\n", 0, end) + 1)


def _sites(producer: Producer) -> Iterator[Site]:
    """Where a producer and its settings stand, and where they pass on the way."""
    yield producer.site
    yield from (site for site, _ in producer.related)
    for setting in (setting for slot in producer.slots for setting in slot.values):
        yield from (setting.site, setting.name_site)
        yield from (site for site, _ in setting.related)


def _evidence(producer: Producer, context: Context) -> Iterator[Site]:
    """Where the versions of its client and of its brokers come from."""
    yield from (one.site for one in producer.candidates if one.site)
    if producer.target.evidence and not producer.target.declared:
        yield from (broker.site for here in context.facts for broker in here.brokers if broker.version is not None)
