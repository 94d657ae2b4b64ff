"""JSON keeps the laws of a lens and agrees with the standard library."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from kafkalint.formats import json as form
from kafkalint.model.document import Mapping, Node, Scalar

GAPS = st.sampled_from(["", " ", "\n  ", "\n", "\t"])
NOISE = st.sampled_from(["", " ", "\n  ", "\n\n\t", " // c, d\n ", " /* x, */ ", "\n  // own line\n  "])
SCALARS = st.sampled_from(
    ['"all"', "1", "-1.5e3", "true", "null", '"a\\u00e9\\n"', '"é😀"', '""', "NaN", '"A=b"', '"A=\\t"']
)
KEYS = st.sampled_from(['"acks"', '"été"', '"a\\"b"', '"x"', '""'])
ANY = st.text(alphabet='{}[]:,"\\nu0e1-. \n/*é\r', max_size=40)


def bracketed(members: st.SearchStrategy[str], brackets: str, gaps: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A container with `members` between `gaps`, at times with a trailing comma."""

    def joined(parts: list[tuple[str, str, str]], inside: str, trailing: bool) -> str:
        inner = ",".join("".join(part) for part in parts) + ("," if trailing and parts else "")
        return brackets[0] + inner + inside + brackets[1]

    return st.builds(joined, st.lists(st.tuples(gaps, members, gaps), max_size=3), gaps, st.booleans())


def values(gaps: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Nested JSON with comments where `gaps` has some."""

    def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        pairs = st.tuples(KEYS, gaps, st.just(":"), gaps, inner).map("".join)
        return bracketed(pairs, "{}", gaps) | bracketed(inner, "[]", gaps)

    return st.recursive(SCALARS, nested, max_leaves=6)


def native(node: Node) -> object:
    """The value that the standard library makes of the same text."""
    if isinstance(node, Scalar):
        return node.value.value
    if isinstance(node, Mapping):
        return {entry.key: native(entry.value) for entry in node.entries}
    return [native(item) for item in node.items]


@settings(deadline=None, max_examples=60)
@given(values(GAPS), st.integers(0, 7))
def test_laws(laws, variant, text, number):
    laws(form, variant(text, number))


@settings(deadline=None, max_examples=80)
@given(st.lists(values(NOISE), max_size=2).map("\n".join), st.integers(0, 7))
def test_laws_with_comments(laws, variant, text, number):
    laws(form, variant(text, number), values=("all", True))


@settings(deadline=None, max_examples=300)
@given(values(GAPS) | ANY)
def test_reads_what_the_standard_library_reads(text):
    try:
        expected = json.loads(text)
    except ValueError:
        return
    (root,) = form.read(form.decode("f", text.encode())).roots
    assert repr(native(root)) == repr(expected)


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=60) | ANY.map(str.encode) | values(NOISE).map(str.encode))
def test_any_bytes_are_read_or_refused(total, data):
    total(form, data)


def test_edits_are_really_made(laws):
    made = laws(form, b'{"a": 1, "b": ["K=v"]}')
    assert made["replace"] == 13 + 10
    assert made["refused replace"] == 3
    assert made["delete"] == made["rename"] == 3
    assert made["insert"] == 3 * 13 + 2 * 10
