"""What IPython adds to Python: magics, shell commands, help. Neutral text of the same length takes their place."""

from __future__ import annotations

import re
from typing import NamedTuple

from kafkalint.model.source import Span

_PYTHON_CELLS = frozenset({"capture", "debug", "memit", "mprun", "prun", "time", "timeit"})
"""Cell magics whose cells are Python that runs in the notebook; those of all others are foreign."""
_BINDING = re.compile(r"[ \t]*%(?:pylab|run|store)\b")
"""Magics that may bind any name."""
_TIMED = re.compile(r"(?P<indent>[ \t]*)(?P<magic>%time[ \t]+)(?=[^ \t\r\n\-])")
"""A magic that runs the statement behind it."""

_ANY = re.compile(r"[%!?]|\b(?:pip3?|conda|mamba)[ \t]")
_CELL = re.compile(r"\s*%(?:%(?P<name>\w*)|(?:fs|md|r|scala|sh|sql)[ \t]*[\r\n])")
"""What makes a whole cell something else; Databricks does it with one sign, alone on its line."""
_COMMAND = re.compile(
    r"(?P<indent>[ \t]*)(?=[%!?]|(?:pip3?|conda|mamba)[ \t]+(?:install|uninstall|list|show)\b"
    r"|[\w.*%\[\]]+\?{1,2}[ \t]*(?:[\r\n]|\Z))"
)
_ASSIGNED = re.compile(r"(?P<head>[ \t]*+[A-Za-z_*][\w.,:* \t]*+(?:\[[^\]\r\n=!%]*+\][\w.,:* \t]*+)*+=[ \t]*+)(?=[!%])")
_REST = re.compile(r"(?:[^\\\r\n]++|\\(?:\r\n|[\s\S])|\\\Z)*+")
_PIECE = re.compile(
    r"""
      (?P<line> \r\n | \r | \n )
    | (?P<open> [(\[{] )
    | (?P<close> [)\]}] )
    | \#[^\r\n]*+ | \\(?:\r\n|[\s\S]) | [^"'\#\\()\[\]{}\r\n]++
    | \"{3} (?: [^"\\]++ | \\[\s\S] | "(?!"") )*+ \"{3} | '{3} (?: [^'\\]++ | \\[\s\S] | '(?!'') )*+ '{3}
    | " (?: [^"\\\r\n]++ | \\(?:\r\n|[\s\S]) )*+ " | ' (?: [^'\\\r\n]++ | \\(?:\r\n|[\s\S]) )*+ '
    | [\s\S]
    """,
    re.VERBOSE,
)
_NEWLINE = re.compile(r"\r\n|\r|\n")
_VISIBLE = re.compile(r"[^\r\n]")


class Neutral(NamedTuple):
    """The text of a cell as plain Python, and where something stood that may bind any name."""

    text: str
    binding: tuple[Span, ...] = ()


def neutral(text: str) -> Neutral:
    """`text` with everything that is not Python blanked out, or turned into an expression of which nothing is known."""
    if not _ANY.search(text):
        return Neutral(text)
    cell = _CELL.match(text)
    if cell and cell["name"] not in _PYTHON_CELLS:
        return Neutral(blank(text))
    done: list[str] = []
    binding: list[Span] = []
    at = 0
    if cell:
        at = _behind(_REST, text, cell.end())
        done.append(blank(text[:at]))
    while at < len(text):
        line, end = _line(text, at)
        if _BINDING.match(text, at):
            binding.append(Span(at, end))
        at = _behind(_NEWLINE, text, end)
        done += [line, text[end:at]]
    return Neutral("".join(done), tuple(binding))


def _line(text: str, at: int) -> tuple[str, int]:
    """The logical line that begins at `at`, as plain Python, and where it ends."""
    end = _behind(_REST, text, at)
    if found := _ASSIGNED.match(text, at):
        return found["head"] + _filled("-_", text[found.end() : end]), end
    if found := _TIMED.match(text, at):
        end = _end(text, found.end())
        return found["indent"] + _filled("0;", found["magic"]) + text[found.end() : end], end
    if found := _COMMAND.match(text, at):
        return found["indent"] + _filled("0", text[found.end() : end]), end
    end = _end(text, at)
    return text[at:end], end


def _end(text: str, at: int) -> int:
    """Where a line of Python ends, with the lines that strings, brackets and backslashes join to it."""
    depth = 0
    while at < len(text):
        piece = _PIECE.match(text, at)
        assert piece is not None  # any character is a piece
        if piece["line"] and depth <= 0:
            return at
        depth += bool(piece["open"]) - bool(piece["close"])
        at = piece.end()
    return at


def _behind(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _filled(start: str, text: str) -> str:
    """`start`, or as much of its end as there is room for, and blanks up to the length of `text`."""
    start = start[-min(len(start), len(text)) :]
    return start + blank(text[len(start) :])


def blank(text: str) -> str:
    """As many blanks as there are characters, line ends kept."""
    return _VISIBLE.sub(" ", text)
