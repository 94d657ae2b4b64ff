"""INI files keep the laws of a lens and agree with configparser."""

from __future__ import annotations

import configparser
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from kafkalint.formats import ini
from kafkalint.model.document import Mapping
from kafkalint.model.edit import Unreadable

BLANKS = st.sampled_from(["", "", "  ", "\t", "    "])
LINES = st.one_of(
    st.tuples(
        BLANKS,
        st.sampled_from(["acks", "a b", "été", "Retries", "producer.acks"]),
        st.sampled_from(["=", " = ", ":", " : ", " ="]),
        st.sampled_from(["all", "", "1 ; no", "a = b", "%(x)s", "中", "[x]"]),
        BLANKS,
    ).map("".join),
    st.tuples(BLANKS, st.sampled_from(["[kafka]", "[a b] ; c", "[DEFAULT]", "[x]y]"])).map("".join),
    st.tuples(BLANKS, st.sampled_from(["# c", "; acks = 1", "", "more", "\x85"])).map("".join),
)
TEXTS = st.lists(LINES, max_size=5).map(lambda lines: "".join(f"{line}\n" for line in lines))
WITH_SECTION = TEXTS.map(lambda text: f"[s]\n{text}")
ANY = st.text(alphabet="ab=:[]#; \t\n\r\x0b\x85é", max_size=40)


@settings(deadline=None, max_examples=120)
@given(TEXTS | WITH_SECTION, st.integers(0, 7))
def test_laws(laws, variant, text, number):
    laws(ini, variant(text, number), text_only=True)


@settings(deadline=None, max_examples=200)
@given(ANY)
def test_laws_over_any_text(laws, text):
    laws(ini, text.encode(), text_only=True, values=("all", "x"))


@settings(deadline=None, max_examples=400)
@given(WITH_SECTION | ANY)
def test_reads_what_configparser_reads(text):
    parser = configparser.RawConfigParser(strict=False, default_section="no such section")
    parser.optionxform = str
    try:
        parser.read_file(io.StringIO(text, newline=None))
    except configparser.Error:
        return
    found: dict[str, dict[str, object]] = {}
    (root,) = ini.read(ini.decode("f", text.encode())).roots
    for section in root.entries:
        assert isinstance(section.value, Mapping)
        found.setdefault(section.key, {}).update({e.key: e.value.value.value for e in section.value.entries})
    assert found == {name: dict(parser[name]) for name in parser.sections()}


@settings(deadline=None, max_examples=200)
@given(TEXTS)
def test_refuses_only_what_configparser_refuses(text):
    """Keys before the first section are ours alone."""
    try:
        ini.read(ini.decode("f", text.encode()))
    except Unreadable:
        parser = configparser.RawConfigParser(strict=False)
        try:
            parser.read_string(f"[top]\n{text}")
        except configparser.Error:
            return
        raise


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=60) | ANY.map(str.encode))
def test_any_bytes_are_read_or_refused(total, data):
    total(ini, data)


def test_edits_are_really_made(laws):
    made = laws(ini, b"a=1\n[s]\nb = 2\n  3\n", text_only=True)
    assert made["replace"] == made["insert"] / 2 == 2 * 9
    assert made["delete"] == made["rename"] == 2
