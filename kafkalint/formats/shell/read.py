"""Every simple command as a map of its options, each with the words behind it; words before all options have no name.

A word ``KEY=value`` is an entry of the list that it stands in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kafkalint.formats.shell.scan import scan
from kafkalint.formats.shell.words import Word
from kafkalint.formats.strings import embedded
from kafkalint.model.document import Document, Entry, Mapping, Scalar, Sequence
from kafkalint.model.edit import Refusal
from kafkalint.model.embedded import Embedded
from kafkalint.model.source import Source, Span
from kafkalint.model.value import Literal

KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
"""What stands before the `=` of a word that is an entry."""
OPTION = re.compile(r"--?[A-Za-z][A-Za-z0-9_.-]*")
_ATTACHED = re.compile(rf"(--[A-Za-z][A-Za-z0-9_.-]*)=|(-[A-Za-z])(?={KEY.pattern}=)")
_NUMBER = re.compile(r"-(?:\d[\d.]*)?")


@dataclass(frozen=True, slots=True)
class Held:
    """How a value is written."""

    quote: str = ""
    """The quotes around it, which its span takes in where the word has other parts before them."""
    inside: bool = False
    """Whether the quotes are around the whole word, and its span is what stands inside."""
    refusal: str = ""
    """Why it is not edited."""
    word: Word | None = None
    """The word that it is all of."""


@dataclass(frozen=True, slots=True)
class Attached:
    """Says of an option that its value stands in the same word."""


def read(source: Source) -> Document:
    """A map for every command."""
    scanned = scan(source.text)
    roots = tuple(_command(source.text, own) for own in scanned.commands)
    return Document(source, roots, tuple(scanned.comments))


def _command(text: str, own: list[Word]) -> Mapping:
    groups: list[tuple[Word | None, list[Word]]] = [(None, [])]
    for word in own:
        if _is_option(word):
            groups.append((word, []))
            if _ATTACHED.match(word.text):
                groups.append((None, []))
        else:
            groups[-1][1].append(word)
    entries = (_entry(text, option, words) for option, words in groups if option or words)
    return Mapping(Span(own[0].start, own[-1].end), tuple(entries))


def _is_option(word: Word) -> bool:
    return word.text.startswith("-") and not _NUMBER.fullmatch(word.text)


def _entry(text: str, option: Word | None, words: list[Word]) -> Entry:
    if option is None:
        start = words[0].start
        return Entry("", Span(start, start), _list(text, words), Span(start, words[-1].end))
    attached = _ATTACHED.match(option.text)
    place = embedded(option.pieces, option.text) if attached else None
    if attached and isinstance(place, Embedded):
        return _attached(text, option, place, attached)
    key = Span(option.start, option.end)
    if len(words) == 1 and _pair(text, words[0]) is None:
        return Entry(option.text, key, _scalar(text, words[0]), Span(option.start, words[0].end))
    end = words[-1].end if words else option.end
    held = _list(text, words) if words else Sequence(Span(end, end), ())
    return Entry(option.text, key, held, Span(option.start, end))


def _attached(text: str, option: Word, place: Embedded, found: re.Match[str]) -> Entry:
    """``--option=value``, ``--option=KEY=value``, ``-oKEY=value``."""
    name, whole = found[1] or found[2], Span(option.start, option.end)
    key = place.span(Span(0, len(name)))
    pair = _pair(text, option, found.end())
    if pair is None:
        held = _value(text, option, place, found.end())
        return Entry(name, key, held, whole, Attached())
    item = Scalar(pair.span, Literal(option.text[found.end() :], plain=option.splits))
    return Entry(name, key, Sequence(pair.span, (item,), (pair,), Attached()), whole, Attached())


def _list(text: str, words: list[Word]) -> Sequence:
    pairs = (_pair(text, word) for word in words)
    span = Span(words[0].start, words[-1].end)
    return Sequence(span, tuple(_scalar(text, word) for word in words), tuple(pair for pair in pairs if pair))


def _scalar(text: str, word: Word) -> Scalar:
    span = Span(word.start, word.end)
    held = Held(_quote(text, word, word.start), refusal=_refusal(text, word, word.start), word=word)
    return Scalar(span, Literal(word.text, plain=word.splits), held)


def _pair(text: str, word: Word, start: int = 0) -> Entry | None:
    """The entry that a word is, from `start` of what it says; none where its name is not plainly written."""
    said = word.text
    found = KEY.match(said, start)
    if found is None or said[found.end() : found.end() + 1] != "=":
        return None
    place = embedded(word.pieces, said)
    if isinstance(place, Refusal):
        return None
    key, begin = place.span(Span(*found.span())), place.end(found.end() + 1)
    if text[key.start : begin] != f"{found[0]}=" or not _parted(word, begin):
        return None
    held = _value(text, word, place, found.end() + 1)
    return Entry(found[0], key, held, Span(key.start if start else word.start, word.end))


def _parted(word: Word, at: int) -> bool:
    """Whether no quotes end or begin before `at`, unless they are around the whole word."""
    whole = Span(word.start, word.end)
    return all(quote.start >= at or quote == whole for quote in word.quotes)


def _value(text: str, word: Word, place: Embedded, start: int) -> Scalar:
    """What `word` says from `start` on, behind its `=`."""
    said = Literal(word.text[start:], plain=word.splits)
    begin = place.end(start)
    refusal = _refusal(text, word, begin)
    if word.quotes[:1] == [Span(word.start, word.end)]:
        return Scalar(Span(begin, word.end - 1), said, Held(text[word.start], inside=True, refusal=refusal))
    if not _parted(word, begin):
        refusal = "quotes begin or end in the middle of the word"
    return Scalar(Span(begin, word.end), said, Held(_quote(text, word, begin), refusal=refusal))


def _quote(text: str, word: Word, start: int) -> str:
    """The quotes around all that stands from `start` on."""
    return text[start] if Span(start, word.end) in word.quotes else ""


def _refusal(text: str, word: Word, start: int) -> str:
    """Why what stands from `start` on is not edited."""
    if any(span.end > start for span in word.unknown):
        return "the old value is put together from variables"
    return "the old value stands in several lines" if "\n" in text[start : word.end] else ""
