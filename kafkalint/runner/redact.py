"""Secrets masked at the model's boundary, so that no reporter can print one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kafkalint.model.document import Document, Mapping, Node, Scalar, walk
from kafkalint.model.program import Program
from kafkalint.model.secret import SECRET, secret
from kafkalint.model.source import Source, Span

MASKS = ("*", "\N{MULTIPLICATION SIGN}", "\N{FULLWIDTH ASTERISK}", "\N{MEDIUM SIX SPOKED ASTERISK}")
"""What stands for a character of one, two, three, four bytes in UTF-8: some outputs count those."""
# Every repetition below is bounded or cannot overlap what follows it: text of any length takes linear time.
_ASSIGNED = re.compile(
    rf"(?i)(?:{SECRET})[\w.\-\[\]]{{0,100}}[\"']?\s{{0,100}}\]?\s{{0,100}}"
    r"(?::=|=>|[:=,]|\)\s{0,100}or\b|\bor\b|(?<=\S)[ \t])"
)
_LINE = re.compile(r"(?:[^\r\n\\]|\\\r?\n|\\.)*")
_QUOTED = re.compile(
    r"\"\"\"(?:[^\\]|\\[\s\S])*?\"\"\"|'''(?:[^\\]|\\[\s\S])*?'''|\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\\\r\n]|\\.)*'"
)
_USERINFO = re.compile(r"(?<=://)(?:(?!://)[^\s\"'<>]){1,2000}(?=@)")
_USER = re.compile(r"(?<=\s-u\s)[^\s:]{1,200}:\S{1,500}|(?<=\s--user[\s=])[^\s:]{1,200}:\S{1,500}")
_LOGIN = re.compile(r"(?<=LoginModule)\b(?:[^;]{0,800};|[^\r\n]*)")
_PEM = re.compile(r"-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|\Z)", re.DOTALL)
_COMMENT = re.compile(r"#[^\r\n]*")
_TARGETS = re.compile(r"[\w\s.,]*=\s*")
_OPEN, _CLOSE = "([{", ")]}"


def masked(source: Source, read: Document | Program | None) -> Source:
    """A source as it may be shown."""
    return replace(source, text=redacted(source.text, read), data=b"", detail=None)


def redacted(text: str, read: Document | Program | None = None) -> str:
    """`text` of the same length, in characters and bytes, and lines, with everything that looks secret masked.

    In a document the values of secret names are, wherever they stand. Beside them what looks like an assignment is: in
    source code the strings in it, in comments and elsewhere the rest of its line.
    """
    if isinstance(read, Document):
        for span in _values(read):
            text = text[: span.start] + _inside(text[span.start : span.end]) + text[span.end :]
    for pattern in (_PEM, _LOGIN, _USERINFO, _USER):
        text = pattern.sub(lambda found: _stars(found[0]), text)
    if not isinstance(read, Program):
        return _assigned(text, _line_value)
    return _assigned(_commented(text, read.comments), _code_value)


def _commented(text: str, comments: Sequence[Span]) -> str:
    """Source code with what its comments assign masked: there, strings need no quotes."""
    done: list[str] = []
    at = 0
    for start, end in sorted(comments):
        done += [text[at:start], _assigned(text[start:end], _line_value)]
        at = end
    return "".join([*done, text[at:]])


def _values(read: Document) -> Iterator[Span]:
    """Where the values of secret names stand, with the names of lists of ``name`` and ``value`` among them."""
    for root in read.roots:
        for keys, container, entry in walk(root):
            if any(map(secret, (*keys, entry.key))) or (entry.key == "value" and secret(_called(container))):
                yield from _leaves(entry.value)
    for inner in read.inner:
        yield from map(inner.outward, _values(inner.document))


def _called(container: Node) -> str:
    """The text under the key ``name``."""
    entries = container.entries if isinstance(container, Mapping) else ()
    named = (entry.value for entry in entries if entry.key == "name")
    return next((str(value.value.value) for value in named if isinstance(value, Scalar)), "")


def _leaves(node: Node) -> Iterator[Span]:
    if isinstance(node, Scalar):
        yield node.span
    elif not isinstance(node, Mapping):  # what is in a mapping has names, and is reached by them
        for item in node.items:
            yield from _leaves(item)


def _assigned(text: str, masked: Callable[[str, int], str]) -> str:
    """`text` with what is assigned to secret names masked; `masked` gives the masked value that begins somewhere."""
    done: list[str] = []
    at = 0
    while found := _ASSIGNED.search(text, at):
        value = masked(text, found.end())
        done += [text[at : found.end()], value]
        at = found.end() + len(value)
    return "".join([*done, text[at:]])


def _line_value(text: str, at: int) -> str:
    """A quoted value, or everything to the end of the line and the lines that continue it."""
    found = _LINE.match(text, at)
    line = found[0] if found else ""
    blank = len(line) - len(line.lstrip())
    quoted = _QUOTED.match(line, blank)
    return line[:blank] + _inside(line[blank : quoted.end() if quoted else None])


def _code_value(text: str, start: int) -> str:
    """The expression up to the next argument or line, with the inside of every string masked.

    A comma ends an argument, but not what is assigned to several names.
    """
    ends = "" if _TARGETS.fullmatch(text, text.rfind("\n", 0, start) + 1, start) else ","
    at, depth, begun, done = start, 0, False, list[str]()
    while at < len(text) and depth >= 0 and (depth or text[at] not in ends + "\r\n" * begun):
        part = _QUOTED.match(text, at) or _COMMENT.match(text, at)
        if part:
            done.append(_inside(part[0]))
        else:
            depth += (text[at] in _OPEN) - (text[at] in _CLOSE)
            done.append(text[at])
        begun = begun or not (done[-1].isspace() or done[-1].startswith("#"))
        at += len(done[-1])
    return "".join(done)


def _inside(text: str) -> str:
    """`text` masked between its quotes, or as a whole when it has none."""
    quoted = _QUOTED.fullmatch(text)
    width = 0 if quoted is None else 3 if text[:3] in ('"""', "'''") and len(text) > 5 else 1
    return text[:width] + _stars(text[width : len(text) - width]) + text[len(text) - width :]


def _stars(text: str) -> str:
    return re.sub(r"\S", lambda found: MASKS[len(found[0].encode("utf-8", "surrogatepass")) - 1], text)
