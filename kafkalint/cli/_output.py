"""Where a rendered report goes: the terminal, and any number of files."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from kafkalint.cli._exits import Refused
from kafkalint.model.report import Report
from kafkalint.reporters import Style, reporters

FORMATS = tuple(sorted(reporters()))


def wants_color(choice: str) -> bool:
    """Whether to paint: as told, else as the environment says, else when a terminal looks on."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def parse_outputs(pairs: tuple[str, ...]) -> tuple[tuple[str, Path], ...]:
    """`FORMAT=FILE` of the command line.

    Raises Refused.
    """
    found = []
    for pair in pairs:
        name, equals, file = pair.partition("=")
        if not equals or not file or name not in FORMATS:
            raise Refused(f"--output {pair}: expected FORMAT=FILE with one of {', '.join(FORMATS)}")
        found.append((name, Path(file)))
    return tuple(found)


def show(report: Report, name: str, style: Style, outputs: tuple[tuple[str, Path], ...], err: bool = False) -> None:
    """Print the report, and write it to every file.

    Raises Refused when a file cannot be written.
    """
    for other, file in outputs:
        try:
            file.write_text(reporters()[other].render(report, Style(unsafe=style.unsafe)), "utf-8")
        except OSError as error:
            raise Refused(f"--output {other}={file}: cannot be written: {error.strerror}") from None
    click.echo(reporters()[name].render(report, style), nl=False, color=style.color, err=err)
