"""`kafkalint migrate`: plan a migration, apply it, and take it back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kafkalint.cli._exits import Exit, Refused
from kafkalint.cli._output import deliver, parse_outputs
from kafkalint.cli._progress import progress
from kafkalint.cli._terminal import wants_color, width
from kafkalint.config.settings import ConfigError
from kafkalint.migration.forms import forms
from kafkalint.reporters import Style

_FORMATS = tuple(sorted(forms()))


@click.command(name="migrate", short_help="Plan, apply and undo the move to the Kafka 3.0 defaults.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--only", multiple=True, metavar="KIND=PATTERN", help="Only these: path=, client=, rule= or owner=.")
@click.option("--skip", multiple=True, metavar="KIND=PATTERN", help="Not these: path=, client=, rule= or owner=.")
@click.option("--pin-current", is_flag=True, help="Write out what holds today instead; no behaviour changes.")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration everywhere.")
@click.option("--isolated", is_flag=True, help="Use no configuration file at all.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes at most; by default one per core.")
@click.option("--output-format", type=click.Choice(_FORMATS), help="What to print, by default table.")
@click.option("--output", multiple=True, metavar="FORMAT=FILE", help="Write the plan to FILE, or -, too.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="When to use colour.")
def command(  # one parameter an option
    paths: tuple[str, ...],
    only: tuple[str, ...],
    skip: tuple[str, ...],
    pin_current: bool,
    config: Path | None,
    isolated: bool,
    jobs: int | None,
    output_format: str | None,
    output: tuple[str, ...],
    color: str,
) -> None:
    """Show how files and folders (by default this folder) come to the Kafka 3.0 defaults; nothing is written.

    Exit status: 0 when nothing is left to do, 1 when edits or gates remain, 2 when something failed.
    """
    from kafkalint.migration.outline import outline
    from kafkalint.migration.pick import Pick, Picks
    from kafkalint.migration.plan import OPEN
    from kafkalint.model.finding import Severity
    from kafkalint.runner.options import Options
    from kafkalint.runner.options import Style as Rewriting

    if config and isolated:
        raise Refused("--config and --isolated exclude each other")
    outputs, complaints = parse_outputs(output, output_format, paths, _FORMATS, "table")
    try:
        picks = Picks(tuple(map(Pick.parse, only)), tuple(map(Pick.parse, skip)))
        select, ignore = picks.rules()
        options = Options(
            paths=paths or (".",),
            select=select,
            ignore=ignore,
            diff=True,
            unsafe=True,
            min_severity=Severity.NOTE,
            config=config,
            isolated=isolated,
            jobs=jobs,
            style=Rewriting.PINNED if pin_current else Rewriting.EXPLICIT,
            survey=True,
        )
        with progress() as passed:
            found = outline(options, picks, passed)
    except (ConfigError, ValueError) as error:
        raise Refused(str(error)) from None
    plan = found.plan
    style = Style(color=wants_color(color), width=width())
    complaints += deliver(lambda name, style: forms()[name].render(plan, style), outputs, style)
    for complaint in complaints:
        click.echo(f"kafkalint: {complaint}", err=True)
    if complaints or plan.failures:
        sys.exit(Exit.FAILED)
    sys.exit(Exit.FOUND if plan.of(*OPEN) else Exit.CLEAN)
