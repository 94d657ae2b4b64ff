"""TOML keeps the laws of a lens and agrees with tomllib."""

from __future__ import annotations

import datetime
import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from kafkalint.formats import toml
from kafkalint.model.document import Mapping, Node, Scalar
from kafkalint.model.edit import Unreadable

KEYS = st.sampled_from(["acks", "b.c", "b.d", "b . e", '"q.x"', "'é'.z", "retries", "t.u"])
SCALARS = st.sampled_from(
    [
        '"all"',
        "1",
        "true",
        "'lit'",
        "1979-05-27",
        "1.5",
        '"""\nmulti"""',
        '"é\\n😀"',
        "inf",
        "'''x'''",
        '"A=b"',
        "'A=c'",
        "0x1F",
    ]
)
ENDS = st.sampled_from(["", " # c", "\t"])
LINES = st.one_of(
    st.tuples(st.sampled_from(["", "  "]), KEYS, st.sampled_from(["=", " = "]), st.deferred(lambda: VALUES), ENDS).map(
        "".join
    ),
    st.tuples(st.sampled_from(["[t]", "[ t.v ]", "[[a]]", "[a.x]", "[[a.y]]", "[b]", '["é"]']), ENDS).map("".join),
    st.sampled_from(["# comment, = x", "", "   "]),
)
TEXTS = st.lists(LINES, max_size=5).map(lambda lines: "".join(f"{line}\n" for line in lines))
ANY = st.text(alphabet="ab=.[]{},\"'#\\u0 \n\r\té-1:", max_size=30)


def arrays(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Arrays and inline tables of `inner`."""
    gaps = st.sampled_from(["", " ", "\n  ", " # c, d\n"])
    items = st.lists(st.tuples(gaps, inner, gaps).map("".join), max_size=3)
    pairs = st.lists(
        st.tuples(st.sampled_from(["x", "y", "z.w", "z.v"]), st.just(" = "), inner).map("".join), max_size=2
    )
    return st.one_of(
        st.builds(lambda parts, end: f"[{','.join(parts)}{end}]", items, st.sampled_from(["", " "])),
        st.builds(lambda parts: f"[{''.join(part + ',' for part in parts)}]", items),
        pairs.map(lambda parts: f"{{ {', '.join(parts)} }}" if parts else "{}"),
    )


VALUES = st.recursive(SCALARS, arrays, max_leaves=4)


def native(node: Node) -> object:
    """The value that tomllib makes of the same text; dates stay text."""
    if isinstance(node, Scalar):
        return node.value.value
    if isinstance(node, Mapping):
        return {entry.key: native(entry.value) for entry in node.entries}
    return [native(item) for item in node.items]


def dates_as_text(value: object) -> object:
    """What `native` says of a tomllib value; only one way to write a date is generated."""
    if isinstance(value, dict):
        return {key: dates_as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [dates_as_text(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else value


@settings(deadline=None, max_examples=50)
@given(TEXTS, st.integers(0, 3))
def test_laws(laws, variant, text, number):
    laws(toml, variant(text, number), values=("all", "q\"u'o\n\x7f", "é😀", True))


@settings(deadline=None, max_examples=400)
@given(TEXTS | ANY)
def test_reads_what_tomllib_reads(text):
    try:
        expected = tomllib.loads(text)
    except ValueError:
        expected = None
    try:
        found = toml.read(toml.decode("f", text.encode()))
    except Unreadable:
        assert expected is None
    else:
        assert str(native(found.roots[0])) == str(dates_as_text(expected)) or native(found.roots[0]) == dates_as_text(
            expected
        )


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=60) | ANY.map(str.encode) | TEXTS.map(str.encode))
def test_any_bytes_are_read_or_refused(total, data):
    total(toml, data)


def test_edits_are_really_made(laws):
    made = laws(toml, b"a = 1\n[t]\nb = 'x'\nc = {d = 1}\n")
    assert made["replace"] == 3 * 13
    assert made["delete"] == made["rename"] == 4
    assert made["refused delete"] == made["refused rename"] == 1
    assert made["insert"] == (2 + 1 + 3 + 2) * 13
