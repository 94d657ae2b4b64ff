"""From the lines of a TOML file to nested mappings: headers and dotted keys may fill one table from many places."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from kafkalint.formats.lines import line_start
from kafkalint.formats.pairs import pairs
from kafkalint.formats.trees import Tree, parsed
from kafkalint.model.document import Document, Entry, Mapping, Node, Scalar, Sequence
from kafkalint.model.edit import Unreadable
from kafkalint.model.source import Source, Span
from kafkalint.model.value import Literal

if TYPE_CHECKING:
    from tree_sitter import Node as Syntax
    from tree_sitter import Parser

DEEPEST = 64
"""Tables and arrays inside one another; dotted keys count each part."""
_SIMPLE = re.compile(r"\"[^\"\\]*\"|'[^']*'")
_KEYS = ("bare_key", "quoted_key", "dotted_key")
_HEADERS = ("table", "table_array_element")


class Home(NamedTuple):
    """Where a line ends behind which a new one may stand, and what the new one begins with."""

    at: int
    lead: str


class Members(NamedTuple):
    """The detail of an inline table: the spans of its pairs, dotted ones whole."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """The detail of an array of tables."""


@dataclass(slots=True)
class _Slot:
    key: Span
    value: _Value
    home: Home | None = None


@dataclass(slots=True)
class _Table:
    """A table that is still being filled."""

    start: int
    detail: Home | Members | None = None
    slots: dict[str, _Slot] = field(default_factory=dict)


_Value: TypeAlias = "Node | _Table | list[_Table]"


@dataclass(frozen=True, slots=True)
class _Reading:
    tree: Tree
    comments: list[Span] = field(default_factory=list)

    @property
    def source(self) -> Source:
        return self.tree.source

    def span(self, syntax: Syntax) -> Span:
        return self.tree.span(syntax)

    def inner(self, syntax: Syntax) -> Iterator[Syntax]:
        """What stands in `syntax`, its comments noted."""
        for child in syntax.named_children:
            if child.type == "comment":
                self.comments.append(self.tree.comment(child))
            else:
                yield child


def read_tables(source: Source) -> Document:
    """The tree of tables; raises Unreadable for what the grammar rejects, for double keys and for great depth."""
    tree = parsed(source, _parser())
    if tree.root.has_error:
        raise Unreadable("not understood as TOML", tree.error())
    reading = _Reading(tree)
    root = _Table(0)
    for child in reading.inner(tree.root):
        if child.type in _HEADERS:
            _section(reading, root, child)
        else:
            _pair(reading, root, child, 0, inline=False)
    mapping = _mapping(root)
    span = Span(0, len(source.text))
    return Document(source, (Mapping(span, mapping.entries, mapping.detail),), tuple(sorted(reading.comments)))


@cache
def _parser() -> Parser:
    import tree_sitter_toml
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_toml.language()))


def _section(reading: _Reading, root: _Table, syntax: Syntax) -> None:
    text = reading.source.text
    inner = reading.inner(syntax)
    parts = _parts(reading, next(inner))
    start = reading.span(syntax).start
    home = Home(parts[-1][1].end, text[line_start(text, start) : start])
    table = root
    for name, span in parts[:-1]:
        table = _descend(table, name, span)
    name, span = parts[-1]
    if syntax.type == "table":
        table = _descend(table, name, span)
        table.start = min(start, table.start)
    else:
        table = _append(table, name, span, start)
    table.detail = home
    for pair in inner:
        _pair(reading, table, pair, len(parts), inline=False)


def _descend(table: _Table, name: str, span: Span) -> _Table:
    slot = table.slots.setdefault(name, _Slot(span, _Table(span.start)))
    found = slot.value[-1] if isinstance(slot.value, list) else slot.value
    if not isinstance(found, _Table):
        raise Unreadable(f"{name!r} is a table and a value", span)
    return found


def _append(table: _Table, name: str, span: Span, start: int) -> _Table:
    slot = table.slots.setdefault(name, _Slot(span, []))
    if not isinstance(slot.value, list):
        raise Unreadable(f"{name!r} is an array of tables and something else", span)
    slot.value.append(_Table(start))
    return slot.value[-1]


def _pair(reading: _Reading, table: _Table, syntax: Syntax, depth: int, *, inline: bool) -> None:
    key, value = reading.inner(syntax)
    parts = _parts(reading, key)
    node = _node(reading, value, depth + len(parts))
    text = reading.source.text
    line = line_start(text, parts[0][1].start)
    for name, span in parts[:-1]:
        if not inline:
            table.detail = Home(node.span.end, text[line : span.start])
        table = _descend(table, name, span)
    name, span = parts[-1]
    if name in table.slots:
        raise Unreadable(f"{name!r} stands twice", span)
    home = None if inline else Home(node.span.end, text[line : span.start])
    table.detail = home or table.detail
    table.slots[name] = _Slot(span, node, home)


def _parts(reading: _Reading, syntax: Syntax) -> list[tuple[str, Span]]:
    found: list[Syntax] = []
    while syntax.type == "dotted_key":
        syntax, last = syntax.named_children
        found.append(last)
        if len(found) > DEEPEST:
            raise Unreadable(f"more than {DEEPEST} tables inside one another", reading.span(last))
    spans = [reading.span(part) for part in reversed([*found, syntax])]
    return [(_name(reading.source.slice(span), span), span) for span in spans]


def _name(written: str, span: Span) -> str:
    return str(_literal(written, span).value) if written[0] in "\"'" else written


def _node(reading: _Reading, syntax: Syntax, depth: int) -> Node:
    span = reading.span(syntax)
    if depth > DEEPEST:
        raise Unreadable(f"more than {DEEPEST} tables inside one another", span)
    if syntax.type == "array":
        items = [_node(reading, item, depth + 1) for item in reading.inner(syntax)]
        return Sequence(span, tuple(items), pairs(reading.source, items))
    if syntax.type == "inline_table":
        written = list(reading.inner(syntax))
        table = _Table(span.start)
        for pair in written:
            _pair(reading, table, pair, depth + 1, inline=True)
        return Mapping(span, _mapping(table).entries, Members(tuple(reading.span(pair) for pair in written)))
    return Scalar(span, _literal(reading.source.slice(span), span))


def _literal(written: str, span: Span) -> Literal:
    """The value of one key or value; dates stay text, since no setting is one."""
    if _SIMPLE.fullmatch(written):
        return Literal(written[1:-1])
    try:
        value = tomllib.loads(f"v = {written}")["v"]
    except (ValueError, RecursionError):
        raise Unreadable("a malformed value", span) from None
    return Literal(value) if isinstance(value, str | int | float) else Literal(written, plain=True)


def _mapping(table: _Table) -> Mapping:
    entries = tuple(_entry(name, slot) for name, slot in table.slots.items())
    end = max([table.start, *(entry.span.end for entry in entries)])
    if isinstance(table.detail, Home):
        end = max(end, table.detail.at)
    return Mapping(Span(table.start, end), entries, table.detail)


def _entry(name: str, slot: _Slot) -> Entry:
    if isinstance(slot.value, _Table):
        node: Node = _mapping(slot.value)
    elif isinstance(slot.value, list):
        items = tuple(_mapping(table) for table in slot.value)
        node = Sequence(Span(items[0].span.start, items[-1].span.end), items, (), Tables())
    else:
        node = slot.value
    return Entry(name, slot.key, node, Span(min(slot.key.start, node.span.start), node.span.end), slot.home)
