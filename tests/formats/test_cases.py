"""Byte-exact cases: `cases.toml` says what happens to a file, and the file named after a case is the result."""

from __future__ import annotations

import tomllib
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, cast

import pytest

from kafkalint.formats import Format, format_of
from kafkalint.model.document import Container, Document, Entry, Mapping, Scalar, Sequence
from kafkalint.model.edit import Edit, Refusal, Unreadable, splice

FORMATS = ("properties", "json", "toml", "ini", "dotenv", "hocon", "dockerfile", "hcl", "shell")
HERE = Path(__file__).parent
BOM = b"\xef\xbb\xbf"
Table = dict[str, object]


class Case(NamedTuple):
    """One table of a `cases.toml`, with the settings of its file around it."""

    form: str
    name: str
    table: Table

    @property
    def before(self) -> bytes:
        if "text" in self.table:
            return str(self.table["text"]).encode()
        return (HERE / self.form / str(self.table["before"])).read_bytes()

    @property
    def after(self) -> bytes:
        if "result" in self.table:
            return str(self.table["result"]).encode()
        suffix = Path(str(self.table["before"])).suffix
        return (HERE / self.form / f"{self.name}{suffix}").read_bytes()


def _cases() -> list[Case]:
    found = []
    for form in FORMATS:
        tables = tomllib.loads((HERE / form / "cases.toml").read_text("utf-8"))
        shared = {key: value for key, value in tables.items() if not isinstance(value, dict)}
        found += [Case(form, key, {**shared, **table}) for key, table in tables.items() if isinstance(table, dict)]
    return found


CASES = _cases()
EDITS = [case for case in CASES if not {"refused", "unreadable", "unchanged"} & set(case.table)]


def _ids(cases: list[Case]) -> list[str]:
    return [f"{case.form}-{case.name}" for case in cases]


def _read(case: Case, data: bytes) -> tuple[Format, Document]:
    form = cast("Format", import_module(f"kafkalint.formats.{case.form}"))
    read = form.read(form.decode("file", data))
    assert isinstance(read, Document)
    return form, read


def _container(document: Document, table: Table) -> Container:
    node = document.roots[cast("int", table.get("root", 0))]
    for step in cast("list[str | int]", table.get("path", [])):
        if isinstance(step, str):
            node = _entry(cast("Container", node), step).value
        else:
            node = node.items[step] if isinstance(node, Sequence) else cast("Mapping", node).entries[step].value
    assert not isinstance(node, Scalar)
    return node


def _entry(container: Container, key: object, nth: int = -1) -> Entry:
    return [entry for entry in container.entries if entry.key == key][nth]


def _done(case: Case, data: bytes) -> tuple[Document, tuple[Edit, ...] | Refusal]:
    form, document = _read(case, data)
    table = case.table
    container = _container(document, table)
    if table["verb"] == "insert":
        after = _entry(container, table["after"]) if "after" in table else None
        return document, form.insert(document, container, str(table["key"]), table["value"], after)
    target = _entry(container, table["key"], cast("int", table.get("nth", -1)))
    if table["verb"] == "replace":
        return document, form.replace(document, target, table["value"])
    if table["verb"] == "rename":
        return document, form.rename(document, target, str(table["name"]))
    return document, form.delete(document, container, target)


def _bytes(case: Case, data: bytes) -> bytes:
    document, edits = _done(case, data)
    assert not isinstance(edits, Refusal), edits
    return document.source.encode(splice(document.source.text, edits))


@pytest.mark.parametrize("case", EDITS, ids=_ids(EDITS))
def test_result(case):
    assert _bytes(case, case.before) == case.after


VARIED = [case for case in EDITS if case.table.get("variants", True)]


@pytest.mark.parametrize("case", VARIED, ids=_ids(VARIED))
def test_result_in_other_shapes(case):
    """CRLF, a BOM, no final newline, and characters of several bytes before everything."""
    comment = str(case.table.get("comment", "#")).encode() + " é中😀\n".encode()
    shapes = [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: BOM + data,
        lambda data: data.removesuffix(b"\n"),
        lambda data: BOM + data.replace(b"\n", b"\r\n").removesuffix(b"\r\n"),
        lambda data: comment + data,
    ]
    for shape in shapes:
        assert _bytes(case, shape(case.before)) == shape(case.after)


SAME = [case for case in CASES if "unchanged" in case.table]


@pytest.mark.parametrize("case", SAME, ids=_ids(SAME))
def test_same_value_is_no_edit(case):
    assert _done(case, case.before)[1] == ()


REFUSED = [case for case in CASES if "refused" in case.table]


@pytest.mark.parametrize("case", REFUSED, ids=_ids(REFUSED))
def test_refusal(case):
    assert _done(case, case.before)[1] == Refusal(str(case.table["refused"]))


UNREADABLE = [case for case in CASES if "unreadable" in case.table]


@pytest.mark.parametrize("case", UNREADABLE, ids=_ids(UNREADABLE))
def test_unreadable(case):
    with pytest.raises(Unreadable) as caught:
        _read(case, case.before)
    assert caught.value.reason == case.table["unreadable"]


def test_every_file_belongs_to_a_case():
    used = {case.form + "/" + str(case.table["before"]) for case in CASES if "before" in case.table}
    used |= {
        f"{case.form}/{case.name}{Path(str(case.table['before'])).suffix}"
        for case in EDITS
        if "result" not in case.table
    }
    for form in FORMATS:
        files = {f"{form}/{path.name}" for path in (HERE / form).iterdir() if path.is_file()}
        assert files - used <= {f"{form}/cases.toml"} | {name for name in files if name.endswith(".py")}


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Dockerfile", "dockerfile"),
        ("Dockerfile.connect", "dockerfile"),
        ("connect.Dockerfile", "dockerfile"),
        ("Containerfile", "dockerfile"),
        ("dockerfile.py", "python"),
        (".env.yml", "yaml"),
        (".env.prod", "dotenv"),
        ("application.conf", "hocon"),
    ],
)
def test_a_suffix_that_is_known_decides_where_a_name_leaves_it_open(name, form):
    syntax = format_of(name)
    assert syntax is not None
    assert form == syntax.NAME
