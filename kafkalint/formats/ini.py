"""INI files by the rules of Python's configparser, with keys before the first section allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kafkalint.formats.comments import comments_between
from kafkalint.formats.lines import line_behind, line_end, line_start, lone_cr, without_lines
from kafkalint.formats.spelling import as_text, of_text
from kafkalint.formats.text import decode
from kafkalint.formats.twice import marked
from kafkalint.model.document import Container, Document, Entry, Mapping, Scalar, walk
from kafkalint.model.edit import Edit, Refusal, Unreadable
from kafkalint.model.source import Source, Span
from kafkalint.model.value import Literal, Native

__all__ = ["NAME", "PATTERNS", "decode", "delete", "insert", "read", "rename", "replace"]

NAME = "ini"
PATTERNS = ("*.ini", "*.cfg")

_LINE = re.compile(r"([^\r\n]*)(?:\r\n?|\n|\Z)")
_HEADER = re.compile(r"\[(.+)\]")
_DELIMITER = re.compile("[=:]")
_BAD_KEY = re.compile("[\\s\\[#;]|.*[=:\r\n\0\ud800-\udfff]|.*\\s\\Z|\\Z", re.DOTALL)
_BAD_VALUE = re.compile(r"\s|.*[\r\n]|.*\s\Z|(?:.*\s)?[;#]", re.DOTALL)


@dataclass(slots=True)
class _Item:
    """A header or a key with the lines of its value; offsets are in the whole text."""

    start: int
    indent: int
    first: str
    end: int
    header: str
    more: list[str] = field(default_factory=list)


def read(source: Source) -> Document:
    """One mapping of sections and of the keys before the first; a section written twice is there twice."""
    comments: list[Span] = []
    top: list[Entry] = []
    sections: list[tuple[_Item, list[Entry]]] = []
    for item in _items(source.text, comments):
        if item.header:
            sections.append((item, []))
        else:
            (sections[-1][1] if sections else top).append(_entry(source.text, item))
    root = Mapping(Span(0, len(source.text)), marked([*top, *(_section(*section) for section in sections)]))
    return Document(source, (root,), tuple(comments))


def _items(text: str, comments: list[Span]) -> Iterator[_Item]:
    last: _Item | None = None
    for line in _LINE.finditer(text):
        body = line.group(1).strip()
        indent = len(line.group(1)) - len(line.group(1).lstrip())
        start = line.start() + indent
        if body.startswith(("#", ";")):
            comments.append(Span(start, start + len(body)))
        elif not body:
            if last:
                last.more.append("")
        elif last and not last.header and indent > last.indent:
            last.more.append(body)
            last.end = start + len(body)
        else:
            if last:
                yield last
            header = _HEADER.match(body)
            last = _Item(start, indent, body, start + len(body), header.group(1) if header else "")
    if last:
        yield last


def _section(header: _Item, entries: list[Entry]) -> Entry:
    name = Span(header.start + 1, header.start + 1 + len(header.header))
    span = Span(header.start, entries[-1].span.end if entries else header.end)
    return Entry(header.header, name, Mapping(span, marked(entries)), span)


def _entry(text: str, item: _Item) -> Entry:
    delimiter = _DELIMITER.search(item.first)
    key = item.first[: delimiter.start()].rstrip() if delimiter else ""
    if delimiter is None or not key:
        raise Unreadable("neither a section nor a key with a value", Span(item.start, item.start + len(item.first)))
    at = item.start + delimiter.end()
    while at < len(text) and text[at].isspace() and text[at] not in "\r\n":
        at += 1
    value = "\n".join([item.first[delimiter.end() :].strip(), *item.more]).rstrip()
    held = Scalar(Span(at, max(at, item.end)), Literal(value, plain=True))
    return Entry(key, Span(item.start, item.start + len(key)), held, Span(item.start, held.span.end))


@of_text
def replace(document: Document, target: Entry, text: str) -> tuple[Edit, ...] | Refusal:
    """The value on all its lines."""
    span = target.value.span
    if comments_between(document, *span):
        return Refusal("a comment stands inside the value")
    between = document.source.text[target.key_span.end : span.start]
    pad = " " if between[:1].isspace() and not between[-1:].isspace() else ""
    return lone_cr(document.source.text) or _bad_value(text) or (Edit(span, pad + text),)


def insert(
    document: Document, container: Container, key: str, value: Native, after: Entry | None
) -> tuple[Edit, ...] | Refusal:
    """A line behind the value of `after`, or behind the header of an empty section."""
    source = document.source
    text = as_text(value)
    if isinstance(text, Refusal):
        return text
    anchor = after or next((entry for entry in reversed(container.entries) if isinstance(entry.value, Scalar)), None)
    refusal = lone_cr(source.text) or _bad_key(key) or _bad_value(text)
    if refusal:
        return refusal
    place = _place(document, container, anchor)
    if place is None:
        return Refusal("no place between the sections")
    indent, end = place
    if _next_indent(document, end) > len(indent):
        return Refusal("the next line would become part of the new value")
    return (line_behind(source, end, f"{indent}{key}{_separator(document, anchor)}{text}"),)


def _place(document: Document, container: Container, anchor: Entry | None) -> tuple[str, int] | None:
    """The indentation of a new line, and the end of the one before; None where none can stand."""
    text, at_top = document.source.text, container is document.roots[0]
    if not isinstance(anchor.value, Scalar) if anchor else at_top and container.entries:
        return None
    above = anchor.span if anchor else Span(0, 0) if at_top else container.span
    end = len(text) if at_top and not anchor else line_end(text, above.end)
    return text[line_start(text, above.start) : above.start], end


def delete(document: Document, container: Container, target: Entry) -> tuple[Edit, ...] | Refusal:  # noqa: ARG001
    """The lines of the key and its value."""
    if not isinstance(target.value, Scalar):
        return Refusal("a section is no setting")
    text = document.source.text
    lines = line_start(text, target.span.start), line_end(text, target.span.end)
    return lone_cr(text) or (without_lines(text, *lines),)


def rename(document: Document, target: Entry, key: str) -> tuple[Edit, ...] | Refusal:
    """The key alone."""
    if key == target.key:
        return ()
    if not isinstance(target.value, Scalar):
        return Refusal("a section is no setting")
    return lone_cr(document.source.text) or _bad_key(key) or (Edit(target.key_span, key),)


def _bad_key(key: str) -> Refusal | None:
    return Refusal(f"{key!r} cannot be a key of an INI file") if _BAD_KEY.match(key) else None


def _bad_value(text: str) -> Refusal | None:
    return Refusal("an INI file cannot hold the new value") if _BAD_VALUE.match(text) else None


def _next_indent(document: Document, at: int) -> int:
    """The indentation of the first line from `at` on that is neither blank nor comment."""
    text = document.source.text
    comments = {comment.start for comment in comments_between(document, at, len(text))}
    for line in _LINE.finditer(text, at):
        indent = len(line.group(1)) - len(line.group(1).lstrip())
        if line.group(1).strip() and line.start() + indent not in comments:
            return indent
    return 0


def _separator(document: Document, anchor: Entry | None) -> str:
    """What stands between key and value in `anchor`, else in the first entry."""
    settings = (entry for _, _, entry in walk(document.roots[0]) if isinstance(entry.value, Scalar))
    style = anchor or next(settings, None)
    if style is None:
        return " = "
    written = document.source.text[style.key_span.end : style.value.span.start]
    return f"{written} " if written[:1].isspace() and not written[-1:].isspace() else written
