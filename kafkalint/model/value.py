"""What a setting may hold: a literal that is known, or a dynamic value that is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Native: TypeAlias = "str | int | float | bool | bytes | tuple[Native, ...] | dict[str, Native] | None"
"""A value as the client receives it; a tuple stands for any sequence, a dict for a nested map."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that stands in the file."""

    value: Native
    plain: bool = False
    """True for text that no quotes protect, so that a loader may read it as another type."""


@dataclass(frozen=True, slots=True)
class Dynamic:
    """A value known only when the program runs; unknown, never false."""

    reason: str
    """What it comes from, in words that fit behind "comes from": ``the environment variable ACKS``."""
    default: Literal | None = None
    """What applies when the source is silent, when the file says so."""
    source: str = ""
    """The name of the environment variable or placeholder, when it has one."""
    whole: bool = False
    """Whether it is a placeholder and nothing else."""


Value: TypeAlias = Literal | Dynamic


def as_text(value: Native) -> str:
    """`value` as programs write it into text: a truth value as ``true`` or ``false``."""
    return str(value).lower() if isinstance(value, bool) else str(value)
