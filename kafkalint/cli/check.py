"""`kafkalint check`: find, and with `--fix` rewrite."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kafkalint.cli._exits import Exit, Refused, status
from kafkalint.cli._output import deliver, parse_outputs, spared
from kafkalint.cli._terminal import wants_color, wants_links, width
from kafkalint.config.settings import ConfigError
from kafkalint.model.finding import Confidence, Severity
from kafkalint.reporters import Style, reporters

if TYPE_CHECKING:
    from kafkalint.model.report import Report
    from kafkalint.runner.options import Options, Since

_SEVERITIES = [severity.name.lower() for severity in Severity]
_CONFIDENCES = [confidence.name.lower() for confidence in Confidence]
_NARROWING = ("select", "ignore", "min_severity", "min_confidence", "changed_since", "stdin_filename")
_NAMES = tuple(sorted(reporters()))
_FORMATS = f"What to print, by default full: {', '.join(_NAMES)}."


@click.command(name="check", short_help="Find producers that are not idempotent; --fix rewrites them.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--select", multiple=True, metavar="RULES", help="Check only these rules: ids, prefixes or names.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Leave these rules out.")
@click.option("--fix", is_flag=True, help="Apply safe fixes.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: apply unsafe fixes too.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; write nothing.")
@click.option("--notes", is_flag=True, help="Show notes too; they never count.")
@click.option("--min-severity", type=click.Choice(_SEVERITIES), help="Leave out what is less severe.")
@click.option("--min-confidence", type=click.Choice(_CONFIDENCES), help="Leave out what is less certain.")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration everywhere.")
@click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE", help="Pass over what this one knows.")
@click.option("--strict-baseline", is_flag=True, help="Exit 1 when something that a baseline knows is gone.")
@click.option("--changed-since", metavar="REF", help="Judge only what has changed since this commit, branch or tag.")
@click.option("--isolated", is_flag=True, help="Use no configuration file at all.")
@click.option("--force-exclude", is_flag=True, help="Apply exclusions to files that are named, too.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes at most; by default one per core.")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
@click.option("--output-format", type=click.Choice(_NAMES), metavar="FORMAT", help=_FORMATS)
@click.option("--output", multiple=True, metavar="FORMAT=FILE", help="Write the report to FILE, or -, too.")
@click.option("--stdin-filename", metavar="NAME", help="Name of the text on standard input (PATH is -).")
@click.option("--show-undecided", is_flag=True, help="List files that could not be judged.")
@click.option("--show-suppressed", is_flag=True, help="List findings that comments silence or a baseline knows.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 in spite of findings, never in spite of failures.")
@click.option("--exit-non-zero-on-fix", is_flag=True, help="Exit 1 when something was fixed.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="When to use colour.")
def command(  # one parameter an option
    paths: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    notes: bool,
    min_severity: str | None,
    min_confidence: str | None,
    config: Path | None,
    baseline: Path | None,
    strict_baseline: bool,
    changed_since: str | None,
    isolated: bool,
    force_exclude: bool,
    jobs: int | None,
    quiet: bool,
    output_format: str | None,
    output: tuple[str, ...],
    stdin_filename: str | None,
    show_undecided: bool,
    show_suppressed: bool,
    exit_zero: bool,
    exit_non_zero_on_fix: bool,
    color: str,
) -> None:
    """Check files and folders (by default this folder) for producers that are not idempotent.

    Exit status: 0 when no warning or error remains, 1 when some do, 2 when something could not be checked.
    """
    from kafkalint.runner.options import Options

    _refuse_what_excludes_itself(paths)
    outputs, complaints = parse_outputs(output, output_format, paths, _NAMES, "full")
    options = Options(
        paths=paths or (".",),
        select=_split(select),
        ignore=_split(ignore),
        fix=fix,
        unsafe=unsafe_fixes,
        diff=diff,
        min_severity=Severity[(min_severity or ("note" if notes else "warning")).upper()],
        min_confidence=Confidence[(min_confidence or "low").upper()],
        config=config,
        baseline=baseline,
        since=_since(changed_since, stdin_filename or (paths or (".",))[0]),
        isolated=isolated,
        force_exclude=force_exclude,
        jobs=jobs,
        stdin=(stdin_filename, sys.stdin.buffer.read()) if stdin_filename else None,
    )
    report, printed = _run(options)
    if printed is not None:
        sys.stdout.buffer.write(printed)
        sys.stdout.buffer.flush()
    painted = wants_color(color)
    style = Style(
        color=painted,
        quiet=quiet,
        undecided=show_undecided,
        suppressed=show_suppressed,
        unsafe=unsafe_fixes,
        diff=diff,
        width=width(),
        links=wants_links(painted),
    )
    outputs, wrong = spared(outputs, {*(one.path for one in report.sources), *(one.path for one in report.failures)})
    complaints += wrong
    complaints += deliver(
        lambda name, style: reporters()[name].render(report, style), outputs, style, err=printed is not None
    )
    for complaint in complaints:
        click.echo(f"kafkalint: {complaint}", err=True)
    for gone in report.gone if strict_baseline else ():
        click.echo(f"kafkalint: {gone}", err=True)
    found = status(report, diff=diff, exit_zero=exit_zero, non_zero_on_fix=exit_non_zero_on_fix, strict=strict_baseline)
    sys.exit(Exit.FAILED if complaints else found)


def _refuse_what_excludes_itself(paths: tuple[str, ...]) -> None:
    given = click.get_current_context().params
    if given["config"] and given["isolated"]:
        raise Refused("--config and --isolated exclude each other")
    if given["strict_baseline"] and (narrowed := _narrowed()):
        raise Refused(f"--strict-baseline needs all findings, and {narrowed} leaves some out")
    if (given["stdin_filename"] is None) != (paths != ("-",)):
        raise Refused("standard input needs both: the path - and --stdin-filename NAME")


def _since(ref: str | None, path: str) -> Since | None:
    """What has changed since a commit, where only that is judged."""
    from kafkalint.runner.changes import set_out

    try:
        return set_out(ref, path) if ref is not None else None
    except ConfigError as error:
        raise Refused(str(error)) from None


def _run(options: Options) -> tuple[Report, bytes | None]:
    """The report, and what is to be printed in the place of standard input."""
    from kafkalint.runner.run import run

    try:
        return run(options)
    except (ConfigError, ValueError) as error:
        raise Refused(str(error)) from None


def _narrowed() -> str:
    """The first option given that keeps findings from being made; empty when there is none."""
    given = click.get_current_context().params
    return next((f"--{name.replace('_', '-')}" for name in _NARROWING if given[name]), "")


def _split(values: tuple[str, ...]) -> tuple[str, ...]:
    """`--select A,B --select C` as three."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())
