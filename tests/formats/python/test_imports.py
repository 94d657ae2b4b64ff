"""A quick look at what a module imports, which must never miss what the interpreter would see."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kafkalint.formats.python import imports

NAMES = st.sampled_from(["a", "b.c", "d as e", "f.g as h", "été"])
BLANKS = st.sampled_from([" ", "  ", "\t", " \\\n", "\\\r\n  ", "\f "])
ENDS = st.sampled_from(["\n", "\r", "\r\n", "; ", "  # import x, y\n"])


@st.composite
def modules(draw: st.DrawFn) -> str:
    text = ""
    for _ in range(draw(st.integers(0, 4))):
        names = draw(st.lists(NAMES, min_size=1, max_size=3))
        comma = draw(st.sampled_from([",", ", ", " , "])) + draw(BLANKS)
        line = f"import{draw(BLANKS)}{comma.join(names)}"
        if draw(st.booleans()):
            line = f"from{draw(BLANKS)}{draw(st.sampled_from(['i', 'j.k']))} import {draw(st.sampled_from('lm'))}"
        text += line + draw(ENDS)
    return text


@given(modules())
def test_nothing_is_missed(text: str) -> None:
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {(node.module or "").split(".")[0]}
    assert found <= imports(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import a; import b", {"a", "b"}),
        ("import a\rimport b", {"a", "b"}),
        ("import a, \\\n  b", {"a", "b"}),
        ("from \\\r\n a import b", {"a", "b"}),
        ("from . import a", {"a"}),
        ("important = fromage", set()),
        ("# import a", {"a"}),
    ],
)
def test_found(text: str, found: set[str]) -> None:
    assert imports(text) == found
