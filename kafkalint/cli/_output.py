"""Where rendered reports go: standard output and any number of files, each whole or not at all."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import click

from kafkalint.cli._terminal import encodable
from kafkalint.reporters import Style

STDOUT = "-"
_NOT_REPLACED = "this file is to be checked, not to be replaced"


@dataclass(frozen=True, slots=True)
class Output:
    """One rendering of the report and its place: a file, or `-` for standard output."""

    format: str
    file: str = STDOUT

    def __str__(self) -> str:
        return f"--output {self.format}={self.file}"


def parse_outputs(
    pairs: Sequence[str], printed: str | None, checked: Sequence[str], formats: Sequence[str], default: str
) -> tuple[list[Output], list[str]]:
    """The outputs that `--output FORMAT=FILE` and `--output-format` ask for, and a complaint for each that cannot be.

    A wrong one costs none of the others, and none replaces a file that is `checked`. Standard output gets the default
    where nothing else wants it.
    """
    found = [Output(printed)] if printed else []
    complaints = []
    for pair in pairs:
        name, _, file = pair.partition("=")
        rival = next((one for one in found if file and _same(one.file, file)), None)
        if not file or name not in formats:
            complaints.append(f"--output {pair}: expected FORMAT=FILE with one of {', '.join(formats)}")
        elif rival:
            place = "standard output" if file == STDOUT else "this file"
            complaints.append(f"--output {pair}: {rival.format} already goes to {place}")
        else:
            found.append(Output(name, file))
    found, replacing = spared(found, () if STDOUT in checked else checked)
    if not any(output.file == STDOUT for output in found):
        found.append(Output(default))
    return found, [*complaints, *replacing]


def spared(outputs: Sequence[Output], told: Iterable[str]) -> tuple[list[Output], list[str]]:
    """The outputs that replace none of the files that are told of, and a complaint for each that would."""
    files = {_identity(path) for path in told} if any(Path(one.file).exists() for one in outputs) else set()
    wrong = [one for one in outputs if one.file not in (STDOUT, os.devnull) and _identity(one.file) in files]
    return [one for one in outputs if one not in wrong], [f"{one}: {_NOT_REPLACED}" for one in wrong]


def deliver(
    render: Callable[[str, Style], str], outputs: Sequence[Output], style: Style, err: bool = False
) -> Iterator[str]:
    """Write every output, files first; gives a complaint for each that could not be.

    `render` gives the text of a format. `style` is for standard output, or with `err` for standard error; files get
    neither colour nor width.
    """
    plain = replace(style, color=False, quiet=False, undecided=False, diff=False, width=None, links=False)
    for output in sorted(outputs, key=lambda output: output.file == STDOUT):
        printed = output.file == STDOUT
        try:
            text = render(output.format, style if printed else plain)
        except Exception as error:  # a mistake of kafkalint costs one output, not the others
            yield f"{output}: cannot be made: {error!r}"
            continue
        try:
            if printed:
                _print(text, style.color, err)
            else:
                put(Path(output.file), text.encode("utf-8", "replace"))
        except OSError as error:
            yield f"{output}: cannot be written: {error.strerror or error}"


def _same(one: str, other: str) -> bool:
    """Whether two places are one, by whatever names."""
    return os.devnull not in (one, other) and _identity(one) == _identity(other)


def _identity(file: str) -> object:
    try:
        status = os.fstat(sys.stdout.fileno()) if file == STDOUT else Path(file).stat()
    except (OSError, ValueError):  # not there yet, or no real file behind standard output
        return file if file == STDOUT else os.path.normcase(os.path.realpath(file))
    return status.st_dev, status.st_ino


def _print(text: str, color: bool, err: bool) -> None:
    """Print; a reader who went away is not told."""
    stream = sys.stderr if err else sys.stdout
    try:
        click.echo(encodable(text, stream.encoding or "utf-8"), nl=False, color=color, err=err)
    except BrokenPipeError:
        with suppress(OSError):  # whatever is still buffered must not complain at the end of the process
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def put(file: Path, data: bytes) -> None:
    """Replace `file`, behind links too, by a finished copy; a pipe or a device is written to.

    Raises OSError.
    """
    target = Path(os.path.realpath(file))  # unlike `resolve`, it leaves links that lead nowhere to `stat`
    status = target.stat() if os.path.lexists(target) else None
    if status and not stat.S_ISREG(status.st_mode):
        target.write_bytes(data)
        return
    if status and not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise PermissionError(None, "it is read-only")
    if not target.parent.is_dir():
        raise FileNotFoundError(None, f"the folder {file.parent} does not exist")
    temporary = target.with_name(f".{target.name}.{os.getpid()}.kafkalint")
    try:
        with temporary.open("xb") as opened:
            opened.write(data)
        if status:
            shutil.copymode(target, temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
