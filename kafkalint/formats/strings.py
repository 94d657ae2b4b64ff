"""Texts inside the scalars of a format: where each of their characters is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from kafkalint.model.edit import Refusal
from kafkalint.model.embedded import Embedded, Run
from kafkalint.model.source import Span

Pieces: TypeAlias = Iterable[tuple[str, Span]]
"""Stretches of a text in order, each with what says it outside: as long, or an escape for one character."""


def embedded(pieces: Pieces, text: str) -> Embedded | Refusal:
    """The place of `text`, once `pieces` say exactly that."""
    runs: list[Run] = []
    said: list[str] = []
    at = 0
    for piece, outer in pieces:
        runs.append(Run(Span(at, at + len(piece)), outer))
        said.append(piece)
        at += len(piece)
    if not runs:
        return Refusal("the text is empty")
    return Embedded(tuple(runs)) if "".join(said) == text else Refusal("its characters do not stand one by one")


def escaped(text: str, span: Span, escape: re.Pattern[str], decode: Callable[[str], str]) -> Iterator[tuple[str, Span]]:
    """The pieces of what stands under `span`, in which every match of `escape` is one character by `decode`."""
    at = span.start
    for found in escape.finditer(text, *span):
        if at < found.start():
            yield text[at : found.start()], Span(at, found.start())
        yield decode(found[0]), Span(*found.span())
        at = found.end()
    if at < span.end:
        yield text[at : span.end], Span(at, span.end)
