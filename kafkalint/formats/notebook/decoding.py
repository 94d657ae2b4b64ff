"""From bytes to the text of the code cells, which knows where in the JSON each of its characters stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kafkalint.formats import text
from kafkalint.formats.notebook.cells import Cell, code_cells
from kafkalint.model.edit import Unreadable
from kafkalint.model.embedded import Embedded, Run
from kafkalint.model.source import Part, Source, Span

LARGEST = 25_000_000
"""Bytes of a notebook, nearly all of them output, which costs little to pass over."""

_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")


@dataclass(frozen=True, slots=True)
class Notebook:
    """What a Source of this format has to know for writing: the whole text, and each code cell in it."""

    whole: str
    cells: tuple[tuple[Cell, Embedded], ...]
    """Each code cell, and where its text stands in the whole."""


def decode(path: str, data: bytes) -> Source:
    """The text of the code cells, each ended by a line end of its own that the file does not hold.

    Raises Unreadable for what is no text; what is no notebook is told when it is read.
    """
    outer = text.decode(path, data, largest=LARGEST)
    try:
        cells = code_cells(outer.text)
    except Unreadable as error:
        return replace(outer, detail=error)
    found: list[tuple[Cell, Embedded]] = []
    texts: list[str] = []
    parts: list[Part] = []
    start = 0
    for cell in cells:
        first = Span(cell.strings[0].start + 1, cell.strings[0].start + 1)
        runs = tuple(_runs(outer.text, cell, start)) or (Run(Span(start, start), first),)
        found.append((cell, Embedded(runs)))
        texts += [*(json.loads(outer.slice(string)) for string in cell.strings), "\n"]
        parts.append(Part(cell.number, Span(start, runs[-1].inner.end)))
        start = runs[-1].inner.end + 1
    detail = Notebook(outer.text, tuple(found))
    return Source(path, data, "".join(texts), outer.encoding, outer.bom, tuple(parts), detail)


def _runs(whole: str, cell: Cell, start: int) -> Iterator[Run]:
    """The text of a cell in runs; `start` is where it begins among the texts of all cells."""
    for string in cell.strings:
        at, last = string.start + 1, string.end - 1
        for escape in (*_ESCAPE.finditer(whole, at, last), None):
            plain = Span(at, escape.start() if escape else last)
            if plain.end > plain.start:
                yield Run(Span(start, start + plain.end - plain.start), plain)
                start += plain.end - plain.start
            if escape:
                yield Run(Span(start, start + 1), Span(*escape.span()))
                start, at = start + 1, escape.end()
