"""Values as the text of formats that hold nothing but text."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import TypeAlias

from kafkalint.model.document import Document, Entry, Scalar
from kafkalint.model.edit import Edit, Refusal
from kafkalint.model.value import Native

Edits: TypeAlias = tuple[Edit, ...] | Refusal
SURROGATE = re.compile("[\ud800-\udfff]")
"""Half of a character: JSON and properties can spell it, no file can hold it."""


def as_text(value: Native) -> str | Refusal:
    """`value` as a client reads it from a text: `true` and `false` for booleans."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if not isinstance(value, str):
        return Refusal("the new value is no single text")
    if "\0" in value or SURROGATE.search(value):
        return Refusal("the new value holds a character that no text file can hold")
    return value


def of_text(put: Callable[[Document, Entry, str], Edits]) -> Callable[[Document, Entry, Native], Edits]:
    """`replace` of a format that holds nothing but text, made of what puts another text in the place of a value."""

    @wraps(put)
    def replace(document: Document, target: Entry, value: Native) -> Edits:
        if not isinstance(target.value, Scalar):
            return Refusal("the setting holds several values")
        text = as_text(value)
        if text == target.value.value.value:
            return ()
        return text if isinstance(text, Refusal) else put(document, target, text)

    return replace


def same(target: Scalar, value: Native) -> bool:
    """Whether `target` holds `value` already; 1, 1.0 and true are three values."""
    held = target.value.value
    return type(held) is type(value) and held == value
