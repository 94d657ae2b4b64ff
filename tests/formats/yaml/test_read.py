"""What YAML says and where: values, spans, aliases, merges, lists of settings, comments, and what cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time
from typing import Any

import pytest

from kafkalint.formats import format_of, yaml
from kafkalint.formats.yaml.scalars import fits_plain
from kafkalint.model.document import Document, Entry, Mapping, Scalar, walk
from kafkalint.model.edit import Unreadable
from kafkalint.model.source import Source, Span
from kafkalint.model.value import Literal


def read(text: str) -> Document:
    return yaml.read(Source("x.yaml", text.encode(), text))


def entries(document: Document) -> dict[str, Any]:
    """Entries by their dotted path; the last of equal ones."""
    return {".".join((*keys, entry.key)): entry for root in document.roots for keys, _, entry in walk(root)}


def value(text: str) -> Literal:
    node = entries(read(text))["a"].value
    assert isinstance(node, Scalar)
    return node.value


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1", 1),
        ("-1", -1),
        ("+1", 1),
        ("012", 12),
        ("0o14", 12),
        ("0xff", 255),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        (".inf", float("inf")),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("yes", "yes"),
        ("On", "On"),
        ("tRUE", "tRUE"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("2001-01-01", "2001-01-01"),
        ("${ACKS:-all}", "${ACKS:-all}"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_plain_scalars_mean_what_the_core_schema_says(written: str, expected: Any) -> None:
    found = value(f"a: {written}\n")
    assert found == Literal(expected, plain=True)
    assert type(found.value) is type(expected)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("'1'", "1"),
        ('"a\\n\\u00e9"', "a\né"),
        ("'it''s'", "it's"),
        ("!!str 5", "5"),
        ("! 5", "5"),
        ('!!int "5"', 5),
        ("!env ACKS", "ACKS"),
        ("!env 5", "5"),
        ("|\n  x\n", "x\n"),
        (">-\n  x\n  y\n", "x y"),
    ],
)
def test_other_scalars_are_never_plain(written: str, expected: Any) -> None:
    assert value(f"a: {written}") == Literal(expected)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("before", ["", "# é 😀 鍵\n", "😀: 'é'\n---\n"])
def test_spans_point_at_what_is_written(newline: str, before: str) -> None:
    text = (before + "b:\n  'k' :  \"v\"  # c\n  n:\n  t: |\n    x\n\n  z: &an !t w\n").replace("\n", newline)
    document = read(text)
    found = entries(document)
    slices = {
        key: tuple(document.source.slice(span) for span in (entry.key_span, entry.value.span, entry.span))
        for key, entry in found.items()
        if key.startswith("b.")
    }
    assert slices == {
        "b.k": ("'k'", '"v"', "'k' :  \"v\""),
        "b.n": ("n", "", "n:"),
        "b.t": ("t", f"|{newline}    x", f"t: |{newline}    x"),
        "b.z": ("z", "w", "z: &an !t w"),
    }
    assert document.source.slice(found["b"].span).endswith("w")


def test_an_empty_value_is_directly_behind_its_colon() -> None:
    document = read("a:   # c\n\n# d\nb:\n- \n-\nc: {d, e: , f: 1}\n")
    found = entries(document)
    assert found["a"].value.span == Span(2, 2)
    assert found["c.d"].value.span.start == found["c.d"].key_span.end
    assert document.source.text[: found["c.e"].value.span.start].endswith("e:")


def test_duplicate_keys_are_kept() -> None:
    root = read("a: 1\na: 2\n").roots[0]
    assert isinstance(root, Mapping)
    assert [(entry.key, entry.value.value.value) for entry in root.entries] == [("a", 1), ("a", 2)]


def test_a_colon_in_a_plain_text_between_braces_is_no_separator() -> None:
    found = entries(read("a: {url: http://x:1, 'b': 2, c: d:e}\n"))
    assert [(key, entry.value.value.value) for key, entry in found.items() if key != "a"] == [
        ("a.url", "http://x:1"),
        ("a.b", 2),
        ("a.c", "d:e"),
    ]


def test_every_document_of_a_file_is_a_root() -> None:
    assert len(read("a: 1\n---\nb: 1\n...\n# c\n---\n- 1\n").roots) == 3
    assert read("# nothing\n").roots == ()


def test_keys_are_texts_as_written() -> None:
    assert list(entries(read("1: a\non: b\n'q': c\n~: d\ntrue: e\n[x, y]: f\n"))) == [
        "1",
        "on",
        "q",
        "~",
        "true",
        "[x, y]",
    ]


def test_an_alias_is_its_definition_seen_again() -> None:
    found = entries(read("base: &b\n  acks: 1\nuse: *b\n"))
    assert found["use.acks"].value.span == found["base.acks"].value.span
    assert found["use.acks"].value.value == Literal(1, plain=True)
    assert found["use"].span == Span(19, 26)


def test_merged_entries_come_first_and_own_keys_win() -> None:
    text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  own: 0\n  <<: [*a, *b]\n  z: 3\n"
    merged = entries(read(text))["c"].value
    assert isinstance(merged, Mapping)
    assert [(entry.key, entry.value.value.value) for entry in merged.entries] == [
        ("x", 1),
        ("y", 1),
        ("own", 0),
        ("z", 3),
    ]


@pytest.mark.parametrize("text", ["c:\n  '<<': *a\n", 'c: {"<<": *a}\n', "c: {<<: 5}\n", "c: {<<: [*a, 5]}\n"])
def test_what_is_no_merge_stays_an_entry(text: str) -> None:
    assert "c.<<" in entries(read("a: &a {x: 1}\n" + text))


def test_anchors_end_with_their_document() -> None:
    with pytest.raises(Unreadable, match="no anchor"):
        read("a: &a 1\n---\nb: *a\n")
    assert entries(read("a: &a 1\nb: &a 2\nc: *a\n"))["c"].value.value.value == 2


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("ACKS=1", ("ACKS", "1")),
        ("'ACKS=1'", ("ACKS", "1")),
        ('"KAFKA_A.B=x=\\"y\\""', ("KAFKA_A.B", 'x="y"')),
        ("ACKS=", ("ACKS", "")),
        ("{name: ACKS, value: 1}", ("ACKS", 1)),
        ("{value: '1', name: ACKS}", ("ACKS", "1")),
        ("name: ACKS\n  value:", ("ACKS", None)),
    ],
)
def test_items_that_are_settings_are_entries(item: str, expected: tuple[str, object]) -> None:
    document = read(f"- {item}\n- other\n")
    (entry,) = document.roots[0].entries
    assert isinstance(entry.value, Scalar)
    assert (entry.key, entry.value.value.value) == expected
    assert document.source.slice(entry.key_span) == expected[0]


@pytest.mark.parametrize(
    "item",
    [
        "ACKS",
        "--flag=1",
        "a b=1",
        "=1",
        "http://x?a=1",
        "|\n  ACKS=1",
        "5",
        "{name: ACKS}",
        "{name: ACKS, value: [1]}",
        "{name: ACKS, value: 1, x: 1}",
        "{name: 5, value: 1}",
        "{key: ACKS, value: 1}",
        "ACKS: 1",
    ],
)
def test_other_items_are_not(item: str) -> None:
    assert read(f"- {item}\n").roots[0].entries == ()


def test_comments_are_found_between_tokens_only() -> None:
    text = (
        "%TAG !e! tag:x,2000:\n--- # 1\na: 'x # no' # 2\nb: x#no\nc: |  # 3\n  # no\n# 4\nd: &a # 5\n  - '#'\n"
        'e: !t {x: 1, # 6\n  y: "# no"}\nf: one\n  two # 7\ng: >\n  x\n\n  # no\n # 8\n#'
    )
    document = read(text)
    assert [document.source.slice(span) for span in document.comments] == [*(f"# {i}" for i in range(1, 9)), "#"]


def _bomb() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 9) + "]" for i in range(1, 9)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "reason", "at"),
    [
        ("a: {{ x }}: {{ y }}\n", "braces of a template", 10),
        ("{% if x %}\na: [\n{% endif %}\n", "braces of a template", 1),
        ("a: %x\n", "cannot start any token", 3),
        ("a: 'x\n", "end of stream", 6),
        ("é: 1\na: *x\n", "the alias .x has no anchor", 8),
        ("a: &x [*x]\n", "inside its own anchor", 7),
        ("a: \x07", "control characters", 3),
        ("a: \0", r"U\+0000", 3),
        ("a: \ud800", r"U\+D800", 3),
        ("\ufeffa: 1", "second byte order mark", 0),
        ("[" * 100_000, "nested deeper than 200 levels", 200),
        ("- " * 300 + "x", "nested deeper than 200 levels", None),
        (_bomb(), "aliases repeat too much", None),
    ],
)
def test_what_cannot_be_read_says_why_and_where(text: str, reason: str, at: int | None) -> None:
    with pytest.raises(Unreadable, match=reason) as caught:
        yaml.read(Source("x.yaml", b"", text))
    assert "\n" not in caught.value.reason
    assert at is None or caught.value.span.start == at


def test_aliases_do_not_add_up_to_depths_without_end() -> None:
    lines = ["a0: &a0 " + "[" * 150 + "]" * 150, "a1: &a1 " + "[" * 100 + "*a0" + "]" * 100]
    with pytest.raises(Unreadable, match="nested deeper"):
        read("\n".join(lines))


@pytest.mark.parametrize(
    "text", ["a: &x\n- K=1\n- b\n", "a: !!seq # c\n  - K=1\n", "a: !!seq\n  - &x !t K=1\n", "a: &x [K=1]\n"]
)
def test_anchors_and_tags_of_lists_hide_nothing(text: str) -> None:
    document = read(text)
    found = entries(document)
    assert document.source.slice(found["a.K"].value.span) == "1"
    assert document.source.slice(found["a"].value.span)[0] in "-["


@pytest.mark.parametrize(
    "text",
    [
        "{" + ", ".join(f'"k{i}": 1' for i in range(20_000)) + "}",
        "\n".join("<<: {}" for _ in range(20_000)),
        "\n".join("- a" for _ in range(20_000)),
        "a: |\n  x\n" + "# c\r\n" * 20_000 + "b: 1\nc: 1\n",
    ],
)
def test_long_texts_take_time_in_proportion(text: str) -> None:
    began = process_time()
    document = read(text)
    for _, container, entry in [*walk(document.roots[0])][-2:]:
        yaml.delete(document, container, entry)
    assert process_time() - began < 5


def test_later_merge_keys_win() -> None:
    merged = entries(read("a: &a {x: 1}\nb: &b {x: 2}\nc:\n  <<: *a\n  <<: *b\n"))
    assert merged["c.x"].value.value.value == 2


def test_many_small_merges_are_no_bomb() -> None:
    text = "base: &b {" + ", ".join(f"k{i}: 1" for i in range(20)) + "}\n"
    text += "".join(f"s{i}:\n  <<: *b\n" for i in range(400))
    assert len(entries(read(text))["s399"].value.entries) == 20


@pytest.mark.parametrize("data", [b"\xff\xfea\0", b"a: \xff", b"a: \0", b"#" * 1_000_001])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        yaml.decode("x.yaml", data)


@pytest.mark.parametrize("name", ["a.yaml", "A.YML", "x.prod.yaml"])
def test_names(name: str) -> None:
    found = format_of(name)
    assert found is not None
    assert found.NAME == "yaml"


@pytest.mark.parametrize(
    ("text", "flow", "fits"),
    [
        ("all", False, True),
        ("a:b", False, True),
        ("a,b", False, True),
        ("a,b", True, False),
        ("${X}", False, True),
        ("${X}", True, False),
        ("a: b", False, False),
        ("a #b", False, False),
        ("a#b", False, True),
        ("no", False, False),
        ("0o17", False, False),
        ("017", False, False),
        ("1:30", False, False),
        ("1.2.3", False, True),
        ("5m", False, True),
        ("2024-01-31", False, False),
        ("-1", False, False),
        ("-Xmx1g", False, True),
        ("- x", False, False),
        ("", False, False),
        ("é😀", False, True),
    ],
)
def test_plain_text_is_text_for_both_versions_of_yaml(text: str, flow: bool, fits: bool) -> None:
    assert fits_plain(text, flow) is fits


Verb = Callable[[Document, Any, Entry], object]
VERBS: dict[str, Verb] = {
    "insert": lambda document, container, entry: yaml.insert(document, container, "k", 1, entry),
    "delete": yaml.delete,
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("odd", ["\r", "\x85", "\u2028"])
def test_lines_that_end_oddly_are_left_alone(verb: str, odd: str) -> None:
    document = read(f"a: 1\nb: 2 # x{odd}c: 3\n")
    container, entry = next((container, entry) for _, container, entry in walk(document.roots[0]))
    assert "rare line end" in getattr(VERBS[verb](document, container, entry), "reason", "")
