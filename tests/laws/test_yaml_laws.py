"""The laws of a lens, for YAML that is generated: nested, commented, quoted, anchored, with every newline."""

from __future__ import annotations

from typing import Any

import pytest
import ruamel.yaml.main
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from kafkalint.formats import yaml
from kafkalint.model.document import Document, Mapping, Node, Scalar, Sequence, walk
from kafkalint.model.edit import Edit, Refusal, Unreadable, splice
from kafkalint.model.source import Source

FRESH = "zz.fresh"
KEYS = ["a", "acks", "b.c", "é", "k k", "on", "1", "~", "null", "x-y", "retries", "a?"]
PLAIN = ["1", "all", "-1", "true", "yes", "~", "0x1F", "1e3", "v # c", "a b", "a: b", "'", "é", "http://x:1/", "- x"]
NASTY = [
    *("#x", "a: b", "a\nb", "null", "😀", "", "yes", "5", "012", "1_0", "12:30", "2001-01-01", "it's", 'q"q', "a\\b"),
    *(" a", "a ", "-", "? x", "{{ x }}", "[", "a,b", "*x", "&x", "!t", "%", "@", "`", "|", "---", "\t", "a\tb", "\x07"),
    *("=", "<<", "x:", ":x", "${ACKS:-all}", "a #b", "...", "\ufeff", "\u2028", "1.5", ".inf"),
]
INDICATORS = "ab:-?#&*!|>'\"%@`{}[],=<\n\r\t \\é\ufeff\u2028\x85~1."
VALUES = st.sampled_from([*NASTY, "all", 5, -1, 0, True, False, None]) | st.text(max_size=8)
CHOICE = st.integers(0, 10_000)
COMMENTS = ["# c", "#", "# 'q\" {[", "#: é"]
LAWS = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


