"""Which findings of a file, and of the modules read with it, remain after comments and the configuration are heard."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from kafkalint.analysis.evaluate import directives, suppress
from kafkalint.analysis.evaluate.fingerprint import stamp
from kafkalint.config.settings import PerFile
from kafkalint.model.document import Document, walk
from kafkalint.model.finding import Finding
from kafkalint.model.producer import Site
from kafkalint.model.program import Program
from kafkalint.runner.examine import Examined
from kafkalint.runner.options import Options
from kafkalint.runner.patterns import matches
from kafkalint.runner.project import Context
from kafkalint.runner.uncomment import fix_for


@dataclass(frozen=True, slots=True)
class Kept:
    """Findings that are to be reported."""

    findings: tuple[Finding, ...]
    silenced: tuple[Finding, ...]
    """Those that comments silence, which are not mended."""
    silencing: frozenset[Site]
    """Comments in other files that silence something here."""


def kept(examined: Examined, findings: Sequence[Finding], context: Context, options: Options) -> Kept:
    """`findings` that are wanted and not silenced by comments or the configuration, with those about the comments."""
    known = {rule.id for rule in context.catalog.rules}
    path = examined.source.path
    own = [one for one in findings if one.site.path == path]
    comments = directives.read(examined.source, examined.read.comments)
    left = list(_not_ignored(own, examined.read, context.per_file, context.settings.mandatory))
    mend = fix_for(examined, context)
    found = suppress.apply(
        left, comments, examined.source, context.rules, known, options.today, mend, context.settings.mandatory
    )
    elsewhere: list[Finding] = []
    used = frozenset[Site]()
    for other in sorted({one.site.path for one in findings} - {path}):
        heard, silencing = _kept_elsewhere(other, [one for one in findings if one.site.path == other], context, options)
        elsewhere += heard
        used |= silencing
    held = context.settings.mandatory
    found, elsewhere = [_held(one, held) for one in found], [_held(one, held) for one in elsewhere]
    stamped = stamp(
        sorted(
            dict.fromkeys([*found, *elsewhere]),
            key=lambda one: (one.site.path != path, one.site.path, one.site.span, one.rule),
        )
    )
    weighed = map(context.weighed, _once(stamped))
    wanted = [one for one in weighed if options.wants(one)]
    return Kept(
        tuple(one for one in wanted if one.silenced is None),
        tuple(replace(one, fix=None) for one in wanted if one.silenced),
        used,
    )


def _held(finding: Finding, mandatory: Collection[str]) -> Finding:
    """A finding of a mandatory rule is not silenced, and says so where a comment tries."""
    if finding.silenced is None or finding.rule not in mandatory:
        return finding
    note = f"{finding.rule} is mandatory here, and no comment silences it"
    return replace(finding, silenced=None, notes=(*finding.notes, note))


def _once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """One of those that say the same of the same place, for several ways that lead to it."""
    seen = set()
    for one in findings:
        said = (one.rule, one.site, one.setting, one.message)
        if said not in seen:
            seen.add(said)
            yield one


def _kept_elsewhere(
    path: str, findings: Sequence[Finding], context: Context, options: Options
) -> tuple[list[Finding], frozenset[Site]]:
    """Findings that point at another file, marked where comments there silence them, and those comments."""
    module = context.modules.at(path)
    read = module.read if module else None
    return (list(findings), frozenset()) if read is None else _heard(path, read, findings, context, options)


def unsilenced(examined: Examined, findings: Sequence[Finding], context: Context, options: Options) -> list[Finding]:
    """Those of `findings` in `examined` that neither comments there nor the configuration silence."""
    heard, _used = _heard(examined.source.path, examined.read, findings, context, options)
    return [one for one in heard if one.silenced is None or one.rule in context.settings.mandatory]


def _heard(
    path: str, read: Document | Program, findings: Sequence[Finding], context: Context, options: Options
) -> tuple[list[Finding], frozenset[Site]]:
    """Without what the configuration ignores in a file, and marked where comments there silence it; which ones do."""
    settings = context.settings
    per_file = tuple(one for one in settings.per_file if matches(one.paths, path, settings.root))
    known = {rule.id for rule in context.catalog.rules}
    comments = directives.read(read.source, read.comments)
    left = list(_not_ignored(findings, read, per_file, settings.mandatory))
    return suppress.silence(left, comments, read.source, known, options.today, settings.mandatory)


def _not_ignored(
    findings: Sequence[Finding], read: Document | Program, per_file: Sequence[PerFile], mandatory: Collection[str]
) -> Iterator[Finding]:
    """Without what the configuration ignores in this file."""
    for finding in findings:
        left: Finding | None = finding
        for one in per_file if finding.rule not in mandatory else ():
            if left and finding.rule in one.ignore and (not one.key or _below(one.key, finding, read)):
                left = suppress.left_in(left, one.in_profile)
        if left:
            yield left


def _below(key: str, finding: Finding, read: Document | Program) -> bool:
    """Whether a finding points at what stands at or below a dotted key path."""
    if isinstance(read, Program):
        return False
    at = finding.site.span.start
    return any(
        entry.span.start <= at <= entry.span.end and ".".join((*keys, entry.key, "")).startswith(f"{key}.")
        for root in read.roots
        for keys, _, entry in walk(root)
    )
