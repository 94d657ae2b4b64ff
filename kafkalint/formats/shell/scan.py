"""The simple commands of a shell script, by the rules of bash: their words, with what is redirected left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kafkalint.formats.shell import words
from kafkalint.formats.shell.words import Word
from kafkalint.model.edit import Unreadable
from kafkalint.model.source import Span

BLANK = re.compile(r"(?:[ \t]|\\\r?\n)+")
_NEWLINE = re.compile(r"\r?\n")
_COMMENT = re.compile(r"#[^\r\n]*")
_ENDS = re.compile(r";;?&?|&&?|\|[|&]?")
_REDIRECTION = re.compile(r"<<<|<<-?|<>|[<>]&|>>|>\||&>>?|[<>](?!\()")
_SUM = re.compile(r"\(\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)\)")
_IN_TEST = "<>()|&;\r\n"
_DIGITS = re.compile(r"\d+|\{\w+\}")
_KEYWORDS = frozenset({"if", "then", "elif", "else", "while", "until", "do", "for", "!", "{", "}", "time"})
"""Words behind which a command begins, as far as that matters."""
_DEEPEST = 40
"""Commands inside of words inside of commands."""
_MOST = 100_000
"""Words of one script."""


@dataclass(slots=True)
class Scan:
    """A script as far as it has been read."""

    text: str
    commands: list[list[Word]] = field(default_factory=list)
    comments: list[Span] = field(default_factory=list)
    words: int = 0
    """How many there are so far."""
    bodies: list[tuple[str, bool]] = field(default_factory=list)
    """Here-documents whose bodies begin on the next line: what ends each, and whether tabs before that do not count."""


@dataclass(slots=True)
class _Open:
    """One list of commands: the whole script, or what stands in a pair of parentheses inside of a word."""

    depth: int
    own: list[Word] = field(default_factory=list)
    """The words of the command at hand."""
    begins: bool = True
    """Whether nothing but keywords stands in it so far."""
    test: bool = False
    """Whether it is ``[[ … ]]``, in which other rules hold."""
    parentheses: int = 0
    cases: int = 0
    waits: str = ""
    """The redirection whose target is the next word."""


def scan(text: str) -> Scan:
    """Every command in order; raises Unreadable where quotes or parentheses do not close."""
    found = Scan(text)
    _commands(found, 0, 0)
    found.commands.sort(key=lambda own: own[0].start)
    found.comments.sort()
    return found


def _commands(scan_: Scan, at: int, depth: int) -> int:
    """Read commands from `at` to the end, or behind the parenthesis that closes those inside of a word."""
    begin, open_ = at, _Open(depth)
    if depth > _DEEPEST:
        raise Unreadable(f"commands more than {_DEEPEST} deep inside of words", Span(at, at))
    while at < len(scan_.text):
        if depth and scan_.text[at] == ")" and not (open_.parentheses or open_.cases or open_.test):
            _end(scan_, open_)
            return at + 1
        at = _step(scan_, open_, at)
    if depth:
        raise Unreadable("a parenthesis that does not close", Span(begin - 1, begin))
    _end(scan_, open_)
    return at


def _step(scan_: Scan, open_: _Open, at: int) -> int:
    """The next word, operator, comment or stretch of blanks."""
    text = scan_.text
    if found := BLANK.match(text, at):
        return found.end()
    if found := _COMMENT.match(text, at):
        scan_.comments.append(Span(*found.span()))
        return found.end()
    if open_.test and text[at] in _IN_TEST:
        return at + 1
    if found := _NEWLINE.match(text, at):
        _end(scan_, open_)
        return _behind_bodies(scan_, found.end(), inside=open_.depth > 0)
    if text[at] in "()":
        return _parenthesis(scan_, open_, at)
    if found := _REDIRECTION.match(text, at):
        return _redirected(open_, found)
    if found := _ENDS.match(text, at):
        _end(scan_, open_)
        return found.end()
    return _word(scan_, open_, at)


def _end(scan_: Scan, open_: _Open) -> None:
    """The command at hand is complete."""
    if open_.own:
        scan_.commands.append(open_.own)
    open_.own, open_.begins, open_.test, open_.waits = [], True, False, ""


def _parenthesis(scan_: Scan, open_: _Open, at: int) -> int:
    """A subshell, a function, an array, the pattern of a case; sums are passed over."""
    sum_ = _SUM.match(scan_.text, at) if open_.begins else None
    if scan_.text[at] == "(":
        open_.parentheses += not sum_
    elif open_.parentheses:
        open_.parentheses -= 1
    _end(scan_, open_)
    return sum_.end() if sum_ else at + 1


def _redirected(open_: _Open, found: re.Match[str]) -> int:
    """The next word is a file, and a number right before the operator is no word of the command."""
    last = open_.own[-1] if open_.own else None
    if last and last.end == found.start() and _DIGITS.fullmatch(last.text):
        open_.own.pop()
    open_.waits = found[0]
    return found.end()


def _word(scan_: Scan, open_: _Open, at: int) -> int:
    word = Word(at)
    behind: int | None = at
    while behind is not None and behind < len(scan_.text):
        at = behind
        behind = _piece(scan_, at, word, open_.depth)
    at = at if behind is None else behind
    if open_.waits:
        scan_.bodies += [(word.text, open_.waits == "<<-")] if open_.waits in ("<<", "<<-") else []
        open_.waits = ""
    elif word.end:
        _joined(open_, word)
        scan_.words += 1
        if scan_.words > _MOST:
            raise Unreadable(f"more than {_MOST:,} words", Span(word.start, at))
    return at


def _joined(open_: _Open, word: Word) -> None:
    """`word` is one of the command at hand."""
    open_.own.append(word)
    if open_.begins or open_.test:
        text = word.text
        open_.test = text != "]]" if open_.test else text == "[["
        open_.cases = max(0, open_.cases + (text == "case") - (text == "esac"))
        open_.begins = open_.begins and text in _KEYWORDS


def _piece(scan_: Scan, at: int, word: Word, depth: int) -> int | None:
    """The next stretch of `word`; None where it ends."""
    text = scan_.text
    if words.BARE.match(text, at):
        return words.bare(text, at, word)
    if words.TAG.match(text, at):
        return words.tag(text, at, word)
    if text[at] == "'":
        return words.single(text, at, word)
    if text[at] == '"':
        return _double(scan_, at, word, depth)
    if text[at] == "\\":
        return words.escape(text, at, word)
    if text[at] in "$`":
        return _filled_in(scan_, at, word, depth, quoted=False)
    if text[at] in "<>" and text.startswith("(", at + 1) and at == word.start:
        end = _commands(scan_, at + 2, depth + 1)
        word.fill(words.unknown(text[at:end]), at, end, splits=False)
        return end
    return None


def _double(scan_: Scan, at: int, word: Word, depth: int) -> int:
    begin, text = at, scan_.text
    at += 1
    while at < len(text) and text[at] != '"':
        behind = words.in_double(text, at, word)
        at = _filled_in(scan_, at, word, depth, quoted=True) if behind is None else behind
    if at >= len(text):
        raise Unreadable("a quote that does not end", Span(begin, begin + 1))
    word.quote(begin, at + 1)
    return at + 1


def _filled_in(scan_: Scan, at: int, word: Word, depth: int, quoted: bool) -> int:
    """What stands for something else; commands in it are commands of the script too."""
    text = scan_.text
    if not text.startswith("$(", at):
        return words.filled_in(text, at, word, quoted)
    sum_ = _SUM.match(text, at + 1)
    end = sum_.end() if sum_ else _commands(scan_, at + 2, depth + 1)
    word.fill(text[at:end], at, end, splits=not quoted)
    return end


def _behind_bodies(scan_: Scan, at: int, inside: bool) -> int:
    """Where the bodies of the here-documents end that begin at `at`; those inside of a word may end with that one."""
    text = scan_.text
    for delimiter, tabs in scan_.bodies:
        while at < len(text):
            newline = _NEWLINE.search(text, at)
            line = text[at : newline.start() if newline else None]
            told = line.lstrip("\t") if tabs else line
            if inside and told.startswith(f"{delimiter})"):
                at += len(line) - len(told) + len(delimiter)
                break
            at = newline.end() if newline else len(text)
            if told == delimiter:
                break
    scan_.bodies.clear()
    return at
