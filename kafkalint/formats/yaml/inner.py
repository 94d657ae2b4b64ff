"""Texts inside the scalars of YAML: where their characters stand, and edits put into them as the scalar is written."""

from __future__ import annotations

import re

from kafkalint.formats.lines import line_start
from kafkalint.formats.strings import embedded as place_of
from kafkalint.formats.strings import escaped
from kafkalint.formats.yaml.blocks import lines_of
from kafkalint.formats.yaml.scalars import fits_plain, inside
from kafkalint.formats.yaml.shape import Look
from kafkalint.model.document import Document, Inner, Scalar
from kafkalint.model.edit import Edit, Refusal, splice
from kafkalint.model.embedded import Embedded
from kafkalint.model.source import Span

_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")
_LETTERS = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_DOUBLED = re.compile("''")
_NEVER = re.compile(r"(?!)")


def embedded(document: Document, scalar: Scalar) -> Embedded | Refusal:
    """Where each character of the text of a scalar stands; folded lines are not told apart from what they say."""
    look, text = scalar.detail, document.source.text
    if not isinstance(look, Look) or look.refusal:
        return Refusal(look.refusal if isinstance(look, Look) else "it is no value of its own")
    value = str(scalar.value.value)
    if look.block:
        if text[look.block.span.start] == ">":
            return Refusal("its lines are folded")
        pieces = [*lines_of(text, look.block)]
        if not value.endswith("\n") and pieces and pieces[-1][0] == "\n":
            pieces.pop()
        return place_of(pieces, value)
    quote = len(look.style)
    span = Span(scalar.span.start + quote, scalar.span.end - quote)
    escape, decode = {'"': (_ESCAPE, _character), "'": (_DOUBLED, _quote)}.get(look.style, (_NEVER, str))
    return place_of(escaped(text, span, escape, decode), value)


def embed(document: Document, inner: Inner, place: Embedded, edit: Edit) -> Edit | Refusal:
    """An edit of the text of a scalar as one of the file."""
    look = inner.holder.detail
    assert isinstance(look, Look)  # else it had no place
    if look.block:
        return _in_lines(document.source.text, inner.document.source.text, place, edit)
    span = Span(place.begin(edit.span.start), place.begin(edit.span.end))
    if look.style != '"' and "\n" in edit.text:
        return Refusal("another line would need other quotes")
    if not look.style and not fits_plain(splice(inner.document.source.text, (edit,)), look.flow):
        return Refusal("the text would need quotes")
    new = inside(edit.text, look, "") if look.style else edit.text
    return new if isinstance(new, Refusal) else Edit(span, new)


def _in_lines(outer: str, text: str, place: Embedded, edit: Edit) -> Edit:
    """The edit with the indentation of its lines: whole lines take it along, other lines get it."""
    begins, ends = _begins_line(text, edit.span.start), _begins_line(text, edit.span.end)
    whole = ends and (edit.text.endswith("\n") or (begins and not edit.text))
    start = _line(outer, place, edit.span.start) if whole and begins else place.begin(edit.span.start)
    end = _line(outer, place, edit.span.end) if whole else place.begin(edit.span.end)
    indent, newline = _margin(outer, place)
    new = re.sub(r"\n(?=[^\n])" if whole else r"\n(?=[^\n]|\Z)", "\n" + indent, edit.text)
    lead = indent if whole and begins and new[:1] not in ("", "\n") else ""
    return Edit(Span(start, end), (lead + new).replace("\n", newline))


def _begins_line(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"


def _line(outer: str, place: Embedded, at: int) -> int:
    """Where the line outside begins on which the inner line at `at` stands, or would stand."""
    last = at >= place.runs[-1].inner.end
    return place.end(at) if last else line_start(outer, place.begin(at))


def _margin(outer: str, place: Embedded) -> tuple[str, str]:
    """The indentation of the text, and its line end."""
    filled = (run for run in place.runs if outer[run.outer.start] not in "\r\n")
    run = next(filled, place.runs[0])
    end = outer.find("\n", run.outer.start)
    return outer[line_start(outer, run.outer.start) : run.outer.start], "\r\n" if outer[end - 1 : end] == "\r" else "\n"


def _character(escape: str) -> str:
    """What an escape in double quotes says."""
    return chr(int(escape[2:], 16)) if len(escape) > 2 else _LETTERS.get(escape[1], escape[1])


def _quote(doubled: str) -> str:
    return doubled[0]
