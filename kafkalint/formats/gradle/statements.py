"""What one statement of a Gradle build script says, as entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kafkalint.formats.gradle.tokens import Token, bare, reference
from kafkalint.model.document import Entry, Mapping, Scalar
from kafkalint.model.source import Span
from kafkalint.model.value import Literal

_MAPS = ("mapOf", "hashMapOf", "mutableMapOf")
_NAMED = ("word", "text")
_OPERATORS = ("=", "!", "<", ">", "+", "-", "*", "/")
"""Marks before an equals sign that make it something else than an assignment."""


def entries_of(statement: Sequence[Token]) -> Iterator[Entry]:
    """The entries of an assignment or a call; none for anything else."""
    equals = _assignment(statement)
    if equals is not None:
        yield from _assigned(statement[:equals], statement[equals + 1 :])
        return
    words = [token.value for token in statement if token.kind == "word"]
    if "by" in words[1:]:
        by = next(index for index, token in enumerate(statement) if token.value == "by")
        yield from _assigned(statement[:by], [token for token in statement[by:] if token.kind == "text"][:1])
    elif statement and statement[0].kind in _NAMED:
        yield from _called(statement[0], statement[1:])


def _assignment(statement: Sequence[Token]) -> int | None:
    """Where the first equals sign outside brackets stands."""
    depth = 0
    for index, token in enumerate(statement):
        if token.kind == "mark":
            depth += (token.value in "([") - (token.value in ")]")
            if token.value == "=" and depth == 0 and index:
                return index
    return None


def _assigned(left: Sequence[Token], right: Sequence[Token]) -> Iterator[Entry]:
    name = _target(left)
    if name is None or not right or left[-1].value in _OPERATORS:
        return
    if right[0].value == "[" or right[0].value in _MAPS:
        pairs = tuple(_pairs(right))
        if pairs:
            span = Span(right[0].span.start, right[-1].span.end)
            yield _entry(name, Mapping(span, pairs))
    elif right[0].kind in _NAMED:
        yield _entry(name, _value(right, 0)[0])


def _target(left: Sequence[Token]) -> Token | None:
    """The token that names what is assigned: ``x`` in ``val x: String``, ``k`` in ``extra["k"]``."""
    colon = next((index for index, token in enumerate(left) if token.value == ":"), len(left))
    names = [token for token in left[:colon] if token.kind in _NAMED]
    return names[-1] if names else None


def _called(name: Token, arguments: Sequence[Token]) -> Iterator[Entry]:
    pairs = tuple(_pairs(arguments)) or tuple(_chain(name, arguments))
    texts = list(_texts(arguments))
    if pairs:
        yield _entry(name, Mapping(Span(name.span.start, arguments[-1].span.end), pairs))
    elif name.value.rpartition(".")[2] == "set" and len(texts) == 2:
        key = next(token for token in arguments if token.kind == "text")
        yield _entry(key, texts[1])
    else:
        yield from (_entry(name, text) for text in texts)


def _pairs(found: Sequence[Token]) -> Iterator[Entry]:
    """Named arguments and the pairs of a map: ``a: 'x'``, ``a = "x"``, ``"a" to "x"``."""
    for index, token in enumerate(found[:-2]):
        separator, value = found[index + 1], found[index + 2]
        joined = separator.value in (":", "=") if separator.kind == "mark" else separator.value == "to"
        if token.kind in _NAMED and joined and value.kind in _NAMED:
            yield _entry(token, _value(found, index + 2)[0])


def _chain(name: Token, arguments: Sequence[Token]) -> Iterator[Entry]:
    """Calls on the result of a call: ``id 'x' version '1'``, ``id("x").version("1")``."""
    links = [name, *(token for token in arguments if token.value not in "().")]
    if len(links) < 4 or links[1].kind != "text" or links[2].kind != "word" or links[3].kind not in _NAMED:
        return
    for key, value in zip(links[::2], links[1::2], strict=False):
        if key.kind in _NAMED and value.kind in _NAMED:
            yield _entry(key, _scalar(value))


def _texts(found: Sequence[Token]) -> Iterator[Scalar]:
    index = 0
    while index < len(found):
        if found[index].kind == "text":
            scalar, index = _value(found, index)
            yield scalar
        else:
            index += 1


def _value(found: Sequence[Token], index: int) -> tuple[Scalar, int]:
    """The text or reference at `index` with all that ``+`` adds to it, and where it ends."""
    first = found[index]
    parts = [_content(first)]
    span = first.span
    index += 1
    while index < len(found) and found[index].value == "+" and found[index].kind == "mark":
        follows = found[index + 1] if index + 1 < len(found) else found[index]
        parts.append(_content(follows))
        span = Span(span.start, follows.span.end)
        index += 2
    return Scalar(span, Literal("".join(parts))), index


def _content(token: Token) -> str:
    return token.value if token.kind == "text" else reference(token.value)


def _scalar(token: Token) -> Scalar:
    return Scalar(token.span, Literal(_content(token)))


def _entry(name: Token, value: Scalar | Mapping) -> Entry:
    key = bare(name.value)
    return Entry(key, name.span, value, Span(name.span.start, max(name.span.end, value.span.end)))
