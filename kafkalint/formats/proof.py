"""Edits of which only the whole text afterwards tells whether they fit."""

from __future__ import annotations

from collections.abc import Callable

from kafkalint.model.document import Document
from kafkalint.model.edit import Edit, Refusal, Unreadable, splice
from kafkalint.model.source import Source


def proved(
    document: Document, edits: tuple[Edit, ...] | Refusal, read: Callable[[Source], object], otherwise: str
) -> tuple[Edit, ...] | Refusal:
    """`edits` when `read` takes the text after them; `otherwise` says why they are refused."""
    if isinstance(edits, Refusal):
        return edits
    try:
        read(Source("", b"", splice(document.source.text, edits)))
    except (Unreadable, ValueError, RecursionError):
        return Refusal(otherwise)
    return edits
