"""A whole run: paths in, Report out, files written on the way when that is asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kafkalint.fixing.write import WriteRefused, write
from kafkalint.formats import format_of
from kafkalint.model.report import Failure, Report
from kafkalint.runner.discover import discover
from kafkalint.runner.file import Checked, check_file
from kafkalint.runner.gather import report_of
from kafkalint.runner.options import Options
from kafkalint.runner.patterns import absolute
from kafkalint.runner.pool import check_many
from kafkalint.runner.prefilter import Needles, mentions, needles_for, read_bytes
from kafkalint.runner.project import Project, shown


def run(options: Options) -> tuple[Report, bytes | None]:
    """The report, and with `--fix` on standard input the rewritten text.

    Raises ConfigError for a configuration, or a rule named in it, that does not hold.
    """
    project = Project(options)
    if options.stdin is not None:
        name, data = options.stdin
        checked = check_file(name, data, True, project)
        printed = (checked.after or data) if options.fix and not options.diff else None
        return report_of([checked], [], 1, 1, project), printed
    for path in options.paths:  # a configuration that does not hold is said even where nothing is found
        project.require_sound(path)
    found = discover(options.paths, project.settings_for, _has_format, options.force_exclude)
    failures = [replace(failure, path=shown(failure.path)) for failure in found.failures]
    candidates = list(_candidates([*found.named, *found.found], project, failures))
    results = list(check_many(candidates, frozenset(found.named), project))
    if options.fix and not options.diff:
        results = [_written(result, path, project) for result, path in zip(results, candidates, strict=True)]
    seen = len(found.named) + len(found.found)
    return report_of(results, failures, seen, len(candidates), project), None


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


def _written(result: Checked, path: str, project: Project) -> Checked:
    """The result once its new text is on disk; the findings of the old text stay when it cannot be written."""
    if result.after is None or result.original is None:
        return result
    root = project.root_of(path)
    try:
        write(Path(path), result.original, result.after, root)
    except WriteRefused as refused:
        failure = Failure(result.path, refused.kind, f"not rewritten: {refused}")
        unfixed = check_file(path, result.original, True, project.without_fixing())
        return replace(unfixed, failure=failure)
    return result
