"""TOML: spans by a grammar, meaning and proof by tomllib."""

from __future__ import annotations

import json
import re
import tomllib

from kafkalint.formats.flow import Flow, delete_member, insert_member
from kafkalint.formats.lines import line_behind, line_end, line_start, without_lines
from kafkalint.formats.pairs import pair_item, pair_key, pair_value, quote_of
from kafkalint.formats.proof import proved
from kafkalint.formats.spelling import SURROGATE, same
from kafkalint.formats.text import decode
from kafkalint.formats.toml_tree import DEEPEST, Home, Members, Tables, read_tables
from kafkalint.model.document import Container, Document, Entry, Mapping, Node, Scalar, Sequence
from kafkalint.model.edit import Edit, Refusal, Unreadable
from kafkalint.model.source import Source, Span
from kafkalint.model.value import Native

__all__ = ["NAME", "PATTERNS", "decode", "delete", "insert", "read", "rename", "replace"]

NAME = "toml"
PATTERNS = ("*.toml", "poetry.lock", "uv.lock", "pipfile")

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_EQUALS = re.compile(r"[ \t]*=[ \t]*")
_NOT_LITERAL = re.compile(r"['\x00-\x08\x0a-\x1f\x7f]")
_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)")


def read(source: Source) -> Document:
    """One mapping; tables and dotted keys are nested, wherever they stand."""
    try:
        document = read_tables(source)
    except Unreadable as error:
        costly = any(line.count(".") > DEEPEST for line in source.text.split("\n"))
        raise (None if costly else _problem(source.text)) or error from None
    problem = _problem(source.text)
    if problem:
        raise problem
    return document


def _problem(text: str) -> Unreadable | None:
    """What tomllib finds wrong; it needs minutes for a key of very many parts."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Unreadable(_PLACE.sub("", str(error)), _place(text, str(error)))
    except RecursionError:
        return Unreadable(f"more than {DEEPEST} tables inside one another")
    except ValueError:
        return Unreadable("a number too large")
    return None


def _place(text: str, message: str) -> Span:
    match = _PLACE.search(message)
    if match is None or match["line"] is None:
        return Span(len(text), len(text))
    at = 0
    for _ in range(int(match["line"]) - 1):
        at = text.find("\n", at) + 1
    at = min(at + int(match["column"]) - 1, len(text))
    return Span(at, at)


def replace(document: Document, target: Entry, value: Native) -> tuple[Edit, ...] | Refusal:
    """The value alone, in TOML's own types, in the same kind of quotes."""
    if not isinstance(target.value, Scalar):
        return Refusal("the setting holds several values")
    if same(target.value, value):
        return ()
    written = document.source.slice(target.value.span)
    text = pair_value(value) if quote_of(target) else _spell(value, written[:1])
    if isinstance(text, Refusal):
        return text
    return () if text == written else (Edit(target.value.span, text),)


def insert(
    document: Document, container: Container, key: str, value: Native, after: Entry | None
) -> tuple[Edit, ...] | Refusal:
    """A line behind `after` or behind the last of the table, or a member of an array or an inline table."""
    if isinstance(container, Sequence):
        return _insert_item(document, container, key, value, after)
    anchor = after or next((entry for entry in reversed(container.entries) if not _is_table(entry.value)), None)
    written = document.source.slice(anchor.value.span) if anchor else ""
    text = _spell(value, written[:1])
    if isinstance(text, Refusal):
        return text
    equals = document.source.text[anchor.key_span.end : anchor.value.span.start] if anchor else ""
    line = f"{_key(key)}{equals if _EQUALS.fullmatch(equals) else ' = '}{text}"
    if isinstance(container.detail, Members):
        flow = Flow(document, container.span, container.detail.spans)
        index = flow.holding(after.key_span.start) if after else len(flow.members) - 1
        return _proved(document, insert_member(flow, index, line, " "))
    return _proved(document, _insert_line(document, container, line, after))


def _insert_item(
    document: Document, container: Sequence, key: str, value: Native, after: Entry | None
) -> tuple[Edit, ...] | Refusal:
    flow = _flow(document, container)
    if flow is None:
        return Refusal("an array of tables takes no setting")
    item = pair_item(key, value, quote_of(after or next(reversed(container.entries), None)) or '"')
    if isinstance(item, Refusal):
        return item
    return insert_member(flow, flow.holding(after.span.start) if after else len(flow.members) - 1, item, " ")


def _insert_line(document: Document, container: Mapping, line: str, after: Entry | None) -> tuple[Edit, ...] | Refusal:
    text = document.source.text
    home = (after and after.detail) or container.detail
    if isinstance(home, Home):
        return (line_behind(document.source, line_end(text, home.at), home.lead + line),)
    if container.span == Span(0, len(text)) and not container.entries:
        return (line_behind(document.source, len(text), line),)
    return Refusal("the table has no line to put the setting behind")


def delete(document: Document, container: Container, target: Entry) -> tuple[Edit, ...] | Refusal:
    """The lines of the pair with the comment behind, or the member with its comma."""
    flow = _flow(document, container)
    if flow and not _is_table(target.value):
        return delete_member(flow, flow.holding(target.key_span.start))
    if not isinstance(target.detail, Home):
        return Refusal("a table is no setting")
    text = document.source.text
    return (without_lines(text, line_start(text, target.key_span.start), line_end(text, target.detail.at)),)


def rename(document: Document, target: Entry, key: str) -> tuple[Edit, ...] | Refusal:
    """The key alone, when no other has the name."""
    if key == target.key:
        return ()
    if _is_table(target.value):
        return Refusal("a table is no setting")
    text = pair_key(key) if quote_of(target) else _key(key)
    return text if isinstance(text, Refusal) else _proved(document, (Edit(target.key_span, text),))


def _flow(document: Document, container: Container) -> Flow | None:
    if isinstance(container.detail, Members):
        return Flow(document, container.span, container.detail.spans)
    if isinstance(container, Sequence) and not isinstance(container.detail, Tables):
        return Flow(document, container.span, tuple(item.span for item in container.items))
    return None


def _is_table(node: Node) -> bool:
    return isinstance(node.detail, Tables) or (isinstance(node, Mapping) and not isinstance(node.detail, Members))


def _proved(document: Document, edits: tuple[Edit, ...] | Refusal) -> tuple[Edit, ...] | Refusal:
    """`edits` when the file is TOML after them; it is not when a key or table has the name already."""
    return proved(document, edits, lambda source: tomllib.loads(source.text), "the name is taken in this table")


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _basic(key)


def _spell(value: Native, quote: str) -> str | Refusal:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if not isinstance(value, str):
        return Refusal("TOML has no such value")
    if SURROGATE.search(value):
        return Refusal("the new value holds half a character")
    return f"'{value}'" if quote == "'" and not _NOT_LITERAL.search(value) else _basic(value)


def _basic(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
