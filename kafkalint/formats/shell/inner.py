"""Scripts that are a word of another script, ``bash -c '…'``: where their characters stand, and edits put into them."""

from __future__ import annotations

import re

from kafkalint.formats.shell.read import Held
from kafkalint.formats.shell.spelling import SAFE
from kafkalint.formats.strings import embedded as place_of
from kafkalint.model.document import Document, Inner, Scalar
from kafkalint.model.edit import Edit, Refusal
from kafkalint.model.embedded import Embedded
from kafkalint.model.source import Span

_TAKEN = {"'": re.compile("'"), '"': re.compile(r'["$`\\!]')}
"""What cannot stand as it is in quotes."""


def embedded(_: Document, scalar: Scalar) -> Embedded | Refusal:
    """Where each character of what a word says stands."""
    held = scalar.detail
    if not isinstance(held, Held) or held.word is None:
        return Refusal("it is no word of its own")
    return place_of(held.word.pieces, str(scalar.value.value))


def embed(document: Document, inner: Inner, place: Embedded, edit: Edit) -> Edit | Refusal:
    """An edit of what a word says as one of the script; nothing is escaped for it."""
    start, end = edit.span
    span = place.span(edit.span) if end > start else Span(place.end(start), place.end(start))
    held = inner.holder.detail
    assert isinstance(held, Held)  # else it had no place
    quotes = held.word.quotes if held.word else []
    mark = next((document.source.text[one.start] for one in quotes if one.start < span.start < one.end), "")
    fits = not _TAKEN[mark].search(edit.text) if mark else SAFE.fullmatch(edit.text)
    return Edit(span, edit.text) if fits else Refusal("the new text would need other quotes around the command")
