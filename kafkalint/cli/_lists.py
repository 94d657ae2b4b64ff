"""Lists and tables on standard output, as wide as the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

import click

from kafkalint.cli._terminal import encodable
from kafkalint.reporters.wrap import columns, wrapped

_ROOM = 30
"""Columns that the last one needs if it is to be broken."""


def table(rows: Sequence[tuple[str, ...]], first: int, width: int | None) -> Iterator[str]:
    """Rows in columns, the last one broken where there is room; otherwise the `first` cells, and the others below."""
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    padded = [[cell + " " * (most - columns(cell)) for cell, most in zip(row, widths, strict=True)] for row in rows]
    lines = ["  ".join(row).rstrip() for row in padded]
    last = sum(widths[:-1]) + 2 * len(widths[:-1])
    if width is None or max(map(columns, lines)) <= width or last + _ROOM <= width:
        yield from (part for line in lines for part in wrapped(line, width, last))
        return
    for row, cells in zip(rows, padded, strict=True):
        yield "  ".join(cells[:first]).rstrip()
        yield "    " + "; ".join(filter(None, row[first:]))


def say(lines: Iterable[str], width: int | None) -> None:
    """Print lines, each wrapped a little further in than it begins."""
    for line in lines:
        indent = len(line) - len(line.lstrip(" "))
        for part in wrapped(line, width, indent + 2):
            click.echo(encodable(part.rstrip(" "), sys.stdout.encoding or "utf-8"))
