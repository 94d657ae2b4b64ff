"""Laws of the notebook lens: what an edit of a cell does to the JSON, judged by `json` and `nbformat`."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import nbformat
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kafkalint.formats import notebook
from kafkalint.model.edit import Edit, Refusal, Unreadable, splice
from kafkalint.model.program import Argument, Call, Map, MapEntry, Node, Program, children
from kafkalint.model.source import Source, Span

Cells = list[tuple[str, Any]]
CODE = st.text(st.sampled_from('ab=1\n\n\n\t"\\é中😀\u2028/ #'), max_size=12)
OUTPUT = st.recursive(st.none() | st.floats() | st.text(max_size=5), st.lists, max_leaves=4)


@dataclass(frozen=True)
class Style:
    """How a notebook is written."""

    listed: bool = True
    version: int = 4
    ascii: bool = False
    indent: int | str | None = 1
    separators: tuple[str, str] = (",", ": ")
    newline: str = "\n"
    sort: bool = True
    bom: bytes = b""
    end: str = "\n"


STYLES = st.builds(
    Style,
    listed=st.booleans(),
    version=st.sampled_from([3, 4]),
    ascii=st.booleans(),
    indent=st.sampled_from([None, 0, 1, 2, "\t"]),
    separators=st.sampled_from([(",", ": "), (", ", ":"), (" , ", " : ")]),
    newline=st.sampled_from(["\n", "\r\n"]),
    sort=st.booleans(),
    bom=st.sampled_from([b"", b"\xef\xbb\xbf"]),
    end=st.sampled_from(["\n", "", "\n\n"]),
)


@dataclass(frozen=True)
class Case:
    """A notebook with the texts of its code cells."""

    texts: list[str]
    style: Style = field(default_factory=Style)
    output: object = None

    @property
    def content(self) -> dict[str, Any]:
        key = "source" if self.style.version == 4 else "input"
        cells: list[dict[str, Any]] = [{"cell_type": "markdown", "metadata": {}, "source": ["%x\n", "a = 1"]}]
        for text in self.texts:
            written = text.splitlines(True) if self.style.listed and "\u2028" not in text else text
            cells.append({"cell_type": "code", "metadata": {}, key: written, "outputs": [self.output]})
        inside = {"cells": cells} if self.style.version == 4 else {"worksheets": [{"cells": cells}]}
        return {**inside, "metadata": {}, "nbformat": self.style.version, "nbformat_minor": 5}

    @property
    def data(self) -> bytes:
        style = self.style
        written = json.dumps(
            self.content,
            ensure_ascii=style.ascii,
            indent=style.indent,
            separators=style.separators,
            sort_keys=style.sort,
        )
        return style.bom + (written.replace("\n", style.newline) + style.end).encode()


CASES = st.builds(Case, st.lists(CODE, max_size=4), STYLES, OUTPUT)


def joined(data: bytes) -> list[object]:
    """The notebook with every text of a cell as one string, and the code cells' texts in front."""
    content = json.loads(data.decode("utf-8-sig"))
    sheets = content.get("worksheets", [content])
    texts = []
    for cell in (cell for sheet in sheets for cell in sheet["cells"]):
        key = "source" if "source" in cell else "input"
        texts.append("".join(cell.pop(key)))
    return [texts, json.dumps(content)]


@given(CASES)
def test_the_text_is_that_of_the_code_cells(case: Case) -> None:
    source = notebook.decode("a.ipynb", case.data)
    parts = [(part.number, source.slice(part.span)) for part in source.parts]
    assert source.text == "".join(f"{text}\n" for _, text in parts)
    assert [pair for pair in parts if pair[1]] == [pair for pair in enumerate(case.texts, 2) if pair[1]]
    assert notebook.encode(source, ()) == case.data


@given(CASES, st.data())
@example(Case(["a\n"]), None)
@example(Case(["a\nb"]), None)
@example(Case(["a"], Style(newline="\r\n")), None)
def test_an_edit_changes_its_cell_and_nothing_else(case: Case, data: st.DataObject | None) -> None:
    source = notebook.decode("a.ipynb", case.data)
    assume(source.parts)
    part = data.draw(st.sampled_from(source.parts)) if data else source.parts[0]
    ends = st.integers(*part.span)
    start, end = sorted((data.draw(ends), data.draw(ends))) if data else (part.span.end, part.span.end)
    edit = Edit(Span(start, end), data.draw(CODE) if data else "x\ny")
    after = notebook.encode(source, (edit,))
    again = notebook.decode("a.ipynb", after)
    assert again.text == splice(source.text, (edit,))
    (texts, rest), (old, same) = joined(after), joined(case.data)
    assert rest == same
    assert part.number is not None
    assert old[: part.number - 1] + old[part.number :] == texts[: part.number - 1] + texts[part.number :]
    assert after[: case.data.index(b'"cells"')] == case.data[: case.data.index(b'"cells"')]


