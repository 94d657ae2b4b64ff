"""Notebooks that an editor has opened as such: their cells, and the file that these would make."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from lsprotocol import types

from kafkalint.lsp.buffers import Buffer, Cell
from kafkalint.lsp.ranges import offset
from kafkalint.reporters.positions import Lines

SYNC = types.NotebookDocumentSyncOptions([types.NotebookDocumentFilterWithNotebook("jupyter-notebook")])
"""What the client is to tell: all cells, since readers count those of text too."""


def opened(params: types.DidOpenNotebookDocumentParams) -> Buffer:
    """A notebook as it is opened."""
    notebook = params.notebook_document
    texts = {one.uri: one for one in params.cell_text_documents}
    return _buffer(notebook.uri, notebook.version, _cells(notebook.cells, texts))


def changed(before: Buffer, params: types.DidChangeNotebookDocumentParams, encoding: str) -> Buffer:
    """The same notebook after a change: first of which cells there are, then of their kinds, then of their texts."""
    cells, change = list(before.cells), params.change.cells or types.NotebookDocumentCellChanges()
    if change.structure:
        _restructure(cells, change.structure)
    kinds = {one.document: one.kind is types.NotebookCellKind.Code for one in change.data or ()}
    cells = [replace(cell, code=kinds.get(cell.uri, cell.code)) for cell in cells]
    edits = {one.document.uri: one for one in change.text_content or ()}
    told = [_told(cell, edits[cell.uri], encoding) if cell.uri in edits else cell for cell in cells]
    return _buffer(before.uri, params.notebook_document.version, told)


def _restructure(cells: list[Cell], change: types.NotebookDocumentCellChangeStructure) -> None:
    """Put new cells in the place of others."""
    texts: dict[str, Cell | types.TextDocumentItem] = {one.uri: one for one in cells}
    texts |= {one.uri: one for one in change.did_open or ()}
    first, last = change.array.start, change.array.start + change.array.delete_count
    cells[first:last] = _cells(change.array.cells or (), texts)


def _told(cell: Cell, edit: types.NotebookDocumentCellContentChanges, encoding: str) -> Cell:
    """A cell with its new text."""
    return replace(cell, version=edit.document.version, text=_edited(cell.text, edit.changes, encoding))


def _cells(listed: Iterable[types.NotebookCell], texts: Mapping[str, Cell | types.TextDocumentItem]) -> Iterable[Cell]:
    """Cells with their texts; one whose text was never told is empty."""
    for one in listed:
        code, text = one.kind is types.NotebookCellKind.Code, texts.get(one.document)
        if isinstance(text, Cell):
            yield replace(text, code=code)
        elif text:
            yield Cell(text.uri, text.version, text.text, text.language_id, code)
        else:
            yield Cell(one.document, 0, "", "", code)


def _edited(text: str, changes: Iterable[types.TextDocumentContentChangeEvent], encoding: str) -> str:
    """A text after changes, each of which counts on the one before."""
    for change in changes:
        if isinstance(change, types.TextDocumentContentChangeWholeDocument):
            text = change.text
        else:
            lines = Lines.of(text)
            start, end = (offset(lines, at, encoding) for at in (change.range.start, change.range.end))
            text = text[:start] + change.text + text[end:]
    return text


def _buffer(uri: str, version: int, cells: Iterable[Cell]) -> Buffer:
    held = tuple(cells)
    return Buffer(uri, version, json.dumps({"cells": [_written(cell) for cell in held]}), held)


def _written(cell: Cell) -> Mapping[str, object]:
    """A cell as the file of a notebook has it, as far as it matters here."""
    return {
        "cell_type": "code" if cell.code else "markdown",
        "metadata": {"vscode": {"languageId": cell.language}},
        "source": cell.text,
    }
