"""Java properties: one entry a logical line, by the rules of java.util.Properties."""

from __future__ import annotations

import re
from typing import cast

from kafkalint.formats import text as texts
from kafkalint.formats.lines import line_behind, line_start, lone_cr, without_lines
from kafkalint.formats.spelling import SURROGATE, as_text, of_text
from kafkalint.formats.templates import tags_of
from kafkalint.model.document import Container, Document, Entry, Mapping, Scalar
from kafkalint.model.edit import Edit, Refusal, Unreadable
from kafkalint.model.source import Source, Span
from kafkalint.model.value import Literal, Native

NAME = "properties"
PATTERNS = ("*.properties",)

_LINE_END = r"(?:\r\n?|\n)"
_JOINT = rf"\\{_LINE_END}[ \t\f]*"
_BLANK = rf"(?:[ \t\f]|{_JOINT})"
_ENTRY = re.compile(
    rf"{_BLANK}*"
    rf"(?P<key>(?:(?:{_JOINT})*(?:\\[^\r\n]|[^\\=: \t\f\r\n]))*)"
    rf"{_BLANK}*(?:[=:]{_BLANK}*)?"
    rf"(?P<value>.*?){_LINE_END}?\Z",
    re.DOTALL,
)
_DANGLING = re.compile(rf"(?<!\\)(?:\\\\)*\\{_LINE_END}?\Z")
_ESCAPED = re.compile(r"[^ -\[\]-~]")
_LETTERS = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f"}
_COSTLIEST = 20_000_000
"""Lines times characters, over all continued lines: the parser goes through the whole again at each continuation."""


def decode(path: str, data: bytes) -> Source:
    """UTF-8, or Latin-1, which Java wrote before."""
    return texts.decode(path, data, ("utf-8", "latin-1"))


def read(source: Source) -> Document:
    """One mapping; the detail of an entry is the span of its logical line."""
    from javaproperties import Comment, InvalidUEscapeError, KeyValue, parse

    _check_cost(source.text)
    entries: list[Entry] = []
    comments: list[Span] = []
    at = 0
    tags = tags_of(source.text)
    alone = {line_start(source.text, tag.start) for tag in tags.alone}
    try:
        for element in parse(source.text):
            line = Span(at, at + len(element.source))
            at = line.end
            if isinstance(element, KeyValue) and line.start not in alone:
                entries.append(_entry(source, line, element.key, element.value, tags.is_conditional(line.start)))
            elif isinstance(element, Comment):
                blanks = len(element.source) - len(element.source.lstrip(" \t\f"))
                comments.append(Span(line.start + blanks, line.start + len(element.source.rstrip("\r\n"))))
    except InvalidUEscapeError as error:
        raise Unreadable(f"malformed escape {error.escape}", Span(at, at)) from None
    root = Mapping(Span(0, len(source.text)), tuple(entries), open=tags.open)
    return Document(source, (root,), tuple(comments))


def _check_cost(text: str) -> None:
    cost = lines = length = 0
    for line in re.split(_LINE_END, text):
        lines, length = lines + 1, length + len(line)
        if not line.endswith("\\"):
            lines = length = 0
        elif cost + lines * length > _COSTLIEST:
            raise Unreadable("a line continued too often")
        else:
            cost += length


def _entry(source: Source, line: Span, key: str, value: str, optional: bool) -> Entry:
    match = cast("re.Match[str]", _ENTRY.fullmatch(source.text, line.start, line.end))
    if SURROGATE.search(key + value):
        raise Unreadable("an escape for half a character", line)
    held = Scalar(Span(*match.span("value")), Literal(value, plain=True))
    return Entry(key, Span(*match.span("key")), held, Span(match.start("key"), held.span.end), line, optional)


@of_text
def replace(document: Document, target: Entry, text: str) -> tuple[Edit, ...] | Refusal:
    """The value from behind the separator to the end of its logical line."""
    refusal = _refusal(document.source, target)
    if refusal:
        return refusal
    span = target.value.span
    separator = re.sub(_JOINT, "", document.source.text[target.key_span.end : span.start])
    return (Edit(span, _value(text, separator) if separator else f"={_value(text, '=')}"),)


def insert(
    document: Document, container: Container, key: str, value: Native, after: Entry | None
) -> tuple[Edit, ...] | Refusal:
    """A line of its own behind the logical line of `after`, indented and separated as that."""
    source = document.source
    text = as_text(value)
    if isinstance(text, Refusal):
        return text
    anchor = after or next(reversed(container.entries), None)
    refusal = _refusal(source, anchor) or _bad_key(key)
    if refusal:
        return refusal
    if anchor is None:
        return (line_behind(source, len(source.text), f"{_key(key)}={_value(text, '=')}"),)
    line = _line(anchor)
    written = source.slice(line)
    indent = written[: len(written) - len(written.lstrip(" \t\f"))]
    separator = source.text[anchor.key_span.end : anchor.value.span.start]
    if not separator or "\\" in separator:
        separator = "="
    return (line_behind(source, line.end, f"{indent}{_key(key)}{separator}{_value(text, separator)}"),)


def delete(document: Document, container: Container, target: Entry) -> tuple[Edit, ...] | Refusal:  # noqa: ARG001
    """The whole logical line."""
    return _refusal(document.source, target) or (without_lines(document.source.text, *_line(target)),)


def rename(document: Document, target: Entry, key: str) -> tuple[Edit, ...] | Refusal:
    """The key alone."""
    if key == target.key:
        return ()
    return _refusal(document.source, target) or _bad_key(key) or (Edit(target.key_span, _key(key)),)


def _line(entry: Entry) -> Span:
    return cast("Span", entry.detail)


def _refusal(source: Source, entry: Entry | None) -> Refusal | None:
    if _DANGLING.search(source.slice(_line(entry)) if entry else source.text):
        return Refusal("the last line ends with a backslash")
    return lone_cr(source.text)


def _bad_key(key: str) -> Refusal | None:
    return Refusal("an empty key") if not key or SURROGATE.search(key) else None


def _key(key: str) -> str:
    escaped = re.sub(r"[=: ]", r"\\\g<0>", _escape(key))
    return f"\\{escaped}" if escaped[0] in "#!" else escaped


def _value(text: str, separator: str) -> str:
    escaped = _escape(text)
    taken = " " if "=" in separator or ":" in separator else " =:"
    return f"\\{escaped}" if escaped[:1] and escaped[0] in taken else escaped


def _escape(text: str) -> str:
    return _ESCAPED.sub(lambda match: _LETTERS.get(match.group()) or _unicode(match.group()), text)


def _unicode(character: str) -> str:
    units = character.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
