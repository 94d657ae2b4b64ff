"""Scalars of YAML: what their text means, and how a value is spelled in each style."""

from __future__ import annotations

import re
from typing import TypeAlias

from kafkalint.formats.yaml.shape import Look
from kafkalint.model.edit import Refusal
from kafkalint.model.value import Literal, Native

Writable: TypeAlias = "str | int | bool | None"

_CORE = "tag:yaml.org,2002:"
_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NO_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_DIGITS = 4_000
_BITS = 10_000
"""Larger numbers are none that Python converts to text or back."""

_OLD_WORD = re.compile(r"y|n|yes|no|on|off|<<|=", re.IGNORECASE)
_OLD_NUMBER = re.compile(
    r"[-+]?0b[01_]+|[-+]?0x[0-9a-fA-F_]+|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.[0-9_]+(?:[eE][-+]?[0-9]+)?"
)
_OLD_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?")
"""Together: what YAML 1.1 reads as something else than text, where 1.2 reads text."""

_NO_PLAIN = re.compile(r"""[-?:](?:\s|$)|[,\[\]{}#&*!|>'"%@`]|---|\.\.\.|.*:(?:\s|$)|.*\s#|\s|.*\s$""", re.DOTALL)
_NO_PLAIN_FLOW = re.compile(r".*[,\[\]{}?]|.*:[^\w/]|[-:]", re.DOTALL)
_UNPRINTABLE = re.compile("[^ -~\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]")
_ESCAPES = {"\n": r"\n", "\t": r"\t", "\r": r"\r"}


def meaning(text: str, style: str, tag: str) -> Literal:
    """What the scalar says by the core schema of YAML 1.2; tags of others are not followed."""
    if tag.startswith(_CORE) and tag != f"{_CORE}str":
        return Literal(_native(text))
    if tag or style:
        return Literal(text)
    return Literal(_native(text), plain=True)


def same(old: Native, new: Native) -> bool:
    """Whether two values are equal and of one type."""
    return type(old) is type(new) and old == new


def written(value: Native) -> Writable | Refusal:
    """`value` as one that this format writes."""
    if isinstance(value, str) and any("\ud800" <= char <= "\udfff" for char in value):
        return Refusal("the value holds half a character")
    if value is None or isinstance(value, str) or (isinstance(value, int) and value.bit_length() < _BITS):
        return value
    return Refusal("only text, whole numbers, true, false and null are written")


def as_text(value: Writable) -> str:
    """The characters that stand for `value` where everything is text."""
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


def spell(value: Writable, style: str, flow: bool) -> str:
    """`value` as a scalar: text in quotes of `style` where they can hold it, else in the next stronger ones."""
    if not isinstance(value, str):
        return as_text(value)
    if style == "'" and not _UNPRINTABLE.search(value):
        return "'" + value.replace("'", "''") + "'"
    if style in ("'", '"') or not fits_plain(value, flow):
        return '"' + _inside_double(value) + '"'
    return value


def inside(text: str, look: Look, lead: str) -> str | Refusal:
    """`text` behind `lead` in a scalar that stays as it is."""
    if look.style == '"':
        return _inside_double(text)
    if look.style == "'":
        return Refusal("single quotes cannot hold the value") if _UNPRINTABLE.search(text) else text.replace("'", "''")
    return text if fits_plain(lead + text, look.flow) else Refusal("the item has no quotes, and the value needs them")


def fits_plain(text: str, flow: bool) -> bool:
    """Whether a plain scalar of `text` is read as this very text by YAML 1.1 and 1.2."""
    if not isinstance(_native(text), str) or _UNPRINTABLE.search(text):
        return False
    if _NO_PLAIN.match(text) or (flow and _NO_PLAIN_FLOW.match(text)):
        return False
    return not any(old.fullmatch(text) for old in (_OLD_WORD, _OLD_NUMBER, _OLD_DATE))


def _inside_double(text: str) -> str:
    """`text` as it stands between double quotes."""
    text = text.replace("\\", r"\\").replace('"', r"\"")
    return _UNPRINTABLE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return _ESCAPES.get(found[0]) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def _native(text: str) -> Native:
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > _DIGITS:
        return text
    if _INT.fullmatch(text):
        return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))
    if _NO_NUMBER.fullmatch(text):
        return float(text.replace(".", ""))
    return float(text) if _FLOAT.fullmatch(text) else text
