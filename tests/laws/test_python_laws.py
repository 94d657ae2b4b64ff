"""Laws of the Python lens, on generated calls and maps in any layout; `ast` is the judge."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from keyword import kwlist, softkwlist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kafkalint.formats import python
from kafkalint.model.edit import Edit, Refusal, Unreadable, splice
from kafkalint.model.program import Argument, Call, Constant, Key, Map, MapEntry, Node, Program, children
from kafkalint.model.source import Source, Span
from kafkalint.model.value import Native

NEW = "brand_new"
KEYS = st.sampled_from(["acks", "retries", "linger_ms", "a", "b", "clé"])
BLANKS = st.sampled_from(["", " ", "  ", "\t"])
LAYOUTS = st.sampled_from(["", " ", "\n", "\n    ", "  # note, (x=1)\n  ", "\n\n  # über\n\t", "  # a\n  # b\n  "])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 99)
    | st.text(st.characters(exclude_categories=("Cs",)), max_size=6)
    | st.sampled_from(["all", "0", "it's", 'a"b', "\\", "\r\n"]),
    lambda inner: st.tuples(inner) | st.tuples(inner, inner) | st.just(()),
    max_leaves=3,
)
WRITTEN = st.sampled_from(
    [
        "1",
        "-1",
        "'all'",
        '"é"',
        "('a'\n 'b')",
        "( 1 )",
        "x",
        "f(a=1, *b)",
        "{'a': 1,}",
        "(1,)",
        "[1, 2]",
        "f'{x}'",
        "lambda: 1",
    ]
)
WRAPS = st.sampled_from(
    [
        "{}",
        "x = {}\n",
        "def f():\n    return {}  # end\n",
        "class A:\n\tx = [y, {}]; z\n",
        "g(a, {}, k='v').h(1)\n",
        "é = '🙂', {}\n",
    ]
)


@dataclass(frozen=True)
class Case:
    """A module with one call of ``P`` or one map with keys, and how many items that has."""

    text: str
    keys: tuple[str, ...]

    def program(self) -> Program:
        return python.read(python.decode("m.py", self.text.encode()))


@st.composite
def cases(draw: st.DrawFn, smallest: int = 0) -> Case:
    call = draw(st.booleans())
    keys = draw(st.lists(KEYS, min_size=smallest, max_size=4, unique=True))
    quote = draw(st.sampled_from(["'", '"']))
    items = [
        f"{key}{draw(BLANKS)}={draw(BLANKS)}" if call else f"{quote}{key}{quote}{draw(BLANKS)}:{draw(BLANKS)}"
        for key in keys
    ]
    items = [item + draw(WRITTEN) for item in items]
    if draw(st.booleans()):
        items.insert(0 if call else draw(st.integers(0, len(items))), "*rest" if call else "**rest")
    if call and draw(st.booleans()):
        items.append("**more")
    inside = draw(LAYOUTS)
    for number, item in enumerate(items):
        last = number + 1 == len(items)
        comma = draw(st.booleans()) if last else True
        inside += item + draw(LAYOUTS) + ("," + draw(LAYOUTS) if comma else "")
    text = draw(WRAPS).replace("{}", f"P({inside})" if call else "{" + inside + "}")
    return Case(text.replace("\n", "\r\n") if draw(st.booleans()) else text, tuple(keys))


def container(program: Program) -> Call | Map:
    rest: list[Node] = list(program.body)
    while rest:
        node = rest.pop(0)
        if isinstance(node, Map) or (isinstance(node, Call) and getattr(node.function, "name", "") == "P"):
            return node
        rest.extend(children(node))
    raise LookupError


def items(program: Program) -> tuple[Key, ...]:
    found = container(program)
    return found.arguments if isinstance(found, Call) else found.entries


def name(item: Key) -> object:
    if isinstance(item, Argument):
        return item.name
    return item.key.value if isinstance(item, MapEntry) and isinstance(item.key, Constant) else "**"


def said(text: str) -> list[tuple[object, str]]:
    """Keys and values of the container, by `ast`."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Dict):
            keys = [ast.literal_eval(key) if key else "**" for key in node.keys]
            return list(zip(keys, map(ast.dump, node.values), strict=True))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "P":
            positional = [("*", ast.dump(item.value)) for item in node.args if isinstance(item, ast.Starred)]
            return [*positional, *((item.arg or "**", ast.dump(item.value)) for item in node.keywords)]
    raise LookupError


def dumped(value: Native) -> str:
    return ast.dump(ast.parse(repr(value), mode="eval").body)


