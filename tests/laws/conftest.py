"""The laws that every data format keeps, written once: what an edit may change, and that nothing else does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from kafkalint.formats import Format
from kafkalint.model.document import Container, Document, Entry, Mapping, Node, Scalar, Sequence, walk
from kafkalint.model.edit import Edit, Refusal, Unreadable, splice
from kafkalint.model.source import Source
from kafkalint.model.value import Native

NEW_KEY = "ZZ_NEW"
VALUES: tuple[Native, ...] = ("all", "x # y", "q\"u'o", " blank ", "$v", "", "a\\b", "é😀", "a\nb", "#", "=", 5, True)


@dataclass(frozen=True)
class Change:
    """What a tree should look like after an edit: an entry changed, gone or added."""

    entry: Entry | None = None
    key: str | None = None
    value: tuple[str, object] | None = None
    container: Container | None = None
    at: int = 0

    @property
    def removes(self) -> bool:
        return self.container is None and self.key is None and self.value is None


def tree(document: Document, change: Change | None = None) -> list[object]:
    """The meaning of a document without its spans: keys, values with their types, order."""
    return [_plain(root, change or Change(Entry.__new__(Entry), key="")) for root in document.roots]


def _plain(node: Node, change: Change) -> object:
    if isinstance(node, Scalar):
        return _typed(node.value.value)
    if isinstance(node, Mapping):
        members = [member for entry in node.entries for member in _member(entry, change)]
    else:
        members = [member for item in node.items for member in _item(node, item, change)]
    if node is change.container:
        members.insert(change.at, (change.key, change.value))
    return members


def _member(entry: Entry, change: Change) -> Iterator[object]:
    if entry is not change.entry:
        yield entry.key, _plain(entry.value, change)
    elif not change.removes:
        yield (
            entry.key if change.key is None else change.key,
            _plain(entry.value, change) if change.value is None else change.value,
        )


def _item(sequence: Sequence, item: Node, change: Change) -> Iterator[object]:
    inner = [entry for entry in sequence.entries if item.span.start <= entry.span.start < item.span.end]
    if isinstance(item, Scalar) and inner:
        yield from _member(inner[0], change)
    else:
        yield _plain(item, change)


def _typed(value: object) -> tuple[str, object]:
    return type(value).__name__, repr(value) if isinstance(value, float) else value


def _pruned(plain: object) -> object:
    """Without empty tables and with tables last, by name: dotted keys make a table where its first key stands."""
    if not isinstance(plain, list):
        return plain
    tables = {id(m): m for m in plain if isinstance(m, tuple) and isinstance(m[1], list)}
    leaves = [_pruned(m) for m in plain if id(m) not in tables]
    inner = sorted(((m[0], _pruned(m[1])) for m in tables.values()), key=repr)
    return leaves + [m for m in inner if m[1] != []]


class Laws:
    """All laws for one text in one format."""

    def __init__(self, form: Format, source: Source, *, text_only: bool) -> None:
        self.form = form
        self.source = source
        self.text_only = text_only
        self.document = self._read(source)
        self.made: Counter[str] = Counter()

    def check(self, values: tuple[Native, ...] = VALUES) -> Counter[str]:
        """How many edits were made and refused, after all of them were found right."""
        assert self.source.encode(splice(self.source.text, ())) == self.source.data
        for root in self.document.roots:
            for _, container, entry in walk(root):
                self._spans(entry)
                self._replaced(entry, values)
                self._deleted(container, entry)
                self._renamed(entry)
                self._inserted(container, entry, values)
            for container in _containers(root):
                self._inserted(container, None, values)
        return self.made

    def _read(self, source: Source) -> Document:
        read = self.form.read(source)
        assert isinstance(read, Document)
        return read

    def _after(self, name: str, edits: tuple[Edit, ...] | Refusal) -> Document | None:
        """The document after an edit that was made; the new bytes must be readable."""
        if isinstance(edits, Refusal):
            assert edits.reason
            self.made["refused " + name] += 1
            return None
        self.made[name] += 1
        data = self.source.encode(splice(self.source.text, edits))
        return self._read(self.form.decode(self.source.path, data))

    def _spans(self, entry: Entry) -> None:
        assert 0 <= entry.span.start <= entry.key_span.start <= entry.key_span.end <= entry.span.end
        assert entry.span.start <= entry.value.span.start <= entry.value.span.end <= entry.span.end
        assert entry.span.end <= len(self.source.text)

    def _same_comments(self, after: Document) -> None:
        assert _comments(after) == _comments(self.document)

    def _value(self, place: Container | Entry, value: Native) -> tuple[str, object]:
        """`value` as a re-read shows it: text in formats and places that hold only text."""
        is_item = isinstance(place, Sequence) or (isinstance(place, Entry) and isinstance(place.detail, str))
        if self.text_only or is_item:
            return "str", {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(
                value
            )
        return _typed(value)

    def _replaced(self, entry: Entry, values: tuple[Native, ...]) -> None:
        if not isinstance(entry.value, Scalar):
            assert isinstance(self.form.replace(self.document, entry, "x"), Refusal)
            return
        if not (self.text_only and entry.value.value.value is None):
            assert self.form.replace(self.document, entry, entry.value.value.value) == ()
        for value in values:
            edits = self.form.replace(self.document, entry, value)
            after = self._after("replace", edits)
            if after is None:
                continue
            assert [edit.span for edit in edits] in ([], [entry.value.span])
            assert tree(after) == tree(self.document, Change(entry, value=self._value(entry, value)))
            self._same_comments(after)

    def _deleted(self, container: Container, entry: Entry) -> None:
        edits = self.form.delete(self.document, container, entry)
        after = self._after("delete", edits)
        if after is not None:
            assert all(edit.text == "" for edit in edits)
            assert _pruned(tree(after)) == _pruned(tree(self.document, Change(entry)))
            assert not Counter(_comments(after)) - Counter(_comments(self.document))

    def _renamed(self, entry: Entry) -> None:
        assert self.form.rename(self.document, entry, entry.key) == ()
        edits = self.form.rename(self.document, entry, NEW_KEY)
        after = self._after("rename", edits)
        if after is not None:
            assert [edit.span for edit in edits] == [entry.key_span]
            assert tree(after) == tree(self.document, Change(entry, key=NEW_KEY))
            self._same_comments(after)

    def _inserted(self, container: Container, behind: Entry | None, values: tuple[Native, ...]) -> None:
        for value in values:
            edits = self.form.insert(self.document, container, NEW_KEY, value, behind)
            after = self._after("insert", edits)
            if after is None:
                continue
            assert all(self.source.slice(edit.span).strip() == "" for edit in edits)
            count = len(container.entries if isinstance(container, Mapping) else container.items)
            new = self._value(container, value)
            places = [Change(key=NEW_KEY, value=new, container=container, at=at) for at in range(count + 1)]
            assert tree(after) in [tree(self.document, place) for place in places]
            self._same_comments(after)
            self._undone(after, bool(count))

    def _undone(self, after: Document, exactly: bool) -> None:
        """Deleting what was inserted gives the old bytes; in an empty pair of brackets only the old meaning."""
        container, entry = next(
            (container, entry)
            for root in after.roots
            for _, container, entry in walk(root)
            if entry.key == NEW_KEY and entry.key not in {e.key for _, _, e in self._entries()}
        )
        edits = self.form.delete(after, container, entry)
        if isinstance(edits, Refusal):
            self.made["refused undo"] += 1
        elif exactly:
            assert splice(after.source.text, edits) == self.source.text
        else:
            again = self._read(self.form.decode("", after.source.encode(splice(after.source.text, edits))))
            assert tree(again) == tree(self.document)

    def _entries(self) -> Iterator[tuple[tuple[str, ...], Container, Entry]]:
        for root in self.document.roots:
            yield from walk(root)


def _containers(node: Node) -> Iterator[Container]:
    if not isinstance(node, Scalar):
        yield node
        inner = [entry.value for entry in node.entries] if isinstance(node, Mapping) else list(node.items)
        for child in inner:
            yield from _containers(child)


def _comments(document: Document) -> list[str]:
    return [document.source.slice(comment) for comment in document.comments]


@pytest.fixture(scope="session")
def laws() -> Callable[..., Counter[str]]:
    """`laws(format, data, text_only=…)` checks every law; the counts say what was edited and refused."""

    def check(
        form: Format, data: bytes, *, text_only: bool = False, values: tuple[Native, ...] = VALUES
    ) -> Counter[str]:
        try:
            checked = Laws(form, form.decode("file", data), text_only=text_only)
        except Unreadable:
            return Counter(unreadable=1)
        return checked.check(values)

    return check


def _failure(form: Format, data: bytes) -> Unreadable | None:
    try:
        form.read(form.decode("file", data))
    except Unreadable as error:
        return error
    return None


@pytest.fixture(scope="session")
def total() -> Callable[[Format, bytes], None]:
    """`total(format, data)`: any bytes give a Document or one Unreadable whose span lies in the text."""

    def check(form: Format, data: bytes) -> None:
        error = _failure(form, data)
        assert error is None or error.reason
        assert error is None or 0 <= error.span.start <= error.span.end <= len(data)

    return check


@pytest.fixture(scope="session")
def variant() -> Callable[[str, int], bytes]:
    """`variant(text, n)`: the text as bytes with n's choice of CRLF, BOM and final newline."""

    def make(text: str, number: int) -> bytes:
        if number & 1:
            text = text.replace("\n", "\r\n")
        if number & 2:
            text = text.rstrip("\r\n")
        return (b"\xef\xbb\xbf" if number & 4 else b"") + text.encode("utf-8", "replace")

    return make
