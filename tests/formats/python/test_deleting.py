"""Arguments, entries and statements taken out: bytes before and after."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kafkalint.formats import python
from kafkalint.model.edit import Refusal
from kafkalint.model.program import Argument, Call, Map, MapEntry, Node, Program

Edited = Callable[..., "bytes | str"]
Reader = Callable[[bytes], Program]
Walk = Callable[[Program], "list[Node]"]

ITEMS = [
    ("only", b"P(x=1)\n", b"P()\n"),
    ("only, trailing comma", b"P( x=(1) , )\n", b"P()\n"),
    ("only, lines", b"P(\n    x=1,\n)\n", b"P()\n"),
    ("only, comments", b"P(\n    # a\n    x=1,  # b\n)\n", b"P(\n    # a\n)\n"),
    ("only, comment inline", b"P(x=1  # a\n)\n", b"P(  # a\n)\n"),
    ("only, function in parentheses", b"(P  # (\n)(x=1)\n", b"(P  # (\n)()\n"),
    ("first", b"P(x=1, a=2)\n", b"P(a=2)\n"),
    ("middle", b"P(a=1, x=(2), b=3)\n", b"P(a=1, b=3)\n"),
    ("last", b"P(a=1, x=2)\n", b"P(a=1)\n"),
    ("last, trailing comma", b"P(a=1, x=2,)\n", b"P(a=1,)\n"),
    ("last, spaced", b"P( a=1 , x=2 )\n", b"P( a=1 )\n"),
    ("entry", b"f({'a': 1, 'x': [2], **b})\n", b"f({'a': 1, **b})\n"),
    ("last entry behind a spread", b"f({**b, 'x': 2})\n", b"f({**b})\n"),
    ("own line, first", b"P(\r\n\tx=1,\r\n\ta=2,\r\n)\r\n", b"P(\r\n\ta=2,\r\n)\r\n"),
    ("own line, last", b"P(\n  a=1,\n  x=2,  # x\n)", b"P(\n  a=1,\n)"),
    ("own line, last without comma", b"P(\n  a=1,  # a\n  x=2  # x\n)", b"P(\n  a=1  # a\n)"),
    ("own lines", b"P(\n  a=1,\n  x=f(\n    1,  # b\n  ),  # x\n  # c\n  c=3)", b"P(\n  a=1,\n  # c\n  c=3)"),
    ("comment above stays", b"P(\n  # a\n  x=1,\n\n  b=2,\n)", b"P(\n  # a\n\n  b=2,\n)"),
    ("bracket on the last line", b"P(a=1,\n  x=2)\n", b"P(a=1)\n"),
    ("bracket and a comment", b"P(a=1,  # a\n  x=2)\n", b"P(a=1  # a\n  )\n"),
    ("first on the first line", b"P(x=1,\n  a=2)\n", b"P(a=2)\n"),
    ("first, with a comment", b"P(x=1,  # x\n  a=2)\n", b"P(  # x\n  a=2)\n"),
    ("shared line, first", b"P(\n  x=1, a=2,  # a\n  b=3)\n", b"P(\n  a=2,  # a\n  b=3)\n"),
    ("shared line, last", b"P(\n  a=1, x=2,  # a\n  b=3)\n", b"P(\n  a=1,  # a\n  b=3)\n"),
    ("commas in front", b"P( a=1\n , x=2\n , b=3 )", b"P( a=1\n , b=3 )"),
    ("commas in front, first", b"P(\n   x=1\n , b=3 )", b"P(\n   b=3 )"),
    ("commas in front, last", b"P( a=1\n , x=2\n )", b"P( a=1\n )"),
    ("comment before the comma", b"P(x=1 # x\n , b=2)", b"P( # x\n  b=2)"),
    ("spread stays", b"P(a, *b, x=1, **c)\n", b"P(a, *b, **c)\n"),
    ("BOM", "\ufeffP('é', x='ä')\n".encode(), "\ufeffP('é')\n".encode()),
]  # fmt: skip
STATEMENTS = [
    ("first", b"y['x'] = 1\na\n", b"a\n"),
    ("comment", b"a\n# b\ny['x'] = (\n  1\n)  # x\n# c\n", b"a\n# b\n# c\n"),
    ("last without newline", b"a\r\ny['x'] = 1", b"a"),
    ("alone", b"y['x'] = 1", b""),
    ("in a block", b"if a:\r\n\tb\r\n\ty['x'] = 1\r\n", b"if a:\r\n\tb\r\n"),
    ("behind a docstring", b"def f():\n  'a'\n  y['x'] = 1\n", b"def f():\n  'a'\n"),
    ("augmented", b"y['x'] |= 1\na\n", b"a\n"),
    ("annotated", b"class A:\n  a\n  y['x']: int = 1\n", b"class A:\n  a\n"),
]
REFUSED = [
    (b"y['x'] = 1; a\n", "it shares its line with another statement"),
    (b"a; y['x'] = 1\n", "it shares its line with another statement"),
    (b"y['x'] = 1;\n", "it shares its line with another statement"),
    (b"if a: y['x'] = 1\n", "it shares its line with another statement"),
    (b"if a: \\\ny['x'] = 1\nb\n", "it shares its line with another statement"),
    (b"if a:\n  y['x'] = 1\nb\n", "it is the only statement of its block"),
    (b"try:\n  y['x'] = 1\nfinally:\n  b\n", "it is the only statement of its block"),
    (b"def f():\n  # a\n  y['x'] = 1\n", "it is the only statement of its block"),
    (b"y['x'] = a = 1\nb\n", "one value is assigned to several targets"),
    (b"f'{P(x=1)}'\n", "it stands inside an f-string"),
    (b"a\n\fP(x=1)\n", "the parser does not reproduce this file"),
    (b"class A(x=1): a\n", "it is no part of a call or map literal"),
]


@pytest.mark.parametrize(("before", "after"), [case[1:] for case in ITEMS], ids=[case[0] for case in ITEMS])
def test_item(edit: Edited, before: bytes, after: bytes) -> None:
    assert edit(before, "delete", "x") == after


@pytest.mark.parametrize(("before", "after"), [case[1:] for case in STATEMENTS], ids=[case[0] for case in STATEMENTS])
def test_statement(edit: Edited, before: bytes, after: bytes) -> None:
    assert edit(before, "delete", "x") == after


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_refused(edit: Edited, text: bytes, reason: str) -> None:
    assert edit(text, "delete", "x") == reason


def test_a_positional_argument_that_others_follow(read: Reader, walk: Walk) -> None:
    program = read(b"P(1, a=2, *b)\n")
    first, named, last = (node for node in walk(program) if isinstance(node, Argument))
    assert python.delete(program, None, first) == Refusal("other positional arguments follow")
    assert python.delete(program, None, named) != ()
    assert python.delete(program, None, last) != ()


def test_an_assignment_in_an_expression(read: Reader, walk: Walk) -> None:
    program = read(b"P(\n  a := 1\n)\n")
    target = next(node for node in walk(program) if type(node).__name__ == "Assign")
    assert python.delete(program, None, target) == Refusal("it is part of an expression")


def test_an_entry_of_a_comprehension(read: Reader, walk: Walk) -> None:
    program = read(b"{a: b for a in c}\n")
    target = next(node for node in walk(program) if isinstance(node, MapEntry))
    assert python.delete(program, None, target) == Refusal("it is no part of a call or map literal")


def test_the_container_must_be_the_right_one(
    read: Reader, walk: Walk, find: Callable[[Program, str], Argument]
) -> None:
    program = read(b"f({'a': P(x=1)})\n")
    target = find(program, "x")
    call = next(node for node in walk(program) if isinstance(node, Call) and target in node.arguments)
    other = next(node for node in walk(program) if isinstance(node, Map))
    assert python.delete(program, call, target) == python.delete(program, None, target)
    assert python.delete(program, other, target) == Refusal("it is no part of a call or map literal")
