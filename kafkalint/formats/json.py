"""JSON, with comments, trailing commas and several values in one file."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from kafkalint.formats.flow import Flow, delete_member, insert_member
from kafkalint.formats.pairs import pair_item, pair_key, pair_value, pairs, quote_of
from kafkalint.formats.spelling import SURROGATE, same
from kafkalint.formats.strings import embedded as place_of
from kafkalint.formats.strings import escaped
from kafkalint.formats.templates import because
from kafkalint.formats.text import decode
from kafkalint.formats.twice import marked
from kafkalint.model.document import Container, Document, Entry, Inner, Mapping, Node, Scalar, Sequence
from kafkalint.model.edit import Edit, Refusal, Unreadable
from kafkalint.model.embedded import Embedded
from kafkalint.model.source import Source, Span
from kafkalint.model.value import Literal, Native

__all__ = ["NAME", "PATTERNS", "decode", "delete", "embed", "embedded", "insert", "read", "rename", "replace"]

NAME = "json"
PATTERNS = ("*.json", "*.jsonc", "pipfile.lock")

_DEEPEST = 200
_TOKEN = re.compile(
    r"""(?P<blank>[ \t\r\n]+)
    | (?P<comment>//[^\r\n]*|/\*.*?\*/)
    | (?P<string>"[^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*")
    | (?P<word>(?:true|false|null|NaN|-?Infinity
        |-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?![\w.+-]))
    | (?P<mark>[][{},:])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
_PLAIN_COLON = re.compile(r"[ \t]*:[ \t]*")


@dataclass(slots=True)
class _Open:
    """A container whose end is not read yet, and what may come next in it."""

    start: int
    closer: str
    wants: str
    entries: list[Entry] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)
    key: tuple[str, Span] = ("", Span(0, 0))


def read(source: Source) -> Document:
    """A root for every value at the top; duplicate keys are kept."""
    comments: list[Span] = []
    stack = [_Open(0, "", "value")]
    at = 0
    while at < len(source.text):
        token = _TOKEN.match(source.text, at)
        if token is None:
            raise _unexpected(source, Span(at, at + 1))
        span = Span(*token.span())
        if token.lastgroup == "comment":
            comments.append(span)
        elif token.lastgroup == "mark":
            _mark(source, stack, token.group(), span)
        elif token.lastgroup != "blank":
            _scalar(source, stack[-1], token.group(), span)
        at = span.end
    if len(stack) > 1:
        raise Unreadable(f"no {stack[-1].closer!r} for this bracket", Span(stack[-1].start, stack[-1].start + 1))
    return Document(source, tuple(stack[0].items), tuple(comments))


def _mark(source: Source, stack: list[_Open], mark: str, span: Span) -> None:
    top = stack[-1]
    if mark in "{[" and top.wants in ("value", "value or end"):
        if len(stack) > _DEEPEST:
            raise Unreadable(f"more than {_DEEPEST} brackets inside one another", span)
        stack.append(_Open(span.start, "}", "key") if mark == "{" else _Open(span.start, "]", "value or end"))
    elif mark == top.closer and top.wants in ("key", "value or end", ","):
        stack.pop()
        _add(stack[-1], _closed(source, top, Span(top.start, span.end)))
    elif mark == top.wants == ":":
        top.wants = "value"
    elif mark == top.wants == ",":
        top.wants = "key" if top.closer == "}" else "value or end"
    else:
        raise _unexpected(source, span)


def _unexpected(source: Source, span: Span) -> Unreadable:
    told = source.slice(span)
    shown = told[:20] if len(told) > 1 else repr(told)
    return Unreadable(because(source.text, f"unexpected {shown}"), span)


def _closed(source: Source, top: _Open, span: Span) -> Mapping | Sequence:
    if top.closer == "}":
        return Mapping(span, marked(top.entries))
    return Sequence(span, tuple(top.items), pairs(source, top.items))


def _scalar(source: Source, top: _Open, token: str, span: Span) -> None:
    value = _native(token, span)
    if top.wants == "key" and isinstance(value, str):
        top.key, top.wants = (value, span), ":"
    elif top.wants in ("value", "value or end"):
        _add(top, Scalar(span, Literal(value)))
    else:
        raise _unexpected(source, span)


