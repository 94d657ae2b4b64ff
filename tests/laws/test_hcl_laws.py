"""HCL keeps the laws of a lens, and texts inside its texts those of an embedded one."""

from __future__ import annotations

import pytest
from hcl_files import FILES, LISTED
from hypothesis import example, given, reject, settings
from hypothesis import strategies as st

from kafkalint.formats import format_of, hcl
from kafkalint.formats.within import opened, outward
from kafkalint.model.document import Document, Inner, Mapping, Scalar, Sequence, walk
from kafkalint.model.edit import Edit, Refusal, Unreadable, splice
from kafkalint.model.source import Span

ANY = st.text(alphabet='ab=.[]{}<>-E$%",#/*\\u0 \n\r\té1:?()', max_size=30)


@settings(deadline=None, max_examples=60)
@given(FILES, st.integers(0, 7))
@example('a = "x" # c\nb = {\n  c = 1,\n}\n', 1)
@example("a = <<-E\n  b=1\n  E\nc = 2\n", 0)
def test_laws(laws, variant, text, number):
    laws(hcl, variant(text, number), values=("all", "q\"u'o\n", "é😀", "${x}%{y}", "a=b", 5, True))


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=60) | ANY.map(str.encode) | FILES.map(str.encode))
def test_any_bytes_are_read_or_refused(total, data):
    total(hcl, data)


@settings(deadline=None, max_examples=300)
@given(LISTED)
def test_everything_that_is_generated_is_read(text):
    hcl.read(hcl.decode("f", text.encode()))


def test_edits_are_really_made(laws):
    made = laws(hcl, b'a = 1\nr "t" "n" {\n  b = "x"\n  c = { d = true, e = var.f }\n}\n')
    assert made["replace"] == 3 * 13
    assert made["refused replace"] == 13
    assert made["delete"] == 5
    assert made["refused delete"] == 3, "a block is none, whatever leads to it"
    assert made["insert"] == (6 + 3) * 13
    assert made["refused undo"] == 0


TEXTS = st.lists(
    st.sampled_from(["a=1", "b = 2", "# c", "", " x=y", "é=😀", "p=${var.q}", "$${r}=1"]), min_size=1, max_size=5
)
EDITS = st.tuples(st.integers(0, 24), st.integers(0, 24), st.text(st.sampled_from("ab=\n #\"'\\é${}%"), max_size=6))
WAYS = st.sampled_from(["<<E", "<<-E", "quoted"])


def inside(lines: list[str], way: str, indent: str, newline: str) -> tuple[Document, Inner]:
    """A file with a text that is a file of properties, and the document that it is."""
    if way == "quoted":
        held = '"' + "\\n".join(lines) + '"'
    else:
        held = newline.join([way, *(indent + line if line else "" for line in lines), f"{indent[1:]}E"])
    text = newline.join(["# before", 'r "t" {', f"  a_properties = {held}", "  b = 1", "}", ""])
    read = hcl.read(hcl.decode("f.tf", text.encode()))
    found = opened(read, hcl, lambda key: "a.properties" if key == "a_properties" else None)
    if not found.inner:
        reject()
    return found, found.inner[0]


@settings(deadline=None, max_examples=300)
@given(TEXTS, WAYS, st.sampled_from(["", "  ", "\t"]), st.sampled_from(["\n", "\r\n"]), EDITS)
def test_an_edit_inside_a_text_changes_nothing_else(lines, way, indent, newline, edit):
    document, inner = inside(lines, way, indent, newline)
    within = inner.document.source.text
    start, end = sorted(min(at, len(within)) for at in edit[:2])
    edits = (Edit(Span(start, end), edit[2]),)
    made = outward(document, hcl, inner, edits)
    if isinstance(made, Refusal):
        return
    text = splice(document.source.text, made)
    again = hcl.read(hcl.decode("f.tf", text.encode()))
    told = {entry.key: entry.value for _, _, entry in walk(again.roots[0])}
    assert isinstance(told["a_properties"], Scalar)
    assert told["a_properties"].value.value == splice(within, edits)
    assert isinstance(told["b"], Scalar)
    assert told["b"].value.value == 1


@pytest.mark.parametrize("way", ["<<E", "<<-E", "quoted"])
def test_lines_inside_a_text_are_put_in_and_taken_out(way):
    document, inner = inside(["acks=1", "retries=0"], way, "    ", "\n")
    syntax = format_of("a.properties")
    assert syntax is not None
    (first, second) = inner.document.roots[0].entries
    for edits in (
        syntax.replace(inner.document, first, "all"),
        syntax.delete(inner.document, inner.document.roots[0], first),
        syntax.delete(inner.document, inner.document.roots[0], second),
        syntax.insert(inner.document, inner.document.roots[0], "x", "y", first),
        syntax.insert(inner.document, inner.document.roots[0], "x", "y", second),
    ):
        assert not isinstance(edits, Refusal)
        made = outward(document, hcl, inner, edits)
        assert not isinstance(made, Refusal), made
        told = splice(document.source.text, made)
        if way == "<<-E":
            inner_lines = told.splitlines()[3:-3]
            assert all(line.startswith("    ") for line in inner_lines), told


def test_where_each_value_stands():
    text = 'a "b" {\n  c = "d"\n  e = [1, { f = <<E\nx\nE\n  }]\n}\n'
    document = hcl.read(hcl.decode("f", text.encode()))
    slices = {entry.key: document.source.slice(entry.value.span) for _, _, entry in walk(document.roots[0])}
    assert slices == {
        "a": text[text.index("{") : -1],
        "b": text[text.index("{") : -1],
        "c": '"d"',
        "e": "[1, { f = <<E\nx\nE\n  }]",
        "f": "<<E\nx\nE",
    }


def test_broken_files_are_refused_where_they_break():
    for text, reason in (
        ("a = 1\na = 2\n", "'a' stands twice"),
        ("a = 1 b = 2\n", "no line end before it"),
        ('a = "b\nc"\n', "a text in quotes does not end on its line"),
        ("a = { b = 1 c = 2 }\n", "neither a comma nor a line end before it"),
        ("b {} c {}\n", "no line end before it"),
        ('a = "\\ud800"\n', "a malformed escape"),
        ("a {\n", "not understood as HCL"),
    ):
        with pytest.raises(Unreadable) as caught:
            hcl.read(hcl.decode("f", text.encode()))
        assert caught.value.reason == reason, text


def test_maps_of_a_name_and_a_value_are_settings():
    text = 'env = [{ name = "A", value = "1" }, { name = var.b, value = "2" }, { name = "C", value = 3, x = 1 }]\n'
    document = hcl.read(hcl.decode("f", text.encode()))
    root = document.roots[0]
    assert isinstance(root, Mapping)
    env = root.entries[0].value
    assert isinstance(env, Sequence)
    assert [entry.key for entry in env.entries] == ["A"]
    edits = hcl.insert(document, env, "Z", "all", env.entries[0])
    assert not isinstance(edits, Refusal)
    assert '{ name = "A", value = "1" }, { name = "Z", value = "all" }, {' in splice(text, edits)
