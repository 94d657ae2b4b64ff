"""Secrets masked at the model's boundary, so that no reporter can print one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kafkalint.model.document import Document, Mapping, Node, Scalar, walk
from kafkalint.model.program import Program
from kafkalint.model.source import Span

MASK = "*"
_SECRET = (
    r"pass(?:word|phrase|wd)?|pwd|secret|token|jaas|credential|private[-_.]?key|api[-_.]?key|access[-_.]?key"
    r"|sasl[-_.](?:username|oauthbearer)|user[-_.]?info|(?:key|trust)store|ssl[-_.](?:key|certificate)"
    r"|(?<![a-z])auth(?![a-z])"
)
_NAME = re.compile(rf"(?i){_SECRET}")
_ASSIGNED = re.compile(
    rf"(?im)(?P<name>[\w.\-\[\]]*(?:{_SECRET})[\w.\-\[\]]*[\"']?\s*\]?\s*(?::=|=>|[:=,]|\)\s*or\b|\bor\b|(?<=\S)[ \t]))"
    r"(?P<value>(?:[^\r\n\\]|\\\r?\n|\\.)*)"
)
_QUOTED = re.compile(
    r"\"\"\"(?:[^\\]|\\[\s\S])*?\"\"\"|'''(?:[^\\]|\\[\s\S])*?'''|\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\\\r\n]|\\.)*'"
)
_USERINFO = re.compile(r"(?<=://)[^\s\"'<>]+(?=@)")
_LOGIN = re.compile(r"(?<=LoginModule)\b(?:[^;]{0,800};|[^\r\n]*)")
_PEM = re.compile(r"-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|\Z)", re.DOTALL)
_COMMENT = re.compile(r"#[^\r\n]*")
_OPEN, _CLOSE = "([{", ")]}"


def secret(name: str) -> bool:
    """Whether a setting of this name looks as if its value must not be shown."""
    return _NAME.search(name) is not None


def redacted(text: str, read: Document | Program | None = None) -> str:
    """`text` of the same length and lines, with everything that looks secret masked.

    In a document the values of secret names are, wherever they stand. Beside them what looks like an assignment is: in
    source code the strings in it, elsewhere the rest of its line.
    """
    if isinstance(read, Document):
        for span in _values(read):
            text = text[: span.start] + _inside(text[span.start : span.end]) + text[span.end :]
    assigned = _code_value if isinstance(read, Program) else _line_value
    for pattern, mask in ((_PEM, _whole), (_LOGIN, _whole), (_USERINFO, _whole), (_ASSIGNED, assigned)):
        text = _masked(pattern, mask, text)
    return text


def _values(read: Document) -> Iterator[Span]:
    """Where the values of secret names stand, with the names of lists of ``name`` and ``value`` among them."""
    for root in read.roots:
        for keys, container, entry in walk(root):
            if any(map(secret, (*keys, entry.key))) or (entry.key == "value" and secret(_called(container))):
                yield from _leaves(entry.value)


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


def _masked(pattern: re.Pattern[str], mask: Callable[[re.Match[str]], tuple[int, str]], text: str) -> str:
    done: list[str] = []
    at = 0
    for found in pattern.finditer(text):
        start, masked = mask(found)
        if start >= at:
            done += [text[at:start], masked]
            at = start + len(masked)
    return "".join([*done, text[at:]])


def _whole(found: re.Match[str]) -> tuple[int, str]:
    return found.start(), _stars(found[0])


def _line_value(found: re.Match[str]) -> tuple[int, str]:
    """The value with its outer quotes, and what follows them, kept, so that frames stay readable."""
    value = found["value"]
    blank = len(value) - len(value.lstrip())
    quoted = _QUOTED.match(value, blank)
    end = quoted.end() if quoted else len(value)
    return found.start("value"), value[:blank] + _inside(value[blank:end]) + value[end:]


def _code_value(found: re.Match[str]) -> tuple[int, str]:
    """The expression up to the next argument or line, with the inside of every string masked."""
    text, start = found.string, found.start("value")
    at, depth, begun, done = start, 0, False, list[str]()
    while at < len(text) and depth >= 0 and not (depth == 0 and (text[at] == "," or (begun and text[at] in "\r\n"))):
        part = _QUOTED.match(text, at) or _COMMENT.match(text, at)
        if part:
            done.append(_inside(part[0]))
        else:
            depth += (text[at] in _OPEN) - (text[at] in _CLOSE)
            done.append(text[at])
        begun = begun or not (done[-1].isspace() or done[-1].startswith("#"))
        at += len(done[-1])
    return start, "".join(done)


def _inside(text: str) -> str:
    """`text` masked between its quotes, or as a whole when it has none."""
    quoted = _QUOTED.fullmatch(text)
    width = 0 if quoted is None else 3 if text[:3] in ('"""', "'''") and len(text) > 5 else 1
    return text[:width] + _stars(text[width : len(text) - width]) + text[len(text) - width :]


def _stars(text: str) -> str:
    return re.sub(r"\S", MASK, text)
