"""Keys that stand more than once in one map which allows each once: marked, with all that stands below them."""

from __future__ import annotations

from time import process_time

import pytest

from kafkalint.formats import format_of
from kafkalint.model.document import Document, Twice, walk


def _marks(name: str, text: str) -> dict[str, Twice]:
    """The marks by the dotted names of their entries, numbered where one comes again."""
    syntax = format_of(name)
    assert syntax is not None
    read = syntax.read(syntax.decode(name, text.encode()))
    assert isinstance(read, Document)
    found: dict[str, Twice] = {}
    for root in read.roots:
        for keys, _, entry in walk(root):
            path = ".".join((*keys, entry.key))
            if entry.twice:
                found[f"{path}#{sum(one.partition('#')[0] == path for one in found)}"] = entry.twice
    return found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yml", "a: 1\nb: 2\na: 3\n"),
        ("a.json", '{"a": 1, "b": 2, "a": 3}'),
        ("a.ini", "[s]\na = 1\nb = 2\na = 3\n"),
    ],
)
def test_first_and_last_are_told(name: str, text: str) -> None:
    first, last = (mark for _, mark in sorted(_marks(name, text).items()))
    assert (first, last) == (Twice("a", True, False), Twice("a", False, True))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.properties", "a=1\na=2\n"),
        (".env", "A=1\nA=2\n"),
        ("a.conf", "a = 1\na = 2\n"),
        ("a.yml", "- A=1\n- A=2\n"),
        ("a.yml", "x: &x {a: 1}\ny: {<<: *x, a: 2}\n"),
        ("a.yml", "{{ if .x }}\na: 1\n{{ else }}\na: 2\n{{ end }}\n"),
    ],
)
def test_what_may_come_again_is_not_marked(name: str, text: str) -> None:
    assert not _marks(name, text)


def test_all_below_is_marked_by_the_outermost_key() -> None:
    text = "a:\n  b: 1\n  b: 2\n  c: [{d: 1}]\na:\n  b: 3\n"
    marks = _marks("a.yml", text)
    assert marks["a.b#0"] == marks["a.b#1"] == marks["a.c.0.d#0"] == Twice("a", True, False, above=True)
    assert marks["a.b#2"] == Twice("a", False, True, above=True)


def test_many_levels_of_it_take_no_longer_than_they_are_deep() -> None:
    text = "x: 1\n"
    for _ in range(150):
        text = "a: 1\na:\n" + "".join(f"  {line}\n" for line in text.splitlines())
    begun = process_time()
    assert len(_marks("a.yml", text)) == 301
    assert process_time() - begun < 5
