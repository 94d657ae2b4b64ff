"""One word of a shell: what it says, and where each piece of that is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kafkalint.model.edit import Unreadable
from kafkalint.model.source import Span

BARE = re.compile(r"(?:[^ \t\r\n'\"\\$`;&|()<>{]|\r(?!\n)|\{(?!\{))+")
TAG = re.compile(r"\{\{[^\n{}]*\}\}|\{\{")
CONTINUED = re.compile(r"\\\r?\n")
_BRACES = re.compile(r"\{[^{}]*(?:,|\.\.)[^{}]*\}")
_IN_DOUBLE = re.compile(r'[^"\\$`]+')
_ESCAPED = re.compile(r'\\["\\$`]')
_NAME = re.compile(r"\$(?:[A-Za-z_]\w*)")
_ANSI = re.compile(r"\$'(?:[^'\\]|\\.)*'", re.DOTALL)
_PARAMETER = re.compile(r"\$[\w@*#?$!-]")
_ALL = re.compile(r"\$@|\$\{\w+\[@\]")
_IN_BRACES = re.compile(r"[{}]|\\.|'[^']*'|\"(?:[^\"\\]|\\.)*\"", re.DOTALL)
_IN_QUOTED_BRACES = re.compile(r"[{}]|\\.", re.DOTALL)
_IN_TICKS = re.compile(r"(?:[^`\\]|\\.)*`", re.DOTALL)


@dataclass(slots=True)
class Word:
    """A word as it is being read."""

    start: int
    end: int = 0
    pieces: list[tuple[str, Span]] = field(default_factory=list)
    """Stretches of what it says, each with what says it: as long, or an escape for one character."""
    quotes: list[Span] = field(default_factory=list)
    """Its parts in quotes, these included."""
    unknown: list[Span] = field(default_factory=list)
    """Its parts that stand for something else."""
    splits: bool = False
    """Whether what is filled in may make several words of it, or none."""

    @property
    def text(self) -> str:
        """What it says; what stands for something else is left as it is written."""
        return "".join(said for said, _ in self.pieces)

    def say(self, said: str, start: int, end: int) -> None:
        """Add a piece."""
        self.end = end
        if said:
            self.pieces.append((said, Span(start, end)))

    def fill(self, said: str, start: int, end: int, *, splits: bool) -> None:
        """Add a piece that stands for something else, which may be several words or none."""
        self.say(said, start, end)
        self.unknown.append(Span(start, end))
        self.splits = self.splits or splits

    def quote(self, start: int, end: int) -> None:
        """What was added last stands in quotes."""
        self.end = end
        self.quotes.append(Span(start, end))


def unknown(raw: str) -> str:
    """As long as `raw`, and read as something that only the shell knows."""
    return "$(" + raw[2:]


def bare(text: str, at: int, word: Word) -> int:
    """A stretch without anything special; braces make several words of it."""
    found = BARE.match(text, at)
    assert found is not None  # the caller looked
    if _BRACES.search(found[0]):
        word.fill(unknown(found[0]), *found.span(), splits=True)
    else:
        word.say(found[0], *found.span())
    return found.end()


def tag(text: str, at: int, word: Word) -> int:
    """A tag of a template, as far as it ends on its line."""
    found = TAG.match(text, at)
    assert found is not None  # the caller looked
    if found[0] == "{{":
        word.say(found[0], *found.span())
    else:
        word.fill(found[0], *found.span(), splits=False)
    return found.end()


def single(text: str, at: int, word: Word) -> int:
    """Text in single quotes."""
    end = text.find("'", at + 1)
    if end < 0:
        raise Unreadable("a quote that does not end", Span(at, at + 1))
    word.say(text[at + 1 : end], at + 1, end)
    word.quote(at, end + 1)
    return end + 1


def escape(text: str, at: int, word: Word) -> int:
    """A backslash and what it protects; at the end of a line it says nothing."""
    continued = CONTINUED.match(text, at)
    if continued:
        return continued.end()
    if at + 1 == len(text):
        raise Unreadable("nothing behind a backslash", Span(at, at + 1))
    word.say(text[at + 1], at, at + 2)
    return at + 2


def in_double(text: str, at: int, word: Word) -> int | None:
    """One stretch inside double quotes; None where something stands that is to be filled in."""
    found = _IN_DOUBLE.match(text, at)
    if found:
        word.say(found[0], *found.span())
        return found.end()
    if text[at] != "\\":
        return None
    if CONTINUED.match(text, at) or _ESCAPED.match(text, at):
        return escape(text, at, word)
    word.say("\\", at, at + 1)
    return at + 1


def filled_in(text: str, at: int, word: Word, quoted: bool) -> int:
    """A parameter, or what a command prints, without that one's inside: ``$X``, ``${X:-1}``, `` `x` ``, ``$'x'``."""
    end = next(_ends(text, at, quoted), at + 1)
    raw = text[at:end]
    if raw == "$":
        word.say(raw, at, end)
        return end
    kept = raw.startswith("${") or _NAME.fullmatch(raw)
    splits = bool(_ALL.match(raw)) or not (quoted or raw.startswith("$'"))
    word.fill(raw if kept else unknown(raw), at, end, splits=splits)
    return end


def _ends(text: str, at: int, quoted: bool) -> Iterator[int]:
    """Where what begins at `at` ends, by each way to read it."""
    if text[at] == "`":
        ticks = _IN_TICKS.match(text, at + 1)
        if ticks is None:
            raise Unreadable("a command that does not end", Span(at, at + 1))
        yield ticks.end()
    if text.startswith("${", at):
        yield _closing(text, at, _IN_QUOTED_BRACES if quoted else _IN_BRACES)
    kinds = (_NAME, _PARAMETER) if quoted else (_ANSI, _NAME, _PARAMETER)
    yield from (found.end() for kind in kinds if (found := kind.match(text, at)))


def _closing(text: str, at: int, tokens: re.Pattern[str]) -> int:
    """Behind the brace that closes a parameter."""
    depth = 0
    for found in tokens.finditer(text, at + 1):
        depth += (found[0] == "{") - (found[0] == "}")
        if depth == 0:
            return found.end()
    raise Unreadable("a brace that does not close", Span(at, at + 2))
