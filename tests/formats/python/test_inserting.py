"""A new argument or entry: bytes before and after."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kafkalint.model.value import Native

Edited = Callable[..., "bytes | str"]

CALLS = [
    ("empty", b"P()\n", None, b'P(new="v")\n'),
    ("empty with blanks", b"P( \n )\n", None, b'P(new="v")\n'),
    ("empty with a comment", b"P(\n    # b\n)\n", None, b'P(\n    # b\n    new="v",\n)\n'),
    ("empty with a comment behind", b"\tP(  # b\n\t)\n"[1:], None, b'P(  # b\n    new="v",\n\t)\n'),
    ("one", b"P(a=1)\n", None, b'P(a=1, new="v")\n'),
    ("trailing comma", b"P(a=1,)", None, b'P(a=1, new="v",)'),
    ("tight", b"P(a='b',c=(1))\n", "a", b"P(a='b',new='v',c=(1))\n"),
    ("spaced", b"P( a = 1 , b = 2 )\n", None, b'P( a = 1 , b = 2 , new = "v" )\n'),
    ("first", b"P(a=1, b=2)\n", "a", b'P(a=1, new="v", b=2)\n'),
    ("behind positional ones", b"P(1, *x, a=2)\n", None, b'P(1, *x, a=2, new="v")\n'),
    ("never before positional ones", b"P(a=1, *x, b=2)\n", "a", b'P(a=1, *x, new="v", b=2)\n'),
    ("only positional ones", b"P(conf, x)\n", None, b'P(conf, x, new="v")\n'),
    ("behind a spread", b"P(a=1, **x)\n", None, b'P(a=1, **x, new="v")\n'),
    ("before a spread", b"P(a=1, **x)\n", "a", b'P(a=1, new="v", **x)\n'),
    ("dict", b"x = dict(a='b')\n", None, b"x = dict(a='b', new='v')\n"),
    ("generator in parentheses", b"P((a for a in b))\n", None, b'P((a for a in b), new="v")\n'),
    ("function in parentheses", b"x = f(  # (\n)(dict ( a=1 ))\n", None, b'x = f(  # (\n)(dict ( a=1, new="v" ))\n'),
    ("lines", b"P(\r\n\ta=1,\r\n\tb=2,\r\n)\r\n", None, b'P(\r\n\ta=1,\r\n\tb=2,\r\n\tnew="v",\r\n)\r\n'),
    ("lines, no trailing comma", b"P(\n  a=1,\n  b=2\n)\n", None, b'P(\n  a=1,\n  b=2,\n  new="v"\n)\n'),
    ("lines, first", b"P(\n  a=1,\n  b=2\n)\n", "a", b'P(\n  a=1,\n  new="v",\n  b=2\n)\n'),
    ("lines, only one", b"P(\n  a=1\n)\n", None, b'P(\n  a=1,\n  new="v"\n)\n'),
    ("bracket on the last line", b"P(a=1,\n  b=2)\n", None, b'P(a=1,\n  b=2,\n  new="v")\n'),
    ("two on a line", b"P(\n  a=1, b=2,\n  c=3)\n", "a", b'P(\n  a=1, new="v", b=2,\n  c=3)\n'),
    ("commas in front", b"P( a=1\n , b=2\n )\n", None, b'P( a=1\n , b=2\n , new="v"\n )\n'),
    ("comment of the neighbour", b"P(\n  a=1,  # a\n  # b\n  b=2,  # c\n)", "a",
     b'P(\n  a=1,  # a\n  new="v",\n  # b\n  b=2,  # c\n)'),
    ("comment of the last", b"P(\n  a=1,\n  b=2,  # b\n  # c\n)", None,
     b'P(\n  a=1,\n  b=2,  # b\n  new="v",\n  # c\n)'),
    ("comment behind no comma", b"P(\n  a=1,\n  b=2  # b\n)", None, b'P(\n  a=1,\n  b=2,  # b\n  new="v"\n)'),
    ("comment before the comma", b"P(a=1  # a\n  , b=2)", "a", b'P(a=1  # a\n  , new="v", b=2)'),
    ("comment on the first line", b"P(a=1,  # a\n  )", None, b'P(a=1,  # a\n  new="v",\n  )'),
    ("blank line between", b"P(\n  a=1,\n\n  b=2,\n)", "a", b'P(\n  a=1,\n  new="v",\n\n  b=2,\n)'),
    ("BOM", "\ufeffé(P(é='ä'))\n".encode(), None, "\ufeffé(P(é='ä', new='v'))\n".encode()),
]  # fmt: skip
MAPS = [
    ("empty", b"x = {}\n", None, b'x = {"new.key": "v"}\n'),
    ("one", b"x = {'a': 1}\n", None, b"x = {'a': 1, 'new.key': 'v'}\n"),
    ("tight", b"x={'a':1,'b':2}\n", "a", b"x={'a':1,'new.key':'v','b':2}\n"),
    ("keys unlike values", b"x = {'a': \"b\"}\n", "a", b"x = {'a': \"b\", 'new.key': \"v\"}\n"),
    ("quotes of the neighbour", b"x = {'a': 1, \"b\": 2}\n", "b", b"x = {'a': 1, \"b\": 2, \"new.key\": \"v\"}\n"),
    ("behind a spread", b"x = {**a}\n", None, b'x = {**a, "new.key": "v"}\n'),
    ("parentheses", b"x = {('a'): (1)}\n", None, b"x = {('a'): (1), 'new.key': 'v'}\n"),
    ("lines", b"x = {\n    'a': 1,\n    'b': f(\n        2,\n    ),\n}", None,
     b"x = {\n    'a': 1,\n    'b': f(\n        2,\n    ),\n    'new.key': 'v',\n}"),
    ("commas in front", b"x = { 'a': 1\n    , 'b': 2\n    }\n", "a",
     b"x = { 'a': 1\n    , 'new.key': 'v'\n    , 'b': 2\n    }\n"),
    ("in an argument", b"f(1, {'a': 1}, 2)\n", None, b"f(1, {'a': 1, 'new.key': 'v'}, 2)\n"),
    ("in a deep block", b"if a:\n\tdef f():\n\t\treturn {\n\t\t\t'a': 1,\n\t\t}\n", None,
     b"if a:\n\tdef f():\n\t\treturn {\n\t\t\t'a': 1,\n\t\t\t'new.key': 'v',\n\t\t}\n"),
]  # fmt: skip
REFUSED = [
    (b"P(a=1)\n", "new.key", 1, "'new.key' cannot be a keyword argument"),
    (b"P(a=1)\n", "class", 1, "'class' cannot be a keyword argument"),
    (b"P(a=1)\n", "a", 1, "a is an argument already"),
    (b"P(a=1)\n", "b", 0.5, "a float cannot be written here"),
    (b"x = {}\n", "b", {}, "a dict cannot be written here"),
    (b"P(a for a in b)\n", "b", 1, "a generator without parentheses must be the only argument"),
    (b'f"{P(a=1)}"\n', "b", 1, "it stands inside an f-string"),
    (b"f'{ {1: 2} }'\n", "b", 1, "it stands inside an f-string"),
    (b"\fP(a=1)\n", "b", 1, "the parser does not reproduce this file"),
]


@pytest.mark.parametrize(("before", "after", "result"), [case[1:] for case in CALLS], ids=[case[0] for case in CALLS])
def test_argument(edit: Edited, before: bytes, after: str | None, result: bytes) -> None:
    assert edit(before, "insert", "new", "v", after) == result


@pytest.mark.parametrize(("before", "after", "result"), [case[1:] for case in MAPS], ids=[case[0] for case in MAPS])
def test_entry(edit: Edited, before: bytes, after: str | None, result: bytes) -> None:
    assert edit(before, "insert", "new.key", "v", after) == result


@pytest.mark.parametrize(("before", "key", "value", "reason"), REFUSED)
def test_refused(edit: Edited, before: bytes, key: str, value: Native, reason: str) -> None:
    assert edit(before, "insert", key, value, None) == reason
