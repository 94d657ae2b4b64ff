"""Groovy and Kotlin build scripts as tokens: words, texts and marks; comments apart, one pass, any input."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kafkalint.model.source import Span


class Token(NamedTuple):
    """`kind` is ``word`` (with its dots), ``text`` (without quotes), ``number``, ``mark``, ``line``, ``comment``."""

    kind: str
    value: str
    span: Span


_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*)
    |(?P<line>\n|;)
    |(?P<quote>'''|\"\"\"|'|")
    |(?P<word>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)
    |(?P<mark>[^\s\w])
    |(?P<number>\w+)""",
    re.VERBOSE,
)
_BACKSLASH = re.compile(r"\\(.)", re.DOTALL)
_REFERENCE = re.compile(r"\$(?:\{([^{}\n]*)\}|([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*))")
_QUOTED = re.compile(r"""["']([^"'\n]*)["']""")
_SCOPE = re.compile(r"^(?:(?:project|rootProject|parent|ext|extra|properties)\.)+")


def tokens(text: str) -> Iterator[Token]:
    """Every token in order; what never ends ends with its line, or with the text."""
    at = 0
    while found := _TOKEN.search(text, at):
        kind, at = str(found.lastgroup), found.end()
        if found[0] == "/*":
            at = text.find("*/", at) + 2
            at = at if at > 1 else len(text)
        if kind == "quote":
            inner, at = _ends(text, found[0], at)
            value = text[found.end() : inner]
            yield Token("text", _plain(value, found[0][0] == '"'), Span(found.start(), at))
        else:
            yield Token(kind, text[found.start() : at], Span(found.start(), at))


def reference(name: str) -> str:
    """A use of a variable, without the objects that Gradle keeps variables in: ``${name}``."""
    return f"${{{bare(name)}}}"


def bare(name: str) -> str:
    """The name of a variable without the objects that Gradle keeps variables in."""
    return _SCOPE.sub("", name.strip())


def _ends(text: str, quote: str, at: int) -> tuple[int, int]:
    """Where the content of a text ends, and where the text does."""
    if len(quote) == 3:
        end = text.find(quote, at)
        return (end, end + 3) if end >= 0 else (len(text), len(text))
    while at < len(text) and text[at] not in "\r\n":
        if text[at] == quote:
            return at, at + 1
        if text[at] == "\\":
            at += 1
        elif quote == '"' and text.startswith("${", at):
            at = _brace(text, at)
        at += 1
    return min(at, len(text)), min(at, len(text))


def _brace(text: str, at: int) -> int:
    """The closing brace of a reference in the same line, or the last character before its end."""
    depth = 0
    while at < len(text) and text[at] not in "\r\n":
        depth += (text[at] == "{") - (text[at] == "}")
        if text[at] == "}" and depth == 0:
            return at
        at += 1
    return at - 1


def _plain(written: str, refers: bool) -> str:
    content = _BACKSLASH.sub(r"\1", written) if "\\" in written else written
    return _REFERENCE.sub(_bare_reference, content) if refers and "$" in content else content


def _bare_reference(found: re.Match[str]) -> str:
    inner = found[1] if found[1] is not None else found[2]
    quoted = _QUOTED.search(inner)
    return reference(quoted[1] if quoted else inner)
