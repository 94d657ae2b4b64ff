"""`kafkalint migrate`: plan a migration, apply it, and take it back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kafkalint.cli._exits import Exit, Refused
from kafkalint.cli._output import deliver, parse_outputs, put, spared
from kafkalint.cli._progress import progress
from kafkalint.cli._terminal import wants_color, width
from kafkalint.cli._walk import walk
from kafkalint.config.settings import ConfigError
from kafkalint.migration.forms import forms
from kafkalint.migration.journal import JournalError
from kafkalint.reporters import Style
from kafkalint.reporters.summary import count

if TYPE_CHECKING:
    from kafkalint.migration.outline import Outline
    from kafkalint.migration.pick import Picks
    from kafkalint.migration.plan import Plan
    from kafkalint.runner.options import Options

_FORMATS = tuple(sorted(forms()))


@click.command(name="migrate", short_help="Plan, apply and undo the move to the Kafka 3.0 defaults.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--apply", is_flag=True, help="Write the edits that nothing stands before.")
@click.option("--atomic", is_flag=True, help="With --apply: all files or none.")
@click.option("--interactive", is_flag=True, help="Ask about every producer, then write what was agreed to.")
@click.option("--undo", is_flag=True, help="Take the last run back, if its files are as it left them.")
@click.option("--patch", type=click.Path(path_type=Path), metavar="DIR", help="Write patches to DIR, one per owner.")
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
    apply: bool,
    atomic: bool,
    interactive: bool,
    undo: bool,
    patch: Path | None,
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
    """Show how files and folders (by default this folder) come to the Kafka 3.0 defaults; --apply writes it.

    Exit status: 0 when nothing is left to do, 1 when edits or gates remain, 2 when something failed.
    """
    writes = apply or interactive
    _refuse_what_excludes_itself(writes)
    outputs, complaints = parse_outputs(output, output_format, paths, _FORMATS, "table")
    style = Style(color=wants_color(color), width=width())
    try:
        options, picks = _wishes(paths, only, skip, pin_current, config, isolated, jobs)
        if undo:
            click.echo(_undone(options))
            return
        found = _outlined(options, picks, recover=writes, ask=style if interactive else None)
        complaints += _patched(found, patch) if patch else ()
        plan = _carried_out(found, atomic) if writes else found.plan
    except (ConfigError, JournalError, ValueError) as error:
        raise Refused(str(error)) from None
    held = {path for entry in plan.entries for path in (entry.producer.at.path, *entry.files)}
    outputs, wrong = spared(outputs, held | {failure.path for failure in plan.failures})
    complaints += wrong
    complaints += deliver(lambda name, style: forms()[name].render(plan, style), outputs, style)
    for complaint in complaints:
        click.echo(f"kafkalint: {complaint}", err=True)
    sys.exit(Exit.FAILED if complaints or plan.failures else Exit.FOUND if plan.is_open else Exit.CLEAN)


def _refuse_what_excludes_itself(writes: bool) -> None:
    given = click.get_current_context().params
    if given["config"] and given["isolated"]:
        raise Refused("--config and --isolated exclude each other")
    if given["atomic"] and not writes:
        raise Refused("--atomic says how to write; it needs --apply or --interactive")
    if sum(map(bool, (writes, given["undo"], given["patch"]))) > 1:
        raise Refused("--apply (or --interactive), --undo and --patch exclude each other")


def _carried_out(found: Outline, atomic: bool) -> Plan:
    from kafkalint.migration.apply import apply

    with progress("files written") as passed:
        return apply(found, atomic, passed)


def _wishes(
    paths: tuple[str, ...],
    only: tuple[str, ...],
    skip: tuple[str, ...],
    pinned: bool,
    config: Path | None,
    isolated: bool,
    jobs: int | None,
) -> tuple[Options, Picks]:
    """What a run is asked to do, and about which producers; raises ValueError."""
    from kafkalint.migration.pick import Pick, Picks
    from kafkalint.model.finding import Severity
    from kafkalint.runner.options import Options
    from kafkalint.runner.options import Style as Rewriting

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
        style=Rewriting.PINNED if pinned else Rewriting.EXPLICIT,
        survey=True,
    )
    return options, picks


def _undone(options: Options) -> str:
    from kafkalint.migration.apply import undo
    from kafkalint.migration.journal import Journals
    from kafkalint.migration.outline import root_of

    files = count(len(undo(Journals.of(root_of(options)))), "file")
    return f"{files} as before the run."


def _outlined(options: Options, picks: Picks, recover: bool, ask: Style | None) -> Outline:
    """The plan, with `ask` once somebody has said what is to be rewritten; an interrupted run is taken back before."""
    from kafkalint.migration.apply import recover as recovered
    from kafkalint.migration.apply import refuse_after_interruption
    from kafkalint.migration.journal import Journals
    from kafkalint.migration.outline import outline, root_of, without

    journals = Journals.of(root_of(options))
    if recover and (files := recovered(journals)):
        click.echo(f"kafkalint: took an interrupted run back: {count(len(files), 'file')} as before it", err=True)
    refuse_after_interruption(journals)
    with progress("files") as passed:
        found = outline(options, picks, passed)
    if ask is None or not (left := walk(found.plan, ask)):
        return found
    with progress("files") as passed:
        return without(found, left, options, picks, passed)


def _patched(found: Outline, folder: Path) -> Iterator[str]:
    """Write the patches; gives a complaint for what could not be written."""
    from kafkalint.migration.patch import patches

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in patches(found).items():
            put(folder / name, text)
    except OSError as error:
        yield f"--patch {folder}: cannot be written: {error.strerror or error}"
