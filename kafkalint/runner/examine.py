"""One file as a pure function: text in, subjects and findings out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from kafkalint.analysis.assume import assume
from kafkalint.analysis.code import Use, uses
from kafkalint.analysis.evaluate import Fired, evaluate, suppress
from kafkalint.analysis.evaluate.fingerprint import stamp
from kafkalint.analysis.evidence import dependencies, settle
from kafkalint.analysis.flow import producers as producers_in_code
from kafkalint.analysis.flow.outline import outline
from kafkalint.analysis.locate import locate
from kafkalint.analysis.resolve.judge import judge
from kafkalint.config.settings import PerProducer
from kafkalint.formats import Format
from kafkalint.model.document import Document, walk
from kafkalint.model.finding import Finding
from kafkalint.model.manifest import manifest_of
from kafkalint.model.producer import Broker, Dependency, Producer, Site
from kafkalint.model.profile import Profile
from kafkalint.model.program import Program
from kafkalint.model.rule import Rule
from kafkalint.model.source import Source
from kafkalint.model.value import Literal
from kafkalint.model.verdict import Judgement, Outcome
from kafkalint.runner.options import Options
from kafkalint.runner.patterns import matches
from kafkalint.runner.project import Context


@dataclass(frozen=True, slots=True)
class Judged:
    """One producer with its verdicts and what the rules say."""

    producer: Producer
    judgement: Judgement
    fired: tuple[Fired, ...]


@dataclass(frozen=True, slots=True)
class Examined:
    """One text with everything found in it, before suppression and fixes."""

    source: Source
    read: Document | Program
    syntax: Format
    judged: tuple[Judged, ...]
    others: tuple[Finding, ...]
    """Findings about brokers, dependencies, and what code does with producers."""

    @property
    def undecided(self) -> int:
        """How many producers cannot be decided."""
        return sum(one.judgement.outcome is Outcome.UNKNOWN for one in self.judged)


def examine(source: Source, syntax: Format, context: Context, options: Options) -> Examined:
    """Read `source` and judge what stands in it; raises Unreadable."""
    read = syntax.read(source)
    found = _found(read, context)
    judged = tuple(_judged(producer, context, options) for producer in _settled(found, context))
    others = [
        fired.finding
        for subject in _others(read, found, context)
        for fired in evaluate(context.rules, subject, None, context.catalog.clients)
    ]
    others += _about_uses(read, judged, context, options)
    return Examined(source, read, syntax, judged, tuple(others))


def producers(read: Document | Program, context: Context) -> Iterator[Producer]:
    """Every producer in `read`, with its versions, its target and what may be assumed about its values."""
    return _settled(_found(read, context), context)


def _found(read: Document | Program, context: Context) -> Sequence[Producer | Broker]:
    if isinstance(read, Program):
        return producers_in_code(read, context.catalog.places, lambda _: None)
    return locate(read, context.catalog.places)


def _settled(found: Sequence[Producer | Broker], context: Context) -> Iterator[Producer]:
    for producer in found:
        if isinstance(producer, Producer):
            assumed = assume(producer, context.settings.env)
            catalog = context.catalog
            yield settle(assumed, context.facts, catalog.clients, context.declared, catalog.services)


def kept(examined: Examined, findings: Sequence[Finding], context: Context, options: Options) -> list[Finding]:
    """`findings` that are wanted and that the configuration does not ignore, with those about comments that silence."""
    comments = suppress.read(examined.source, examined.read.comments)
    known = {rule.id for rule in context.catalog.rules}
    found = suppress.apply(
        _not_ignored(findings, examined, context), comments, examined.source, context.rules, known, options.today
    )
    severities = context.settings.severity
    found = stamp(sorted(found, key=lambda one: (one.site.span, one.rule)))
    weighed = (replace(one, severity=severities.get(one.rule, one.severity)) for one in found)
    return [one for one in weighed if options.wants(one)]


def _judged(producer: Producer, context: Context, options: Options) -> Judged:
    judgement = judge(context.catalog.clients, producer)
    profile = context.catalog.profiles.get(_profile(producer, context, options))
    return Judged(producer, judgement, tuple(_fired(producer, judgement, profile, context)))


def _about_uses(
    read: Document | Program, judged: Sequence[Judged], context: Context, options: Options
) -> Iterator[Finding]:
    """What the rules say about everything that a module does with its producers, once where two have one name."""
    asked = any(rule.subject == "use" for rule in context.rules)
    if not asked or not judged or not isinstance(read, Program):
        return
    module = outline(read)
    told: set[tuple[str, Site]] = set()
    for one in judged:
        profile = context.catalog.profiles.get(_profile(one.producer, context, options))
        for use in uses(module, one.producer):
            for fired in _fired(use, one.judgement, profile, context):
                if (fired.rule.id, fired.finding.site) not in told:
                    told.add((fired.rule.id, fired.finding.site))
                    yield fired.finding


def _fired(subject: Producer | Use, judgement: Judgement, profile: Profile | None, context: Context) -> Iterator[Fired]:
    """What the rules say under a profile, which may weigh it differently."""
    for one in evaluate(_rules(context.rules, profile), subject, judgement, context.catalog.clients):
        severity = profile.severity.get(one.rule.id, one.finding.severity) if profile else one.finding.severity
        yield replace(one, finding=replace(one.finding, severity=severity))


def _rules(rules: tuple[Rule, ...], profile: Profile | None) -> tuple[Rule, ...]:
    name, off = (profile.id, profile.off) if profile else ("", ())
    return tuple(rule for rule in rules if rule.id not in off and (not rule.profiles or name in rule.profiles))


def _profile(producer: Producer, context: Context, options: Options) -> str:
    """What this producer is meant to be: declared for itself, for its file, for the project."""
    for one in context.settings.producers:
        if _meant(one, producer, context.settings.root) and (one.until is None or options.today <= one.until):
            return one.profile
    of_file = next((one.profile for one in reversed(context.per_file) if one.profile), "")
    return of_file or context.settings.profile


def _meant(one: PerProducer, producer: Producer, root: Path) -> bool:
    if one.path and not matches((one.path,), producer.site.path, root):
        return False
    return not one.client_id or any(fnmatchcase(name, one.client_id) for name in _client_ids(producer))


def _client_ids(producer: Producer) -> Iterator[str]:
    for slot in producer.slots:
        if slot.name.replace("_", ".") == "client.id":
            yield from (
                one.value.value
                for one in slot.values
                if isinstance(one.value, Literal) and isinstance(one.value.value, str)
            )


def _others(
    read: Document | Program, found: Sequence[Producer | Broker], context: Context
) -> Iterator[Broker | Dependency]:
    if manifest_of(read.source.path, context.catalog.manifests):
        yield from dependencies(read, context.catalog.manifests)
    yield from (subject for subject in found if isinstance(subject, Broker))


def _not_ignored(findings: Sequence[Finding], examined: Examined, context: Context) -> list[Finding]:
    """Without what the configuration ignores in this file."""

    def silent(finding: Finding) -> bool:
        return any(
            finding.rule in one.ignore and (not one.key or _below(one.key, finding, examined))
            for one in context.per_file
        )

    return [finding for finding in findings if not silent(finding)]


def _below(key: str, finding: Finding, examined: Examined) -> bool:
    """Whether a finding points at what stands at or below a dotted key path."""
    if isinstance(examined.read, Program):
        return False
    at = finding.site.span.start
    return any(
        entry.span.start <= at <= entry.span.end and ".".join((*keys, entry.key, "")).startswith(f"{key}.")
        for root in examined.read.roots
        for keys, _, entry in walk(root)
    )
