"""Tags of templates in YAML: nothing else is lost, and whatever stands under a span is what is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kafkalint.formats import yaml
from kafkalint.formats.templates import MOST, OPEN, Tags, tags_of
from kafkalint.formats.yaml.tags import neutral
from kafkalint.model.document import Document, Entry, Scalar, walk
from kafkalint.model.edit import Unreadable

PLAIN = """\
first: 1
map:
  inner: {flow: x}
  block: |
    a=1

    b=2
  list:
    - K=v
    - name: n
      value: "2"
last: z
"""
LINES = st.sampled_from(
    [
        "{{- if .x }}",
        "  {{- end }}",
        "{% for a in b %}",
        "    {{ toYaml . | indent 4 }}",
        "{{/* a: b\n : c */}}",
        "    {%- endif -%}",
    ]
)
VALUES = st.sampled_from(
    [
        '{{ .Values.x | default "y" }}',
        "{{ x }}",
        "a-{{ x }}-{{ y }}",
        "{{ x }}{{ y }}",
        "{% raw %}x",
        '"{{ "q" }}"',
        "'{{ 'q' }}'",
    ]
)


def _read(text: str) -> Document:
    read = yaml.read(yaml.decode("a.yaml", text.encode()))
    assert isinstance(read, Document)
    return read


def _entries(text: str) -> list[Entry]:
    return [entry for root in _read(text).roots for _, _, entry in walk(root)]


@given(st.lists(st.tuples(st.integers(0, 11), LINES), max_size=4))
def test_tags_on_lines_of_their_own_leave_everything_else(added: list[tuple[int, str]]) -> None:
    lines = PLAIN.splitlines()
    for at, tag in sorted(added, reverse=True):
        if lines[at - 1 : at] != ["  block: |"]:  # what comes first says how far all is indented
            lines.insert(at, tag)
    text = "\n".join(lines) + "\n"
    assert len(neutral(text, tags_of(text))) == len(text)
    found = _entries(text)
    assert [entry.key for entry in found] == [entry.key for entry in _entries(PLAIN)]
    for entry in found:
        assert text[slice(*entry.key_span)] == entry.key
        if isinstance(entry.value, Scalar) and entry.key != "block":
            assert str(entry.value.value.value) == text[slice(*entry.value.span)].strip('"')


@given(VALUES, st.sampled_from(["first", "flow", "K", "last"]))
def test_tags_in_values_are_what_is_said(value: str, key: str) -> None:
    old = {"first": ": 1", "flow": ": x", "K": "=v", "last": ": z"}[key]
    value = value.strip("\"'") if key == "K" else value
    text = PLAIN.replace(key + old, key + old[:-1] + value)
    (found,) = (entry for entry in _entries(text) if entry.key == key)
    assert isinstance(found.value, Scalar)
    assert found.value.value.value == (value[1:-1] if value[0] in "\"'" else value)
    assert len(_entries(text)) == len(_entries(PLAIN))


@given(st.text("{}%#-ab: \n|'\"", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        _read("{{" + text)
    except Unreadable:
        return


def test_what_a_tag_may_leave_out_is_marked() -> None:
    found = _entries("a: 1\n{{ if x }}\nb: 2\n{{ else }}\nb: 3\n{{ end }}\nc: 4\n")
    assert [(entry.key, entry.optional) for entry in found] == [("a", False), ("b", True), ("b", True), ("c", False)]


@pytest.mark.parametrize("text", ["a: 1\n{{ x }}\n", "a: 1\n{{ x }}: 2\n", "a:\n  - b\n  {% include 'c' %}\n"])
def test_what_a_tag_may_add_is_said(text: str) -> None:
    (root,) = _read(text).roots
    assert not isinstance(root, Scalar)
    assert root.open


def test_text_without_tags_is_closed() -> None:
    (root,) = _read('a: "{{ x }}"\n').roots
    assert not isinstance(root, Scalar)
    assert not root.open


@pytest.mark.parametrize("text", ["{{" * 400_000, "a: {{ b }}\n" * 5_000, "{% " * 300_000, "{{ b }}" * 100_000])
def test_more_tags_than_are_looked_at_cost_little(text: str) -> None:
    assert tags_of(text) in (tags_of(""), Tags(open=OPEN)) or len(tags_of(text).inline) <= MOST
    try:
        _read(text[:900_000])
    except Unreadable:
        return
