"""How a file changes: edits by span, or a refusal that says why not."""

from __future__ import annotations

from dataclasses import dataclass

from kafkalint.model.source import Span


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Put `text` in the place of `span`; an empty span inserts, an empty text deletes."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Patch:
    """The edits of one file."""

    path: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a format will not make a change: a reason that fits behind "not rewritten: "."""

    reason: str


class Unreadable(Exception):
    """A file that a format cannot read; `reason` fits behind "cannot read: ", `span` is where it gave up."""

    def __init__(self, reason: str, span: Span | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.span = span or Span(0, 0)


def splice(text: str, edits: tuple[Edit, ...]) -> str:
    """`text` with all `edits` made.

    Raises ValueError when two edits overlap or insert at the same place.
    """
    done: list[str] = []
    at = 0
    last: Span | None = None
    for edit in sorted(edits):
        if edit.span.start < at or edit.span == last:
            raise ValueError(f"edits overlap at {edit.span.start}")
        done += [text[at : edit.span.start], edit.text]
        at, last = edit.span.end, edit.span
    done.append(text[at:])
    return "".join(done)
