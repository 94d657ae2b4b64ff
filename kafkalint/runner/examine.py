"""One file as a pure function: text in, subjects and findings out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from kafkalint.analysis.assume import assume
from kafkalint.analysis.code import Use, uses
from kafkalint.analysis.code.started import started
from kafkalint.analysis.evaluate import Fired, evaluate
from kafkalint.analysis.evaluate.conditions import holds
from kafkalint.analysis.evaluate.facts import Facts
from kafkalint.analysis.evaluate.move import Move
from kafkalint.analysis.evidence import dependencies, settle
from kafkalint.analysis.flow import producers as producers_in_code
from kafkalint.analysis.flow.outline import outline
from kafkalint.analysis.locate import locate
from kafkalint.analysis.named import named
from kafkalint.analysis.resolve.judge import judge
from kafkalint.config.settings import PerProducer
from kafkalint.formats import Format
from kafkalint.model.document import Document
from kafkalint.model.finding import Finding
from kafkalint.model.manifest import manifest_of
from kafkalint.model.producer import Broker, Dependency, Producer, Site, Stray
from kafkalint.model.profile import Profile
from kafkalint.model.program import Program
from kafkalint.model.rule import Rule
from kafkalint.model.source import Source
from kafkalint.model.verdict import Judgement, Outcome
from kafkalint.runner import reading
from kafkalint.runner.intents import holding, intents_of
from kafkalint.runner.modules import ProjectModules
from kafkalint.runner.options import Options
from kafkalint.runner.project import Context


@dataclass(frozen=True, slots=True)
class Judged:
    """One producer with its verdicts and what the rules say."""

    producer: Producer
    judgement: Judgement
    profile: Profile | None
    fired: tuple[Fired, ...]
    intents: tuple[PerProducer, ...]
    """What is declared of it, also what has ended."""


@dataclass(frozen=True, slots=True)
class Examined:
    """One text with everything found in it, before suppression and fixes."""

    source: Source
    read: Document | Program
    syntax: Format
    judged: tuple[Judged, ...]
    others: tuple[Finding, ...]
    """Findings about brokers, dependencies, and what code does with producers."""
    modules: ProjectModules
    """The files that were read with it."""
    keeping: frozenset[str] = frozenset()
    """What it tells brokers and topics about how they keep records: names of settings."""

    def reading(self, path: str) -> tuple[Document | Program, Format] | None:
        """This file, or another one that was read with it, with its format."""
        if path == self.source.path:
            return self.read, self.syntax
        file = self.modules.at(path)
        return (file.read, file.syntax) if file and file.read else None

    def text_of(self, path: str) -> Source | None:
        """The text of a file that `reading` gives, as it was decoded; a format may read it with parts blanked."""
        found = self.reading(path)
        return self.source if path == self.source.path else found[0].source if found else None

    @property
    def producers(self) -> int:
        """How many producers this file has."""
        return sum(self.counted(one.producer) == self.source.path for one in self.judged)

    @property
    def undecided(self) -> int:
        """How many of them cannot be decided."""
        open_ = (one.producer for one in self.judged if one.judgement.outcome is Outcome.UNKNOWN)
        return sum(self.counted(one) == self.source.path for one in open_)

    def counted(self, producer: Producer) -> str:
        """The file that a producer is counted with: a variant with the highest of its own, if it is like no other."""
        variant = producer.variant
        if variant is None:
            return self.source.path
        return variant.files[-1] if variant.apart else ""


def examine(source: Source, syntax: Format, context: Context, options: Options) -> Examined:
    """Read `source` and judge what stands in it; raises Unreadable."""
    read = reading.read(source, syntax, context.catalog.places)
    found = _found(read, context)
    judged = tuple(_judged(producer, context, options) for producer in _settled(found, context))
    others = [
        fired.finding
        for subject in _others(read, found, context)
        for fired in evaluate(context.rules, subject, None, context.catalog.clients)
    ]
    others += _about_uses(read, judged, context)
    return Examined(source, read, syntax, judged, tuple(others), context.modules, frozenset(_keeping(found)))


def producers(read: Document | Program, context: Context) -> Iterator[Producer]:
    """Every producer in `read`, with its versions, its target and what may be assumed about its values."""
    return _settled(_found(read, context), context)


def _found(read: Document | Program, context: Context) -> Sequence[Producer | Broker | Stray]:
    if isinstance(read, Program):
        places = context.catalog.places
        return (*producers_in_code(read, places, context.modules), *started(read, places))
    return locate(read, context.catalog.places, context.modules.beside)


def _keeping(found: Sequence[Producer | Broker | Stray]) -> Iterator[str]:
    return (slot.name for subject in found if isinstance(subject, Broker) for slot in subject.slots)


def _settled(found: Sequence[Producer | Broker | Stray], context: Context) -> Iterator[Producer]:
    for producer in found:
        if isinstance(producer, Producer):
            catalog = context.catalog
            assumed = assume(named(producer, catalog.clients), context.settings.env)
            yield settle(assumed, context.facts, catalog.clients, context.declared, catalog.services)


def _judged(producer: Producer, context: Context, options: Options) -> Judged:
    judgement = judge(context.catalog.clients, producer)
    intents = intents_of(producer, context.settings)
    profile = _profile(producer, judgement, holding(intents, options.today), context)
    return Judged(producer, judgement, profile, tuple(fired_by(producer, judgement, profile, context)), intents)


def _about_uses(read: Document | Program, judged: Sequence[Judged], context: Context) -> Iterator[Finding]:
    """What the rules say about everything that a module does with its producers, once where two have one name."""
    asked = any(rule.subject == "use" for rule in context.rules)
    if not asked or not judged or not isinstance(read, Program):
        return
    module = outline(read)
    told: set[tuple[str, Site]] = set()
    for one in judged:
        for use in uses(module, one.producer):
            for fired in fired_by(use, one.judgement, one.profile, context):
                if (fired.rule.id, fired.finding.site) not in told:
                    told.add((fired.rule.id, fired.finding.site))
                    yield fired.finding


def fired_by(
    subject: Producer | Use | Move, judgement: Judgement, profile: Profile | None, context: Context
) -> Iterator[Fired]:
    """What the rules say under a profile, which may weigh it differently, but no mandatory rule lighter."""
    mandatory = context.settings.mandatory
    for one in evaluate(_rules(context.rules, profile, mandatory), subject, judgement, context.catalog.clients):
        own = one.finding.severity
        severity = profile.severity.get(one.rule.id, own) if profile else own
        severity = max(severity, own) if one.rule.id in mandatory else severity
        yield replace(one, finding=replace(one.finding, severity=severity))


def _rules(rules: tuple[Rule, ...], profile: Profile | None, mandatory: Collection[str]) -> tuple[Rule, ...]:
    name, off = (profile.id, profile.off) if profile else ("", ())
    silent = set(off) - set(mandatory)
    return tuple(rule for rule in rules if rule.id not in silent and (not rule.profiles or name in rule.profiles))


def _profile(producer: Producer, judgement: Judgement, intent: PerProducer | None, context: Context) -> Profile | None:
    """What this producer is meant to be: declared for itself, for its file, for the project."""
    of_file = next((one.profile for one in reversed(context.per_file) if one.profile), "")
    name = intent.profile if intent else of_file or context.settings.profile
    profile = context.catalog.profiles.get(name)
    if profile is None or profile.when is None:
        return profile
    facts = Facts.of(producer, judgement, context.catalog.clients)
    return None if holds(profile.when, facts).truth is False else profile


def _others(
    read: Document | Program, found: Sequence[Producer | Broker | Stray], context: Context
) -> Iterator[Broker | Dependency | Stray]:
    if manifest_of(read.source.path, context.catalog.manifests):
        yield from dependencies(read, context.catalog.manifests)
    for subject in found:
        if isinstance(subject, Broker):
            yield replace(subject, service=context.catalog.services.get(subject.of))
        elif isinstance(subject, Stray):
            yield subject