def _native(token: str, span: Span) -> str | int | float | bool | None:
    try:
        value: str | int | float | bool | None = json.loads(token)
    except ValueError:
        raise Unreadable("a malformed escape or a number too large", span) from None
    if isinstance(value, str) and "\\u" in token and SURROGATE.search(value):
        raise Unreadable("an escape for half a character", span)
    return value


def _add(top: _Open, node: Node) -> None:
    if top.closer == "}":
        top.entries.append(Entry(*top.key, node, Span(top.key[1].start, node.span.end)))
    else:
        top.items.append(node)
    top.wants = "," if top.closer else "value"


def replace(document: Document, target: Entry, value: Native) -> tuple[Edit, ...] | Refusal:
    """The value alone, in JSON's own types."""
    if not isinstance(target.value, Scalar):
        return Refusal("the setting holds several values")
    if same(target.value, value):
        return ()
    text = pair_value(value) if quote_of(target) else _spell(value)
    if isinstance(text, Refusal):
        return text
    return () if text == document.source.slice(target.value.span) else (Edit(target.value.span, text),)


def insert(
    document: Document, container: Container, key: str, value: Native, after: Entry | None
) -> tuple[Edit, ...] | Refusal:
    """A member behind `after`, its comma and the comment on its line."""
    flow = _flow(document, container)
    index = flow.holding(after.span.start) if after else len(flow.members) - 1
    if isinstance(container, Sequence):
        member, blank = pair_item(key, value, '"'), " "
    else:
        colon = _colon(document, container.entries[index] if container.entries else None)
        member, blank = _member(key, colon, value), colon.partition(":")[2]
    return member if isinstance(member, Refusal) else insert_member(flow, index, member, blank)


def _member(key: str, colon: str, value: Native) -> str | Refusal:
    name, text = _spell(key), _spell(value)
    if isinstance(name, Refusal):
        return name
    return text if isinstance(text, Refusal) else f"{name}{colon}{text}"


def delete(document: Document, container: Container, target: Entry) -> tuple[Edit, ...] | Refusal:
    """The member with the comma before it."""
    flow = _flow(document, container)
    return delete_member(flow, flow.holding(target.span.start))


def rename(document: Document, target: Entry, key: str) -> tuple[Edit, ...] | Refusal:  # noqa: ARG001
    """The key alone."""
    if key == target.key:
        return ()
    text = pair_key(key) if quote_of(target) else _spell(key)
    return text if isinstance(text, Refusal) else (Edit(target.key_span, text),)


def embedded(document: Document, scalar: Scalar) -> Embedded | Refusal:
    """Where each character of the text of a string stands."""
    inside = Span(scalar.span.start + 1, scalar.span.end - 1)
    pieces = escaped(document.source.text, inside, _ESCAPE, lambda escape: str(json.loads(f'"{escape}"')))
    return place_of(pieces, str(scalar.value.value))


def embed(document: Document, inner: Inner, place: Embedded, edit: Edit) -> Edit | Refusal:  # noqa: ARG001
    """An edit of the text of a string as one of the file."""
    span = Span(place.begin(edit.span.start), place.begin(edit.span.end))
    return Edit(span, json.dumps(edit.text, ensure_ascii=False)[1:-1])


def _flow(document: Document, container: Container) -> Flow:
    members = container.entries if isinstance(container, Mapping) else container.items
    return Flow(document, container.span, tuple(member.span for member in members))


def _colon(document: Document, entry: Entry | None) -> str:
    written = document.source.text[entry.key_span.end : entry.value.span.start] if entry else ""
    return written if _PLAIN_COLON.fullmatch(written) else ": "


def _spell(value: Native) -> str | Refusal:
    if not isinstance(value, str | int | float | None):
        return Refusal("the new value is no single value")
    if isinstance(value, str) and SURROGATE.search(value):
        return Refusal("the new value holds half a character")
    return json.dumps(value, ensure_ascii=False)
