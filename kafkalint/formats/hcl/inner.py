"""Texts inside the texts of an HCL file: where their characters stand, and how they are changed there."""

from __future__ import annotations

from kafkalint.formats.hcl.texts import Spelled, literal, spell
from kafkalint.formats.strings import embedded as place_of
from kafkalint.model.document import Document, Inner, Scalar
from kafkalint.model.edit import Edit, Refusal
from kafkalint.model.embedded import Embedded
from kafkalint.model.source import Span


def embedded(document: Document, scalar: Scalar) -> Embedded | Refusal:  # noqa: ARG001
    """Where each character of a text stands."""
    pieces = scalar.detail.pieces if isinstance(scalar.detail, Spelled) else ()
    return place_of(pieces, str(scalar.value.value)) if pieces else Refusal("the text is computed")


def embed(document: Document, inner: Inner, place: Embedded, edit: Edit) -> Edit | Refusal:  # noqa: ARG001
    """An edit of a text as one of the file; new lines of a heredoc are indented as the others are."""
    span = Span(place.begin(edit.span.start), place.begin(edit.span.end))
    detail = inner.holder.detail
    assert isinstance(detail, Spelled)  # nothing else has a place
    if detail.kind != "heredoc":
        return Edit(span, spell(edit.text))
    return Edit(span, _indented(literal(edit.text), detail.indent, at_end=_at_end(inner, edit)))


def _at_end(inner: Inner, edit: Edit) -> bool:
    """Whether the edit begins behind the last line, where no blanks stand before it."""
    text = inner.document.source.text
    return edit.span.start == len(text) and text.endswith("\n")


def _indented(text: str, indent: str, *, at_end: bool) -> str:
    lines = text.split("\n")
    told = f"\n{indent}".join(lines)
    if not at_end:
        return told
    return indent + (told.removesuffix(indent) if not lines[-1] else told)
