"""Trees of a grammar (tree-sitter), which count bytes: where their nodes stand in a text, and where it is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Items
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafkalint.model.source import Source, Span

if TYPE_CHECKING:
    from tree_sitter import Node as Syntax
    from tree_sitter import Parser


@dataclass(frozen=True, slots=True)
class Tree:
    """The tree of one text."""

    source: Source
    root: Syntax
    _offsets: Items[int]
    """The character offset of every byte."""

    def span(self, syntax: Syntax) -> Span:
        """What a node stands for."""
        return Span(self._offsets[syntax.start_byte], self._offsets[syntax.end_byte])

    def text(self, syntax: Syntax) -> str:
        """How it is written."""
        return self.source.slice(self.span(syntax))

    def error(self) -> Span:
        """Where the grammar gave up."""
        syntax = self.root
        found: Syntax | None = syntax
        while found and found.type != "ERROR" and not found.is_missing:
            syntax = found
            found = next((child for child in syntax.children if child.has_error or child.is_missing), None)
        return self.span(found or syntax)

    def comment(self, syntax: Syntax) -> Span:
        """A comment without its line end."""
        start, end = self.span(syntax)
        return Span(start, start + len(self.source.text[start:end].rstrip("\r\n")))

    def every(self, kind: str) -> Iterator[Syntax]:
        """Every node of a kind, in written order."""
        cursor = self.root.walk()
        while True:
            if cursor.node is not None and cursor.node.type == kind:
                yield cursor.node
            if cursor.goto_first_child():
                continue
            while not cursor.goto_next_sibling():
                if not cursor.goto_parent():
                    return


def parsed(source: Source, parser: Parser) -> Tree:
    """The tree of a text; half a character becomes one that stands for none."""
    data = source.text.encode("utf-8", "replace")
    return Tree(source, parser.parse(data).root_node, _offsets(source.text, len(data)))


def _offsets(text: str, size: int) -> Items[int]:
    if size == len(text):
        return range(size + 1)
    widths = (1 if char < "\x80" else 2 if char < "\u0800" else 3 if char < "\U00010000" else 4 for char in text)
    return [at for at, width in enumerate(widths) for _ in range(width)] + [len(text)]
