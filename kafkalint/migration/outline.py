"""From paths to a plan: everything is examined, and again without what is held back, until nothing more is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kafkalint.fixing.write import Writing
from kafkalint.migration.gates import topics
from kafkalint.migration.owners import Owners, owners_in
from kafkalint.migration.pick import Picks
from kafkalint.migration.plan import Entry, Plan, Status, entries_of
from kafkalint.model.producer import NO_PROFILE
from kafkalint.model.report import Report
from kafkalint.model.survey import Surveyed
from kafkalint.runner.gather import report_of
from kafkalint.runner.options import Options, Style
from kafkalint.runner.project import Project
from kafkalint.runner.run import Passed, Results, results, to_write

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Outline:
    """A plan with what carries it out."""

    plan: Plan
    bundles: tuple[tuple[Writing, ...], ...]
    """The files to write; those of a bundle change together."""


def outline(options: Options, picks: Picks, passed: Passed) -> Outline:
    """The plan for `options.paths`, nothing written. Raises ConfigError."""
    return _settled(options, picks, passed, {}, {})


def without(first: Outline, refused: Mapping[Key, str], options: Options, picks: Picks, passed: Passed) -> Outline:
    """The same plan without the edits of the producers that are `refused`, with why."""
    return _settled(options, picks, passed, {entry.key: entry for entry in first.plan.entries}, refused)


def _settled(
    options: Options, picks: Picks, passed: Passed, shown: Mapping[Key, Entry], refused: Mapping[Key, str]
) -> Outline:
    """Everything examined until nothing more is to be held back; `shown` is what could be done about each producer."""
    left = dict(refused)
    owners = owners_in(root_of(options))
    while True:
        project = Project(replace(options, leave=frozenset(left)))
        found = results(project, passed)
        report = report_of(found.results, found.failures, found.seen, len(found.paths), project)
        entries = list(entries_of(_surveyed(found), owners, options.style is Style.PINNED, topics(report)))
        shown = shown or {entry.key: entry for entry in entries}
        more = {key: why for key, why in _held(entries, left, picks, owners) if key not in left}
        if not more:
            return _outline(project, found, report, owners, [_final(one, shown, left) for one in entries], picks)
        left |= more


def root_of(options: Options) -> Path:
    """The project that the first path lies in: where its CODEOWNERS and its journals are. Raises ConfigError."""
    path = Path(options.paths[0])
    return Project(options).root_of(str(path / "-" if path.is_dir() else path))


def _surveyed(found: Results) -> Iterator[Surveyed]:
    return (one for result in found.results for one in result.surveyed)


def _held(entries: list[Entry], left: Mapping[Key, str], picks: Picks, owners: Owners) -> Iterator[tuple[Key, str]]:
    """Producers whose edits are not to be made, with why."""
    touched = {path for entry in entries if entry.key in left for path in entry.files}
    for entry in (one for one in entries if one.differences):
        if entry.status is Status.GATED or not picks.producer(entry.producer, owners):
            yield entry.key, ""
        elif foreign := sorted(path for path in entry.files if not picks.file(path, owners)):
            yield entry.key, f"it is written in {foreign[0]}, which is left out"
        elif not entry.files.isdisjoint(touched):
            yield entry.key, "its settings are those of a producer that is left out"


def _final(entry: Entry, shown: Mapping[Key, Entry], left: Mapping[Key, str]) -> Entry:
    """What is said of a producer in the end: of one that is held back, what would have been done."""
    first = shown.get(entry.key)
    if entry.key not in left or first is None or first.status is not Status.READY:
        return first if first is not None and entry.key in left else entry
    return replace(first, status=Status.LEFT, note=left[entry.key])


def _outline(
    project: Project, found: Results, report: Report, owners: Owners, entries: list[Entry], picks: Picks
) -> Outline:
    meant = [one for one in _once(entries, found) if picks.producer(one.producer, owners)]
    plan = Plan(
        entries=tuple(sorted(meant, key=_place)),
        rewrites=report.rewrites,
        failures=report.failures,
        undecided=report.undecided,
        root=owners.root,
        owners=owners,
        files_seen=report.files_seen,
        pinned=project.options.style is Style.PINNED,
        version=report.version,
        keeping=frozenset[str]().union(*(result.keeping for result in found.results)),
    )
    return Outline(plan, tuple(tuple(bundle) for bundle in to_write(found, project)))


def _once(entries: list[Entry], found: Results) -> Iterator[Entry]:
    """Each producer once: of an application, several files lead to the same one, and several profiles to its like."""
    looked_at = {result.path for result in found.results}
    told: set[object] = set()
    for entry in entries:
        producer = entry.producer
        home = producer.counted if producer.counted in looked_at else producer.file
        if producer.counted and producer.file == home and producer.identity not in told:
            told.add(producer.identity)
            yield entry


def _place(entry: Entry) -> tuple[object, ...]:
    at, profile = entry.producer.at, entry.producer.profile
    return at.path, at.cell or 0, at.line, at.column, profile != NO_PROFILE, profile
