"""What each piece of syntax becomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

import pytest

from kafkalint.model.edit import Unreadable
from kafkalint.model.program import Node, Program, children

Reader = Callable[[str], Program]


def shown(value: object) -> object:
    """A node as nested tuples without spans, led by the name of its kind; empty fields at the end left out."""
    if isinstance(value, Node):
        held = [shown(getattr(value, field.name)) for field in fields(value) if not field.name.endswith("span")]
        while held and held[-1] in (None, (), "", 0, False) and held[-1] != 0.5:
            held.pop()
        return (type(value).__name__, *held)
    return tuple(shown(item) for item in value) if isinstance(value, tuple) else value


A, B, C, D = (("Name", name) for name in "abcd")

VALUES = [
    ("a", A),
    ("ﬁ", ("Name", "fi")),
    ("x.ﬁ", ("Attribute", ("Name", "x"), "fi")),
    ("f(ﬁ=a)", ("Call", ("Name", "f"), (("Argument", "fi", A),))),
    ("f(True, None)", ("Call", ("Name", "f"), (("Argument", "", ("Constant", True)), ("Argument", "", ("Constant",))))),
    ("[-1, +2, - 3.5, 0x1_0, 1e3]", ("Items", "list", tuple(("Constant", n) for n in (-1, 2, -3.5, 16, 1000.0)))),
    ("[-(1)]", ("Items", "list", (("Constant", -1),))),
    ("[-a, ~1, - -1, -True]", ("Items", "list", (
        ("Opaque", (A,)), ("Opaque", (("Constant", 1),)),
        ("Opaque", (("Constant", -1),)), ("Opaque", (("Constant", True),)),
    ))),
    ("[1j, ...]", ("Items", "list", (("Opaque",), ("Opaque",)))),
    ("['a' \"b\" r'\\n', b'a' b'\\x00']", ("Items", "list", (("Constant", "ab\\n"), ("Constant", b"a\0")))),
    ("['''a\r\nb''', '\\N{BULLET}\\d']", ("Items", "list", (("Constant", "a\nb"), ("Constant", "•\\d")))),
    ("[f'a{b}c{{}}' 'd']", ("Items", "list", (("Operation", "text", (("Constant", "a"), B, ("Constant", "c{}d"))),))),
    ("[f'{a!r}{b:>{c}}{d=}']", ("Items", "list", (("Operation", "text", (
        ("Opaque", (A,)), ("Opaque", (B, C)), ("Opaque", (D,)),
    )),))),
    ("[f'a', f'']", ("Items", "list", (("Operation", "text", (("Constant", "a"),)), ("Operation", "text")))),
    ("[rf'\\{a}\\d', f'\\x41{a}']", ("Items", "list", (
        ("Operation", "text", (("Constant", "\\"), A, ("Constant", "\\d"))),
        ("Operation", "text", (("Constant", "A"), A)),
    ))),
    ("[t'a{b}']", ("Items", "list", (("Opaque", (B,)),))),
    ("{'a': b, **c}", ("Map", (("MapEntry", ("Constant", "a"), B), ("MapEntry", None, C)))),
    ("{a, *b}", ("Items", "set", (A, ("Operation", "*", (B,))))),
    ("(a, (b))", ("Items", "tuple", (A, B))),
    ("()", ("Items", "tuple")),
    ("a[b]", ("Subscript", A, B)),
    ("a[b:c]", ("Subscript", A, ("Opaque", (("Opaque", (B, C)),)))),
    ("a[b, c]", ("Subscript", A, ("Opaque", (("Opaque", (B,)), ("Opaque", (C,)))))),
    ("a[(b, c)]", ("Subscript", A, ("Opaque", (("Opaque", (("Items", "tuple", (B, C)),)),)))),
    ("a(*b, c=d, **c)", ("Call", A, (("Argument", "*", B), ("Argument", "c", D), ("Argument", "**", C)))),
    ("a(c=d, *b)", ("Call", A, (("Argument", "c", D), ("Argument", "*", B)))),
    ("a if b else c", ("Choice", "if", (A, C), B)),
    ("a or b or c", ("Choice", "or", (A, B, C))),
    ("(a or b) or c", ("Choice", "or", (("Choice", "or", (A, B)), C))),
    ("a and b or c", ("Choice", "or", (("Choice", "and", (A, B)), C))),
    ("a | b + c % d", ("Operation", "|", (A, ("Operation", "+", (B, ("Operation", "%", (C, D))))))),
    ("a - b", ("Opaque", (A, B))),
    ("a < b is not c", ("Opaque", (A, B, C))),
    ("not a", ("Operation", "not", (A,))),
    ("(yield)", ("Operation", "yield")),
    ("(yield a)", ("Operation", "yield", (A,))),
    ("(yield from a)", ("Operation", "yield", (A,))),
    ("await a", ("Operation", "await", (A,))),
    ("(a := b)", ("Assign", (A,), B, "=")),
    ("[a for a, b in c if d if a for b in d]", ("Comprehension", "list", A, (
        ("Clause", ("Items", "tuple", (A, B)), C, (D, A)), ("Clause", B, D),
    ))),
    ("{a: b for a in c}", ("Comprehension", "map", ("MapEntry", A, B), (("Clause", A, C),))),
    ("{a async for a in c}", ("Comprehension", "set", A, (("Clause", A, C),))),
    ("a(b for b in c)", ("Call", A, (("Argument", "", ("Comprehension", "generator", B, (("Clause", B, C),))),))),
    ("lambda a, /, b=c, *d, e, **g: a", ("Function", "", (
        ("Parameter", "a", "positional"), ("Parameter", "b", "plain", C), ("Parameter", "d", "*"),
        ("Parameter", "e", "keyword"), ("Parameter", "g", "**"),
    ), (("Exit", "return", A),))),
]  # fmt: skip

STATEMENTS = [
    ("'doc'\n1\n...\npass\nNone", ()),
    ("a = b = c", (("Assign", (A, B), C, "="),)),
    ("a, *b = c", (("Assign", (("Items", "tuple", (A, ("Operation", "*", (B,)))),), C, "="),)),
    ("a: int = b\nc: int", (("Assign", (A,), B, "="),)),
    ("a |= b\na  //=  b", (("Assign", (A,), B, "|="), ("Assign", (A,), B, "//="))),
    ("import a", (("Import", "a", "", "a"),)),
    ("import a.b, c as d", (("Import", "a.b", "", "a"), ("Import", "c", "", "d"))),
    ("import a.b.c as d", (("Import", "a.b.c", "", "d"),)),
    ("import a.b as a", (("Import", "a", "b", "a"),)),
    ("from a.b import c, d as e", (("Import", "a.b", "c", "c"), ("Import", "a.b", "d", "e"))),
    ("from . import a", (("Import", "", "a", "a", 1),)),
    ("from ...a import (\n  b,\n)", (("Import", "a", "b", "b", 3),)),
    ("from a import *", (("Import", "a", "*"),)),
    ("global a, b\nnonlocal c", (("Declare", "global", ("a", "b")), ("Declare", "nonlocal", ("c",)))),
    ("del a, (b), c.d", (("Delete", (A, B, ("Attribute", C, "d"))),)),
    ("assert a, b", (("Opaque", (A, B)),)),
    ("raise\nraise a", (("Exit", "raise"), ("Exit", "raise", A))),
    ("raise a from b", (("Exit", "raise", ("Opaque", (A, B))),)),
    ("type X = a[b]", (("Opaque", (("Name", "X"), ("Subscript", A, B))),)),
    ("def f(): return\n", (("Function", "f", (), (("Exit", "return"),)),)),
    ("@a\n@b(c)\nasync def f(a: int = b, *, c) -> d:\n  'doc'\n  return a", (("Function", "f", (
        ("Parameter", "a", "plain", B), ("Parameter", "c", "keyword"),
    ), (("Exit", "return", A),), (A, ("Call", B, (("Argument", "", C),))), True),)),
    ("@a\nclass X(b, *a, c=d): x = a", (("Class", "X", (
        ("Argument", "", B), ("Argument", "*", A), ("Argument", "c", D),
    ), (("Assign", (("Name", "x"),), A, "="),), (A,)),)),
    ("if a: b; c\nelif d: a\nelse: d", (("Branch", "if", (
        ("Arm", "if", A, None, (B, C)), ("Arm", "if", D, None, (A,)), ("Arm", "else", None, None, (D,)),
    )),)),
    ("for a in b:\n  break\nelse: d", (("Branch", "for", (
        ("Arm", "for", B, A, (("Exit", "break"),)), ("Arm", "else", None, None, (D,)),
    )),)),
    ("while a: continue", (("Branch", "while", (("Arm", "while", A, None, (("Exit", "continue"),)),)),)),
    ("try: a\nexcept (b, c) as d: b\nexcept: c\nelse: d\nfinally: a", (("Branch", "try", (
        ("Arm", "try", None, None, (A,)),
        ("Arm", "except", ("Items", "tuple", (B, C)), D, (B,)),
        ("Arm", "except", None, None, (C,)),
        ("Arm", "else", None, None, (D,)),
        ("Arm", "finally", None, None, (A,)),
    )),)),
    ("try: a\nexcept* b: c", (("Branch", "try", (
        ("Arm", "try", None, None, (A,)), ("Arm", "except", B, None, (C,)),
    )),)),
    ("with a as b, c: d", (("Branch", "with", (
        ("Arm", "with", A, B, (("Branch", "with", (("Arm", "with", C, None, (D,)),)),)),
    )),)),
    ("match a:\n  case 1: b\n  case [b, *c]: d\n  case {'x': b, **c} | X(y=d) as a if d: b\n  case b: c\n  case _: d", (
        ("Branch", "match", (
            ("Arm", "case", A, None, (B,)),
            ("Arm", "case", A, ("Opaque", (B, C)), (D,)),
            ("Arm", "case", A, ("Opaque", (A, C, B, D)), (D, B)),
            ("Arm", "else", A, B, (C,)),
            ("Arm", "else", A, None, (D,)),
        )),
    )),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), VALUES, ids=[text for text, _ in VALUES])
def test_value(read: Reader, text: str, expected: object) -> None:
    (statement,) = read(f"x = {text}\n").body
    assert shown(children(statement)[1]) == expected


@pytest.mark.parametrize(("text", "expected"), STATEMENTS, ids=[text for text, _ in STATEMENTS])
def test_statement(read: Reader, text: str, expected: object) -> None:
    assert shown(read(text + "\n").body) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = (1)", "1"),
        ("x = ((1, 2))", "(1, 2)"),
        ("x = 1, 2", "1, 2"),
        ("x = ((a)(b))", "(a)(b)"),
        ("x = ((\n  'a'  # c\n  'b'\n))", "'a'  # c\n  'b'"),
        ("x = [  a for a in b ]", "[  a for a in b ]"),
        ("x = ( a for a in b )", "a for a in b"),
        ("x = -(1)", "-(1)"),
        ("x = '𝒂é', {'é': '🙂'}", "'𝒂é', {'é': '🙂'}"),
    ],
)
def test_span_of_a_value(read: Reader, text: str, expected: str) -> None:
    program = read(text + "\n")
    assert program.source.slice(children(program.body[0])[1].span) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("f(*  (a), b = ( c ), **d,)", "Argument", ["*  (a)", "b = ( c )", "**d"]),
        ("{a: (b) , ** c}", "MapEntry", ["a: (b)", "** c"]),
        ("import a.b  as c , d", "Import", ["a.b  as c", "d"]),
        ("from a import *  # b", "Import", ["*"]),
        ("if a:\n  b\n# c\nelif d:\n  e  # f\n# g\n", "Arm", ["if a:\n  b\n# c\nelif d:\n  e", "elif d:\n  e"]),
        ("@a\ndef f(b: int=1, *c):\n  d  # e\n", "Function", ["def f(b: int=1, *c):\n  d"]),
        ("[a for b in (c) if d]", "Clause", ["b in (c) if d"]),
        ("f'{a(b)}' 'c'", "Call", ["f'{a(b)}' 'c'"]),
    ],
)
def test_span_of_a_part(
    read: Reader, walk: Callable[[Program], list[Node]], text: str, kind: str, expected: list[str]
) -> None:
    program = read(text + "\n")
    found = [program.source.slice(node.span) for node in walk(program) if type(node).__name__ == kind]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a = 1\nprint 'x'\n", 6),
        ("exec 'x'\n", 0),
        ("raise A, 'x'\n", 7),
        ("a = `b`\n", 4),
        ("a <> b\n", 2),
        ("x = 0777\n", 4),
        ("é = (1\r\nb = [\r\n", None),
        ("if a:\r\nb\r\n", 7),
        ("def f(:\n", None),
        ("'a", 0),
        ("async = 1\n", None),
        ("a\n  b\n", None),
        ("class X(a=b, *c): d\n", None),
        ("{{ cookiecutter.name }}: 1 2\n", None),
    ],
)
def test_what_is_no_python(read: Reader, text: str, place: int | None) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text)
    assert caught.value.reason.startswith(("syntax error: ", "valid Python that the parser does not know"))
    assert 0 <= caught.value.span.start <= caught.value.span.end <= len(text)
    assert place is None or caught.value.span.start == place


def test_the_reason_is_the_interpreters(read: Reader) -> None:
    with pytest.raises(Unreadable, match="Missing parentheses in call to 'print'"):
        read("print 'x'\n")


def test_a_long_number_is_opaque(read: Reader) -> None:
    assert shown(children(read("x = " + "9" * 5000 + "\n").body[0])[1]) == ("Opaque",)
