"""Environment files keep the laws of a lens and agree with python-dotenv."""

from __future__ import annotations

import io
import re

from dotenv import dotenv_values
from hypothesis import given, settings
from hypothesis import strategies as st

from kafkalint.formats import dotenv
from kafkalint.model.document import Mapping

LINES = st.one_of(
    st.tuples(
        st.sampled_from(["", "", "export ", "  ", "\texport  "]),
        st.sampled_from(["KAFKA_ACKS", "A.B", "_x", "'QUOTED'", "été", "1A"]),
        st.sampled_from(["=", " = ", "= ", " ="]),
        st.sampled_from(
            ["all", "", "'a b'", '"q\\"x\\n"', "a # c", "a#b", "${X:-1}", "中", "'it\\'s'", '"open', "'x\ny'", "#v"]
        ),
        st.sampled_from(["", " ", " # c", "#c"]),
    ).map("".join),
    st.sampled_from(["# c", "", "   ", "  # KEY=x", "BARE", "export BARE # c", "no such line", "='x"]),
)
TEXTS = st.lists(LINES, max_size=5).map(lambda lines: "".join(f"{line}\n" for line in lines))
ANY = st.text(alphabet="Ab=#'\"\\ \t\n\r$\x0b\x85é\ufeff", max_size=40)
NAMES = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


@settings(deadline=None, max_examples=120)
@given(TEXTS, st.integers(0, 7))
def test_laws(laws, variant, text, number):
    laws(dotenv, variant(text, number), text_only=True)


@settings(deadline=None, max_examples=250)
@given(ANY)
def test_laws_over_any_text(laws, text):
    laws(dotenv, text.encode(), text_only=True, values=("all", "x y"))


@settings(deadline=None, max_examples=400)
@given(TEXTS | ANY)
def test_reads_what_python_dotenv_reads(text):
    (root,) = dotenv.read(dotenv.decode("f", text.encode())).roots
    assert isinstance(root, Mapping)
    expected = dotenv_values(stream=io.StringIO(text.removeprefix("\ufeff"), newline=""), interpolate=False)
    found = {entry.key: entry.value.value.value for entry in root.entries}
    assert found == {key: value for key, value in expected.items() if NAMES.fullmatch(key)}


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=60) | ANY.map(str.encode))
def test_any_bytes_are_read_or_refused(total, data):
    total(dotenv, data)


def test_edits_are_really_made(laws):
    made = laws(dotenv, b"A=1\nexport B='x y' # c\n", text_only=True)
    assert made["delete"] == made["rename"] == 2
    assert made["replace"] == 2 * 13
    assert made["insert"] == 3 * 13
