"""An explanation before it is written in any form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """What the next parts are about."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of facts; the first two cells say what a row is about."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A file, or a part of one."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses to read on."""

    addresses: tuple[str, ...]


Part = Heading | Text | Table | Code | Links


@dataclass(frozen=True, slots=True)
class Page:
    """All that is said about one thing."""

    title: str
    parts: tuple[Part, ...]


def paragraphs(text: str) -> list[Text]:
    """`text` of a file of the catalogue, its lines joined."""
    return [Text(" ".join(part.split())) for part in text.strip().split("\n\n")]


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]], heading: str) -> list[Part]:
    """A table below its heading; nothing where there is no row."""
    return [Heading(heading), Table(head, tuple(rows))] if rows else []
