"""Shell scripts keep the laws of a lens, and their words are those of a real shell."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kafkalint.formats import shell
from kafkalint.formats.shell.scan import scan
from kafkalint.model.edit import Unreadable

WORDS = st.sampled_from(
    [
        *(
            "docker",
            "-i",
            "--pair",
            "acks=1",
            "'a=x y'",
            '"b=z"',
            "c='q r'",
            'd="s"t',
            "--level",
            "1",
            "-1",
            "--level=2",
        ),
        *("--one=a=1", "-Xa=1", "$X", "a=$X", '"$@"', "`x`", "a=", "--", "-", "#no", "'#'", "{a,b}", "{{ t }}"),
        *('"a\\"b"', "a\\ b", "e=\\$x", "'--quoted'", '"--level=3"', "$'a'", "> out", "2>&1", "a=b=c"),
    ]
)
GAPS = st.sampled_from([" ", "  ", " \\\n  ", "\t"])
COMMANDS = st.builds(
    lambda first, rest: first + "".join(gap + word for gap, word in rest),
    st.sampled_from(["tool", "A=1 tool", "if tool", "x=$X", "'tool'"]),
    st.lists(st.tuples(GAPS, WORDS), max_size=6),
)
LINES = st.one_of(
    COMMANDS,
    st.builds("{} | {} && x # c".format, COMMANDS, COMMANDS),
    st.sampled_from(
        ["# c", "", "cat <<EOF\ntool --pair a=1 '\nEOF", "case $x in a) b;; esac", "f() {", "}", "a=(", "((1<<2))"]
    ),
)
TEXTS = st.lists(LINES, max_size=4).map(lambda lines: "".join(f"{line}\n" for line in lines))
ANY = st.text(alphabet="ab=-'\"\\$`{}()<>|&;# \t\n\r1[", max_size=40)
"""Commands inside of words are commands too; an edit of one is an edit of the other."""
APART = ANY.filter(lambda text: "(" not in text)
PLAIN = st.text(alphabet="abK=-.:/@%+,_ '\"\\\\\t#~!^", min_size=1, max_size=25)
BASH = shutil.which("bash")


@settings(deadline=None, max_examples=120)
@given(TEXTS, st.integers(0, 7))
def test_laws(laws, variant, text, number):
    laws(shell, variant(text, number), text_only=True)


@settings(deadline=None, max_examples=150)
@given(APART)
def test_laws_over_any_text(laws, text):
    laws(shell, b"tool --pair a=1 " + text.encode(), text_only=True, values=("all", "x y"))


@settings(deadline=None, max_examples=400)
@given(st.binary(max_size=60) | ANY.map(str.encode))
def test_any_bytes_are_read_or_refused(total, data):
    total(shell, data)


def test_edits_are_really_made(laws):
    made = laws(shell, b"tool --pair a=1 --pairs b=1 'c=2' --level 1 --one=d=3\n", text_only=True)
    assert made["delete"] == 9
    assert made["rename"] == 4
    assert made["replace"] > 5 * 8
    assert made["insert"] > 3 * 9


def split(text: str) -> list[str] | None:
    """The words of the only command in `text`; None where there are more, or it cannot be read."""
    try:
        commands = scan(text).commands
    except Unreadable:
        return None
    return [word.text for own in commands for word in own] if len(commands) <= 1 else None


@settings(deadline=None, max_examples=500)
@given(PLAIN)
@example('a\'b c\'"d\\"e"\\ f #g')
def test_words_are_those_of_shlex(text):
    try:
        wanted: list[str] | None = shlex.split(text, comments=False)
    except ValueError:
        wanted = None
    if "#" in text or text.endswith("\\"):
        return  # shlex takes comments in the middle of a word, and wants something behind a backslash
    assert split(text) == wanted


@pytest.mark.skipif(BASH is None, reason="there is no bash")
def test_words_are_those_of_bash():
    """In one process: nothing that is filled in, and nothing that makes several words of one."""
    seed = settings(database=None, deadline=None, max_examples=400)
    texts: list[str] = []

    @seed
    @given(st.lists(st.tuples(GAPS, WORDS | PLAIN.filter(lambda text: not set("!~^") & set(text))), max_size=6))
    def gather(parts):
        text = "".join(gap + word for gap, word in parts) + " "
        if (
            not any(one in text for one in ("$X", "$(", "`", '"$@"', "{", "<", ">", "$'", "\\\n#"))
            and split(text) is not None
            and not (scan(text).comments and "\n" in text)  # what follows a comment is no word of printf
        ):
            texts.append(text)

    gather()
    script = "".join(f"printf '%s\\0' {text}\nprintf '\\n\\0'\n" for text in texts)
    shown = subprocess.run(
        [str(BASH), "--norc", "-f"],
        input=script.encode(),
        capture_output=True,
        check=True,
        env={"PATH": os.environ["PATH"]},
    )
    told = [group.split("\0")[:-1] for group in shown.stdout.decode().split("\n\0")[:-1]]
    assert len(told) == len(texts)
    for text, wanted in zip(texts, told, strict=True):
        assert (split(text) or [""]) == wanted, text
