"""One file from its bytes to its part of the report, rewritten if that is asked for; nothing is written here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kafkalint.config.settings import PerProducer
from kafkalint.formats import Format, format_of, is_certain
from kafkalint.formats.text import LARGEST
from kafkalint.model.edit import Unreadable
from kafkalint.model.finding import Finding
from kafkalint.model.producer import Site
from kafkalint.model.report import Failure, Undecided
from kafkalint.model.source import Source
from kafkalint.model.survey import Surveyed
from kafkalint.runner import reading
from kafkalint.runner.examine import Examined, examine
from kafkalint.runner.keep import kept
from kafkalint.runner.modules import syntax_of
from kafkalint.runner.options import Options
from kafkalint.runner.project import Context, Project, shown
from kafkalint.runner.propose import Proposal, fix_of, made, propose, with_fixes
from kafkalint.runner.redact import masked
from kafkalint.runner.survey import Looked, survey
from kafkalint.runner.touched import touched
from kafkalint.runner.uncomment import idle, swept
from kafkalint.runner.unread import cannot_hold_anything, complaint, imports_client, set_aside, undecodable
from kafkalint.runner.variants import once

PASSES = 20
"""Rewriting one file ends after so many passes; two are the rule, one more for plans that touch each other."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file with a new text."""

    path: str
    before: Source
    """The text as it was, redacted."""
    source: Source
    """The text as it is to be, redacted."""
    original: bytes
    """The exact content as it was read."""
    after: bytes


@dataclass(frozen=True, slots=True)
class Checked:
    """What is to be said about one file."""

    path: str
    findings: tuple[Finding, ...] = ()
    source: Source | None = None
    """The text that the findings point at, redacted; None when there is nothing to show."""
    failure: Failure | None = None
    undecided: Undecided | None = None
    producers: int = 0
    undecided_producers: int = 0
    silenced: tuple[Finding, ...] = ()
    rewritten: tuple[Rewritten, ...] = ()
    """This file, and those that must change with it."""
    fixed: int = 0
    read: tuple[str, ...] = ()
    """Other files that were read with it."""
    silencing: frozenset[Site] = frozenset()
    """Comments in other files that silence what would be said."""
    intents: frozenset[PerProducer] = frozenset()
    """What is declared of its producers."""
    idle: frozenset[Site] = frozenset()
    """Comments that may be taken out, unless another file needs them."""
    surveyed: tuple[Surveyed, ...] = ()
    """Every producer, where that is asked for."""
    keeping: frozenset[str] = frozenset()
    """What it tells brokers and topics about how they keep records: names of settings."""


def check_file(
    path: str, data: bytes, named: bool, project: Project, texts: Mapping[str, Source] = MappingProxyType({})
) -> Checked:
    """Check the content `data` of the file at `path`; `texts` are taken for other files. Raises ConfigError."""
    own = path.replace("\\", "/").rpartition("/")[2]
    syntax = format_of(own)
    name = shown(path)
    if syntax is None:
        return Checked(name, undecided=Undecided(name, "no format reads files of this name"))
    largest = getattr(syntax, "LARGEST", LARGEST)
    if len(data) > largest and not named:
        return Checked(name, undecided=Undecided(name, f"larger than {largest:,} bytes"))
    context = project.context_for(path).with_texts(texts)
    try:
        source = syntax.decode(name, data)
    except Unreadable as error:
        if not is_certain(syntax, own):
            return Checked(name, undecided=Undecided(name, error.reason))
        return Checked(name, failure=undecodable(name, data, error))
    if cannot_hold_anything(source, syntax, context):
        return Checked(name)
    try:
        return _checked(source, syntax, context, project.options, named)
    except Unreadable as error:
        why = error
    except RecursionError:
        why = Unreadable("nested too deeply")
    meant = named and is_certain(syntax, own)
    failure, undecided = complaint(source, why, meant or imports_client(source, syntax, context))
    return Checked(name, failure=failure, undecided=undecided)


