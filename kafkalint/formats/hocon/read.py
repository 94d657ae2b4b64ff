"""From the text of a HOCON file to nested mappings; dotted keys stay as they are written, and nothing is merged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from collections.abc import Sequence as Items
from dataclasses import replace
from typing import NamedTuple, TypeAlias, TypeVar

from kafkalint.formats.hocon.scan import BLANK, STRING, Piece, Reading
from kafkalint.model.document import Document, Entry, Mapping, Node, Scalar, Sequence
from kafkalint.model.edit import Unreadable
from kafkalint.model.source import Source, Span
from kafkalint.model.value import Literal

DEEPEST = 64
"""Brackets inside one another."""
_INCLUDED = re.compile(rf"\s*(?:required\(\s*)?(?:(?:url|file|classpath)\(\s*)?{STRING}(?:\s*\)){{0,2}}")
_KEYWORD = re.compile(rf"include(?:{BLANK}|\Z)")
_SEPARATOR = re.compile(r"\+=|[=:]|(?={)")
_EMPTY_PART = re.compile(r"\A\.|\.\.|\.\Z")


class Members(NamedTuple):
    """The detail of an object: the spans of its entries and includes."""

    spans: tuple[Span, ...]
    braced: bool
    whole: bool = True
    """False when it is put together from several pairs of braces."""


class Spelled(NamedTuple):
    """The detail of a scalar: whether quotes are all of it, and whether something is substituted in it."""

    quoted: bool
    substituted: bool


_One = TypeVar("_One")
_Part: TypeAlias = "Piece | Mapping | Sequence"


def read(source: Source) -> Document:
    """One root, an object or a list; raises Unreadable."""
    reading = Reading(source)
    reading.gap()
    if reading.peek() in ("{", "["):
        root: Node = _bracketed(reading)
        reading.gap()
        if reading.peek():
            raise reading.unexpected()
    else:
        spans, entries = _members(reading, "")
        root = Mapping(Span(0, len(source.text)), entries, Members(spans, braced=False))
    if reading.includes and isinstance(root, Mapping):
        root = _opened(root, "an included file may have settings")
    return Document(source, (root,), tuple(reading.comments))


def _bracketed(reading: Reading) -> Mapping | Sequence:
    start = reading.at
    if reading.depth == DEEPEST:
        raise Unreadable(f"more than {DEEPEST} brackets inside one another", Span(start, start + 1))
    reading.depth += 1
    reading.at += 1
    if reading.source.text[start] == "{":
        spans, entries = _members(reading, "}")
        found: Mapping | Sequence = Mapping(Span(start, reading.at), entries, Members(spans, braced=True))
    else:
        items = tuple(_separated(reading, "]", lambda: _value(reading)[0]))
        found = Sequence(Span(start, reading.at), items)
    reading.depth -= 1
    return found


def _members(reading: Reading, closer: str) -> tuple[tuple[Span, ...], tuple[Entry, ...]]:
    members = tuple(_separated(reading, closer, lambda: _member(reading)))
    spans = tuple(one.span if isinstance(one, Entry) else one for one in members)
    return spans, tuple(one for one in members if isinstance(one, Entry))


def _separated(reading: Reading, closer: str, one: Callable[[], _One]) -> Iterator[_One]:
    """What stands between commas or line ends, up to `closer`."""
    start = reading.at
    apart, comma = False, True
    while True:
        apart = reading.gap() or apart
        if reading.peek() == closer:
            reading.at += len(closer)
            return
        if not reading.peek():
            raise Unreadable(f"no {closer!r} for this bracket", Span(start - 1, start))
        if reading.peek() == "," and not comma:
            reading.at += 1
            comma = True
        elif apart or comma:
            yield one()
            apart = comma = False
        else:
            raise reading.unexpected()


def _member(reading: Reading) -> Entry | Span:
    key, span = _key(reading)
    included = reading.source.slice(span) == "include" and _INCLUDED.match(reading.source.text, span.end)
    if included:
        reading.at = included.end()
        reading.includes = True
        return Span(span.start, reading.at)
    reading.gap()
    separator = _SEPARATOR.match(reading.source.text, reading.at)
    if separator is None or _KEYWORD.match(reading.source.slice(span)):
        raise reading.unexpected()
    reading.at = separator.end()
    reading.gap()
    value, optional = _value(reading) if separator.group() else (_bracketed(reading), False)
    if separator.group() == "+=":
        value = Sequence(value.span, (value,))
    return Entry(key, span, value, Span(span.start, value.span.end), optional=optional)


def _key(reading: Reading) -> tuple[str, Span]:
    pieces = _pieces(reading)
    if not pieces or any(piece.kind == "variable" for piece in pieces):
        raise reading.unexpected()
    span = Span(pieces[0].span.start, pieces[-1].span.end)
    if _EMPTY_PART.search("".join(piece.text if piece.kind == "bare" else "_" for piece in pieces)):
        raise Unreadable("a key with an empty part", span)
    return _joined(reading.source, pieces), span


def _pieces(reading: Reading) -> list[Piece]:
    found: list[Piece] = []
    while piece := reading.piece():
        found.append(piece)
        if _INCLUDED.match(reading.source.text, reading.at) and reading.source.slice(found[0].span) == "include":
            break
        reading.blanks()
    return found


def _value(reading: Reading) -> tuple[Node, bool]:
    """The next value, and whether it may turn out not to be there."""
    parts = list(_parts(reading))
    pieces = [part for part in parts if isinstance(part, Piece)]
    if not parts:
        raise reading.unexpected()
    if len(pieces) == len(parts):
        span = Span(pieces[0].span.start, pieces[-1].span.end)
        optional = all(piece.kind == "variable" and piece.text.startswith("${?") for piece in pieces)
        return _scalar(reading.source, pieces, span), optional and not re.search(r"}\s", reading.source.slice(span))
    return _put_together(reading.source, parts, pieces), False


def _put_together(source: Source, parts: list[_Part], pieces: list[Piece]) -> Node:
    """An object or a list, of several or of one, with substitutions beside them."""
    if any(piece.kind != "variable" for piece in pieces):
        raise Unreadable("text beside an object or a list", pieces[0].span)
    objects = [part for part in parts if isinstance(part, Mapping)]
    lists = [part for part in parts if isinstance(part, Sequence)]
    if objects and lists:
        raise Unreadable("a list beside an object", lists[0].span)
    return _object(objects, bool(pieces)) if objects else _list(source, parts)


def _parts(reading: Reading) -> Iterator[_Part]:
    while True:
        part = _bracketed(reading) if reading.peek() in ("{", "[") else reading.piece()
        if part is None:
            return
        yield part
        reading.blanks()


def _object(objects: Items[Mapping], substituted: bool) -> Mapping:
    found = objects[0]
    if len(objects) > 1:
        span = Span(found.span.start, objects[-1].span.end)
        found = Mapping(span, tuple(entry for one in objects for entry in one.entries), Members((), True, whole=False))
    return _opened(found, "what is substituted there may have settings") if substituted else found


def _list(source: Source, parts: Items[_Part]) -> Sequence:
    items: list[Node] = []
    for part in parts:
        if isinstance(part, Sequence):
            items += part.items
        elif isinstance(part, Piece):
            items.append(_scalar(source, [part], part.span))
    return Sequence(Span(parts[0].span.start, parts[-1].span.end), tuple(items))


def _opened(mapping: Mapping, reason: str) -> Mapping:
    """`mapping` and every one inside it, which may have entries that do not stand in the file."""
    entries = (
        replace(entry, value=_opened(entry.value, reason)) if isinstance(entry.value, Mapping) else entry
        for entry in mapping.entries
    )
    return replace(mapping, entries=tuple(entries), open=reason)


def _scalar(source: Source, pieces: Items[Piece], span: Span) -> Scalar:
    kinds = {piece.kind for piece in pieces}
    if "variable" in kinds:
        return Scalar(span, Literal(source.slice(span), plain=True), Spelled(quoted=False, substituted=True))
    if len(pieces) == 1 and kinds == {"bare"} and pieces[0].text == "null":
        return Scalar(span, Literal(None), Spelled(quoted=False, substituted=False))
    quoted = len(pieces) == 1 and kinds != {"bare"}
    return Scalar(span, Literal(_joined(source, pieces), plain=kinds == {"bare"}), Spelled(quoted, substituted=False))


def _joined(source: Source, pieces: Items[Piece]) -> str:
    """The text of `pieces` with the blanks between them."""
    text, at = "", pieces[0].span.start
    for piece in pieces:
        text += source.text[at : piece.span.start] + piece.text
        at = piece.span.end
    return text
