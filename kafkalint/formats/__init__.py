"""One syntax a module: bytes to a Document or Program, and changes back to edits; no word of Kafka.

Every module here that has a `PATTERNS` is a format. Heavy libraries are imported inside its functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatch, translate
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from kafkalint.model.document import Container, Document, Entry
from kafkalint.model.edit import Edit, Refusal
from kafkalint.model.program import Call, Chain, Key, Map, Program
from kafkalint.model.source import Source
from kafkalint.model.value import Native

_SUFFIX = re.compile(r"\*\.[a-z0-9]+")


class Format(Protocol):
    """What a module in this package offers.

    Source code has `imports(text)` and perhaps `parses(source)` beside; a text inside another one has `encode(source,
    edits)`, the bytes of the whole with the edits made; `LARGEST` is said where it is not the usual number of bytes,
    `TEXTS` where texts inside are files of one kind only: the name of one.
    """

    NAME: str
    PATTERNS: tuple[str, ...]
    """Lower-case glob patterns of file names, matched against the lower-cased name."""

    def decode(self, path: str, data: bytes) -> Source:
        """Text of the file by the rules of this syntax; raises Unreadable."""

    def read(self, source: Source) -> Document | Program:
        """What stands in the file; raises Unreadable, and nothing else whatever the text is."""

    def replace(self, read: Document | Program, target: Entry | Key, value: Native) -> tuple[Edit, ...] | Refusal:
        """Edits after which `target` holds `value`; none when it does already."""

    def insert(
        self,
        read: Document | Program,
        container: Container | Call | Map | Chain,
        key: str,
        value: Native,
        after: Entry | Key | None,
    ) -> tuple[Edit, ...] | Refusal:
        """Edits that put a new entry behind `after`, or last."""

    def delete(
        self, read: Document | Program, container: Container | Call | Map | None, target: Entry | Key
    ) -> tuple[Edit, ...] | Refusal:
        """Edits that take `target` out with what belongs to it alone."""

    def rename(self, read: Document | Program, target: Entry | Key, key: str) -> tuple[Edit, ...] | Refusal:
        """Edits after which `target` has the name `key`."""


@cache
def formats() -> tuple[Format, ...]:
    """Every format, by name."""
    return tuple(sorted(_found(), key=lambda module: module.NAME))


def format_of(name: str) -> Format | None:
    """The format of a file called `name` (without folders), None when there is none; a special name wins."""
    suffixes, special = _patterns()
    lower = name.lower()
    if _any_special().fullmatch(lower):
        return next(module for pattern, module in special if pattern.fullmatch(lower))
    return suffixes.get(lower[lower.rfind(".") :]) if "." in lower else None


def is_certain(syntax: Format, name: str) -> bool:
    """Whether a file called `name` can be nothing else; a syntax lists in `SHARED` what others have too."""
    return not any(fnmatch(name.lower(), pattern) for pattern in getattr(syntax, "SHARED", ()))


@cache
def _patterns() -> tuple[dict[str, Format], list[tuple[re.Pattern[str], Format]]]:
    """Formats by plain suffix, and by whatever else a pattern may be, longest pattern first."""
    suffixes: dict[str, Format] = {}
    special: list[tuple[str, Format]] = []
    for module in formats():
        for pattern in module.PATTERNS:
            if _SUFFIX.fullmatch(pattern):
                suffixes[pattern[1:]] = module
            else:
                special.append((pattern, module))
    special.sort(key=lambda found: -len(found[0]))
    known = "|".join(map(re.escape, suffixes))
    apart = {True: rf"(?!.*(?:{known})\Z)", False: ""}  # `dockerfile.py` is Python
    return suffixes, [
        (re.compile(apart[pattern.endswith(".*")] + translate(pattern)), module) for pattern, module in special
    ]


@cache
def _any_special() -> re.Pattern[str]:
    """All patterns that are no plain suffixes in one, since hardly any name meets one of them."""
    return re.compile("|".join(pattern.pattern for pattern, _ in _patterns()[1]))


def _found() -> Iterator[Format]:
    for info in iter_modules(__path__):
        module = import_module(f"{__name__}.{info.name}")
        if hasattr(module, "PATTERNS"):
            yield cast("Format", module)
