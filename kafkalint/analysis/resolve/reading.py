"""Reading one written value as a client would, and seeing what its writer meant."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kafkalint.model.client import Reading
from kafkalint.model.value import Native
from kafkalint.model.verdict import Limit

_STRICT = re.compile(r"[+-]?[0-9]+")
_C = re.compile(r"\s*([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)")
_REAL = re.compile(
    r"\s*[+-]?(?:inf(?:inity)?|nan|(?P<hex>0x(?:[0-9a-f]+\.?[0-9a-f]*|\.[0-9a-f]+)(?:p[+-]?[0-9]+)?)"
    r"|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?)",
    re.IGNORECASE,
)
"""What C's strtod takes."""
_VERSION = re.compile(r"\s*[+-]?[0-9]+\s*(?:\.\s*[+-]?[0-9]+\s*)*")
_RELEASE = re.compile(r"\s*v?[0-9]+(?:\.[0-9]+){1,2}\s*")
_LONGEST = 300
"""Characters above which a text is no number."""


@dataclass(frozen=True, slots=True)
class Read:
    """A value as the client has it after reading."""

    value: Native
    misread: bool = False
    """Whether it is not what was written, or not what its writer meant."""
    intended: Native = None
    """What its writer evidently meant, as this client spells it."""


@dataclass(frozen=True, slots=True)
class Unset:
    """The value counts as if the setting were absent."""


@dataclass(frozen=True, slots=True)
class Unread:
    """The client refuses the value."""

    intended: Native = None


Outcome = Read | Unset | Unread


def read(value: Native, reading: Reading) -> Outcome:
    """`value` as a client with this `reading` takes it."""
    found, partial = _read(value, reading)
    intended = _meant(value, reading)
    if intended is not None:
        again, _ = _read(intended, reading)
        if not isinstance(again, Read):
            intended = None
        elif isinstance(found, Read) and not reading.truthy and _same(again.value, found.value):
            return found
    if isinstance(found, Unread):
        return Unread(intended)
    odd = partial or (reading.truthy and isinstance(value, str))
    if isinstance(found, Read) and (odd or (intended is not None and not reading.truthy)):
        return Read(found.value, True, intended)
    return found


def written_as(wanted: Native, reading: Reading) -> Native:
    """How a value is written that is to be read as `wanted`: as such, or by a word."""
    ways: tuple[Native, ...] = (wanted, *reading.words)
    return next((each for each in ways if read(each, reading) == Read(wanted)), wanted)


def meets(value: Native, limit: Limit) -> bool | None:
    """Whether a value that was read is within `limit`; None when the two cannot be compared."""
    try:
        return (
            (not limit.is_ or value in limit.is_)
            and value not in limit.not_
            and (limit.minimum is None or value >= limit.minimum)  # type: ignore[operator]  # TypeError is an answer
            and (limit.maximum is None or value <= limit.maximum)  # type: ignore[operator]  # likewise
        )
    except TypeError:
        return None


def kind(value: Native) -> str:
    """The native kind of `value`, in the words of a client file."""
    for name, type_ in _KINDS.items():
        if isinstance(value, type_):
            return name
    return "null"


_KINDS: Mapping[str, type] = MappingProxyType(
    {"boolean": bool, "integer": int, "real": float, "text": str, "bytes": bytes, "list": tuple, "map": dict}
)


def _read(value: Native, reading: Reading) -> tuple[Outcome, bool]:
    """The value read, and whether only a part of it was."""
    if value is None:
        return _fate(reading.null, value), False
    if reading.falsy and not value:
        return _fate(reading.falsy, value), False
    if reading.kinds and kind(value) not in reading.kinds:
        return Unread(), False
    if reading.truthy:
        return Read(bool(value)), False
    if reading.via_text:
        value = str(value)
    found, partial = _text(value, reading) if isinstance(value, str) else (Read(value), False)
    if isinstance(found, Read) and not _allowed(found.value, reading):
        return Unread(), False
    return found, partial


def _fate(fate: str, value: Native) -> Outcome:
    if fate == "unset":
        return Unset()
    return Read(value) if fate == "keep" else Unread()


def _text(text: str, reading: Reading) -> tuple[Outcome, bool]:
    text = text.strip() if reading.trim else text
    if not text and reading.empty:
        return _fate(reading.empty, text), False
    if reading.skip_blanks and text:
        text = text.lstrip()
        if not text:
            return Unset(), False
    word = text.lower() if reading.fold else text
    if word in reading.words:
        meaning = reading.words[word]
        return (Unset() if meaning is None else Read(meaning)), False
    if reading.number and len(text) <= _LONGEST:
        number, partial = _NUMBERS[reading.number](text)
        if number is not None:
            return Read(number), partial
    return (Read(text) if reading.other == "keep" else Unread()), False


def _allowed(value: Native, reading: Reading) -> bool:
    limit = Limit(is_=reading.only, minimum=reading.minimum, maximum=reading.maximum)
    return meets(value, limit) is True


def _strict(text: str) -> tuple[int | None, bool]:
    return (int(text), False) if _STRICT.fullmatch(text) else (None, False)


def _c(text: str) -> tuple[int | None, bool]:
    """Like ``(int)strtol(text, &end, 0)``: a prefix is enough, and what is too large wraps around."""
    found = _C.match(text)
    if found is None:
        return None, False
    sign, digits = found.groups()
    base = 16 if digits[:2].lower() == "0x" else 8 if digits[0] == "0" else 10
    number = min(max(int(sign + digits, base), -(2**63)), 2**63 - 1)
    return (number + 2**31) % 2**32 - 2**31, bool(text[found.end() :].strip())


def _real(text: str) -> tuple[float | None, bool]:
    found = _REAL.match(text)
    if found is None:
        return None, False
    try:
        number = float.fromhex(found[0]) if found["hex"] else float(found[0])
    except OverflowError:
        number = math.inf
    return number, bool(text[found.end() :].strip())


def _version(text: str) -> tuple[tuple[int, ...] | None, bool]:
    return (tuple(map(int, text.split("."))), False) if _VERSION.fullmatch(text) else (None, False)


def _release(text: str) -> tuple[tuple[int, ...] | None, bool]:
    return _version(text.strip().removeprefix("v")) if _RELEASE.fullmatch(text) else (None, False)


_NUMBERS: Mapping[str, Callable[[str], tuple[float | tuple[int, ...] | None, bool]]] = MappingProxyType(
    {"strict": _strict, "c": _c, "real": _real, "version": _version, "release": _release}
)


def _meant(value: Native, reading: Reading) -> Native:
    """The evident meaning of a spelling, None where there is none."""
    text = value.decode("ascii", "replace") if isinstance(value, bytes) else str(value)
    spelled = text.strip().lower()
    if spelled in reading.meant:
        return reading.meant[spelled]
    if not reading.meant_number or len(spelled) > _LONGEST or isinstance(value, bool):
        return None
    try:
        number = float(spelled)
    except ValueError:
        return None
    if isinstance(reading.maximum, int) and number > reading.maximum:
        return reading.maximum  # who asks for more than there is means the most
    return int(number) if number.is_integer() else None


def _same(one: Native, other: Native) -> bool:
    return type(one) is type(other) and one == other
