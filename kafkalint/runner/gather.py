"""From the results of single files to the Report of a run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kafkalint import __version__
from kafkalint.model.finding import Finding
from kafkalint.model.report import Failure, Report, Rewrite
from kafkalint.model.rule import Rule
from kafkalint.model.source import Source
from kafkalint.runner.file import Checked
from kafkalint.runner.project import Project


def report_of(
    results: Sequence[Checked], failures: Sequence[Failure], seen: int, read: int, project: Project
) -> Report:
    """Everything in the order of paths; `seen` files were looked at, `read` of them mention what matters."""
    results = sorted(results, key=lambda result: result.path)
    findings = tuple(finding for result in results for finding in result.findings)
    silenced = tuple(finding for result in results for finding in result.silenced)
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


def _rewrites(results: Sequence[Checked]) -> Iterator[Rewrite]:
    for result in results:
        if result.before and result.source:
            yield Rewrite(result.path, result.before, result.source, result.fixed)


def _sources(results: Sequence[Checked], findings: Sequence[Finding], project: Project) -> Iterator[Source]:
    """The files that findings point at, and those that they name beside."""
    named = {finding.site.path for finding in findings}
    yield from (result.source for result in results if result.source and result.path in named)
    beside = {related.site.path for finding in findings for related in finding.related} - named
    yield from (source for path in sorted(beside) if (source := project.source_of(path)) is not None)
