"""From the results of single files to the Report of a run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kafkalint import __version__
from kafkalint.analysis.evaluate.fingerprint import stamp
from kafkalint.model.finding import Finding
from kafkalint.model.producer import Site
from kafkalint.model.report import Failure, Report, Rewrite
from kafkalint.model.rule import Rule
from kafkalint.model.source import Source
from kafkalint.runner.file import Checked
from kafkalint.runner.project import Project
from kafkalint.runner.variants import with_profiles


def report_of(
    results: Sequence[Checked], failures: Sequence[Failure], seen: int, read: int, project: Project
) -> Report:
    """Everything in the order of paths; `seen` files were looked at, `read` of them mention what matters."""
    results = sorted(results, key=lambda result: result.path)
    findings = tuple(_findings(results))
    silenced = tuple(dict.fromkeys(with_profiles(finding) for result in results for finding in result.silenced))
    wrote = project.options.fix and not project.options.diff
    return Report(
        findings=findings,
        silenced=silenced,
        rules=tuple(_rules(results, project)),
        failures=(*failures, *(result.failure for result in results if result.failure)),
        undecided=tuple(result.undecided for result in results if result.undecided),
        rewrites=tuple(_rewrites(results)),
        sources=tuple(_sources(results, (*findings, *silenced), project)),
        files_seen=seen,
        files_read=read,
        producers=sum(result.producers for result in results),
        undecided_producers=sum(result.undecided_producers for result in results),
        fixed=sum(result.fixed for result in results) if wrote else 0,
        version=__version__,
    )


def _rules(results: Sequence[Checked], project: Project) -> Iterator[Rule]:
    """The rules that findings name, as the first file that needs one has it."""
    named: dict[str, Rule] = {}
    for result in results:
        for finding in (*result.findings, *result.silenced):
            if finding.rule not in named:
                named |= {rule.id: rule for rule in project.rules_at(result.path) if rule.id == finding.rule}
    return (named[key] for key in sorted(named))


def _findings(results: Sequence[Checked]) -> Iterator[Finding]:
    """All findings by file; several files may lead to one, and a comment may silence what another file leads to."""
    used = frozenset[Site]().union(*(result.silencing for result in results))
    every: dict[object, Finding] = {}
    for finding in (finding for result in results for finding in result.findings if finding.site not in used):
        said = (finding.rule, finding.site, finding.setting, finding.message)
        if said not in every or (finding.fix and not every[said].fix):
            every[said] = finding
    moved = any(finding.site.path != result.path for result in results for finding in result.findings)
    found = [with_profiles(finding) for finding in every.values()]
    yield from stamp(sorted(found, key=lambda one: (one.site.path, one.site.span, one.rule))) if moved else found


def _rewrites(results: Sequence[Checked]) -> Iterator[Rewrite]:
    """One for each file, from what it was at first to what it is in the end."""
    every: dict[str, Rewrite] = {}
    for result in results:
        for one in result.rewritten:
            first = every[one.path].before if one.path in every else one.before
            fixed = result.fixed if one.path == result.path or len(result.rewritten) == 1 else 0
            every[one.path] = Rewrite(one.path, first, one.source, fixed)
    yield from (every[path] for path in sorted(every))


def _sources(results: Sequence[Checked], findings: Sequence[Finding], project: Project) -> Iterator[Source]:
    """The files that findings point at, and those that they name beside."""
    named = {finding.site.path for finding in findings}
    named |= {related.site.path for finding in findings for related in finding.related}
    named |= {patch.path for finding in findings if finding.fix for patch in finding.fix.patches}
    known = {one.path: one.source for result in results for one in result.rewritten}
    known |= {result.path: result.source for result in results if result.source and result.path not in known}
    for path in sorted(named):
        source = known.get(path) or project.source_of(path)
        if source is not None:
            yield source
