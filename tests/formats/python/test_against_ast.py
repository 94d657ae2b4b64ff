"""Names, literals, calls and maps of the standard library, read once by LibCST and once by `ast`."""

from __future__ import annotations

import ast
import sysconfig
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

from kafkalint.formats import python
from kafkalint.model.program import (
    Arm,
    Attribute,
    Call,
    Comprehension,
    Constant,
    Map,
    Name,
    Node,
    Operation,
    Program,
    children,
)
from kafkalint.model.source import Span

LIBRARY = Path(sysconfig.get_path("stdlib"))
FILES = sorted(path for path in LIBRARY.rglob("*.py") if not {"site-packages", "test"} & set(path.parts))
SAMPLE = [path for path in FILES if 1_000 < path.stat().st_size < 40_000][::12][:36]
SYNTAX = [LIBRARY / "test" / f"test_{name}.py" for name in ("unpack_ex", "dictcomps", "named_expressions", "with")]

Row: TypeAlias = tuple[object, ...]


class Oracle(ast.NodeVisitor):
    """Rows by `ast`: kind, span and what else there is to know."""

    def __init__(self, text: str) -> None:
        self.rows: Counter[Row] = Counter()
        lines = text.split("\n")
        self.lines = [line.encode() for line in lines]
        self.starts = [0]
        for line in lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.visit(ast.parse(text))

    def at(self, line: int | None, column: int | None) -> int:
        assert line is not None
        assert column is not None
        return self.starts[line - 1] + len(self.lines[line - 1][:column].decode())

    def span(self, node: ast.expr | ast.keyword) -> Span:
        return Span(self.at(node.lineno, node.col_offset), self.at(node.end_lineno, node.end_col_offset))

    def note(self, kind: str, node: ast.expr, *more: object) -> None:
        self.rows[kind, self.span(node), *more] += 1

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.visit(node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self.visit(node.target)
            self.visit(node.value)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for part in (node.args, *node.body, *node.decorator_list):
            self.visit(part)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.visit_FunctionDef(node)

    def visit_arg(self, node: ast.arg) -> None:
        """Annotations are not read."""

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        number = node.operand.value if isinstance(node.operand, ast.Constant) else None
        if (
            isinstance(node.op, ast.USub | ast.UAdd)
            and isinstance(number, int | float)
            and not isinstance(number, bool)
        ):
            self.note("constant", node, repr(-number if isinstance(node.op, ast.USub) else number))
        else:
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str | bytes | int | float | None):
            self.note("constant", node, repr(node.value))

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self.note("text", node)

    def visit_Name(self, node: ast.Name) -> None:
        self.note("name", node, node.id)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self.note("attribute", node, node.attr)
        self.generic_visit(node)

    def visit_Dict(self, node: ast.Dict) -> None:
        self.note("map", node, [key is None for key in node.keys].count(True), len(node.keys))
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        written = [(self.span(item), "*" if isinstance(item, ast.Starred) else "") for item in node.args]
        written += [(self.span(item), item.arg or "**") for item in node.keywords]
        self.note("call", node, *(name for _, name in sorted(written)))
        self.generic_visit(node)


def rows(nodes: Iterator[Node]) -> Iterator[Row]:
    """The same rows from a Program."""
    for node in nodes:
        if isinstance(node, Constant):
            yield "constant", node.span, repr(node.value)
        elif isinstance(node, Operation) and node.operator == "text":
            yield "text", node.span
        elif isinstance(node, Name | Attribute):
            yield type(node).__name__.lower(), node.span, node.name
        elif isinstance(node, Map):
            yield "map", node.span, [entry.key for entry in node.entries].count(None), len(node.entries)
        elif isinstance(node, Call):
            yield "call", node.span, *(argument.name for argument in node.arguments)


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Every node but those in f-strings and the names of handlers, which `ast` does not place."""
    for node in nodes:
        yield node
        if isinstance(node, Arm) and node.kind == "except":
            yield from walk((*([node.test] if node.test else []), *node.body))
        elif not (isinstance(node, Operation) and node.operator == "text"):
            yield from walk(children(node))


@pytest.mark.parametrize("path", SAMPLE + SYNTAX, ids=lambda path: path.name)
def test_equal_readings(path: Path) -> None:
    program = python.read(python.decode(path.name, path.read_bytes()))
    assert program.exact
    assert Counter(rows(walk(program.body))) == Oracle(program.source.text).rows


def test_sample_is_large_enough() -> None:
    assert len(SAMPLE) > 30


def test_equal_behind_other_scripts_and_newlines(read: Callable[[str], Program]) -> None:
    text = "é = 'ß🙂'; f(é, ключ=\"値\", **{'ñ': (1)})  # 🙂\r\nx = '🙂' + g(a=-1)\r\n"
    found = [(row[0], program.source.slice(row[1])) for program in [read(text)] for row in rows(walk(program.body))]
    expected = [
        (row[0], text.replace("\r", "")[slice(*row[1])]) for row in Oracle(text.replace("\r", "")).rows.elements()
    ]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("path", SAMPLE[::3], ids=lambda path: path.name)
def test_slices_say_the_same_alone(path: Path) -> None:
    program = python.read(python.decode(path.name, path.read_bytes()))
    for node in walk(program.body):
        if not isinstance(node, Constant | Map | Call | Comprehension):
            continue
        text = program.source.slice(node.span)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            alone = ast.parse(f"(\n{text}\n)", mode="eval").body
        if isinstance(node, Constant):
            assert ast.literal_eval(alone) == node.value
        elif isinstance(node, Call):
            assert isinstance(alone, ast.Call)
            assert len(alone.args) + len(alone.keywords) == len(node.arguments)
        elif isinstance(node, Map):
            assert isinstance(alone, ast.Dict)
            assert len(alone.keys) == len(node.entries)
        else:
            assert isinstance(alone, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp)
            assert len(alone.generators) == len(node.clauses)
