"""In which profiles of an application something counts: ``prod, !dev & (a | b)``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_TOKEN = re.compile(r"[!&|()]|[^!&|()]+")
_NAME = re.compile(r"[\w.@+-]+")


def listed(text: str) -> tuple[str, ...]:
    """The items of a list with commas, without blanks around them and without empty ones."""
    return tuple(item.strip() for item in text.split(",") if item.strip())


def counts(condition: str, active: Collection[str]) -> bool | None:
    """Whether one item of `condition` holds for the `active` profiles; None where it cannot be read."""
    found = [_Reader(item, active).whole() for item in listed(condition)]
    if True in found:
        return True
    return None if None in found else False


def together(condition: str) -> Iterator[tuple[str, ...]]:
    """The sets of profiles with which `condition` can hold or stop to hold, as far as they are plain."""
    for item in listed(condition):
        names = tuple(dict.fromkeys(token.strip() for token in _tokens(item) if _NAME.fullmatch(token.strip())))
        yield from ((name,) for name in names)
        if "&" in item and names:
            yield names


def _tokens(item: str) -> list[str]:
    return [token.strip() for token in _TOKEN.findall(item) if token.strip()]


class _Reader:
    """An expression of names, ``!``, ``&``, ``|`` and parentheses, read from its beginning to its end."""

    def __init__(self, item: str, active: Collection[str]) -> None:
        self._left = _tokens(item)[::-1]
        self._active = active

    def whole(self) -> bool | None:
        found = self._either()
        return None if self._left else found

    def _either(self) -> bool | None:
        found = self._all()
        while self._next("|"):
            other = self._all()
            found = None if found is None or other is None else found or other
        return found

    def _all(self) -> bool | None:
        found = self._one()
        while self._next("&"):
            other = self._one()
            found = None if found is None or other is None else found and other
        return found

    def _one(self) -> bool | None:
        if self._next("!"):
            found = self._one()
            return None if found is None else not found
        if self._next("("):
            found = self._either()
            return found if self._next(")") else None
        name = self._left.pop() if self._left else ""
        return name in self._active if _NAME.fullmatch(name) else None

    def _next(self, token: str) -> bool:
        met = bool(self._left) and self._left[-1] == token
        if met:
            self._left.pop()
        return met
