"""A whole run: paths in, Report out, files written on the way when that is asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from kafkalint.config.settings import PerProducer
from kafkalint.fixing.write import WriteRefused, Writing, write
from kafkalint.formats import format_of
from kafkalint.model.report import Failure, Report
from kafkalint.model.source import Source
from kafkalint.runner.agree import agreed
from kafkalint.runner.baseline import with_baselines
from kafkalint.runner.discover import discover
from kafkalint.runner.file import Checked, check_file
from kafkalint.runner.gather import report_of
from kafkalint.runner.intents import about_intents
from kafkalint.runner.modules import decoded
from kafkalint.runner.options import Options
from kafkalint.runner.patterns import absolute
from kafkalint.runner.pool import check_many
from kafkalint.runner.prefilter import Needles, mentions, needles_for, read_bytes
from kafkalint.runner.project import Project, shown
from kafkalint.runner.sweep import swept

Passed: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Results:
    """The results of single files, before anything is written."""

    results: Sequence[Checked]
    paths: Sequence[str]
    """The file of each result, as it can be opened."""
    failures: Sequence[Failure]
    seen: int
    """How many files were looked at."""


def run(options: Options) -> tuple[Report, bytes | None]:
    """The report, and with `--fix` on standard input the rewritten text.

    Raises ConfigError for a configuration, a rule named in it, or a baseline that does not hold.
    """
    project = Project(options)
    if options.stdin is not None:
        name, data = options.stdin
        checked = check_file(name, data, True, project)
        if checked.idle:
            after = next((one.after for one in checked.rewritten), data)
            texts = {checked.path: decoded(checked.path, after)}
            (checked,) = swept([checked], [name], frozenset({name}), project, texts)
        after = next((one.after for one in checked.rewritten), data)
        printed = after if options.fix and not options.diff else None
        return _report([checked], [], 1, 1, project), printed
    found = results(project)
    told = written(found, project) if options.fix and not options.diff else found.results
    return _report(told, found.failures, found.seen, len(found.paths), project), None


def _report(results: Sequence[Checked], failures: Sequence[Failure], seen: int, read: int, project: Project) -> Report:
    """The report with what is wrong with the configuration, and without what a baseline knows."""
    met = frozenset[PerProducer]().union(*(result.intents for result in results))
    unread = [result.path for result in results if result.failure or result.undecided]
    unread += [failure.path for failure in failures]
    found = about_intents(met, unread, project)
    further = [Checked(path, tuple(group)) for path, group in groupby(found, lambda one: one.site.path)]
    return with_baselines(report_of([*results, *further], failures, seen, read, project), project)


def results(project: Project, passed: Passed = lambda _done, _all: None) -> Results:
    """What is to be said about every file, nothing written yet; raises ConfigError.

    `passed` is told how many of how many files are done.
    """
    options = project.options
    for path in options.paths:  # a configuration that does not hold is said even where nothing is found
        project.require_sound(path)
    found = discover(options.paths, project.settings_for, _has_format, options.force_exclude)
    failures = [replace(failure, path=shown(failure.path)) for failure in found.failures]
    candidates = list(_candidates([*found.named, *found.found], project, failures))
    named = frozenset(found.named)
    checked: list[Checked] = []
    for one in check_many(candidates, named, project):
        checked.append(one)
        passed(len(checked), len(candidates))
    texts: dict[str, Source] = {}
    checked = agreed(checked, candidates, named, project, texts)
    checked = swept(checked, candidates, named, project, texts)
    return Results(checked, candidates, failures, len(found.named) + len(found.found))


def _has_format(name: str) -> bool:
    return format_of(name) is not None


def _candidates(paths: Sequence[str], project: Project, failures: list[Failure]) -> Iterator[str]:
    """The files that mention what a producer cannot do without; what cannot be read is a failure."""
    tables: dict[str, Needles] = {}
    for path in paths:
        try:
            data = read_bytes(path)
        except OSError as error:
            failures.append(Failure(shown(path), "unreadable", f"cannot be read: {error.strerror}"))
            continue
        folder = os.path.dirname(path)  # noqa: PTH120  # hot loop
        if folder not in tables:
            tables[folder] = project.needles_for(project.settings_for(absolute(folder)))
        if mentions(data, needles_for(path, tables[folder])):
            yield path


def written(found: Results, project: Project) -> list[Checked]:
    """The results once their new texts are on disk; files that must change together are written together."""
    done: list[Checked] = []
    left = list(zip(found.results, found.paths, strict=True))
    for bundle in _bundles(found.results):
        refused = _refused(bundle, project)
        for result, path in left:
            if any(result is one for one in bundle):
                done.append(_unfixed(result, path, project, refused) if refused else result)
    return done


def _bundles(results: Sequence[Checked]) -> list[list[Checked]]:
    """The results in groups of which no two change the same file."""
    bundles: list[list[Checked]] = []
    for result in results:
        mine = {one.path for one in result.rewritten}
        sharing = [bundle for bundle in bundles if any(not mine.isdisjoint(_changed(one)) for one in bundle)]
        bundles = [bundle for bundle in bundles if bundle not in sharing]
        bundles.append([*(one for bundle in sharing for one in bundle), result])
    return bundles


def _changed(result: Checked) -> frozenset[str]:
    return frozenset(one.path for one in result.rewritten)


def to_write(found: Results, project: Project) -> list[list[Writing]]:
    """The files that are to change, in groups of which each is written as a whole or not at all."""
    return [wanted for bundle in _bundles(found.results) if (wanted := _writings(bundle, project))]


def _writings(bundle: Sequence[Checked], project: Project) -> list[Writing]:
    """Each file of a bundle once, from what it was at first to what it is in the end."""
    originals: dict[str, bytes] = {}
    texts: dict[str, bytes] = {}
    for result in bundle:
        for one in result.rewritten:
            originals.setdefault(one.path, one.original)
            texts[one.path] = one.after
    return [Writing(Path(path), originals[path], texts[path], project.root_of(path)) for path in texts]


def _refused(bundle: Sequence[Checked], project: Project) -> WriteRefused | None:
    """Write what a group of results changes; gives the reason why nothing of it was, if so."""
    try:
        write(_writings(bundle, project))
    except WriteRefused as refused:
        return refused
    return None


def _unfixed(result: Checked, path: str, project: Project, refused: WriteRefused) -> Checked:
    """The findings of the old text, which stay when a file cannot be written."""
    name = shown(refused.path or path)
    failure = Failure(name, refused.kind, f"not rewritten: {refused}")
    original = next((one.original for one in result.rewritten if one.path == result.path), None)
    unfixed = check_file(path, read_bytes(path) if original is None else original, True, project.without_fixing())
    return replace(unfixed, failure=failure)
