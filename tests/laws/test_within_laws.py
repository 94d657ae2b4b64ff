"""Laws of texts inside texts: what an edit inside does outside, judged by `json` and another parser of YAML."""

from __future__ import annotations

import json as judge
from typing import Any

from hypothesis import assume, example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from kafkalint.formats import format_of
from kafkalint.formats.within import opened, outward
from kafkalint.model.document import Document, Inner
from kafkalint.model.edit import Edit, Refusal, splice
from kafkalint.model.source import Span

TEXTS = st.text(st.sampled_from("ab=1#\n\n\n: \\\"'é中😀"), min_size=1, max_size=16)
EDITS = st.tuples(st.integers(0, 16), st.integers(0, 16), st.text(st.sampled_from("ab=\n #\"'\\é"), max_size=6))
INDENTS = st.sampled_from(["   ", "    ", "        "])
NEWLINES = st.sampled_from(["\n", "\r\n"])
NAME = "a.properties"


def _inside(path: str, text: str) -> tuple[Document, Inner]:
    """The one document inside `text`."""
    syntax = format_of(path)
    assert syntax is not None
    read = syntax.read(syntax.decode(path, text.encode()))
    assert isinstance(read, Document)
    found = opened(read, syntax, lambda key: key if key == NAME else None)
    assume(found.inner)
    return found, found.inner[0]


def _edited(path: str, text: str, edit: tuple[int, int, str]) -> tuple[str, str] | Refusal:
    """The text outside and inside after an edit inside."""
    document, inner = _inside(path, text)
    within = inner.document.source.text
    start, end = sorted(min(at, len(within)) for at in edit[:2])
    syntax = format_of(path)
    assert syntax is not None
    edits = (Edit(Span(start, end), edit[2]),)
    made = outward(document, syntax, inner, edits)
    return made if isinstance(made, Refusal) else (splice(text, made), splice(within, edits))


def _block(text: str, indent: str, newline: str) -> tuple[str, str, str]:
    """A literal block with `text`, and what stands before and behind it."""
    chomp = "" if text.endswith("\n") and not text.endswith("\n\n") else "+" if text.endswith("\n") else "-"
    lines = text.removesuffix("\n").split("\n")
    body = newline.join(indent + line if line else "" for line in lines)
    head = newline.join(["first: 1", "data:", f"  {NAME}: |{chomp}", ""])
    return head, body + newline, newline.join(["  last: '2'", ""])


def _loaded(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text.replace("\r\n", "\n"))


def _says(text: str, content: object) -> bool:
    try:
        return bool(_loaded(text) == content)
    except YAMLError:
        return False


@given(TEXTS, INDENTS, NEWLINES, EDITS)
@example("a=1\n", "    ", "\n", (4, 4, "b=1\n"))
@example("a=1", "    ", "\r\n", (3, 3, "\nb=1"))
@example("a=1\nb=1", "    ", "\n", (3, 7, ""))
@example("a=1\n\n\nb=1\n", "    ", "\n", (5, 5, "b=1\n"))
@example("a=1\nb\n\n", "    ", "\n", (7, 7, "b=1\n"))
def test_a_literal_block_says_the_edited_text(text: str, indent: str, newline: str, edit: Any) -> None:
    assume(text[0] not in " \n" and any(line.strip(" ") for line in text.split("\n")))
    head, body, tail = _block(text, indent, newline)
    assert _loaded(head + body + tail)["data"][NAME] == text, "the test writes what it means"
    _document, inner = _inside("a.yaml", head + body + tail)
    assert inner.document.source.text == text
    assert not isinstance(inner.place, Refusal)
    after = _edited("a.yaml", head + body + tail, edit)
    if isinstance(after, Refusal):
        return
    outside, inside = after
    assert _loaded(outside) == {"first": 1, "data": {NAME: inside, "last": "2"}}
    assert outside.startswith(head)
    assert outside.endswith(tail)
    assert outside.count("\r\n") == (outside.count("\n") if newline == "\r\n" else 0)


@given(TEXTS, INDENTS, NEWLINES)
def test_every_character_of_a_block_is_where_it_says(text: str, indent: str, newline: str) -> None:
    assume(text[0] not in " \n" and any(line.strip(" ") for line in text.split("\n")))
    outside = "".join(_block(text, indent, newline))
    _, inner = _inside("a.yaml", outside)
    for at, character in enumerate(text):
        found = outside[slice(*inner.outward(Span(at, at + 1)))]
        assert found.replace("\r\n", "\n") == character


@given(TEXTS, st.sampled_from(["double", "single", "plain"]), EDITS)
def test_a_scalar_on_one_line_says_the_edited_text(text: str, style: str, edit: Any) -> None:
    written = {"double": judge.dumps(text), "single": "'" + text.replace("'", "''") + "'", "plain": text}[style]
    assume("\n" not in written)
    outside = f"first: 1\n{NAME}: {written}\nlast: '2'\n"
    assume(_says(outside, {"first": 1, NAME: text, "last": "2"}))
    after = _edited("a.yaml", outside, edit)
    if not isinstance(after, Refusal):
        assert _loaded(after[0]) == {"first": 1, NAME: after[1], "last": "2"}


@given(TEXTS, st.booleans(), EDITS)
def test_a_string_of_json_says_the_edited_text(text: str, ascii_only: bool, edit: Any) -> None:
    outside = judge.dumps({"first": 1, NAME: text, "last": "2"}, ensure_ascii=ascii_only)
    _document, inner = _inside("a.json", outside)
    assert inner.document.source.text == text
    after = _edited("a.json", outside, edit)
    assert not isinstance(after, Refusal)
    assert judge.loads(after[0]) == {"first": 1, NAME: after[1], "last": "2"}


@given(st.lists(st.sampled_from(["a=1", "b: 2", "# c", ""]), min_size=1), INDENTS, NEWLINES, st.data())
def test_whole_lines_are_never_refused(lines: list[str], indent: str, newline: str, data: st.DataObject) -> None:
    text = "\n".join(["k=v", *lines, "z=1", ""])
    starts = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]
    start, end = sorted(data.draw(st.tuples(st.sampled_from(starts), st.sampled_from(starts))))
    new = data.draw(st.sampled_from(["n=1\n", "n=1\nm=2\n"]))
    after = _edited("a.yaml", "".join(_block(text, indent, newline)), (start, end, new))
    assert not isinstance(after, Refusal), after


def test_texts_inside_texts_inside_texts() -> None:
    worker = "a=1\nb=2\n"
    middle = judge.dumps({NAME: worker})
    outside = f"m.json: |\n  {middle}\n"
    syntax = format_of("a.yaml")
    assert syntax is not None
    read = syntax.read(syntax.decode("a.yaml", outside.encode()))
    assert isinstance(read, Document)
    found = opened(read, syntax, lambda key: key)
    (outer,) = found.inner
    (inner,) = outer.document.inner
    assert inner.document.source.text == worker
    assert outside[slice(*outer.outward(inner.outward(Span(4, 5))))] == "b"
