"""What ``RUN``, ``CMD`` and ``ENTRYPOINT`` start: a line for a shell, or a list of words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kafkalint.formats.dockerfile.scan import Instruction
from kafkalint.formats.pairs import pair_item, pair_key, pair_value, pairs, quote_of
from kafkalint.formats.strings import embedded as place_of
from kafkalint.model.document import Document, Entry, Inner, Scalar, Sequence
from kafkalint.model.edit import Edit, Refusal
from kafkalint.model.embedded import Embedded
from kafkalint.model.source import Source, Span
from kafkalint.model.value import Literal, Native

NAMES = ("RUN", "CMD", "ENTRYPOINT")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_LIST = re.compile(rf"\[\s*(?:{_STRING.pattern}(?:\s*,\s*{_STRING.pattern})*)?\s*\]")
_NOT = Refusal("it is no variable")


@dataclass(frozen=True, slots=True)
class Started:
    """Says of an entry that it is a command."""


def command(source: Source, instruction: Instruction) -> Entry | None:
    """The entry of one instruction, whose value is a text or a list; none where nothing is started."""
    if not instruction.text:
        return None
    span = instruction.place(0, len(instruction.text))
    held: Scalar | Sequence = Scalar(span, Literal(instruction.text), instruction)
    if _LIST.fullmatch(instruction.text):
        items = tuple(_items(instruction))
        held = Sequence(span, items, pairs(source, items))
    key = instruction.name_span
    return Entry(instruction.name, key, held, Span(key.start, span.end), Started())


def _items(instruction: Instruction) -> Iterator[Scalar]:
    for found in _STRING.finditer(instruction.text):
        try:
            said = json.loads(found[0], strict=False)
        except ValueError:
            said = found[0][1:-1]
        yield Scalar(instruction.place(*found.span()), Literal(said))


def embedded(_: Document, scalar: Scalar) -> Embedded | Refusal:
    """Where each character of a line for a shell stands."""
    if not isinstance(scalar.detail, Instruction):
        return Refusal("it is no command of its own")
    return place_of(_pieces(scalar.detail), str(scalar.value.value))


def _pieces(instruction: Instruction) -> Iterator[tuple[str, Span]]:
    """Stretches of a command that stand together."""
    at, begin = instruction.at, 0
    for end in range(1, len(at) + 1):
        if end == len(at) or at[end] != at[end - 1] + 1:
            yield instruction.text[begin:end], instruction.place(begin, end)
            begin = end


def embed(_: Document, __: Inner, place: Embedded, edit: Edit) -> Edit | Refusal:
    """An edit of such a line as one of the file, which says it as it is."""
    if "\n" in edit.text:
        return Refusal("another line would need a continuation")
    start, end = edit.span
    span = place.span(edit.span) if end > start else Span(place.end(start), place.end(start))
    return Edit(span, edit.text)


def replace_word(target: Entry, value: Native) -> tuple[Edit, ...] | Refusal:
    """The value of a word in a list."""
    if isinstance(target.value, Scalar) and target.value.value.value == value:
        return ()
    text = pair_value(value) if quote_of(target) else _NOT
    return text if isinstance(text, Refusal) else (Edit(target.value.span, text),)


def rename_word(target: Entry, key: str) -> tuple[Edit, ...] | Refusal:
    """The name of a word in a list."""
    if key == target.key:
        return ()
    name = pair_key(key) if quote_of(target) else _NOT
    return name if isinstance(name, Refusal) else (Edit(target.key_span, name),)


def insert_word(words: Sequence, key: str, value: Native, after: Entry | None) -> tuple[Edit, ...] | Refusal:
    """A word behind another one, or last."""
    if not words.items:
        return Refusal("the list has no words")
    new = pair_item(key, value, '"')
    if isinstance(new, Refusal):
        return new
    at = after.span.end + 1 if after in words.entries and after else words.items[-1].span.end
    return (Edit(Span(at, at), f", {new}"),)
