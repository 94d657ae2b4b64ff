"""Edits of the variables in a Dockerfile, and of words that are started."""

from __future__ import annotations

import re
from itertools import pairwise

from kafkalint.formats.comments import comments_between
from kafkalint.formats.dockerfile.commands import insert_word, rename_word, replace_word
from kafkalint.formats.dockerfile.read import FROM, NAME, Spelled
from kafkalint.formats.lines import line_behind, lone_cr, without_lines
from kafkalint.formats.spelling import as_text, of_text
from kafkalint.model.document import Container, Document, Entry, Sequence
from kafkalint.model.edit import Edit, Refusal
from kafkalint.model.source import Span
from kafkalint.model.value import Native

_BARE = re.compile(r"[A-Za-z0-9_./:@%+,-][A-Za-z0-9_./:@%+,=-]*")
_NOT_SINGLE = re.compile(r"['\r\n]")
_IMAGE = Refusal("the image is no variable")
_COMMENT = Refusal("a comment stands between the variables")


@of_text
def replace(document: Document, target: Entry, text: str) -> tuple[Edit, ...] | Refusal:
    """The value with its quotes, in the same quotes where they can hold the new one."""
    if not isinstance(target.detail, Spelled):
        return replace_word(target, text)
    old = document.source.slice(target.value.span)
    if target.key == FROM:
        return _IMAGE
    if "$" in old:
        return Refusal("the old value is put together from variables")
    if "\n" in old:
        return Refusal("the old value stands in several lines")
    new = _spell(text, _quote(document, target))
    if isinstance(new, Refusal):
        return new
    return lone_cr(document.source.text) or (Edit(target.value.span, new),)


def insert(
    document: Document, container: Container, key: str, value: Native, after: Entry | None
) -> tuple[Edit, ...] | Refusal:
    """Behind `after`, parted from it as its neighbours are; in an instruction of its own where that one is alone."""
    if isinstance(container, Sequence):
        return insert_word(container, key, value, after)
    own = [entry for entry in _variables(container) if entry.span.start >= container.span.start]
    anchor = after or (own[-1] if own else None)
    if anchor is None or anchor not in own:
        return Refusal("nothing of this stage stands before it")
    text = as_text(value)
    if isinstance(text, Refusal):
        return text
    new = _spell(text, _quote(document, anchor))
    if isinstance(new, Refusal):
        return new
    refusal = lone_cr(document.source.text) or _bad_name(key)
    if refusal:
        return refusal
    gap = _gap(document, anchor, own)
    if gap is not None:
        return (Edit(Span(anchor.span.end, anchor.span.end), f"{gap}{key}={new}"),)
    return (_instruction(document, anchor, key, new),)


def _instruction(document: Document, anchor: Entry, key: str, value: str) -> Edit:
    """An instruction of its own behind that of `anchor`, written like it."""
    spelled, source = _spelled(anchor), document.source
    line, name = spelled.instruction.span, spelled.instruction.name_span
    lead = source.text[line.start : name.start]
    word = "ENV" if anchor.key == FROM else source.slice(name)
    equals = " " if spelled.one and anchor.key != FROM else "="
    return line_behind(source, line.end, f"{lead}{word} {key}{equals}{value}")


def delete(document: Document, container: Container, target: Entry) -> tuple[Edit, ...] | Refusal:
    """The variable and what parts it from the one before; its instruction where it is alone."""
    text = document.source.text
    if target.key == FROM:
        return _IMAGE
    if not isinstance(target.detail, Spelled):
        return Refusal("what is started is not taken out")
    around = _together(target, _variables(container))
    at = around.index(target)
    if len(around) == 1:
        line = _spelled(target).instruction.span
        return lone_cr(text) or (without_lines(text, *line),)
    span = Span(around[at - 1].span.end, target.span.end) if at else Span(target.span.start, around[1].span.start)
    if comments_between(document, *span):
        return _COMMENT
    return lone_cr(text) or (Edit(span, ""),)


def rename(document: Document, target: Entry, key: str) -> tuple[Edit, ...] | Refusal:
    """The name alone."""
    if key == target.key:
        return ()
    if target.key == FROM:
        return _IMAGE
    if not isinstance(target.detail, Spelled):
        return rename_word(target, key)
    return lone_cr(document.source.text) or _bad_name(key) or (Edit(target.key_span, key),)


def _quote(document: Document, entry: Entry) -> str:
    """The quotes around a value; empty when there are none."""
    first = document.source.slice(entry.value.span)[:1]
    return first if first in ("'", '"') else ""


def _variables(container: Container) -> list[Entry]:
    """The entries that are variables, or the image."""
    return [entry for entry in container.entries if isinstance(entry.detail, Spelled)]


def _spelled(entry: Entry) -> Spelled:
    assert isinstance(entry.detail, Spelled)
    return entry.detail


def _together(entry: Entry, entries: list[Entry]) -> list[Entry]:
    """The variables of one instruction."""
    return [one for one in entries if _spelled(one).instruction is _spelled(entry).instruction]


def _gap(document: Document, anchor: Entry, own: list[Entry]) -> str | None:
    """What stands between the variables of the instruction of `anchor`; None where it has no other one."""
    around = _together(anchor, own)
    pairs = [Span(one.span.end, other.span.start) for one, other in pairwise(around)]
    near = sorted(pairs, key=lambda span: abs(span.start - anchor.span.end))
    plain = (document.source.slice(span) for span in near if not comments_between(document, *span))
    return next(plain, " ") if pairs else None


def _bad_name(key: str) -> Refusal | None:
    return None if NAME.fullmatch(key) else Refusal(f"{key!r} cannot be the name of a variable")


def _spell(text: str, quote: str) -> str | Refusal:
    """`text` in `quote`, or in single quotes where it needs any; these keep everything as it is."""
    if _BARE.fullmatch(text):
        return f"{quote}{text}{quote}"
    if _NOT_SINGLE.search(text):
        return Refusal("no quotes hold the new value as it is")
    return f"'{text}'"
