"""A report held against a baseline: what is known in it, what is new, and what is gone."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kafkalint.analysis.evaluate.baseline import recognised
from kafkalint.model.baseline import Baseline, Gone, Known
from kafkalint.model.finding import Finding, Severity
from kafkalint.model.report import Report
from kafkalint.runner.project import Project, shown


@dataclass(frozen=True, slots=True)
class Compared:
    """The findings that count, by what a baseline says of them."""

    known: tuple[Finding, ...]
    new: tuple[Finding, ...]
    gone: Baseline
    """What the baseline has and the run, which looked for it, did not find."""
    kept: Baseline
    """The baseline without what is gone, and with today's names of renamed files."""
    now: Baseline
    """The same with what is new."""


def compared(report: Report, findings: Sequence[Finding], baseline: Baseline, file: Path, project: Project) -> Compared:
    """`findings` of a report held against the `baseline` in `file`."""
    folder = Path(os.path.abspath(file)).parent  # noqa: PTH100  # links stay what they are
    found = [_key(one, folder) for one in findings]
    lost = {one.path for one in baseline if not os.path.exists(folder / one.path)}  # noqa: PTH110  # for odd names too
    known, left = recognised(found, baseline, lost)
    unread = {_seen_from(folder, path) for path in _unread(report)}
    scope = [os.path.abspath(path) for path in project.options.paths]  # noqa: PTH100
    gone = {one: number for one, number in left.items() if one.path not in unread and _inside(folder / one.path, scope)}
    aside = Counter({one: number for one, number in left.items() if one not in gone})
    return Compared(
        tuple(finding for index, finding in enumerate(findings) if index in known),
        tuple(finding for index, finding in enumerate(findings) if index not in known),
        gone,
        kept=aside + Counter(found[index] for index in known),
        now=aside + Counter(found),
    )


def with_baselines(report: Report, project: Project) -> Report:
    """The report without what the baselines know that apply; raises ConfigError for one that does not hold."""
    at = [(one, project.baseline_at(one.site.path)) for one in counting(report, project)]
    files = project.baselines()  # only now is the configuration of every file with a finding known
    if not files:
        return report
    from kafkalint.config.baseline import load_baseline

    known: list[Finding] = []
    gone: list[Gone] = []
    for file in files:
        mine = [one for one, its in at if its == file]
        result = compared(report, mine, load_baseline(file), file, project)
        known += result.known
        gone += [Gone(shown(file), one) for one in sorted(result.gone)]
    silent = set(map(id, known))
    findings = tuple(one for one in report.findings if id(one) not in silent)
    return replace(report, findings=findings, known=tuple(known), gone=tuple(gone), compared=True)


def _unread(report: Report) -> set[str]:
    return {one.path for one in report.failures} | {one.path for one in report.undecided}


def counting(report: Report, project: Project) -> list[Finding]:
    """The findings that a baseline may know: notes never count, and so need none, and mandatory rules take none."""
    heavy = [one for one in report.findings if one.severity > Severity.NOTE]
    return [one for one in heavy if one.rule not in project.mandatory_at(one.site.path)]


def _key(finding: Finding, folder: Path) -> Known:
    return Known(_seen_from(folder, finding.site.path), finding.rule, finding.client, finding.setting)


def _seen_from(folder: Path, path: str) -> str:
    return os.path.relpath(path, folder).replace(os.sep, "/")


def _inside(path: Path, scope: Sequence[str]) -> bool:
    whole = os.path.abspath(path)  # noqa: PTH100
    return any(whole == one or whole.startswith(os.path.join(one, "")) for one in scope)  # noqa: PTH118
