"""From the text of an HCL file to nested maps."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kafkalint.formats.hcl.values import DEEPEST, label, named, named_item, value
from kafkalint.formats.trees import Tree, parsed
from kafkalint.model.document import Document, Entry, Mapping, Sequence
from kafkalint.model.edit import Unreadable
from kafkalint.model.source import Source, Span

if TYPE_CHECKING:
    from tree_sitter import Node as Syntax
    from tree_sitter import Parser


class Body(NamedTuple):
    """The detail of the map of a block: whether its braces stand on one line, where nothing can be added."""

    short: bool


class Blocks(NamedTuple):
    """The detail of a list whose items are blocks of one type; other things may stand between them."""


class Labels(NamedTuple):
    """The detail of a map that holds one block by its label."""


def read(source: Source) -> Document:
    """One map; a block is a map under its type and its labels, and there may be several under the same.

    Blocks of a name and a value are the items of one list, as those of a container's variables.

    ``resource "a" "b" {}`` is found where the JSON of the same configuration has it.
    """
    tree = parsed(source, _parser())
    if tree.root.has_error:
        raise Unreadable("not understood as HCL", tree.error())
    bodies = [child for child in tree.root.named_children if child.type == "body"]
    entries = tuple(entry for body in bodies for entry in _entries(tree, body, 0))
    root = Mapping(Span(0, len(source.text)), entries, Body(short=False))
    return Document(source, (root,), _comments(tree))


@cache
def _parser() -> Parser:
    import tree_sitter_hcl
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_hcl.language()))


def _comments(tree: Tree) -> tuple[Span, ...]:
    if not any(mark in tree.source.text for mark in ("#", "//", "/*")):
        return ()
    return tuple(sorted(map(tree.comment, tree.every("comment"))))


def _entries(tree: Tree, body: Syntax, depth: int) -> tuple[Entry, ...]:
    """What stands in a body, where the grammar is more patient than HCL."""
    found: list[Entry] = []
    attributes: set[str] = set()
    for child in named(body):
        one = _attribute(tree, child, depth) if child.type == "attribute" else _block(tree, child, depth)
        if found and "\n" not in tree.source.text[found[-1].span.end : one.span.start]:
            raise Unreadable("no line end before it", one.key_span)
        if child.type == "attribute" and one.key in attributes:
            raise Unreadable(f"{one.key!r} stands twice", one.key_span)
        attributes |= {one.key} if child.type == "attribute" else set()
        found.append(one)
    return tuple(_listed(found))


def _listed(entries: list[Entry]) -> Iterator[Entry]:
    """The entries, with the blocks of one type together as a list where one of them is a name and a value."""
    blocks: dict[str, list[Entry]] = {}
    for entry in entries:
        if isinstance(entry.value.detail, Body):
            blocks.setdefault(entry.key, []).append(entry)
    lists = {key: several for key, several in blocks.items() if any(map(_named_block, several))}
    for entry in entries:
        several = lists.get(entry.key, [entry]) if isinstance(entry.value.detail, Body) else [entry]
        if several[0] is entry:
            yield _list_of(several) if entry.key in lists else entry


def _list_of(blocks: list[Entry]) -> Entry:
    span = Span(blocks[0].span.start, blocks[-1].span.end)
    inner = Span(blocks[0].value.span.start, span.end)
    known = (_named_block(block) for block in blocks)
    items = tuple(block.value for block in blocks)
    value = Sequence(inner, items, tuple(one for one in known if one), Blocks())
    return Entry(blocks[0].key, blocks[0].key_span, value, span)


def _named_block(block: Entry) -> Entry | None:
    return named_item(block.value, block.span)


def _attribute(tree: Tree, syntax: Syntax, depth: int) -> Entry:
    name, held = named(syntax)
    return Entry(tree.text(name), tree.span(name), value(tree, held, depth + 1), tree.span(syntax))


def _block(tree: Tree, syntax: Syntax, depth: int) -> Entry:
    if depth > DEEPEST:
        raise Unreadable(f"more than {DEEPEST} brackets inside one another", tree.span(syntax))
    children = named(syntax)
    names = [child for child in children if child.type in ("identifier", "string_lit")]
    bodies = [child for child in children if child.type == "body"]
    start = next(tree.span(child) for child in children if child.type == "block_start")
    inside = Span(start.start, tree.span(syntax).end)
    entries = tuple(entry for body in bodies for entry in _entries(tree, body, depth + 1))
    node = Mapping(inside, entries, Body("\n" not in tree.source.slice(inside)))
    for name in reversed(names[1:]):
        span = tree.span(name)
        node = Mapping(inside, (Entry(label(tree, name), span, node, Span(span.start, inside.end)),), Labels())
    return Entry(tree.text(names[0]), tree.span(names[0]), node, tree.span(syntax))