@given(st.lists(CODE.filter(lambda text: "\u2028" not in text), min_size=1, max_size=3), st.data())
def test_what_is_written_is_what_nbformat_writes(texts: list[str], data: st.DataObject) -> None:
    cells = [nbformat.v4.new_code_cell(text, id=f"c{number}") for number, text in enumerate(texts)]
    before = nbformat.writes(nbformat.v4.new_notebook(cells=cells)).encode()
    source = notebook.decode("a.ipynb", before)
    assume(source.parts)
    part = data.draw(st.sampled_from(source.parts))
    start, end = sorted((data.draw(st.integers(*part.span)), data.draw(st.integers(*part.span))))
    edit = Edit(Span(start, end), data.draw(CODE.filter(lambda text: "\u2028" not in text)))
    left = splice(source.slice(part.span), (Edit(Span(start - part.span.start, end - part.span.start), edit.text),))
    assume(left and "\n" in source.slice(part.span))  # with one line, or none, there is no neighbour to write alike
    after = notebook.encode(source, (edit,)).decode()
    assert after == nbformat.writes(nbformat.reads(after, 4))


NAMES = ["alpha", "beta", "gamma"]
CALLS = st.sampled_from(
    ["P({})", "x = {{\n    'é': 1,\n    {}\n}}", "P(\n    {},\n)", "if a:\n    P({})\n", "%time P({})", "!ls\nP({})"]
)


@st.composite
def programs(draw: st.DrawFn) -> Case:
    texts = draw(st.lists(st.sampled_from(["y = 1", "%%bash\nls", "def (", "!ls", "'''", ""]), max_size=2))
    form = draw(CALLS)
    pair = "'{}': {}" if "{{" in form else "{}={}"
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
    texts.insert(draw(st.integers(0, len(texts))), form.format(", ".join(pair.format(name, 1) for name in names)))
    return Case(texts, draw(STYLES))


def walk(program: Program) -> list[Node]:
    found = list(program.body)
    for node in found:
        found += children(node)
    return found


def entries(program: Program) -> dict[str, Argument | MapEntry]:
    found = {node.name: node for node in walk(program) if isinstance(node, Argument) and node.name}
    maps = [node for node in walk(program) if isinstance(node, MapEntry)]
    return {**found, **{getattr(node.key, "value", ""): node for node in maps}}


def made(source: Source, edits: tuple[Edit, ...] | Refusal) -> Source:
    assert not isinstance(edits, Refusal), edits
    return notebook.decode("a.ipynb", notebook.encode(source, edits))


@given(programs(), st.sampled_from(["all", 5, "é\n"]), st.integers(0, 2))
def test_the_verbs_of_python_work_in_cells(case: Case, value: str | int, place: int) -> None:
    source = notebook.decode("a.ipynb", case.data)
    program = notebook.read(source)
    held = entries(program)
    name = [one for one in held if one in NAMES][place % (len(held) - ("é" in held))]
    replaced = made(source, notebook.replace(program, held[name], value))
    again = notebook.read(replaced)
    assert getattr(entries(again)[name].value, "value", None) == value
    assert notebook.replace(again, entries(again)[name], value) == ()
    renamed = made(source, notebook.rename(program, held[name], "delta"))
    assert list(entries(notebook.read(renamed))) == ["delta" if one == name else one for one in held]
    container = next(node for node in walk(program) if isinstance(node, Call | Map) and held[name] in children(node))
    inserted = made(source, notebook.insert(program, container, "delta", value, held[name]))
    assert set(entries(notebook.read(inserted))) == {*held, "delta"}
    deleted = made(source, notebook.delete(program, container, held[name]))
    assert set(entries(notebook.read(deleted))) == set(held) - {name}
    for after in (replaced, renamed, inserted, deleted):
        assert len(after.parts) == len(source.parts)


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode) | st.text('{}[]":,\\ "a1').map(str.encode))
def test_any_bytes_give_a_program_or_a_reason(data: bytes) -> None:
    try:
        source = notebook.decode("a.ipynb", data)
        program = notebook.read(source)
    except Unreadable:
        return
    assert all(0 <= node.span.start <= node.span.end <= len(source.text) for node in walk(program))


@given(CASES, st.data())
def test_a_damaged_notebook_gives_a_program_or_a_reason(case: Case, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(case.data)))
    damage = data.draw(st.sampled_from([b"", b'"', b"}", b"]", b",", b"\\", b"1", b"\xff"]))
    damaged = case.data[:at] + damage + case.data[at + data.draw(st.integers(0, 3)) :]
    try:
        expected = json.loads(damaged.decode("utf-8-sig"))
    except ValueError:
        expected = None
    try:
        notebook.read(notebook.decode("a.ipynb", damaged))
    except Unreadable:
        assert expected is None or b"\0" in damaged
    else:
        assert expected is not None
