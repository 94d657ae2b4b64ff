"""Secrets masked at the model's boundary, so that no reporter can print one."""

from __future__ import annotations

import re
from collections.abc import Callable

MASK = "*"
_SECRET = (
    r"pass(?:word|phrase|wd)?|secret|token|jaas|credential|private[-_.]?key|api[-_.]?key|access[-_.]?key"
    r"|sasl[-_.](?:username|oauthbearer)|user[-_.]?info|(?:key|trust)store|ssl[-_.](?:key|certificate)"
)
_NAME = re.compile(rf"(?i){_SECRET}")
_ASSIGNED = re.compile(
    rf"(?im)(?P<name>[\w.\-\[\]]*(?:{_SECRET})[\w.\-\[\]]*[\"']?\s*\]?\s*(?::=|=>|[:=,]|(?<=\S)[ \t]))"
    r"(?P<value>(?:[^\r\n\\]|\\\r?\n|\\.)*)"
)
_QUOTED = re.compile(r"\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\\\r\n]|\\.)*'")
_USERINFO = re.compile(r"(?<=://)[^\s/@:\"']+:[^\s/@\"']+(?=@)")
_PEM = re.compile(r"-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|\Z)", re.DOTALL)
_BLOCK = re.compile(
    rf"(?im)^(?P<indent>[ \t]*)(?:-[ \t]+)?[\"']?[\w.\-]*(?:{_SECRET})[\w.\-]*[\"']?[ \t]*:[ \t]*[|>][^\r\n]*\r?\n"
    r"(?P<body>(?:(?P=indent)[ \t]+[^\r\n]*(?:\r?\n|\Z)|[ \t]*\r?\n)+)"
)
_NAMED_VALUE = re.compile(
    rf"(?im)(?:^|[\s{{,])[\"']?name[\"']?[ \t]*:[ \t]*[\"']?[\w.\-]*(?:{_SECRET})[\w.\-]*[\"']?[ \t]*,?"
    r"\s*[\"']?value[\"']?[ \t]*:(?P<value>[^\r\n]*)"
)
_OPEN, _CLOSE = "([{", ")]}"


def secret(name: str) -> bool:
    """Whether a setting of this name looks as if its value must not be shown."""
    return _NAME.search(name) is not None


def redacted(text: str, code: bool = False) -> str:
    """`text` of the same length and lines, with everything that looks secret masked.

    In source code (`code`) only the strings of a secret's value are; elsewhere the rest of its line is.
    """
    assigned = ((_ASSIGNED, _code_value),) if code else ((_NAMED_VALUE, _line_value), (_ASSIGNED, _line_value))
    for pattern, mask in ((_PEM, _whole), (_BLOCK, _body), (_USERINFO, _whole), *assigned):
        text = _masked(pattern, mask, text)
    return text


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


def _body(found: re.Match[str]) -> tuple[int, str]:
    return found.start("body"), _stars(found["body"])


def _line_value(found: re.Match[str]) -> tuple[int, str]:
    """The value with its outer quotes, and what follows them, kept, so that frames stay readable."""
    value = found["value"]
    quoted = _QUOTED.match(value.lstrip())
    if quoted is None:
        return found.start("value"), _stars(value)
    start = len(value) - len(value.lstrip())
    end = start + quoted.end()
    return found.start("value"), value[: start + 1] + _stars(value[start + 1 : end - 1]) + value[end - 1 :]


def _code_value(found: re.Match[str]) -> tuple[int, str]:
    """The expression up to the next argument, with the inside of every string masked."""
    text, start = found.string, found.start("value")
    at, depth, done = start, 0, []
    while at < len(text) and depth >= 0 and not (depth == 0 and text[at] in ",\r\n"):
        quoted = _QUOTED.match(text, at)
        if quoted:
            done.append(quoted[0][0] + _stars(quoted[0][1:-1]) + quoted[0][-1])
            at = quoted.end()
            continue
        depth += (text[at] in _OPEN) - (text[at] in _CLOSE)
        done.append(text[at])
        at += 1
    return start, "".join(done)


def _stars(text: str) -> str:
    return re.sub(r"\S", MASK, text)
