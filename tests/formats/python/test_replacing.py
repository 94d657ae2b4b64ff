"""Another value or key in the place of one: bytes before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from kafkalint.formats import python
from kafkalint.model.edit import Refusal
from kafkalint.model.program import Argument, Key, MapEntry, Node, Program
from kafkalint.model.value import Native

REPLACED = [
    ("keyword", b"P(acks=1)\n", "all", b'P(acks="all")\n'),
    ("parentheses stay", b"P(acks=(( 1 )))\n", "all", b'P(acks=(( "all" )))\n'),
    ("quotes of the old value", b"P(acks='1', b=\"x\")\n", "all", b"P(acks='all', b=\"x\")\n"),
    ("quotes of the keys", b"x = {'acks': 1, 'b': \"x\"}\n", "all", b"x = {'acks': 'all', 'b': \"x\"}\n"),
    ("quotes of other values", b"P(a='x', acks=1)\n", "all", b"P(a='x', acks='all')\n"),
    ("quotes of the item", b"x['acks'] = 1\n", "all", b"x['acks'] = 'all'\n"),
    ("triple quotes", b"P(acks='''1''')\n", "all", b"P(acks='all')\n"),
    ("raw string", b"P(acks=r'1')\n", "a\\l", b"P(acks='a\\\\l')\n"),
    ("adjacent strings", b"P(acks=('a'  # b\n  \"b\"))\n", "all", b"P(acks=('all'))\n"),
    ("f-string as value", b"P(acks=f'{a}')\n", "all", b'P(acks="all")\n'),
    ("true", b"x = {'acks' : 'false',}\n", True, b"x = {'acks' : True,}\n"),
    ("none", b"x = {'acks':0}", None, b"x = {'acks':None}"),
    ("number", b"P(acks=lambda: (1, 2))\n", -1, b"P(acks=-1)\n"),
    ("tuple", b"P(acks=[1])\n", ("a", 1), b'P(acks=("a", 1))\n'),
    ("short tuples", b"P(acks=[1])\n", (("a",), ()), b'P(acks=(("a",), ()))\n'),
    ("bare tuple", b"x['acks'] = 1, 2\n", 1, b"x['acks'] = 1\n"),
    ("true is not one", b"P(acks=1)\n", True, b"P(acks=True)\n"),
    ("one is not true", b"P(acks=True)\n", 1, b"P(acks=1)\n"),
    ("awkward text", b"P(acks='1')\n", "a'\"\\\n\t\0\x7f", b"P(acks='a\\'\"\\\\\\n\\t\\x00\\x7f')\n"),
    ("other scripts", "é = {'é': 'ß', 'acks': '🙂'}\n".encode(), "值", "é = {'é': 'ß', 'acks': '值'}\n".encode()),
    ("latin-1", b"# coding: latin-1\nP(b='\xe9', acks=1)\n", "\xe9\u5024",
     b"# coding: latin-1\nP(b='\xe9', acks='\xe9\\u5024')\n"),
    ("BOM and CRLF", b"\xef\xbb\xbfP(\r\n\tacks=1,\r\n)\r\n", 2, b"\xef\xbb\xbfP(\r\n\tacks=2,\r\n)\r\n"),
    ("annotated", b"def f():\n\tx['acks']: int = 1; y", 2, b"def f():\n\tx['acks']: int = 2; y"),
    ("spread", b"P(**{'acks': 1})\n", 2, b"P(**{'acks': 2})\n"),
    ("nested", b"f(g(P(h(acks={'b': (1)}), acks=(0))))\n", 2, b"f(g(P(h(acks=2), acks=(0))))\n"),
]  # fmt: skip
SAME = [
    (b"P(acks='all')\n", "all"),
    (b"P(acks=('a' \"ll\"))\n", "all"),
    (b"P(acks=-1)\n", -1),
    (b"x = {'acks': None}\n", None),
    (b"P(acks=(1, 'a'))\n", (1, "a")),
    (b"P(acks=[1, (2,)])\n", (1, (2,))),
    (b"P(acks=0.5)\n", 0.5),
]
REFUSED = [
    (b"P(acks=1)\n", {"a": 1}, "a dict cannot be written here"),
    (b"P(acks=1)\n", 0.5, "a float cannot be written here"),
    (b"P(acks=1)\n", (b"a",), "a tuple cannot be written here"),
    (b"P(acks=(a := 1))\n", 2, "the value assigns a name"),
    (b"x['acks'] = a = 1\n", 2, "one value is assigned to several targets"),
    (b"x['acks'] += 1\n", 2, "the value is added by +="),
    (b'f"{P(acks=1)}"\n', 2, "it stands inside an f-string"),
    (b"f\"{x:{ {'acks': 1}['acks'] }}\"\n", 2, "it stands inside an f-string"),
    (b"a\n\fP(acks=1)\n", 2, "the parser does not reproduce this file"),
]
RENAMED = [
    ("keyword", b"P( acks = 1)\n", "retries", b"P( retries = 1)\n"),
    ("entry", b"x = {'a': 0, ('acks'): 1}\n", 'b"\'', b"x = {'a': 0, ('b\"\\''): 1}\n"),
    ("item", b"x[ \"acks\" ] = 1\n", "a.b", b'x[ "a.b" ] = 1\n'),
    ("augmented", b"x['acks'] += 1\n", "b", b"x['b'] += 1\n"),
    ("adjacent strings", b"x = {'ac' 'ks': 1}\n", "b", b"x = {'b': 1}\n"),
    ("nothing to do", b"P(acks=1)\n", "acks", b"P(acks=1)\n"),
    ("nothing to do in a map", b"x = {u'acks': 1}\n", "acks", b"x = {u'acks': 1}\n"),
]  # fmt: skip
NOT_RENAMED = [
    (b"P(acks=1)\n", "a.b", "'a.b' cannot be a name in Python"),
    (b"P(acks=1)\n", "lambda", "'lambda' cannot be a name in Python"),
    (b"P(acks=1, b=2)\n", "b", "b is an argument already"),
    (b"a = x['acks'] = 1\n", "b", "one value is assigned to several targets"),
    (b'f"{P(acks=1)}"\n', "b", "it stands inside an f-string"),
]


NO_KEYS = [
    (b"P(1)\n", Argument, "the argument has no name"),
    (b"P(**a)\n", Argument, "the argument has no name"),
    (b"x = {a: 1}\n", MapEntry, "the key is no string literal"),
    (b"x = {**a}\n", MapEntry, "the key is no string literal"),
]

Reader = Callable[[bytes], Program]
Finder = Callable[[Program, str], Key]
Edited = Callable[..., "bytes | str"]


@pytest.mark.parametrize(
    ("before", "value", "after"), [case[1:] for case in REPLACED], ids=[case[0] for case in REPLACED]
)
def test_replace(edit: Edited, before: bytes, value: Native, after: bytes) -> None:
    assert edit(before, "replace", "acks", value) == after


@pytest.mark.parametrize(("text", "value"), SAME)
def test_same_value_is_no_edit(read: Reader, find: Finder, text: bytes, value: Native) -> None:
    program = read(text)
    assert python.replace(program, find(program, "acks"), value) == ()


@pytest.mark.parametrize(("text", "value", "reason"), REFUSED)
def test_refused_values(edit: Edited, text: bytes, value: Native, reason: str) -> None:
    assert edit(text, "replace", "acks", value) == reason


@pytest.mark.parametrize(("before", "key", "after"), [case[1:] for case in RENAMED], ids=[case[0] for case in RENAMED])
def test_rename(edit: Edited, before: bytes, key: str, after: bytes) -> None:
    assert edit(before, "rename", "acks", key) == after


@pytest.mark.parametrize(("text", "key", "reason"), NOT_RENAMED)
def test_refused_names(edit: Edited, text: bytes, key: str, reason: str) -> None:
    assert edit(text, "rename", "acks", key) == reason


@pytest.mark.parametrize(("text", "kind", "reason"), NO_KEYS)
def test_nothing_to_rename(
    read: Reader, walk: Callable[[Program], Iterator[Node]], text: bytes, kind: type[Node], reason: str
) -> None:
    program = read(text)
    target = next(node for node in walk(program) if isinstance(node, kind))
    assert python.rename(program, target, "b") == Refusal(reason)


def test_the_same_name_is_no_edit(read: Reader, find: Finder) -> None:
    program = read(b"P(acks=1)\n")
    assert python.rename(program, find(program, "acks"), "acks") == ()


def test_a_node_of_another_program(read: Reader, find: Finder) -> None:
    with pytest.raises(ValueError, match="not part of the program"):
        python.replace(read(b"P(acks=1)\n"), find(read(b"P(acks=1)\n"), "acks"), 2)
