"""`kafkalint init`: a first configuration and a hook, made from what is found."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kafkalint.cli._exits import Exit, Refused
from kafkalint.cli._progress import progress
from kafkalint.config.settings import ConfigError
from kafkalint.reporters.words import failure_line

if TYPE_CHECKING:
    from kafkalint.fixing.write import Writing
    from kafkalint.migration.plan import Plan
    from kafkalint.model.source import Source


@click.command(name="init", short_help="Write a first configuration from what is found, and a hook.")
@click.argument("folder", type=click.Path(path_type=Path), default=Path(), metavar="[PATH]")
@click.option("--dry-run", "--diff", "dry", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes at most; by default one per core.")
def command(folder: Path, dry: bool, jobs: int | None) -> None:
    """Write a commented configuration for a folder (by default this one), and a hook for pre-commit.

    What is there already stays as it is. Exit status: 0, or 2 when something could not be read or written.
    """
    if not folder.is_dir():
        raise Refused(f"{folder}: no such folder")
    try:
        wanted = list(_wanted(folder, plan := _plan(folder, jobs)))
        for one in wanted:
            _show(one) if dry else _write(one)
    except (ConfigError, ValueError) as error:
        raise Refused(str(error)) from None
    except OSError as error:
        raise Refused(f"{error.filename}: cannot be read: {error.strerror}") from None
    for failure in plan.failures:
        click.echo(f"kafkalint: {failure_line(failure)}", err=True)
    sys.exit(Exit.FAILED if plan.failures else Exit.CLEAN)


def _plan(folder: Path, jobs: int | None) -> Plan:
    from kafkalint.migration.outline import outline
    from kafkalint.migration.pick import Picks
    from kafkalint.model.finding import Severity
    from kafkalint.runner.options import Options, Style

    options = Options(
        paths=(str(folder),), unsafe=True, min_severity=Severity.NOTE, jobs=jobs, style=Style.EXPLICIT, survey=True
    )
    with progress("files") as passed:
        return outline(options, Picks(), passed).plan


def _wanted(folder: Path, plan: Plan) -> Iterator[Writing]:
    """The files to write; says of each that is there already that it stays. Raises ConfigError, ValueError."""
    from kafkalint.config.find import FILE, PROJECT, settings_for
    from kafkalint.fixing.write import Writing
    from kafkalint.migration.beginning import HOOKS, configuration, hook, with_table
    from kafkalint.runner.project import shown

    configured = settings_for(folder.resolve(), {}).origin
    project = folder / PROJECT
    if configured:
        click.echo(f"{configured}: is there already, and stays as it is.")
    elif project.is_file():
        before = project.read_bytes()
        try:
            yield Writing(project, before, with_table(before, configuration(plan, shown(folder))), folder)
        except ValueError as error:
            raise ValueError(f"{project}: {error}") from None
    else:
        yield Writing(folder / FILE, b"", configuration(plan, shown(folder)).encode(), folder)
    hooks = folder / HOOKS
    if not hooks.is_file():
        yield Writing(hooks, b"", f"repos:\n{hook(plan.version)}".encode(), folder)
    elif b"kafkalint" in hooks.read_bytes():
        click.echo(f"{hooks}: has kafkalint already, and stays as it is.")
    else:
        click.echo(f"{hooks}: is there already, and stays as it is; below `repos:` it could have\n{hook(plan.version)}")


def _show(one: Writing) -> None:
    from kafkalint.model.report import Rewrite
    from kafkalint.reporters.difference import difference
    from kafkalint.reporters.ink import Ink

    name = one.path.as_posix()
    old, new = (_masked(name, data) for data in (one.before, one.after))
    click.echo(difference(Rewrite(name, old, new, 0), Ink(False)), nl=False)


def _masked(name: str, data: bytes) -> Source:
    """A text as it may be shown: what stands around the new lines is the user's."""
    from kafkalint.model.edit import Unreadable
    from kafkalint.runner.modules import decoded, syntax_of
    from kafkalint.runner.redact import masked

    source = decoded(name, data)
    try:
        return masked(source, syntax_of(name).read(source))
    except Unreadable:
        return masked(source, None)


def _write(one: Writing) -> None:
    """A new file, or an old one with more at its end; raises ValueError."""
    from kafkalint.fixing.write import WriteRefused, write

    try:
        if one.before:
            write([one])
        else:
            with one.path.open("xb") as opened:
                opened.write(one.after)
    except (OSError, WriteRefused) as error:
        why = error if isinstance(error, WriteRefused) else f"cannot be written: {error.strerror or error}"
        raise ValueError(f"{one.path}: {why}") from None
    click.echo(f"{one.path}: written.")
