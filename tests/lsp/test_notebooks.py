"""Notebooks that are open as notebooks: findings, fixes and hovers in the cells where they stand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.uris import to_fs_path

PARTY = "\U0001f389"
CELLS = [
    ("markdown", "# Orders\nProducer({'acks': 1})"),
    ("python", "%matplotlib inline\n!pip install kafka\nfrom confluent_kafka import Producer"),
    ("python", f'SETTINGS = {{"client.id": "{PARTY}", "enable.idempotence": True, "acks": 1}}'),
    ("markdown", ""),
    ("python", "%%time\nproducer = Producer(SETTINGS)\n"),
]
EVERYWHERE = types.Range(types.Position(0, 0), types.Position(9_999, 0))


def saved(cells: list[tuple[str, str]]) -> bytes:
    """The file that cells would be."""
    told = [
        {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}
        if language == "markdown"
        else {
            "cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [],
            "source": text.splitlines(keepends=True),
        }
        for language, text in cells
    ]  # fmt: skip
    return json.dumps({"cells": told, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1).encode()


def written(path: Path) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(path.read_text("utf-8"))["cells"]]


def test_a_finding_stands_in_its_cell_before_anything_is_saved(telling, project) -> None:
    book = telling(CELLS)
    (found,) = book.told(3)
    assert found.code == "KFK101"
    assert found.message.startswith("acks=1 conflicts")
    assert book.under(3, found.range) == "1"
    assert found.range.start.character == book.items[2].text.index("1}") + 1, "one character counts for two"
    assert [one.location.uri for one in found.related_information] == [book.items[4].uri]
    assert book.under(5, found.related_information[0].location.range).startswith("Producer(")
    assert [book.told(number) for number in (1, 2, 4, 5)] == [[], [], [], []]
    assert list(project.folder.glob("*.ipynb")) == []
    assert book.client.capabilities.notebook_document_sync is not None
    assert book.client.log == []
    assert book.client.end() == (0, "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_is_typed_in_a_cell_counts(telling, encoding, end) -> None:
    text = (
        f'# \f \u2028 \x85 {PARTY}\n"{PARTY}"; SETTINGS = {{"client.id": "é{PARTY}",\n'
        '"acks": 7, "enable.idempotence": True}'
    )
    cells = [CELLS[0], CELLS[1], ("python", text.replace("\n", end)), CELLS[4]]
    book = telling(cells, encoding)
    found = {one.code: one.range for one in book.told(3)}
    assert book.under(3, found["KFK101"], encoding) == "7"
    book.type(3, f"é{PARTY}", f"{PARTY}ü", encoding)
    book.type(3, "True", "False", encoding)
    book.type(3, "7", '"all"', encoding)
    (found,) = book.told(3)
    assert found.code == "KFK202"
    assert book.under(3, found.range, encoding) == "False"


def test_new_editors_ask_for_cells_and_are_not_told_twice(notebook) -> None:
    book = notebook(CELLS)
    assert book.all() == {3: ["KFK101"]}
    book.type(3, "1}", '"all"}')
    assert book.all() == {}
    book.client.end()
    assert book.client.pushed == {}


def test_cells_come_and_go(notebook) -> None:
    book = notebook(CELLS)
    book.splice(0, 0, ("markdown", "first"), ("python", "import os"))
    assert book.all() == {5: ["KFK101"]}
    book.splice(4, 1, ("python", 'SETTINGS = {"enable.idempotence": True, "retries": 0}'))
    assert book.all() == {5: ["KFK102"]}
    book.splice(4, 1)
    assert book.all() == {}


def test_a_cell_that_moves_keeps_its_text(notebook) -> None:
    book = notebook(CELLS)
    last = book.items.pop()
    book.items.insert(0, last)
    moved = types.NotebookCellArrayChange(0, 5, [book.cell(item) for item in book.items])
    book.send(types.NotebookDocumentCellChanges(types.NotebookDocumentCellChangeStructure(moved)))
    assert book.all() == {}, "the producer is made before its settings are there"
    book.splice(1, 0, CELLS[1], CELLS[2])
    book.type(1, "Producer(SETTINGS)", "1")
    book.splice(5, 0, ("python", "Producer(SETTINGS)"))
    assert book.all() == {3: ["KFK101"]}


def test_a_cell_that_becomes_text_says_nothing(notebook) -> None:
    book = notebook(CELLS)
    changed = types.NotebookCell(types.NotebookCellKind.Markup, book.items[2].uri)
    book.send(types.NotebookDocumentCellChanges(data=[changed]))
    assert book.all() == {}


@pytest.mark.parametrize("language", ["sql", "scala"])
def test_a_cell_in_another_language_says_nothing(notebook, language) -> None:
    book = notebook([*CELLS[:2], (language, CELLS[2][1]), *CELLS[3:]])
    assert book.all() == {}


def test_a_closed_notebook_says_nothing(telling) -> None:
    book = telling(CELLS)
    book.told(3)
    book.close()
    pushed = book.client.pushed
    book.client.until(lambda: not pushed[book.items[2].uri].diagnostics)
    assert not any(one.diagnostics for one in pushed.values())


def test_one_fix_changes_its_cell_as_the_command_does(notebook, project) -> None:
    book = notebook(CELLS)
    book.all()
    (action,) = book.actions(3, "quickfix")
    assert (action.title, action.is_preferred) == ("Write acks=all", True)
    assert [one.text_document.uri for one in action.edit.document_changes] == [book.items[2].uri]
    assert [one.code for one in action.diagnostics] == ["KFK101"]
    path = project.plant("a.ipynb", saved(book.cells))
    project.check("--fix", "a.ipynb")
    assert book.after(action.edit) == written(path)
    assert book.actions(5, "quickfix") == [], "nothing is said in that cell"


def test_all_safe_fixes_of_all_cells_are_what_the_command_writes(notebook, project) -> None:
    more = [
        ("python", f'"{PARTY}"\nmore = Producer({{"enable.idempotence": "true",\n  "retries": 0,\n  "acks": 0}})'),
        ("markdown", "between"),
        ("python", '%time last = Producer({"enable.idempotence": True, "acks": 1})\nlast.flush()\n'),
    ]
    book = notebook([*CELLS, *more])
    assert set(book.all()) == {3, 6, 8}
    (action,) = book.actions(3, "source.fixAll")
    assert action.edit is None
    edit = book.client.resolve(action).edit
    path = project.plant("a.ipynb", saved(book.cells))
    project.check("--fix", "a.ipynb")
    assert book.after(edit) == written(path)
    assert {one.text_document.uri for one in edit.document_changes} == {book.items[at].uri for at in (2, 5, 7)}


def test_a_hover_in_a_cell_links_to_cells(notebook) -> None:
    book = notebook(CELLS)
    for number, line in ((3, 1), (5, 2)):
        shown = book.hover(number, line)
        assert "**confluent-kafka" in shown
        assert f"| acks | 1 | [a.ipynb:cell 3:1]({book.items[2].uri}) |" in shown
    assert book.hover(1, 2) == ""
    assert book.hover(2, 1) == ""


def test_a_module_as_it_is_typed_counts_in_a_notebook(notebook, project) -> None:
    project.plant("conf.py", 'SETTINGS = {"enable.idempotence": True, "acks": "all"}\n')
    book = notebook([CELLS[1], ("python", "from conf import SETTINGS\nProducer(SETTINGS)")])
    assert book.all() == {}
    book.client.type("conf.py", 'SETTINGS = {"enable.idempotence": True, "acks": 1}\n')
    (found,) = book.client.ask("conf.py")
    assert [one.location.uri for one in found.related_information] == [book.items[1].uri]


def test_a_cell_that_cannot_be_read_is_a_line_in_the_log_and_costs_no_other(notebook) -> None:
    book = notebook([*CELLS, ("python", "import confluent_kafka\ndef (:")])
    assert book.all() == {3: ["KFK101"]}
    book.client.until(lambda: bool(book.client.log))
    (line,) = book.client.log
    assert line.startswith("a.ipynb")
    assert "cell 6:2" in line


def test_a_notebook_that_is_open_as_a_text_is_told_at_its_start(editor, new) -> None:
    client = editor(able=new)
    client.type("a.ipynb", saved(CELLS).decode())
    (found,) = client.ask("a.ipynb")
    assert found.message.startswith("cell 3:1:")
    assert found.range == types.Range(types.Position(0, 0), types.Position(0, 0))
    assert client.actions("a.ipynb", EVERYWHERE, "quickfix") == []


def test_a_notebook_without_a_file_is_left_alone(notebook) -> None:
    book = notebook(CELLS, scheme="untitled")
    assert to_fs_path(book.uri) is None
    assert book.all() == {}
    book.type(3, "1}", "0}")
    book.close()
    assert book.client.end() == (0, "")


def test_nonsense_about_cells_is_no_crash(notebook) -> None:
    book = notebook(CELLS)
    listed = [types.NotebookCell(types.NotebookCellKind.Code, "vscode-notebook-cell:/never-told")]
    array = types.NotebookCellArrayChange(99, 99, listed)
    book.send(types.NotebookDocumentCellChanges(types.NotebookDocumentCellChangeStructure(array)))
    book.items[2].text = "x" * 50 + "\n" * 50 + "1}"  # the client and the server do not agree
    book.type(3, "1}", "?")
    assert set(book.all()) <= {3}
    assert book.client.end() == (0, "")
