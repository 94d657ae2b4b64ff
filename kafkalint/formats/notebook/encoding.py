"""Edits of the text of cells as edits of the JSON around it, in the way the notebook is written."""

from __future__ import annotations

import json
import re

from kafkalint.formats.lines import line_start
from kafkalint.formats.notebook.cells import Cell
from kafkalint.formats.notebook.decoding import Notebook
from kafkalint.model.edit import Edit, splice
from kafkalint.model.embedded import Embedded
from kafkalint.model.source import Source, Span

_ESCAPED = re.compile(r"\\u(?!00[01])")
"""An escape for a character that could stand there itself."""
_AFTER_LINES = re.compile(r"(?<=\n)(?=[\s\S])")


def encode(source: Source, edits: tuple[Edit, ...]) -> bytes:
    """The bytes of the notebook with `edits` made in its cells.

    Raises ValueError for edits that overlap or reach out of their cell.
    """
    notebook = source.detail
    assert isinstance(notebook, Notebook)  # else nothing could have been read that might be edited
    outer = tuple(_outer(source, notebook, edit) for edit in edits)
    return source.encode(splice(notebook.whole, outer))


def _outer(source: Source, notebook: Notebook, edit: Edit) -> Edit:
    part = source.part(edit.span.start)
    if edit.span.end > part.span.end:
        raise ValueError(f"an edit reaches out of cell {part.number}")
    cell, place = notebook.cells[source.parts.index(part)]
    span = _span(notebook.whole, place, edit)
    text, new_string = edit.text, _between(notebook.whole, cell)
    lines = _AFTER_LINES.split(text)
    if text and notebook.whole[span.start] == '"' and source.text[part.span.start : edit.span.start].endswith("\n"):
        lines.insert(0, "")
    if text.endswith("\n") and notebook.whole[span.end] != '"':
        lines.append("")
    escaped = notebook.whole.isascii() and _ESCAPED.search(notebook.whole) is not None
    return Edit(span, new_string.join(json.dumps(line, ensure_ascii=escaped)[1:-1] for line in lines))


def _span(whole: str, place: Embedded, edit: Edit) -> Span:
    """What to replace in the JSON: strings that lose all of their text go as a whole."""
    start = place.begin(edit.span.start)
    if edit.span.start == edit.span.end:
        return Span(start, start)
    end = place.end(edit.span.end) if edit.text.endswith("\n") else place.begin(edit.span.end)
    if not edit.text and whole[end] == '"':
        start = place.end(edit.span.start)
    return Span(start, end)


def _between(whole: str, cell: Cell) -> str:
    """What ends one string and begins the next, for a cell that has one for each line."""
    if not cell.listed:
        return ""
    if len(cell.strings) > 1:
        return whole[cell.strings[0].end - 1 : cell.strings[1].start + 1]
    start = cell.strings[0].start
    indent = whole[line_start(whole, start) : start]
    newline = "\r\n" if "\r\n" in whole[: start + 1] else "\n"
    return f'",{newline}{indent}"' if not indent.strip() else '", "'
