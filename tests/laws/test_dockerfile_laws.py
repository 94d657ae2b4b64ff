"""Dockerfiles keep the laws of a lens."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kafkalint.formats import dockerfile

VARIABLES = st.builds(
    "{}{}".format,
    st.sampled_from(["A", "CONNECT_PRODUCER_ACKS", "B.C"]),
    st.sampled_from(
        ["=1", "=", '="a b"', "='x'", "=a\\ b", "=${X:-1}", '="a\\"b"', "=a'b c'", " v", ' "a b"', "", "='"]
    ),
)
GAPS = st.sampled_from([" ", "  ", " \\\n    ", " \\\n# c\n  ", " \\\n\n ", "\\\n", "\t"])
INSTRUCTIONS = st.one_of(
    st.builds(
        lambda word, first, rest: word + first + "".join(gap + more for gap, more in rest),
        st.sampled_from(["ENV ", "env  ", "  Env\t", "ENV \\\n "]),
        VARIABLES,
        st.lists(st.tuples(GAPS, VARIABLES), max_size=3),
    ),
    st.sampled_from(
        [
            "FROM a:1",
            "FROM --platform=x a AS one",
            "from one as two",
            "FROM scratch",
            "# c",
            "",
            "RUN <<EOF cat\nENV A=0\nEOF",
            "RUN a \\\n  && b",
            'CMD ["a", "b=1", "c=2"]',
            'ENTRYPOINT [ "a\\"b" ]',
            "CMD []",
            'CMD ["a"',
            "ONBUILD ENV A=1",
            "ENV",
            "# escape=`",
        ]
    ),
)
TEXTS = st.lists(INSTRUCTIONS, max_size=6).map(lambda lines: "FROM a\n" + "".join(f"{line}\n" for line in lines))
ANY = st.text(alphabet="AENV FROM=#'\"\\` \t\n\r$<", max_size=40)


@settings(deadline=None, max_examples=80)
@given(TEXTS, st.integers(0, 7))
def test_laws(laws, variant, text, number):
    laws(dockerfile, variant(text, number), text_only=True)


@settings(deadline=None, max_examples=120)
@given(ANY)
def test_laws_over_any_text(laws, text):
    laws(dockerfile, b"FROM a\nENV " + text.encode(), text_only=True, values=("all", "x y"))


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=60) | ANY.map(str.encode))
def test_any_bytes_are_read_or_refused(total, data):
    total(dockerfile, data)


def test_edits_are_really_made(laws):
    made = laws(dockerfile, b"FROM a\nENV A=1 B='x y'\nENV C 1\n", text_only=True)
    assert made["delete"] == made["rename"] == 3
    assert made["replace"] > 3 * 10
    assert made["insert"] > 4 * 10
