"""Jupyter notebooks: the code cells as one Python module, and edits put back into the strings of the JSON.

Cells are read one by one: one that is no Python costs the others nothing.
"""

from __future__ import annotations

from kafkalint.formats import python
from kafkalint.formats.notebook.decoding import LARGEST, decode
from kafkalint.formats.notebook.encoding import encode
from kafkalint.formats.python import imports, insert, rename, replace
from kafkalint.model.edit import Edit, Refusal
from kafkalint.model.program import Call, Key, Map, Program
from kafkalint.model.source import Part, Source, Span

NAME = "notebook"
PATTERNS = ("*.ipynb",)

__all__ = [
    "LARGEST", "NAME", "PATTERNS", "decode", "delete", "encode", "imports", "insert", "read", "rename", "replace",
]  # fmt: skip


def read(source: Source) -> Program:
    """The cells as one module; those that cannot be read are set aside.

    Raises Unreadable for what is no notebook.
    """
    from kafkalint.formats.notebook.reading import read

    return read(source)


def delete(program: Program, container: Call | Map | None, target: Key) -> tuple[Edit, ...] | Refusal:
    """Edits that take `target` out; the last line of a cell goes with the line end before it."""
    edits = python.delete(program, container, target)
    if isinstance(edits, Refusal):
        return edits
    return tuple(_within(edit, program.source) for edit in edits)


def _within(edit: Edit, source: Source) -> Edit:
    """The edit without the line end behind its cell, which no file holds."""
    part = source.part(edit.span.start)
    if edit.span.end <= part.span.end:
        return edit
    return Edit(Span(_line_end_before(source.text, edit.span.start, part), part.span.end), edit.text)


def _line_end_before(text: str, at: int, part: Part) -> int:
    for newline in ("\r\n", "\n", "\r"):
        if at - len(newline) >= part.span.start and text.endswith(newline, 0, at):
            return at - len(newline)
    return at
