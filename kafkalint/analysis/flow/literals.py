"""What the language's library makes of literals, and what it reads from outside of the program."""

from __future__ import annotations

import re
from collections.abc import Callable
from string import Formatter

from kafkalint.analysis.flow.frame import Frame
from kafkalint.analysis.flow.given import Given
from kafkalint.analysis.flow.values import NOTHING, Known, Unknown, Values, single
from kafkalint.model.value import Literal, Native

ENVIRONMENT = "the environment variable"
_PLAIN = re.compile(r"%(?:\((\w+)\))?[sd]|%%|[^%]", re.DOTALL)
"""Pieces of a text for ``%`` that need no widths and no conversions."""


def converted(frame: Frame, path: str, given: Given) -> Values:
    """A literal, or a default, made into another type; nothing where that is not known."""
    one = single(given.at(0))
    if len(given.arguments) != 1:
        return NOTHING
    if isinstance(one, Known):
        made = _convert(frame, path, one.value)
        return frozenset({Known(made.value, given.node)}) if made else NOTHING
    if isinstance(one, Unknown) and one.source:
        default = _convert(frame, path, one.default.value) if one.default else None
        return frozenset({Unknown(one.reason, given.node, default, one.source)})
    return NOTHING


def _convert(frame: Frame, path: str, value: Native) -> Literal | None:
    """None where the conversion fails or is no plain one."""
    if not isinstance(value, str | int | float):
        return None
    try:
        return Literal(frame.machine.language.converts[path](value))
    except (ValueError, OverflowError):
        return None


def looked_up(frame: Frame, given: Given, what: str, at: int = 0) -> Values:
    """What is set outside under the name at `at`, such as `what`, with its default when that is a literal."""
    name, default = single(given.at(at)), given.at(at + 1)
    for argument, values in given.named:
        default = values if argument.name == "default" else default
    if not isinstance(name, Known) or not isinstance(name.value, str):
        return frame.result(given.node)
    known = single(default)
    literal = Literal(known.value) if isinstance(known, Known) and known.value is not None else None
    source = name.value if what == ENVIRONMENT else ""
    read = Unknown(f"{what} {name.value}", given.node, literal, source)
    return frozenset({read}) if literal or not default else default | {read}


def filled_in(text: Native, value: Native) -> str | None:
    """``text % value``; None where that is not plain, or fails."""
    if not isinstance(text, str) or "".join(each[0] for each in _PLAIN.finditer(text)) != text:
        return None
    named = any(each[1] for each in _PLAIN.finditer(text))
    return _made(lambda: text % value) if isinstance(value, str | int | tuple) and not named else None


def formatted(text: str, given: Given) -> str | None:
    """``text.format(...)``; None where that is not plain, or fails."""
    positional = [single(values) for _argument, values in given.positional]
    named = {argument.name: single(values) for argument, values in given.named}
    every = [*positional, *named.values()]
    if given.starred or not all(isinstance(one, Known) and isinstance(one.value, str | int) for one in every):
        return None
    try:
        fields = [field[1:] for field in Formatter().parse(text) if field[1] is not None]
    except ValueError:
        return None
    if any(spec or how or not (f"a{name}".isidentifier()) for name, spec, how in fields):
        return None
    values = [one.value for one in positional if isinstance(one, Known)]
    by_name = {name: one.value for name, one in named.items() if isinstance(one, Known)}
    return _made(lambda: text.format(*values, **by_name))


def joined(text: str, given: Given, items: tuple[Values, ...] | None) -> str | None:
    """``text.join(...)``; None where that is not known."""
    every = [single(values) for values in items or ()]
    texts = [one.value for one in every if isinstance(one, Known) and isinstance(one.value, str)]
    return text.join(texts) if items is not None and len(given.arguments) == 1 and len(texts) == len(items) else None


def _made(make: Callable[[], str]) -> str | None:
    try:
        return make()
    except (ValueError, TypeError, LookupError):
        return None
