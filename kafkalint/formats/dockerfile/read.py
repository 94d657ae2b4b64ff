"""The stages of a Dockerfile as maps of their variables, and of what they start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kafkalint.formats.dockerfile.commands import NAMES, command
from kafkalint.formats.dockerfile.scan import Instruction, Scanned, scan
from kafkalint.model.document import Document, Entry, Mapping, Scalar
from kafkalint.model.edit import Unreadable
from kafkalint.model.source import Source, Span
from kafkalint.model.value import Literal

FROM = "FROM"
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_IMAGE = re.compile(r"(?:--\S+\s+)*(?P<image>\S+)(?:\s+[Aa][Ss]\s+(?P<name>\S+))?")
_TEMPLATE = re.compile(r"^[ \t]*(?:\{%|\{\{)", re.MULTILINE)
_MOST = 100
"""Stages, each of which may hold the variables of all others."""
_BELOW = "the image that it is built from may have variables of its own"
_UNREAD = "an ENV that cannot be read may set others"


@dataclass(frozen=True, slots=True)
class Spelled:
    """How an entry is written."""

    instruction: Instruction
    first: int
    """Where the entry begins in the text of its instruction."""
    one: bool
    """Whether its instruction has room for one variable only: ``ENV NAME value``."""


@dataclass(slots=True)
class _Stage:
    name: str
    base: _Stage | None
    below: str
    """Why there may be variables that do not stand here."""
    start: int
    end: int
    own: list[Entry] = field(default_factory=list)

    def entries(self) -> tuple[Entry, ...]:
        """Those of the stages below it first; each has an image of its own."""
        below = self.base.entries() if self.base else ()
        return (*(entry for entry in below if entry.key != FROM), *self.own)


def read(source: Source) -> Document:
    """A mapping for every stage that no other one is built on; its image is the entry ``FROM``."""
    template = _TEMPLATE.search(source.text)
    if template:
        raise Unreadable("a template", Span(template.end() - 2, template.end()))
    scanned = scan(source.text)
    stages = _stages(source, scanned)
    if len(stages) > _MOST:
        raise Unreadable(f"more than {_MOST} stages")
    bases = {id(stage.base) for stage in stages}
    last = (stage for stage in stages if id(stage) not in bases)
    roots = tuple(Mapping(Span(one.start, one.end), one.entries(), open=one.below) for one in last)
    return Document(source, roots, scanned.comments, scanned)


def _stages(source: Source, scanned: Scanned) -> list[_Stage]:
    stages: list[_Stage] = []
    for instruction in scanned.instructions:
        if instruction.name == FROM:
            stages += _begun(instruction, stages)
        elif stages:
            stages[-1].end = instruction.span.end
            if instruction.name == "ENV":
                entries = list(_variables(instruction, scanned.escape))
                stages[-1].own += entries
                stages[-1].below = stages[-1].below if entries else _UNREAD
            elif instruction.name in NAMES:
                stages[-1].own += [entry for entry in (command(source, instruction),) if entry]
    return stages


def _begun(instruction: Instruction, stages: list[_Stage]) -> Iterator[_Stage]:
    found = _IMAGE.fullmatch(instruction.text)
    if found is None:
        yield _Stage("", None, _BELOW, *instruction.span)
        return
    image = found["image"]
    base = next((stage for stage in reversed(stages) if stage.name == image.lower()), None)
    below = base.below if base else "" if image == "scratch" else _BELOW
    stage = _Stage((found["name"] or "").lower(), base, below, *instruction.span)
    value = Scalar(instruction.place(*found.span("image")), Literal(image, plain=True))
    key = instruction.name_span
    spelled = Spelled(instruction, found.start("image"), one=True)
    stage.own.append(Entry(FROM, key, value, Span(key.start, value.span.end), spelled))
    yield stage


def _variables(instruction: Instruction, escape: str) -> Iterator[Entry]:
    """The variables of one ``ENV``; none where something about it cannot be read."""
    words = _words(instruction.text, escape)
    if words and "=" not in instruction.text[slice(*words[0])]:
        name = instruction.text[slice(*words[0])]
        begin = len(instruction.text) - len(instruction.text[len(name) :].lstrip())
        found = [_variable(instruction, escape, 0, len(name), begin, len(instruction.text))]
    else:
        cuts = [(start, instruction.text.find("=", start, end), end) for start, end in words]
        found = [_variable(instruction, escape, start, at, at + 1, end) for start, at, end in cuts]
    entries = [entry for entry in found if entry]
    yield from entries if len(entries) == len(found) else ()


def _variable(instruction: Instruction, escape: str, start: int, end: int, begin: int, last: int) -> Entry | None:
    """The variable whose name stands in `start` to `end`, its value in `begin` to `last`."""
    name, raw = instruction.text[start : max(start, end)], instruction.text[begin:last]
    value = _plain(raw, escape)
    if not NAME.fullmatch(name) or value is None or (begin == last and begin == len(name)):
        return None
    key = instruction.place(start, end)
    held = instruction.place(begin, last) if raw else Span(instruction.at[begin - 1] + 1, instruction.at[begin - 1] + 1)
    quoted = raw[:1] in ("'", '"')
    one = instruction.text[end] != "="
    scalar = Scalar(held, Literal(value, plain=not quoted))
    return Entry(name, key, scalar, Span(key.start, held.end), Spelled(instruction, start, one))


def _words(text: str, escape: str) -> list[tuple[int, int]]:
    """Where the words stand that blanks outside of quotes part."""
    words: list[tuple[int, int]] = []
    start, quote, at = -1, "", 0
    while at < len(text):
        character = text[at]
        if not quote and character.isspace():
            words += [(start, at)] if start >= 0 else []
            start = -1
        else:
            start = at if start < 0 else start
            if character == quote:
                quote = ""
            elif not quote and character in "'\"":
                quote = character
            elif character == escape and quote != "'":
                at += 1
        at += 1
    return [*words, (start, len(text))] if start >= 0 else words


def _plain(raw: str, escape: str) -> str | None:
    """What a value says without its quotes and escapes; None where a quote does not end. Variables stay as written."""
    said: list[str] = []
    quote, at = "", 0
    while at < len(raw):
        character = raw[at]
        if character == quote:
            quote = ""
        elif not quote and character in "'\"":
            quote = character
        elif character == escape and quote != "'":
            following = raw[at + 1 : at + 2]
            kept = bool(quote) and following not in (quote, "$", escape)
            said.append(escape + following if kept else following)
            at += 1
        else:
            said.append(character)
        at += 1
    return None if quote else "".join(said)
