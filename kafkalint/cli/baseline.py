"""`kafkalint baseline`: what was there before, written down, compared and shortened."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kafkalint.cli._exits import Exit, Refused
from kafkalint.cli._output import put
from kafkalint.cli._progress import progress
from kafkalint.config.settings import ConfigError
from kafkalint.model.baseline import Baseline
from kafkalint.reporters.positions import Places
from kafkalint.reporters.summary import count
from kafkalint.reporters.words import failure_line, plain

if TYPE_CHECKING:
    from kafkalint.model.report import Report
    from kafkalint.runner.baseline import Compared

DEFAULT = ".kafkalint-baseline.json"


@click.group(name="baseline", short_help="Write down known findings, so that only new ones count.")
def command() -> None:
    """Write down the findings that are there, so that `kafkalint check --baseline FILE` counts new ones only."""


def _asks(function: Callable[..., None]) -> Callable[..., None]:
    """What every command here takes."""
    for given in (
        click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes; by default one per core."),
        click.option("--isolated", is_flag=True, help="Use no configuration file at all."),
        click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration."),
        click.option(
            "--baseline",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help=f"The baseline; by default the configured one, or {DEFAULT}.",
        ),
        click.argument("paths", nargs=-1, metavar="[PATH]..."),
    ):
        function = given(function)
    return function


@command.command(short_help="Write down what is found now.")
@_asks
def create(**asked: object) -> None:
    """Write down the warnings and errors of files and folders (by default this folder).

    What the file has about other paths stays. Exit status: 0, or 2 when something could not be checked or written.
    """
    from kafkalint.runner.project import shown

    file, _report, result = _compared(asked, must_exist=False)
    _write(file, result.now)
    click.echo(f"{shown(file)}: {count(sum(result.now.values()), 'known finding')}.")


@command.command(short_help="Show what is new and what is gone.")
@_asks
def diff(**asked: object) -> None:
    """Show which findings are new since the baseline was written, and which of it are gone.

    Exit status: 0 when there are none, 1 when there are, 2 when something could not be checked.
    """
    _file, report, result = _compared(asked)
    places = Places(report.sources)
    for one in result.new:
        at = places.start(one.site.path, one.site.span)
        click.echo(plain(f"new {one.site.path}:{at}: [{one.rule}] {one.message}"))
    _tell(result.gone)
    click.echo(f"{len(result.new)} new, {sum(result.gone.values())} gone, {len(result.known)} known.")
    sys.exit(Exit.FOUND if result.new or result.gone else Exit.CLEAN)


@command.command(short_help="Take out what is gone.")
@_asks
def prune(**asked: object) -> None:
    """Take out of the baseline what is found no more; nothing new comes in, and renamed files get their new names.

    Exit status: 0, or 2 when something could not be checked or written.
    """
    from kafkalint.runner.project import shown

    file, _report, result = _compared(asked)
    _write(file, result.kept)
    _tell(result.gone)
    left = count(sum(result.kept.values()), "known finding")
    click.echo(f"{shown(file)}: {sum(result.gone.values())} taken out, {left} left.")


def _tell(gone: Baseline) -> None:
    for known, number in sorted(gone.items()):
        click.echo(plain(f"gone {known}{f' ({number} times)' * (number > 1)}"))


def _compared(asked: Mapping[str, Any], must_exist: bool = True) -> tuple[Path, Report, Compared]:
    """The baseline's file, what a run finds, and what the two have in common.

    Raises Refused, also where something could not be checked: it must not look as if it were gone.
    """
    from kafkalint.config.baseline import load_baseline
    from kafkalint.runner.baseline import compared, counting
    from kafkalint.runner.gather import report_of
    from kafkalint.runner.options import Options
    from kafkalint.runner.project import Project
    from kafkalint.runner.run import results

    if asked["config"] and asked["isolated"]:
        raise Refused("--config and --isolated exclude each other")
    paths = asked["paths"] or (".",)
    project = Project(Options(paths, config=asked["config"], isolated=asked["isolated"], jobs=asked["jobs"]))
    try:
        file = asked["baseline"] or project.settings_for(Path.cwd()).baseline or Path(DEFAULT)
        baseline = load_baseline(file) if must_exist or os.path.lexists(file) else {}
        with progress("files") as passed:
            found = results(project, passed)
        report = report_of(found.results, found.failures, found.seen, len(found.paths), project)
    except ConfigError as error:
        raise Refused(str(error)) from None
    for failure in report.failures:
        click.echo(f"kafkalint: {failure_line(failure)}", err=True)
    if report.failures:
        raise Refused(f"{count(len(report.failures), 'file')} could not be checked; {file} is as it was")
    return file, report, compared(report, counting(report, project), baseline, file, project)


def _write(file: Path, baseline: Baseline) -> None:
    """Replace the file, as a whole or not at all; one that says the same already is left alone."""
    from kafkalint.config.baseline import baseline_text

    data = baseline_text(baseline).encode("utf-8", "backslashreplace")
    try:
        if not file.is_file() or file.read_bytes() != data:
            put(file, data)
    except OSError as error:
        raise Refused(f"{file}: cannot be written: {error.strerror or error}") from None
