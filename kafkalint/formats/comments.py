"""Where comments stand among the entries."""

from __future__ import annotations

from bisect import bisect_left

from kafkalint.model.document import Document
from kafkalint.model.source import Span


def comments_between(document: Document, start: int, end: int) -> tuple[Span, ...]:
    """The comments that begin in `start` to `end`."""
    return document.comments[
        bisect_left(document.comments, Span(start, 0)) : bisect_left(document.comments, Span(end, 0))
    ]
