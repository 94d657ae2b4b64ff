"""Values as the text of formats that hold nothing but text."""

from __future__ import annotations

import re

from kafkalint.model.document import Entry, Scalar
from kafkalint.model.edit import Refusal
from kafkalint.model.value import Native

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


def new_text(target: Entry, value: Native) -> str | Refusal | None:
    """The text to put in the place of `target`'s value; None when it stands there already."""
    if not isinstance(target.value, Scalar):
        return Refusal("the setting holds several values")
    text = as_text(value)
    return None if text == target.value.value.value else text


def same(target: Scalar, value: Native) -> bool:
    """Whether `target` holds `value` already; 1, 1.0 and true are three values."""
    held = target.value.value
    return type(held) is type(value) and held == value
