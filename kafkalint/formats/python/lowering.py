"""From LibCST's nodes to the neutral ones: one function for each kind, found by its type in a table."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

import libcst as cst

from kafkalint.formats.python.spans import Spans
from kafkalint.model.program import Node, Opaque
from kafkalint.model.source import Span

Kind: TypeAlias = type[cst.CSTNode]
Value: TypeAlias = Callable[..., Node]
"""Lowers one kind of expression."""
Statement: TypeAlias = Callable[..., Sequence[Node]]
"""Lowers one kind of statement: to none, one or several nodes."""


class Lowering:
    """What the lowering of one module knows: where everything stands, and the text it is inside of."""

    def __init__(self, spans: Spans, values: Mapping[Kind, Value], statements: Mapping[Kind, Statement]) -> None:
        self._spans = spans
        self._values = values
        self._statements = statements
        self._text: Span | None = None

    def span(self, node: cst.CSTNode) -> Span:
        """Where `node` stands; whatever stands in an f-string has the f-string's span."""
        return self._text or self._spans.of(node)

    def written(self, node: cst.CSTNode) -> str:
        """The text of `node`."""
        return self._spans.written(node)

    def value(self, node: cst.BaseExpression) -> Node:
        """An expression."""
        return self._values.get(type(node), opaque)(node, self)

    def values(self, nodes: Iterable[cst.BaseExpression | None]) -> tuple[Node, ...]:
        """Those of `nodes` that are there."""
        return tuple(self.value(node) for node in nodes if node is not None)

    def inside(self, text: Span, nodes: Iterable[cst.BaseExpression]) -> tuple[Node, ...]:
        """Expressions in the fields of an f-string."""
        before, self._text = self._text, self._text or text
        try:
            return self.values(nodes)
        finally:
            self._text = before

    def block(self, nodes: Sequence[cst.CSTNode]) -> tuple[Node, ...]:
        """Statements; those that do nothing vanish."""
        return tuple(made for node in nodes for made in self._statements.get(type(node), opaque_statement)(node, self))


def opaque(node: cst.CSTNode, low: Lowering) -> Node:
    """A node of which only the expressions inside are of interest."""
    return Opaque(low.span(node), low.values(_outermost(node)))


def opaque_statement(node: cst.CSTNode, low: Lowering) -> Sequence[Node]:
    """A statement of which only the expressions inside are of interest; none without any."""
    made = opaque(node, low)
    return (made,) if isinstance(made, Opaque) and made.children else ()


def identifier(name: str) -> str:
    """A name as the interpreter sees it."""
    return name if name.isascii() else unicodedata.normalize("NFKC", name)


def _outermost(node: cst.CSTNode) -> list[cst.BaseExpression]:
    found: list[cst.BaseExpression] = []
    for child in node.children:
        if isinstance(child, cst.BaseExpression):
            found.append(child)
        else:
            found += _outermost(child)
    return found
