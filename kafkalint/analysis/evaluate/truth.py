"""Three-valued truth: true, false, or None for what cannot be known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple, TypeAlias

from kafkalint.model.verdict import Reason

Truth: TypeAlias = bool | None
Arguments: TypeAlias = Mapping[str, object]
"""What a condition gives to its operator, by the names of the rule file."""


class Answer(NamedTuple):
    """What a condition says of the facts, and the reasons that make it true."""

    truth: Truth
    reasons: tuple[Reason, ...] = ()


def every(truths: Iterable[Truth]) -> Truth:
    """False if one is false, unknown if one is unknown, otherwise true."""
    found = set(truths)
    return False if False in found else None if None in found else True


def some(truths: Iterable[Truth]) -> Truth:
    """True if one is true, unknown if one is unknown, otherwise false."""
    found = set(truths)
    return True if True in found else None if None in found else False


def negated(truth: Truth) -> Truth:
    """The opposite; the opposite of unknown is unknown."""
    return None if truth is None else not truth


def many(given: object) -> Collection[object]:
    """One item or several, as several."""
    return given if isinstance(given, tuple) else (given,)


def word(value: object) -> str:
    """A value as a text that is the same for ``1`` and ``"1"``, for ``true`` and ``True``."""
    return str(value).strip().lower()