def _checked(source: Source, syntax: Format, context: Context, options: Options, named: bool) -> Checked:
    first = _looked(source, syntax, context, options)
    found = Counter(one.fingerprint for one in first.told.findings)
    before: dict[str, Source] = {}
    chosen: dict[int, list[Proposal]] = {}
    last = first
    for _ in range(_passes(options)):
        wanted = _chosen(last, options)
        after = made(last.examined, context, wanted) if options.sweep is None else _swept(last, context, options)
        if not after:
            break
        for path in after:
            old = last.examined.text_of(path)
            assert old is not None  # what is rewritten was read before
            before.setdefault(path, old)
        for one in wanted:
            chosen.setdefault(one.producer, []).append(one)
        context = context.with_texts(after)
        last = _looked(after.get(source.path, last.examined.source), syntax, context, options)
    examined, told = last.examined, last.told
    rewritten = tuple(_rewritten(examined, context, old) for old in before.values())
    changed = any(one.original != one.after for one in rewritten)
    failure, undecided = set_aside(examined, context, named)
    return Checked(
        source.path,
        told.findings,
        _redacted(examined, context, examined.source) if told.findings or told.silenced or changed else None,
        failure,
        undecided,
        producers=examined.producers,
        undecided_producers=examined.undecided,
        silenced=told.silenced,
        rewritten=tuple(one for one in rewritten if one.original != one.after),
        fixed=(found - Counter(one.fingerprint for one in told.findings)).total() if changed else 0,
        read=context.modules.used,
        silencing=told.silencing,
        intents=frozenset(intent for one in examined.judged for intent in one.intents),
        idle=frozenset(one.site for one in idle(told.findings, context, options)),
        surveyed=tuple(survey(first, last, chosen, context, options)) if options.survey else (),
        keeping=examined.keeping,
    )


def _passes(options: Options) -> int:
    """How often a text is rewritten; comments once, since others are found by their places."""
    if not options.rewrites:
        return 0
    return PASSES if options.sweep is None else 1


def _looked(source: Source, syntax: Format, context: Context, options: Options) -> Looked:
    """A text with what is said about it, and what may be done."""
    examined = examine(source, syntax, context, options)
    proposals = propose(examined, context)
    findings = [*once(with_fixes(examined, proposals), source.path), *examined.others]
    told = kept(examined, findings, context, options)
    return Looked(examined, proposals, touched(told, examined, context) if context.changes else told)


def _rewritten(examined: Examined, context: Context, old: Source) -> Rewritten:
    new = context.modules.texts[old.path]
    return Rewritten(old.path, _redacted(examined, context, old), _redacted(examined, context, new), old.data, new.data)


def _chosen(looked: Looked, options: Options) -> list[Proposal]:
    """For every producer the widest proposal that may be applied and answers a finding that is not silenced."""
    if options.sweep is not None:
        return []
    proposals, path = looked.proposals.made, looked.examined.source.path
    alive = {one.fix for one in looked.told.findings if one.fix}
    wanted = {one.producer for one in proposals if fix_of(one) in alive and (path, one.producer) not in options.leave}
    chosen = {
        one.producer: one for one in proposals if one.producer in wanted and one.plan.applicability >= options.applies
    }
    return list(chosen.values())


def _swept(looked: Looked, context: Context, options: Options) -> dict[str, Source]:
    """The text without comments that nothing needs."""
    needed = options.sweep or frozenset()
    found = [one for one in idle(looked.told.findings, context, options) if one.site not in needed]
    return swept(looked.examined, context, found)


def _redacted(examined: Examined, context: Context, source: Source) -> Source:
    """A text of this file, or of another one; how it is read decides what may be secret."""
    syntax, places = syntax_of(source.path), context.catalog.places
    read = examined.read if source is examined.source else reading.read(source, syntax, places)
    return masked(source, read)
