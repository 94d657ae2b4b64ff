"""What stands behind an equals sign of HCL: literals, lists and maps of them, and what is computed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence as Items
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kafkalint.formats.hcl.texts import COMPUTED, UNKNOWN, Spelled, heredoc, quoted, stand_in
from kafkalint.formats.pairs import pairs
from kafkalint.formats.trees import Tree
from kafkalint.model.document import Entry, Mapping, Node, Scalar, Sequence
from kafkalint.model.edit import Unreadable
from kafkalint.model.source import Span
from kafkalint.model.value import Literal

if TYPE_CHECKING:
    from tree_sitter import Node as Syntax

DEEPEST = 64
"""Blocks, lists and maps inside one another."""
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_SAME = ("jsonencode", "yamlencode", "tolist", "tomap", "toset", "tostring", "sensitive", "nonsensitive")
"""Functions after which a reader finds what they were given."""
_JOIN = "join"
_NUMBER = re.compile(r"-?\d+")
_NAMES = ("variable_expr", "null_lit", "bool_lit")
_PARTED = re.compile(r"[,\n]")
_OPEN_KEY = "a name in it is computed"


class Members(NamedTuple):
    """The detail of a map in braces: the spans of its members."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """The detail of an entry that is an item of a list: a map of exactly a name and a value."""

    item: Span


def value(tree: Tree, syntax: Syntax, depth: int) -> Node:
    """What an expression says; a scalar that says it is unknown for whatever is computed."""
    span = tree.span(syntax)
    if depth > DEEPEST:
        raise Unreadable(f"more than {DEEPEST} brackets inside one another", span)
    inner = _bare(syntax)
    match inner.type:
        case "numeric_lit" | "bool_lit" | "null_lit" | "unary_operation":
            return _plain(tree, inner)
        case "string_lit" | "quoted_template" | "heredoc_template":
            return _scalar(tree.span(inner), _spelled(tree, inner))
        case "tuple":
            return _list(tree, inner, depth)
        case "object":
            return _map(tree, inner, depth)
        case "function_call":
            return _call(tree, inner, depth)
    return _computed(tree, inner)


def label(tree: Tree, syntax: Syntax) -> str:
    """The text of a name in quotes, or without."""
    return _spelled(tree, syntax).text if syntax.type == "string_lit" else tree.text(syntax)


def named(syntax: Syntax) -> list[Syntax]:
    """What stands in a node, without comments and marks."""
    return [child for child in syntax.named_children if child.type != "comment"]


_WRAPPERS = ("expression", "literal_value", "template_expr", "collection_value", "operation")


def _bare(syntax: Syntax) -> Syntax:
    """What an expression consists of, as long as that is one thing, without parentheses around it."""
    while syntax.type in _WRAPPERS and len(inner := named(syntax)) == 1:
        syntax = inner[0]
    return syntax


def _plain(tree: Tree, syntax: Syntax) -> Node:
    span, written = tree.span(syntax), tree.text(syntax)
    if written in _WORDS:
        return Scalar(span, Literal(_WORDS[written]), Spelled("plain"))
    try:
        number = int(written) if _NUMBER.fullmatch(written) else float(written)
    except ValueError:
        return _computed(tree, syntax)
    return Scalar(span, Literal(number), Spelled("plain"))


def _computed(tree: Tree, syntax: Syntax) -> Scalar:
    told = stand_in(f"${{{tree.text(syntax)}}}")
    return Scalar(tree.span(syntax), Literal(told if told.startswith("${") else UNKNOWN, plain=True), COMPUTED)


def _scalar(span: Span, spelled: Spelled) -> Scalar:
    return Scalar(span, Literal(spelled.text), spelled)


def _spelled(tree: Tree, syntax: Syntax) -> Spelled:
    """How a text is written; nothing is certain of one with directives."""
    holes = [tree.span(child) for child in syntax.children if child.type == "template_interpolation"]
    if any(child.type == "template_directive" for child in syntax.children):
        return COMPUTED
    span, text = tree.span(syntax), tree.source.text
    if syntax.type != "heredoc_template":
        return quoted(text, Span(span.start + 1, span.end - 1), holes)
    names = [child for child in syntax.children if child.type == "heredoc_identifier"]
    start = text.index("\n", tree.span(names[0]).end) + 1
    end = text.rfind("\n", start - 1, tree.span(names[-1]).start) + 1
    return heredoc(text, Span(start, end), holes, flush=text.startswith("<<-", span.start))


def _list(tree: Tree, syntax: Syntax, depth: int) -> Sequence:
    items = tuple(value(tree, child, depth + 1) for child in named(syntax) if child.type == "expression")
    texts = {entry.span.start - 1: entry for entry in pairs(tree.source, items)}
    entries = (texts.get(item.span.start) or named_item(item, item.span) for item in items)
    return Sequence(tree.span(syntax), items, tuple(entry for entry in entries if entry))


def named_item(item: Node, span: Span) -> Entry | None:
    """An item of a list, written under `span`, as an entry when it is a map of exactly a name and a value."""
    if not isinstance(item, Mapping) or len(item.entries) != 2 or item.open:
        return None
    held = {entry.key: entry.value for entry in item.entries}
    name, found = held.get("name"), held.get("value")
    if not isinstance(name, Scalar) or not isinstance(found, Scalar) or name.detail == COMPUTED:
        return None
    key = name.value.value
    return Entry(key, name.span, found, span, Named(span)) if isinstance(key, str) else None


def _map(tree: Tree, syntax: Syntax, depth: int) -> Mapping:
    members = [child for child in named(syntax) if child.type == "object_elem"]
    entries = [_member(tree, child, depth) for child in members]
    spans = tuple(tree.span(child) for child in members)
    for one, other in pairwise(spans):
        if not _PARTED.search(tree.source.text, one.end, other.start):
            raise Unreadable("neither a comma nor a line end before it", other)
    known = tuple(entry for entry in entries if entry)
    return Mapping(tree.span(syntax), known, Members(spans), "" if len(known) == len(members) else _OPEN_KEY)


def _member(tree: Tree, syntax: Syntax, depth: int) -> Entry | None:
    key, held = (child for child in named(syntax) if child.type == "expression")
    name = _key(tree, key)
    return Entry(name, tree.span(key), value(tree, held, depth + 1), tree.span(syntax)) if name is not None else None


def _key(tree: Tree, syntax: Syntax) -> str | None:
    """What a key says; a name without quotes is none of a variable, unless parentheses stand around it."""
    inner = _bare(syntax)
    if inner.type in _NAMES or (inner.type == "numeric_lit" and _NUMBER.fullmatch(tree.text(inner))):
        return tree.text(inner) if tree.span(inner) == tree.span(syntax) else None
    spelled = _spelled(tree, inner) if inner.type in ("string_lit", "quoted_template") else COMPUTED
    return None if spelled.filled or spelled.kind == "expression" else spelled.text


def _call(tree: Tree, syntax: Syntax, depth: int) -> Node:
    """What a function is given, where that is what a reader finds; the lines that are joined as a list."""
    name, given = tree.text(syntax.named_children[0]), list(_arguments(syntax))
    if name in _SAME and len(given) == 1:
        return value(tree, given[0], depth + 1)
    if name == _JOIN and len(given) == 2:
        parts = [value(tree, one, depth + 1) for one in given]
        if isinstance(parts[1], Sequence) and isinstance(parts[0], Scalar) and parts[0].value.value == "\n":
            return parts[1]
    return _computed(tree, syntax)


def _arguments(syntax: Syntax) -> Iterator[Syntax]:
    for child in named(syntax):
        if child.type == "function_arguments" and not _spreads(child.children):
            yield from (one for one in named(child) if one.type == "expression")


def _spreads(children: Items[Syntax]) -> bool:
    return any(child.type in ("ellipsis", "...") for child in children)
