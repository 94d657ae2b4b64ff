"""HOCON keeps the laws of a lens and agrees with pyhocon, another reader, where that keeps to the specification."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kafkalint.formats import hocon
from kafkalint.model.document import Mapping, Node, Scalar

KEYS = st.sampled_from(["acks", "b.c", "b . d", '"q.x"', '"é".z', "a b", "kafka-clients", '"include"', "include.x"])
PLAIN_KEYS = st.sampled_from(["acks", "b.c", "b.d.e", "max-in-flight", '"q"', "t.u", "x1"])
OBJECT_KEYS = st.sampled_from(["kafka", "kafka.producer", "producer", "b", "t", '"o"'])
TEXTS = ["1", "-1.5", "true", "null", "all", '"a b"', '"é\\n😀"', '""', "org.x.Y_Z"]
SCALARS = st.sampled_from(
    [*TEXTS, '""" a "b"\n c """', "${x.y}", "${?X}", "${?A}${?B}", "pre ${?X}/${y}", '"x" y', "5x", "1e+5", "3 seconds"]
)
PLAIN_SCALARS = st.sampled_from([*TEXTS, '"""a"b"""', "a/b_c", '"#x"', '"a: b"'])
SEPARATORS = st.sampled_from(["=", " = ", ": ", " ", "\n= ", " =\n  "])
GAPS = st.sampled_from(["", " ", "\n  ", "\n\n\t", " # c, }\n ", "\n  // own line\n  ", "\r\n"])
APART = st.sampled_from([",", "\n", ",\n  ", "\n , ", " # c, d\n", "\n\n", " , // x\n"])
ANY = st.text(alphabet='ab=:.+{}[]$?",#/\\ \n\ré-1\x85\ufeff', max_size=30)


def members(keys: st.SearchStrategy[str], inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Entries of an object with whatever may part them."""

    def entry(key: str, separator: str, value: str) -> str:
        bare = not separator.strip() and not (value.startswith("{") and value.count("{") == 1)
        return f"{key}{' = ' if bare else separator}{value}"

    entries = st.builds(entry, keys, SEPARATORS, inner) | st.tuples(keys, st.just(" += "), inner).map("".join)
    includes = st.sampled_from(['include "other"', 'include required(file("x.conf"))'])
    return joined(entries | entries | entries | includes)


def joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Some of `inner`, set apart by commas and line ends."""

    def join(parts: list[tuple[str, str]], before: str, last: str) -> str:
        if not parts:
            return before
        return before + "".join(part + apart for part, apart in parts[:-1]) + parts[-1][0] + last

    lasts = st.sampled_from(["", " ", "\n", ",", " # c\n", "\n,\n"])
    return st.builds(join, st.lists(st.tuples(inner, APART), max_size=3), GAPS, lasts)


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Objects and lists of `inner`, at times put together."""
    objects = members(KEYS, inner).map(lambda text: f"{{{text}}}")
    lists = joined(inner).map(lambda text: f"[{text}]")
    return (
        st.tuples(st.just("${x} "), objects).map("".join) | objects | lists | st.tuples(objects, objects).map(" ".join)
    )


VALUES = st.recursive(SCALARS, nested, max_leaves=5)
FILES = members(KEYS, VALUES) | members(KEYS, VALUES).map(lambda text: f"{{{text}}} # end")


def plain() -> st.SearchStrategy[str]:
    """Files of which pyhocon makes what the specification says.

    Left out: text in the place of an object (there an error), and durations (there a type of their own).
    """

    def lines(keys: st.SearchStrategy[str], inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        ends = st.sampled_from(["", ",", " # c", " // c"])
        one = st.tuples(keys, st.sampled_from([" = ", ": ", "="]), inner, ends, st.just("\n"))
        return st.lists(one.map("".join), min_size=1, max_size=4).map("".join)

    leaves = lines(PLAIN_KEYS, PLAIN_SCALARS)
    deep = st.recursive(leaves, lambda inner: lines(OBJECT_KEYS, inner.map("{{\n{}}}".format)), max_leaves=4)
    return st.lists(deep, min_size=1, max_size=3).map("".join)


def native(node: Node) -> object:
    """What a program gets: dotted keys as objects in one another, later values over earlier ones."""
    if isinstance(node, Scalar):
        return node.value.value
    if not isinstance(node, Mapping):
        return [native(item) for item in node.items]
    found: dict[str, object] = {}
    for entry in node.entries:
        value = native(entry.value)
        for part in reversed(entry.key.split(".")):
            value = {part: value}
        _merge(found, value)
    return found


def _merge(found: dict[str, object], more: object) -> None:
    assert isinstance(more, dict)
    for key, value in more.items():
        held = found.get(key)
        if isinstance(held, dict) and isinstance(value, dict):
            _merge(held, value)
        else:
            found[key] = value


def as_text(value: object) -> object:
    """What `native` says of a value of another reader, to which numbers and truth values are more than text."""
    if isinstance(value, dict):
        return {key: as_text(inner) for key, inner in value.items()}
    return json.dumps(value) if isinstance(value, bool | int | float) else value


@settings(deadline=None, max_examples=120)
@given(FILES, st.integers(0, 7))
def test_laws(laws, variant, text, number):
    laws(hocon, variant(text, number), text_only=True, values=("all", "q\"u'o\n\x7f$", "null", 5, True))


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=60) | ANY.map(str.encode) | FILES.map(str.encode))
def test_any_bytes_are_read_or_refused(total, data):
    total(hocon, data)


@settings(deadline=None, max_examples=300)
@given(FILES)
def test_everything_that_is_generated_is_read(text):
    hocon.read(hocon.decode("f", text.encode()))


@settings(deadline=None, max_examples=200)
@given(plain())
def test_reads_what_another_reader_reads(text):
    pyhocon = pytest.importorskip("pyhocon")
    expected = pyhocon.ConfigFactory.parse_string(text).as_plain_ordered_dict()
    found = native(hocon.read(hocon.decode("f", text.encode())).roots[0])
    assert found == as_text(expected)


def test_edits_are_really_made(laws):
    made = laws(hocon, b"a = 1\nb { c = x, d = ${?y} }\n", text_only=True)
    assert made["replace"] == 2 * 13
    assert made["refused replace"] == 13
    assert made["delete"] == made["rename"] == 4
    assert made["insert"] == (3 + 3) * 13
