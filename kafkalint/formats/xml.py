"""XML, read only: elements as nested entries, repeated elements as repeated keys; attributes are not read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kafkalint.formats.text import decode as decode_text
from kafkalint.model.document import Document, Entry, Mapping, Scalar
from kafkalint.model.edit import Refusal, Unreadable
from kafkalint.model.source import Source, Span
from kafkalint.model.value import Literal

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

NAME = "xml"
PATTERNS = ("pom.xml", "*.pom")
DEEPEST = 200
"""Levels above which a file is no configuration."""
_REFUSAL = Refusal("XML files are read, not rewritten")
_DECLARED = re.compile(rb"""<\?xml[^>]{0,80}encoding=["'](iso-8859-1|us-ascii|windows-1252)["']""", re.IGNORECASE)


def decode(path: str, data: bytes) -> Source:
    """UTF-8, or the single-byte encoding that the file declares."""
    declared = _DECLARED.match(data)
    return decode_text(path, data, ("utf-8", declared[1].decode().lower()) if declared else ("utf-8",))


def read(source: Source) -> Document:
    """The root element as the only entry of the only root.

    Raises Unreadable for what is not well-formed, declares a document type, or nests too deep.
    """
    from xml.parsers import expat

    data = source.text.encode("utf-8", "surrogatepass")
    parser = expat.ParserCreate("utf-8")
    builder = _Builder(source.text, data, parser)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        at = builder.offset(max(parser.ErrorByteIndex, 0))
        raise Unreadable(f"not XML: {expat.ErrorString(error.code)}", Span(at, at)) from None
    root = Mapping(Span(0, len(source.text)), tuple(builder.stack[0].entries))
    return Document(source, (root,), tuple(builder.comments))


def replace(*_: object) -> Refusal:
    """Refused: see the module."""
    return _REFUSAL


insert = delete = rename = replace


@dataclass(slots=True)
class _Element:
    """An element that is still open."""

    name: str
    start: int
    entries: list[Entry] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    text_start: int = -1
    text_end: int = -1


class _Builder:
    """Takes the parser's events and keeps the elements that are open."""

    def __init__(self, text: str, data: bytes, parser: XMLParserType) -> None:
        self.text, self.data, self.parser = text, data, parser
        self.stack = [_Element("", 0)]
        self.comments: list[Span] = []
        self.ascii = text.isascii()
        self.known = (0, 0)
        parser.StartElementHandler = self.open
        parser.EndElementHandler = self.close
        parser.CharacterDataHandler = self.characters
        parser.CommentHandler = self.comment
        parser.ProcessingInstructionHandler = self.instruction
        parser.StartDoctypeDeclHandler = self.doctype

    def offset(self, at: int) -> int:
        """The character offset of a byte offset; byte offsets come in order."""
        if self.ascii:
            return at
        byte, character = self.known if self.known[0] <= at else (0, 0)
        character += len(self.data[byte:at].decode("utf-8", "replace"))
        self.known = (at, character)
        return character

    def open(self, name: str, _: object) -> None:
        at = self.pause()
        if len(self.stack) > DEEPEST:
            raise Unreadable(f"nested deeper than {DEEPEST} levels", Span(at, at))
        self.stack.append(_Element(name, at))

    def close(self, name: str) -> None:
        at = self.pause()
        element = self.stack.pop()
        key = Span(element.start + 1, element.start + 1 + len(name))
        value = _value(element, self.text, at)
        self.stack[-1].entries.append(Entry(name, key, value, Span(key.start, max(key.end, value.span.end))))

    def characters(self, text: str) -> None:
        element = self.stack[-1]
        if element.text_start < 0:
            element.text_start = self.offset(self.parser.CurrentByteIndex)
        element.text_end = -1
        element.text.append(text)

    def pause(self) -> int:
        """Where the parser stands; text of the open element ends there."""
        at = self.offset(self.parser.CurrentByteIndex)
        if self.stack[-1].text_end < 0:
            self.stack[-1].text_end = at
        return at

    def comment(self, _: str) -> None:
        at = self.pause()
        self.comments.append(Span(at, self.text.index("-->", at) + 3))

    def instruction(self, _target: str, _data: str) -> None:
        self.pause()

    def doctype(self, *_: object) -> None:
        at = max(self.text.rfind("<!DOCTYPE", 0, self.pause() + 1), 0)
        raise Unreadable("a document type declaration", Span(at, at))


def _value(element: _Element, text: str, end: int) -> Mapping | Scalar:
    if element.entries:
        return Mapping(Span(element.entries[0].span.start, end), tuple(element.entries))
    if element.text_start < 0:
        return Scalar(Span(end, end), Literal("", plain=True))
    written = text[element.text_start : element.text_end]
    start = element.text_start + len(written) - len(written.lstrip())
    content = "".join(element.text).strip()
    return Scalar(Span(start, max(start, element.text_start + len(written.rstrip()))), Literal(content, plain=True))