def made(text: str, edits: tuple[Edit, ...] | Refusal) -> str:
    assert not isinstance(edits, Refusal), edits
    return splice(text, edits)


def comments(program: Program) -> list[str]:
    return [program.source.slice(span) for span in program.comments]


@settings(deadline=None)
@given(cases())
def test_identity(case: Case) -> None:
    program = case.program()
    assert program.exact
    assert [(name(item), item.span[0] < item.span[1]) for item in items(program)] == [
        (key, True) for key, _ in said(case.text)
    ]


@settings(deadline=None)
@given(cases(smallest=1), VALUES, st.integers(0, 3))
def test_put_get(case: Case, value: Native, place: int) -> None:
    program = case.program()
    key = case.keys[place % len(case.keys)]
    target = next(item for item in items(program) if name(item) == key)
    edits = python.replace(program, target, value)
    after = made(case.text, edits)
    assert said(after) == [(known, dumped(value) if known == key else old) for known, old in said(case.text)]
    span = target.value.span
    assert after.startswith(case.text[: span.start])
    assert after.endswith(case.text[span.end :])
    again = python.read(python.decode("m.py", after.encode()))
    replaced = next(item for item in items(again) if name(item) == key)
    assert python.replace(again, replaced, value) == ()


@settings(deadline=None)
@given(cases(smallest=1), st.integers(0, 3))
def test_rename(case: Case, place: int) -> None:
    program = case.program()
    key = case.keys[place % len(case.keys)]
    target = next(item for item in items(program) if name(item) == key)
    after = made(case.text, python.rename(program, target, NEW))
    assert said(after) == [(NEW if known == key else known, value) for known, value in said(case.text)]


@settings(deadline=None)
@given(cases(), VALUES, st.integers(0, 6))
def test_insert_and_delete(case: Case, value: Native, place: int) -> None:
    program = case.program()
    present = items(program)
    neighbour = present[place] if place < len(present) else None
    inserted = made(case.text, python.insert(program, container(program), NEW, value, neighbour))
    before, after = said(case.text), said(inserted)
    assert [item for item in after if item[0] != NEW] == before
    assert dict(after)[NEW] == dumped(value)
    if neighbour and name(neighbour) not in ("*", "**"):
        assert after[after.index((NEW, dumped(value))) - 1][0] == name(neighbour)
    again = python.read(python.decode("m.py", inserted.encode()))
    assert comments(again) == comments(program)
    target = next(item for item in items(again) if name(item) == NEW)
    assert said(made(inserted, python.delete(again, container(again), target))) == before


@settings(deadline=None)
@given(cases(smallest=1), st.integers(0, 3))
def test_delete(case: Case, place: int) -> None:
    program = case.program()
    key = case.keys[place % len(case.keys)]
    target = next(item for item in items(program) if name(item) == key)
    after = made(case.text, python.delete(program, container(program), target))
    assert said(after) == [(known, value) for known, value in said(case.text) if known != key]
    again = python.read(python.decode("m.py", after.encode()))
    lost = len(program.comments) - len(again.comments)
    inside = sum(target.span.start <= span.start < target.span.end for span in program.comments)
    assert lost in (inside, inside + 1)


STARTS = ["'''", '"""', "f'", 'f"', "rb'", "{{", "\n    ", "\\\n", "a", "1", "é", "0x", "1e", ":="]
TOKENS = st.lists(
    st.sampled_from([*"()[]{}:;,.=*\\#@!~'\"\n\r\t\f -", *STARTS, *kwlist, *softkwlist]),
    max_size=40,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=60) | TOKENS)
def test_any_text_gives_a_program_or_a_reason(text: str) -> None:
    source = Source("m.py", text.encode(), text)
    assert all(0 <= span.start <= span.end <= len(text) for span in spans(source))


def spans(source: Source) -> Iterator[Span]:
    """Of every node and comment, or of the reason why there is none."""
    try:
        program = python.read(source)
    except Unreadable as unreadable:
        yield unreadable.span
        return
    yield from program.comments
    rest: list[Node] = list(program.body)
    while rest:
        node = rest.pop()
        yield node.span
        rest.extend(children(node))


@settings(deadline=None)
@given(st.binary(max_size=80))
def test_any_bytes_give_a_source_or_a_reason(data: bytes) -> None:
    try:
        source = python.decode("m.py", data)
    except Unreadable:
        return
    assert source.encode(source.text) == data


@pytest.mark.parametrize("text", ["", "# only\n", "\n\n", "x"])
def test_small_modules(text: str) -> None:
    assert python.read(python.decode("m.py", text.encode())).exact
