"""Edits of the words of a command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kafkalint.formats.shell.read import KEY, OPTION, Attached, Held
from kafkalint.formats.shell.scan import BLANK
from kafkalint.formats.shell.spelling import inside, quoted
from kafkalint.formats.spelling import as_text, of_text
from kafkalint.model.document import Container, Document, Entry, Mapping, Scalar, Sequence
from kafkalint.model.edit import Edit, Refusal
from kafkalint.model.source import Span
from kafkalint.model.value import Native

_PAIR = re.compile(rf"{KEY.pattern}=")
_NEW = re.compile(rf"{OPTION.pattern}(?: {KEY.pattern})?")
_APART = Refusal("other things stand between the words")
_ANOTHER = Refusal("what is left would be taken for something else")


@of_text
def replace(_: Document, target: Entry, text: str) -> tuple[Edit, ...] | Refusal:
    """The value in the quotes of the old one, in single quotes where it needs any."""
    assert isinstance(target.value, Scalar)  # nothing else holds a text
    held = target.value.detail
    assert isinstance(held, Held)
    if held.refusal:
        return Refusal(held.refusal)
    if held.word and (text.startswith("-") or _PAIR.match(text)):
        return Refusal("the new value would be taken for something else")
    new = inside(text, held.quote) if held.inside else quoted(text, held.quote)
    return new if isinstance(new, Refusal) else (Edit(target.value.span, new),)


def insert(
    document: Document, container: Container, key: str, value: Native, after: Entry | None
) -> tuple[Edit, ...] | Refusal:
    """A word ``KEY=value`` behind another one; in a command an option, or an option and such a word."""
    text = as_text(value)
    new = text if isinstance(text, Refusal) else quoted(text, "")
    if isinstance(new, Refusal):
        return new
    listed = isinstance(container, Sequence)
    if not (KEY if listed else _NEW).fullmatch(key):
        return Refusal(f"{key!r} cannot be the name of {'a word' if listed else 'an option'}")
    if isinstance(container.detail, Attached):
        return Refusal("an option holds one setting")
    if isinstance(container, Sequence) and not container.items:
        return Refusal("the option has no words")
    anchor = after if after in container.entries else None
    at = anchor.span.end if anchor else container.span.end
    equals = "=" if listed or " " in key else " "
    return (Edit(Span(at, at), f"{_gap(document, container, anchor)}{key}{equals}{new}"),)


def delete(document: Document, container: Container, target: Entry) -> tuple[Edit, ...] | Refusal:
    """The word, or the option with its words, and the blanks before it; an option goes with its only word."""
    owner = _owner(document, container)
    if isinstance(container, Sequence) and owner and owner[1].key and len(container.items) == 1:
        container, target = owner
    command = container if isinstance(container, Mapping) else owner[0] if owner else None
    if command is None or target.span == command.span:
        return Refusal("it is the whole command")
    if _leaves_another(container, target):
        return _ANOTHER
    within = [word for word in _words(command) if target.span.start <= word.start < target.span.end]
    text = document.source.text
    if not all(_blank(text, one.end, other.start) for one, other in pairwise(within)):
        return _APART
    before = [word for word in _words(command) if word.end <= target.span.start]
    behind = [word for word in _words(command) if word.start >= target.span.end]
    if before and _blank(text, before[-1].end, target.span.start):
        return (Edit(Span(before[-1].end, target.span.end), ""),)
    if not before and behind and _blank(text, target.span.end, behind[0].start):
        return (Edit(Span(target.span.start, behind[0].start), ""),)
    return _APART


def _leaves_another(container: Container, target: Entry) -> bool:
    """Whether words that stay would belong to another option, or be the value of theirs."""
    if isinstance(container, Mapping):
        entries = list(container.entries)
        behind = entries[entries.index(target) + 1 :]
        return bool(behind) and not behind[0].key
    return len(container.items) == 2 and len(container.entries) == 1


def rename(document: Document, target: Entry, key: str) -> tuple[Edit, ...] | Refusal:
    """The name alone."""
    if key == target.key:
        return ()
    form = OPTION if target.key.startswith("-") else KEY
    if not target.key or not form.fullmatch(key):
        return Refusal(f"{key!r} cannot be the name of a word")
    if document.source.slice(target.key_span) != target.key:
        return Refusal("its name stands in quotes")
    return (Edit(target.key_span, key),)


def _gap(document: Document, container: Container, anchor: Entry | None) -> str:
    """What parts new words from those before them, as their neighbour is parted: a line for each, or a blank."""
    words = list(_words(container))
    begin = anchor.span.start if anchor else words[-1].start
    before = max((word.end for word in words if word.end <= begin), default=begin)
    gap = document.source.text[before:begin]
    return gap if BLANK.fullmatch(gap) else " "


def _blank(text: str, start: int, end: int) -> bool:
    return bool(BLANK.fullmatch(text, start, end))


def _words(container: Container) -> Iterator[Span]:
    """Where each word of a command stands, or of a list."""
    if isinstance(container, Sequence):
        yield from (item.span for item in container.items)
        return
    for entry in container.entries:
        if isinstance(entry.detail, Attached):
            yield entry.span
            continue
        if entry.key:
            yield entry.key_span
        if isinstance(entry.value, Scalar):
            yield entry.value.span
        elif isinstance(entry.value, Sequence):
            yield from (item.span for item in entry.value.items)


def _owner(document: Document, container: Container) -> tuple[Mapping, Entry] | None:
    """The command that a list belongs to, and its entry there."""
    for root in document.roots:
        assert isinstance(root, Mapping)
        for entry in root.entries:
            if entry.value is container:
                return root, entry
    return None
