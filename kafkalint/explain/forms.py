"""A page in the forms that it can be written in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict

from kafkalint.explain.page import Code, Heading, Links, Page, Part, Table, Text
from kafkalint.reporters.wrap import wrapped

_NAMED = 2
"""Cells of a row that is a name and what it stands for."""
_ADDRESS = re.compile(r"https?://[^\s,)>]+")
_OPTION = re.compile(r"(?<![\w`-])--[a-z][a-z-]*")
_LANGUAGES = {"env": "sh", "ipynb": "json", "py": "python", "yml": "yaml"}


def text(page: Page, width: int) -> str:
    """For a terminal of `width` columns; code is never broken."""
    lines = wrapped(page.title, width, 2)
    for number, part in enumerate(page.parts):
        lines += ([""] if number or isinstance(part, Heading) else []) + _lines(part, width)
    return "\n".join(lines) + "\n"


def markdown(page: Page, width: int = 0, level: int = 1) -> str:  # noqa: ARG001  # lines are as long as they are
    """As Markdown, its title a heading of `level`."""
    blocks = [f"{'#' * level} {page.title}", *("\n".join(_block(part, level + 1)) for part in page.parts)]
    return "\n\n".join(blocks) + "\n"


def as_json(page: Page, width: int = 0) -> str:  # noqa: ARG001  # the same for every reader
    """As one JSON object; each part has the name of its kind."""
    parts = [{"kind": type(part).__name__.lower(), **asdict(part)} for part in page.parts]
    return json.dumps({"title": page.title, "parts": parts}, indent=2, ensure_ascii=False) + "\n"


def rows(table: Table) -> list[str]:
    """A table as lines of Markdown."""
    first, *others = (f"| {' | '.join(map(_cell, row))} |" for row in (table.head, *table.rows))
    return [first, "|" + "---|" * len(table.head), *others]


FORMS: dict[str, Callable[[Page, int], str]] = {"text": text, "markdown": markdown, "json": as_json}


def _lines(part: Part, width: int) -> list[str]:
    match part:
        case Heading(said):
            return wrapped(said, width, 2)
        case Text(said):
            return wrapped(said, width, 0)
        case Code(_, said):
            return [f"    {line}".rstrip() for line in said.rstrip("\n").split("\n")]
        case Links(addresses):
            return [f"  {address}" for address in addresses]
        case Table(head, rows):
            return [line for row in rows for line in _row(head, row, width)]


def _row(head: tuple[str, ...], row: tuple[str, ...], width: int) -> Iterator[str]:
    """A row as a line that says what it is about, and lines with the rest."""
    mark = ":" if len(head) == _NAMED else ""
    yield from wrapped(f"  {row[0]}{mark} {row[1]}", width, 4)
    told = "; ".join(f"{name}: {cell}" for name, cell in zip(head[2:], row[2:], strict=True) if cell)
    yield from wrapped(f"    {told}", width, 4) if told else ()


def _block(part: Part, level: int) -> list[str]:
    match part:
        case Heading(said):
            return [f"{'#' * level} {said}"]
        case Text(said):
            return [_OPTION.sub(r"`\g<0>`", said)]
        case Code(path, said):
            suffix = path.rpartition(".")[2]
            return [f"```{_LANGUAGES.get(suffix, suffix)}", said.rstrip("\n"), "```"]
        case Links(addresses):
            return [f"- <{address}>" for address in addresses]
        case Table():
            return rows(part)


def _cell(text: str) -> str:
    """`text` in a table, where patterns are no emphasis, regular expressions end no cell, and addresses are links."""
    escaped = text.replace("\\", "\\\\").replace("|", "\\|").replace("*", "\\*")
    return _ADDRESS.sub(r"<\g<0>>", escaped)