class _Writer:
    """Draws one document; keys are unique so that nothing overrides anything."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.count = 0
        self.anchors: list[str] = []
        self.budget = 14

    def pick(self, options: list[Any]) -> Any:
        return self.draw(st.sampled_from(options))

    def key(self) -> str:
        self.count += 1
        name = f"{self.pick(KEYS)}{self.count}"
        return self.pick(["{}", "{}", "{}", '"{}"', "'{}'", "&k {}"]).format(name) if " " not in name else name

    def scalar(self) -> str:
        quote = self.pick(["", "", "", "'", '"', "&", "!t ", "!!str "])
        text = self.pick(PLAIN)
        if quote == "'":
            return "'" + text.replace("'", "''") + "'"
        if quote == '"':
            return '"' + self.pick([text, 'a\\n\\"b', ""]) + '"'
        if quote == "&":
            self.count += 1
            return f"&n{self.count} {text}"
        return quote + text if not text.startswith(("'", "-", "v", "a: b")) else quote + "x"

    def flow(self, depth: int) -> str:
        gap = self.pick([" ", "", "\n          ", "  "])
        if self.pick([True, False]):
            colon = self.pick([": ", ":  ", " : "])
            pairs = [f"{self.key()}{colon}{self.inline(depth)}" for _ in range(self.pick([0, 1, 2, 3]))]
            pairs = [pair if self.pick([True] * 5 + [False]) else f"f{self.count}{i}" for i, pair in enumerate(pairs)]
            open_, close = "{", "}"
        else:
            count = self.pick([0, 1, 2, 3])
            pairs = [self.pick([self.inline(depth), f"K{i}=v", f"'K{i}=v'", "a: b"]) for i in range(count)]
            open_, close = "[", "]"
        edge = self.pick(["", " ", gap])
        comma = self.pick(["", "", ","]) if pairs else ""
        return open_ + edge + f",{gap}".join(pairs) + comma + edge + close

    def inline(self, depth: int) -> str:
        if depth < 3 and self.pick([True] + [False] * 4):
            return self.flow(depth + 1)
        text = self.scalar()
        return "x" if any(char in text for char in "#,{}[]") or text.endswith(":") or ": " in text else text

    def block_scalar(self, indent: int) -> list[str]:
        pad = " " * (indent + 2)
        head = self.pick(["|", "|-", "|+", ">", ">-", "| # c", "|2" if indent == 0 else "|"])
        options = [pad + "text", pad + "  deep", "", pad + "  ", pad + "# no comment", pad + "K=v"]
        first = [pad + "first"] if self.pick([True] * 4 + [False]) else []
        return [head, *first, *(self.pick(options) for _ in range(self.pick([0, 1, 2, 3])))]

    def noise(self, indent: int) -> list[str]:
        options = ["", "  ", " " * indent + self.pick(COMMENTS), self.pick(COMMENTS), " " * (indent + 2) + "# in"]
        return [self.pick(options) for _ in range(self.pick([0] * 6 + [1, 2]))]

    def value(self, indent: int, depth: int) -> list[str]:
        """Lines of a value: the first goes behind the key or dash."""
        self.budget -= 1
        kinds = ["scalar"] * 5 + ["empty", "block", "flow", "alias", "multi"]
        if depth < 4 and self.budget > 0:
            kinds += ["map", "map", "seq", "env", "named"]
        kind = self.pick(kinds)
        tail = self.pick(["", "", "", " # t", "  "])
        if kind == "block":
            return self.block_scalar(indent)
        if kind == "alias" and self.anchors:
            return ["*" + self.pick(self.anchors) + tail]
        if kind == "flow":
            return [self.flow(depth) + tail]
        if kind == "empty":
            return [tail]
        if kind == "multi":
            return [self.pick(["one", '"one']), " " * (indent + 3) + "two"]
        if kind == "map":
            anchor = self.pick(["", "", "", "a"])
            inner = self.mapping(indent + self.pick([2, 4]), depth + 1)
            if anchor:
                self.count += 1
                self.anchors.append(f"m{self.count}")
                return [f"&m{self.count}{tail}", *inner]
            return [tail, *inner]
        if kind in ("seq", "env", "named"):
            return [tail, *self.sequence(indent + self.pick([0, 2]), depth + 1, kind)]
        return [self.scalar() + tail]

    def mapping(self, indent: int, depth: int) -> list[str]:
        lines: list[str] = []
        for _ in range(self.pick([1, 1, 2, 3, 4])):
            lines += self.noise(indent)
            if self.anchors and self.pick([True] + [False] * 9):
                lines.append(" " * indent + f"<<: *{self.pick(self.anchors)}")
                continue
            value = self.value(indent, depth)
            key = self.pick(["? "] + [""] * 20) + self.key()
            gap = "" if not value[0] else self.pick([" ", " ", "   ", "\t"])
            lines += [" " * indent + key + ":" + gap + value[0], *value[1:]]
        return lines

    def sequence(self, indent: int, depth: int, kind: str) -> list[str]:
        lines: list[str] = []
        for i in range(self.pick([1, 2, 3])):
            lines += self.noise(indent)
            dash = " " * indent + "-" + self.pick([" ", " ", "   "])
            if kind == "env" and self.pick([True] * 4 + [False]):
                quote = self.pick(["", "'", '"'])
                held = self.pick(["1", "a b", "", "all", "x=y"])
                lines.append(f"{dash}{quote}E_{i}={held}{quote}" + self.pick(["", " # t"]))
            elif kind == "named":
                lines += [f"{dash}name: N{i}", " " * len(dash) + "value: " + self.scalar()]
            elif self.pick([True, False]):
                inner = self.mapping(len(dash), depth + 1)
                first = next(at for at, line in enumerate(inner) if line.strip() and not line.lstrip().startswith("#"))
                lines += [*inner[:first], dash + inner[first].lstrip(" "), *inner[first + 1 :]]
            else:
                value = self.value(indent, depth)
                lines += [dash.rstrip() + (" " if value[0] else "") + value[0], *value[1:]]
        return lines


@st.composite
def texts(draw: Any) -> str:
    """A readable text of one or two documents, with a random newline and end."""
    writer = _Writer(draw)
    lines = writer.noise(0) + writer.mapping(0, 0) + writer.noise(0)
    if draw(st.sampled_from([True] + [False] * 4)):
        writer.anchors = []
        lines += ["---", *writer.mapping(0, 0)]
    newline = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    text = newline.join("\n".join(lines).split("\n")) + draw(st.sampled_from([newline, ""]))
    try:
        _read(text)
    except Unreadable:
        assume(False)
    return text


def _read(text: str) -> Document:
    return yaml.read(Source("x.yaml", text.encode("utf-8", "replace"), text))


def _view(node: Node, scalar: Any = None, dropped: Any = None) -> Any:
    """Values without spans; `scalar` gives some of them another value, `dropped` entries are left out."""
    if isinstance(node, Scalar):
        value = scalar(node) if scalar else node.value.value
        return (type(value), value)
    if isinstance(node, Mapping):
        return [
            (entry.key, _view(entry.value, scalar, dropped))
            for entry in node.entries
            if not (dropped and dropped(entry.key, entry.key_span))
        ]
    gone = {entry.detail.index for entry in node.entries if dropped and dropped(entry.key, entry.key_span)}
    return ["-", *(_view(item, scalar, dropped) for at, item in enumerate(node.items) if at not in gone)]


def _views(document: Document, scalar: Any = None, dropped: Any = None) -> list[Any]:
    return [_view(root, scalar, dropped) for root in document.roots]


def _entries(document: Document) -> list[tuple[Any, Any]]:
    return [(container, entry) for root in document.roots for _, container, entry in walk(root)]


def _comments(document: Document) -> list[str]:
    return [document.source.slice(span) for span in document.comments]


def _spelled(value: Any) -> str:
    """The characters of a value where everything is text."""
    return str(value).lower() if isinstance(value, bool) else "null" if value is None else str(value)


def _chosen(document: Document, choice: int) -> tuple[Any, Any]:
    entries = _entries(document)
    return entries[choice % len(entries)]


def _made(document: Document, edits: tuple[Edit, ...]) -> Document:
    return _read(splice(document.source.text, edits))


@given(texts(), VALUES, CHOICE)
@LAWS
def test_replace_puts_the_value_and_nothing_else(text: str, value: Any, choice: int) -> None:
    document = _read(text)
    _, entry = _chosen(document, choice)
    edits = yaml.replace(document, entry, value)
    if isinstance(edits, Refusal):
        return
    spelled, kind = _spelled(value), entry.detail.kind
    old = entry.value.value.value
    expected = spelled if kind == "assignment" or (kind == "named" and isinstance(old, str)) else value
    whole = f"{entry.key}={spelled}"

    def scalar(node: Scalar) -> Any:
        if kind == "assignment":
            within = node.span.start <= entry.key_span.start and entry.value.span.end <= node.span.end
            return whole if within else node.value.value
        return expected if node.span == entry.value.span else node.value.value

    after = _made(document, edits)
    assert _views(after) == _views(document, scalar)
    assert _comments(after) == _comments(document)
    again = [new for _, new in _entries(after) if new.key_span == entry.key_span]
    assert () in [yaml.replace(after, new, expected) for new in again]


@given(texts(), VALUES, CHOICE)
@LAWS
def test_insert_adds_one_entry_and_delete_takes_it_out(text: str, value: Any, choice: int) -> None:
    document = _read(text)
    container, entry = _chosen(document, choice)
    sequence = isinstance(container, Sequence)
    key = "ZZ_FRESH" if sequence else FRESH
    after = entry if choice % 2 else None
    edits = yaml.insert(document, container, key, value, after)
    if isinstance(edits, Refusal):
        return
    new = _made(document, edits)
    assert _views(new, dropped=lambda name, _: name == key) == _views(document)
    assert _comments(new) == _comments(document)
    holder, made = next((c, e) for c, e in _entries(new) if e.key == key and not e.detail.refusal)
    assert type(holder) is type(container)
    assert made.value.value.value in ((value, _spelled(value)) if sequence else (value,))
    undone = yaml.delete(new, holder, made)
    if isinstance(undone, Refusal):
        assert "block scalar" in undone.reason
    else:
        assert splice(new.source.text, undone) == text


@given(texts(), CHOICE)
@LAWS
def test_delete_takes_out_one_entry(text: str, choice: int) -> None:
    document = _read(text)
    container, entry = _chosen(document, choice)
    edits = yaml.delete(document, container, entry)
    if isinstance(edits, Refusal):
        return
    assert _views(_made(document, edits)) == _views(document, dropped=lambda _, span: span == entry.key_span)


@given(texts(), st.sampled_from(["new", "5", "on", "a b", "#x", "é", "N_1", ""]), CHOICE)
@LAWS
def test_rename_changes_one_key(text: str, key: str, choice: int) -> None:
    document = _read(text)
    _, entry = _chosen(document, choice)
    edits = yaml.rename(document, entry, key)
    if isinstance(edits, Refusal):
        return
    after = _made(document, edits)
    found = [new for _, new in _entries(after) if new.key_span.start == entry.key_span.start]
    assert key in {new.key for new in found}
    assert _views(after, dropped=lambda name, _: name in (key, entry.key)) == _views(
        document, dropped=lambda name, _: name in (key, entry.key)
    )


@given(texts())
@LAWS
def test_replacing_by_the_same_value_is_no_edit(text: str) -> None:
    document = _read(text)
    for _, entry in _entries(document):
        if isinstance(entry.value, Scalar) and not isinstance(entry.value.value.value, float):
            edits = yaml.replace(document, entry, entry.value.value.value)
            assert isinstance(edits, Refusal) or edits == ()


@given(texts())
@LAWS
def test_values_are_those_of_a_safe_load(text: str) -> None:
    loader = YAML(typ="safe", pure=False)
    try:
        loaded = list(loader.load_all(text))
    except YAMLError:  # tags that nobody knows, keys twice by merging
        assume(False)
    assert [_plain(root) for root in _read(text).roots] == [_names(root) for root in loaded]


@given(texts())
@settings(LAWS, max_examples=30)
def test_the_pure_parser_gives_the_same_document(text: str) -> None:
    fast = _read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ruamel.yaml.main, "CParser", None)
        try:
            slow = _read(text)
        except Unreadable:  # it takes no tabs between tokens
            assume(False)
    assert repr(slow) == repr(fast)


@given(st.text(alphabet=st.sampled_from(INDICATORS) | st.characters(), max_size=60), VALUES)
@settings(LAWS, max_examples=200)
def test_any_text_gives_a_document_or_one_typed_error(text: str, value: Any) -> None:
    try:
        document = _read(text)
    except Unreadable as error:
        found = error
    else:
        for container, entry in _entries(document):
            yaml.replace(document, entry, value)
            yaml.delete(document, container, entry)
            yaml.rename(document, entry, str(value))
            yaml.insert(document, container, "k", value, entry)
        return
    assert 0 <= found.span.start <= found.span.end <= len(text)
    assert found.reason


@given(st.binary(max_size=60))
@settings(LAWS, max_examples=200)
def test_any_bytes_give_a_document_or_one_typed_error(data: bytes) -> None:
    try:
        source = yaml.decode("x.yaml", data)
        document = yaml.read(source)
    except Unreadable:
        return
    assert document.source.encode(splice(source.text, ())) == data


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.value.value
    if isinstance(node, Mapping):
        return {entry.key: _plain(entry.value) for entry in node.entries}
    return [_plain(item) for item in node.items]


def _names(value: Any) -> Any:
    """Keys of a loaded value as they are written, as far as they are plain text."""
    if isinstance(value, dict):
        return {str(key): _names(held) for key, held in value.items()}
    return [_names(item) for item in value] if isinstance(value, list) else value
