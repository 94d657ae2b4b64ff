"""How a suppression without effect is taken out of its comment, and the comment out of its line."""

from __future__ import annotations

import re

from kafkalint.analysis.evaluate.directives import DIRECTIVE, IGNORE
from kafkalint.model.edit import Edit, Refusal
from kafkalint.model.source import Source, Span
from kafkalint.model.suppression import Suppression

_MARKERS = re.compile(r"[#/*;!<\s-]*")
_CLOSER = re.compile(r"\s*(?:\*/|-->)\s*\Z")
_FURTHER = re.compile(r"\s+(?=(?:#|//)\s*[A-Za-z])")
"""What ends a reason: a further comment on the same line, such as that of another tool."""


def removal(one: Suppression, source: Source) -> tuple[Edit, ...] | Refusal:
    """The edits that take out what `one` says in vain: rules that it names, or all of it with the end of its block."""
    if one.problem == "malformed":
        return Refusal("only its author knows what was meant")
    named = () if one.problem == "expired" else one.ids
    spans = (one.site.span, one.end.span) if one.end else (one.site.span,)
    if any(not _left(source.slice(span), named) and "\n" in source.slice(span) for span in spans):
        return Refusal("it stands in a comment of several lines")
    return tuple(_without(span, named, source) for span in spans)


def _left(comment: str, named: tuple[str, ...]) -> list[str]:
    """The rules that a comment still names without `named`, as they are written; none where nothing is named."""
    _start, ids = _said(comment)
    return [text for text in comment[slice(*ids)].split(",") if text.strip() not in named] if named else []


def _said(comment: str) -> tuple[int, Span]:
    """Where kafkalint's part of a comment that can be read begins, and where the rules stand in it."""
    said = DIRECTIVE.search(comment)
    ignore = said and IGNORE.match(said["rest"])
    assert said is not None
    assert ignore is not None  # else it would be malformed
    rest = said.start("rest")
    return said.start(), Span(rest + ignore.start("ids"), rest + ignore.end("ids"))


def _without(span: Span, named: tuple[str, ...], source: Source) -> Edit:
    comment = source.slice(span).rstrip("\r\n")
    span = Span(span.start, span.start + len(comment))
    begin, ids = _said(comment)
    if left := _left(comment, named):
        return Edit(_moved(ids, span), ",".join(left).strip())
    start, end = _directive(comment, begin, ids.end)
    if start or end < len(comment):
        return Edit(_moved(Span(start, end), span), "")
    return Edit(_line(span, source), "")


def _directive(comment: str, begin: int, ids_end: int) -> Span:
    """What is kafkalint's in a comment: all of it where nothing else is said there."""
    before = comment[:begin].rstrip()
    closer = _CLOSER.search(comment)
    further = _FURTHER.search(comment, ids_end)
    end = further.start() if further else closer.start() if closer else len(comment)
    if not _MARKERS.fullmatch(before):
        return Span(len(before), end)
    return Span(0, further.end()) if further else Span(0, len(comment))


def _line(comment: Span, source: Source) -> Span:
    """A comment with its line where it stands alone, otherwise with the blanks between it and its neighbour."""
    text, part = source.text, source.part(comment.start).span
    breaks = [part.start, *(found.end() for found in re.finditer(r"\r\n?|\n", text[part.start : part.end]))]
    starts = [breaks[0], *(part.start + end for end in breaks[1:])]
    start = max(at for at in starts if at <= comment.start)
    end = min((at for at in starts if at >= comment.end and at > start), default=part.end)
    before, behind = text[start : comment.start], text[comment.end : end]
    if before.strip() or behind.strip():
        blank = len(before) - len(before.rstrip())
        after = 0 if not behind.strip() else len(behind) - len(behind.lstrip(" \t"))
        return Span(comment.start - (0 if after or behind.strip() else blank), comment.end + after)
    if end == part.end and not text[start:end].endswith(("\n", "\r")) and start > part.start:
        return Span(start - (2 if text[:start].endswith("\r\n") else 1), end)
    return Span(start, end)


def _moved(span: Span, by: Span) -> Span:
    return Span(span.start + by.start, span.end + by.start)
