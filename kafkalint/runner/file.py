"""One file from its bytes to its part of the report, rewritten if that is asked for; nothing is written here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kafkalint.formats import Format, format_of, is_certain
from kafkalint.formats.text import LARGEST
from kafkalint.model.edit import Unreadable
from kafkalint.model.finding import Finding
from kafkalint.model.report import Failure, Undecided
from kafkalint.model.source import Source
from kafkalint.runner.examine import Examined, examine, kept
from kafkalint.runner.options import Options
from kafkalint.runner.project import Context, Project, shown
from kafkalint.runner.propose import Proposal, Proposals, fix_of, made, propose, with_fixes
from kafkalint.runner.redact import redacted
from kafkalint.runner.unread import cannot_hold_anything, complaint, imports_client, set_aside

PASSES = 20
"""Rewriting one file ends after so many passes; two are the rule, one more for plans that touch each other."""


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
    before: Source | None = None
    """The text as it was, redacted, when it was rewritten."""
    original: bytes | None = None
    """The exact content as it was read, when it was rewritten."""
    after: bytes | None = None
    fixed: int = 0


def check_file(path: str, data: bytes, named: bool, project: Project) -> Checked:
    """Check the content `data` of the file at `path`; raises ConfigError."""
    own = path.replace("\\", "/").rpartition("/")[2]
    syntax = format_of(own)
    name = shown(path)
    if syntax is None:
        return Checked(name, undecided=Undecided(name, "no format reads files of this name"))
    largest = getattr(syntax, "LARGEST", LARGEST)
    if len(data) > largest and not named:
        return Checked(name, undecided=Undecided(name, f"larger than {largest:,} bytes"))
    context = project.context_for(path)
    try:
        source = syntax.decode(name, data)
    except Unreadable as error:
        if not is_certain(syntax, own):
            return Checked(name, undecided=Undecided(name, error.reason))
        return Checked(name, failure=Failure(name, "undecodable", f"cannot be read: {error.reason}"))
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
    examined = first = examine(source, syntax, context, options)
    proposals = propose(examined, context)
    findings, silenced = _findings(examined, proposals, context, options)
    found = Counter(one.fingerprint for one in findings)
    for _ in range(PASSES if options.rewrites else 0):
        after = made(examined, context, _chosen(examined, proposals, findings, options))
        if after is None:
            break
        examined = examine(after, syntax, context, options)
        proposals = propose(examined, context)
        findings, silenced = _findings(examined, proposals, context, options)
    changed = examined.source.data != source.data
    failure, undecided = set_aside(examined, context, named)
    return Checked(
        source.path,
        tuple(findings),
        _redacted(examined) if findings or silenced or changed else None,
        failure,
        undecided,
        producers=len(examined.judged),
        undecided_producers=examined.undecided,
        silenced=tuple(silenced),
        before=_redacted(first) if changed else None,
        original=source.data if changed else None,
        after=examined.source.data if changed else None,
        fixed=(found - Counter(one.fingerprint for one in findings)).total() if changed else 0,
    )


def _findings(
    examined: Examined, proposals: Proposals, context: Context, options: Options
) -> tuple[list[Finding], list[Finding]]:
    """Those that remain, and those that comments silence, which are not mended."""
    found = kept(examined, [*with_fixes(examined, proposals), *examined.others], context, options)
    return [one for one in found if one.silenced is None], [replace(one, fix=None) for one in found if one.silenced]


def _chosen(examined: Examined, proposals: Proposals, findings: Sequence[Finding], options: Options) -> list[Proposal]:
    """For every producer the widest proposal that may be applied and answers a finding that is not silenced."""
    alive = {one.fix for one in findings if one.fix}
    wanted = {one.producer for one in proposals.made if fix_of(one, examined.source.path) in alive}
    chosen = {
        one.producer: one
        for one in proposals.made
        if one.producer in wanted and one.plan.applicability >= options.applies
    }
    return list(chosen.values())


def _redacted(examined: Examined) -> Source:
    source = examined.source
    return replace(source, text=redacted(source.text, examined.read), data=b"", detail=None)
