"""Strings: adjacent ones are one, formatted ones an Operation."""

from __future__ import annotations

import re
from ast import literal_eval
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TypeAlias

import libcst as cst

from kafkalint.formats.python.lowering import Lowering, Value, opaque
from kafkalint.model.program import Constant, Node, Opaque, Operation
from kafkalint.model.source import Span

_Piece: TypeAlias = "str | bytes | Node | None"
"""Text, a field, or None for text that no interpreter would take."""
_NEWLINE = re.compile(r"\r\n?")


def _string(node: cst.SimpleString | cst.FormattedString | cst.ConcatenatedString, low: Lowering) -> Node:
    parts = _parts(node)
    span = low.span(node)
    if any(isinstance(part, cst.FormattedString) for part in parts):
        pieces = (piece for part in parts for piece in _pieces(part, span, low))
        return Operation(span, "text", tuple(_merged(span, pieces)))
    if not all(isinstance(part, cst.SimpleString) for part in parts):
        return opaque(node, low)
    values = [_evaluated(part.value) for part in parts if isinstance(part, cst.SimpleString)]
    texts = [value for value in values if isinstance(value, str)]
    if len(texts) == len(values):
        return Constant(span, "".join(texts))
    data = [value for value in values if isinstance(value, bytes)]
    return Constant(span, b"".join(data)) if len(data) == len(values) else Opaque(span, ())


def _parts(node: cst.BaseExpression) -> list[cst.BaseExpression]:
    parts: list[cst.BaseExpression] = []
    while isinstance(node, cst.ConcatenatedString):
        parts.append(node.left)
        node = node.right
    return [*parts, node]


def _pieces(part: cst.BaseExpression, span: Span, low: Lowering) -> Iterator[_Piece]:
    if isinstance(part, cst.SimpleString):
        yield _evaluated(part.value)
    elif isinstance(part, cst.FormattedString):
        for content in part.parts:
            if isinstance(content, cst.FormattedStringText):
                raw = content.value.replace("{{", "{").replace("}}", "}")
                yield _NEWLINE.sub("\n", raw) if "r" in part.prefix else _evaluated(part.end + raw + part.end)
            elif isinstance(content, cst.FormattedStringExpression):
                yield _field(content, span, low)


def _field(content: cst.FormattedStringExpression, span: Span, low: Lowering) -> Node:
    """The value of a plain field; what is formatted otherwise is unknown text."""
    fields = low.inside(span, _expressions(content))
    if content.conversion or content.format_spec or content.equal:
        return Opaque(span, fields)
    return fields[0]


def _expressions(content: cst.FormattedStringExpression) -> Iterator[cst.BaseExpression]:
    yield content.expression
    for part in content.format_spec or ():
        if isinstance(part, cst.FormattedStringExpression):
            yield from _expressions(part)


def _merged(span: Span, pieces: Iterable[_Piece]) -> Iterator[Node]:
    for kind, group in groupby(pieces, key=type):
        if kind is str:
            yield Constant(span, "".join(piece for piece in group if isinstance(piece, str)))
        else:
            yield from (piece if isinstance(piece, Node) else Opaque(span, ()) for piece in group)


def _evaluated(written: str) -> str | bytes | None:
    """What a string literal says; None when it says nothing."""
    if written[0] in "\"'" and "\\" not in written and "\r" not in written:
        quote = 3 if written[:3] in ('"""', "'''") else 1
        return written[quote:-quote]
    try:
        value = literal_eval(_NEWLINE.sub("\n", written))
    except (SyntaxError, ValueError):
        return None
    return value if isinstance(value, str | bytes) else None


KINDS: dict[type[cst.CSTNode], Value] = {
    cst.SimpleString: _string,
    cst.FormattedString: _string,
    cst.ConcatenatedString: _string,
}
