"""Properties keep the laws of a lens and agree with javaproperties."""

from __future__ import annotations

import javaproperties
from hypothesis import given, settings
from hypothesis import strategies as st

from kafkalint.formats import properties
from kafkalint.model.document import Mapping
from kafkalint.model.edit import Unreadable

KEYS = st.sampled_from(["acks", "producer.acks", "a\\ b", "a\\=b", "k\\:", "\\u00e9t\\u00e9", "été", "a\\\n  b", ""])
SEPARATORS = st.sampled_from(["=", " = ", ":", " ", "\t", " : ", "=\\\n   ", " \\\n = ", ""])
VALUES = st.sampled_from(
    ["all", "1", "", "a b ", "${ACKS:all}", "\\u4e2d", "x\\\n   y", "\\#n\\n", "=v", "a\\\\", "中 # no", "\\", "\\u12"]
)
LINES = st.one_of(
    st.tuples(st.sampled_from(["", "  ", "\t", "\\\n "]), KEYS, SEPARATORS, VALUES).map("".join),
    st.sampled_from(["# acks=1", "  ! note \\", "", "   ", " \\", "\f"]),
)
TEXTS = st.lists(LINES, max_size=4).map(lambda lines: "".join(f"{line}\n" for line in lines))
ANY = st.text(alphabet="ak=: \t\f\\\n\r#!u0é1\x85\u2028\x00", max_size=40)


@settings(deadline=None, max_examples=120)
@given(TEXTS, st.integers(0, 7))
def test_laws(laws, variant, text, number):
    laws(properties, variant(text, number), text_only=True)


@settings(deadline=None, max_examples=150)
@given(ANY)
def test_laws_over_any_text(laws, text):
    laws(properties, text.encode(), text_only=True, values=("all", " x"))


@settings(deadline=None, max_examples=300)
@given(TEXTS | ANY)
def test_reads_what_javaproperties_reads(text):
    try:
        document = properties.read(properties.decode("f", text.encode()))
    except Unreadable:
        return
    (root,) = document.roots
    assert isinstance(root, Mapping)
    assert {entry.key: entry.value.value.value for entry in root.entries} == javaproperties.loads(
        text.removeprefix("\ufeff")
    )


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused(total, data):
    total(properties, data)


def test_edits_are_really_made(laws):
    made = laws(properties, b"a=1\n# c\nb : 2\n", text_only=True)
    assert made["replace"] == made["insert"] * 2 / 3 == 26
    assert made["delete"] == made["rename"] == 2
    assert not [name for name in made if name.startswith("refused")]
