"""Environment files by the rules of python-dotenv; values with `$` stay as written."""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING

from kafkalint.formats import text as texts
from kafkalint.formats.lines import line_behind, line_end, line_start, lone_cr, without_lines
from kafkalint.formats.spelling import as_text, of_text
from kafkalint.model.document import Container, Document, Entry, Mapping, Scalar
from kafkalint.model.edit import Edit, Refusal, Unreadable
from kafkalint.model.source import Source, Span
from kafkalint.model.value import Literal, Native

if TYPE_CHECKING:
    from dotenv.parser import Binding

NAME = "dotenv"
PATTERNS = (".env", ".env.*", "*.env")

_LARGEST = 100_000
"""Bytes; the parser needs a second for them at worst, and real files are far smaller."""
_LONGEST_GAP = 1000
"""Blanks in a row; the parser looks for a comment behind each of them."""
_GAP = re.compile(r"[^\S\r\n]+")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_BINDING = re.compile(r"\s*(?:export[^\S\r\n]+)?(?P<key>'[^']+'|[^=#\s]+)[^\S\r\n]*(?P<equals>=(?P<gap>[^\S\r\n]*))?")
_QUOTED = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"", re.DOTALL)
_BARE = re.compile(r"[A-Za-z0-9_./:@%+,=-]*")
_NOT_SINGLE = re.compile(r"['\\\r\n]")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


def decode(path: str, data: bytes) -> Source:
    """UTF-8 text of a size that can be read in time."""
    return texts.decode(path, data, largest=_LARGEST)


def read(source: Source) -> Document:
    """One mapping; a key that no shell accepts is left out; the detail says whether every line was understood."""
    from dotenv.parser import parse_stream

    if any(len(gap) > _LONGEST_GAP for gap in _GAP.findall(source.text)):
        raise Unreadable("more than 1,000 blanks in a row")
    entries: list[Entry] = []
    comments: list[Span] = []
    understood = True
    at = 1 if source.text.startswith("\ufeff") else 0
    for binding in parse_stream(StringIO(source.text, newline="")):
        end = at + len(binding.original.string)
        entry = _entry(source, at, binding)
        if entry and _NAME.fullmatch(entry.key):
            entries.append(entry)
        understood = understood and not binding.error
        mark = -1 if binding.error else source.text.find("#", entry.span.end if entry else at, end)
        if mark >= 0:
            comments.append(Span(mark, mark + len(source.text[mark:end].rstrip("\r\n"))))
        at = end
    return Document(source, (Mapping(Span(0, len(source.text)), tuple(entries)),), tuple(comments), understood)


def _entry(source: Source, at: int, binding: Binding) -> Entry | None:
    match = _BINDING.match(source.text, at)
    if binding.error or binding.key is None or match is None:
        return None
    key = Span(*match.span("key"))
    held = _value(source.text, match, binding.value)
    return Entry(binding.key, key, held, Span(key.start, held.span.end))


def _value(text: str, match: re.Match[str], value: str | None) -> Scalar:
    if not match["equals"]:
        return Scalar(Span(match.end("key"), match.end("key")), Literal(None))
    quoted = _QUOTED.match(text, match.end())
    if quoted:
        return Scalar(Span(*quoted.span()), Literal(value))
    start = match.end() if value else match.start("gap")
    return Scalar(Span(start, start + len(value or "")), Literal(value, plain=True))


@of_text
def replace(document: Document, target: Entry, text: str) -> tuple[Edit, ...] | Refusal:
    """The value with its quotes, in the same quotes where they can hold the new one."""
    span = target.value.span
    old = document.source.slice(span)
    if "$" in old:
        return Refusal("the old value is put together from variables")
    new = _spell(document, text, old[:1] if old[:1] in ("'", '"') else "")
    if isinstance(new, Refusal):
        return new
    if document.source.text[target.key_span.end : span.start].strip() != "=":
        new = f"={new} " if document.source.text.startswith("#", span.end) else f"={new}"
    return lone_cr(document.source.text) or (Edit(span, new),)


def insert(
    document: Document, container: Container, key: str, value: Native, after: Entry | None
) -> tuple[Edit, ...] | Refusal:
    """A line of its own behind `after`, with the same `export`, blanks and quotes."""
    text = as_text(value)
    if isinstance(text, Refusal):
        return text
    source = document.source
    anchor = after or next(reversed(container.entries), None)
    old = source.slice(anchor.value.span) if anchor else ""
    new = _spell(document, text, old[:1] if old[:1] in ("'", '"') else "")
    if isinstance(new, Refusal):
        return new
    refusal = lone_cr(source.text) or _bad_name(key)
    if refusal:
        return refusal
    if anchor is None:
        return (line_behind(source, len(source.text), f"{key}={new}"),)
    lead = source.text[line_start(source.text, anchor.key_span.start) : anchor.key_span.start].removeprefix("\ufeff")
    equals = source.text[anchor.key_span.end : anchor.value.span.start] or "="
    return (line_behind(source, line_end(source.text, anchor.span.end), f"{lead}{key}{equals}{new}"),)


def delete(document: Document, container: Container, target: Entry) -> tuple[Edit, ...] | Refusal:  # noqa: ARG001
    """The lines of the key and its value, with the comment behind."""
    text = document.source.text
    lines = line_start(text, target.span.start), line_end(text, target.span.end)
    return lone_cr(text) or (without_lines(text, *lines),)


def rename(document: Document, target: Entry, key: str) -> tuple[Edit, ...] | Refusal:
    """The key alone."""
    if key == target.key:
        return ()
    return lone_cr(document.source.text) or _bad_name(key) or (Edit(target.key_span, key),)


def _bad_name(key: str) -> Refusal | None:
    return None if _NAME.fullmatch(key) else Refusal(f"{key!r} cannot be the name of a variable")


def _spell(document: Document, text: str, quote: str) -> str | Refusal:
    """`text` in `quote` or in the next stronger quotes; only single quotes keep `$` from being read as a variable."""
    if not quote and _BARE.fullmatch(text):
        return text
    if not document.detail:
        return Refusal("quotes would change the meaning of a line that cannot be read")
    if not _NOT_SINGLE.search(text) and (quote != '"' or "$" in text):
        return f"'{text}'"
    if "$" in text:
        return Refusal("no quotes hold the new value as it is")
    return f'"{text.translate(_ESCAPES)}"'
