"""Members between brackets and commas: how one is put in and taken out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kafkalint.formats.comments import comments_between
from kafkalint.formats.lines import line_start
from kafkalint.model.document import Document
from kafkalint.model.edit import Edit, Refusal
from kafkalint.model.source import Span

_INDENT = re.compile(r"\n([ \t]+)\S")
_LINE_ENDS = re.compile(r"[ \t]*[\r\n]")


@dataclass(frozen=True, slots=True)
class Flow:
    """A bracketed container: its span with the brackets and the spans of its members."""

    document: Document
    span: Span
    members: tuple[Span, ...]

    def gap(self, index: int) -> Span:
        """What stands behind member `index` up to the next one or the closing bracket; -1 is the opening bracket."""
        start = self.members[index].end if index >= 0 else self.span.start + 1
        last = index + 1 == len(self.members)
        return Span(start, self.span.end - 1 if last else self.members[index + 1].start)

    def holding(self, at: int) -> int:
        """The index of the member around `at`."""
        return next(index for index, member in enumerate(self.members) if at < member.end)


def insert_member(flow: Flow, index: int, member: str, blank: str) -> tuple[Edit, ...] | Refusal:
    """`member` behind the one at `index`, set apart as its neighbours are, else by `blank`."""
    if not flow.members:
        return _first_member(flow, member)
    gap = flow.gap(index)
    comma = _comma(flow.document, gap)
    is_bare = comma == gap.end
    at = gap.start if is_bare else comma + 1
    tail = _behind_comment(flow.document, Span(at, gap.end))
    lead = _lead(flow, index, blank)
    if tail > at and "\n" not in lead:
        lead = _new_line(flow.document, flow.members[index].start)
    if not is_bare:
        return (Edit(Span(tail, tail), f"{lead}{member},"),)
    if tail == at:
        return (Edit(Span(at, at), f",{lead}{member}"),)
    return Edit(Span(at, at), ","), Edit(Span(tail, tail), f"{lead}{member}")


def delete_member(flow: Flow, index: int) -> tuple[Edit, ...] | Refusal:
    """The member at `index` with the comma before it; the first one goes up to the next one."""
    member = flow.members[index]
    behind = flow.gap(index)
    if len(flow.members) == 1:
        cut = Span(flow.span.start + 1, flow.span.end - 1)
        gaps = [flow.gap(-1), behind]
    elif index:
        before = flow.gap(index - 1)
        cut = Span(_comma(flow.document, before), member.end)
        newline = flow.document.source.text.find("\n", *behind)
        gaps = [before, behind if newline < 0 else Span(behind.start, newline)]
    else:
        cut = Span(member.start, behind.end)
        gaps = [behind]
    if any(comments_between(flow.document, *gap) for gap in gaps):
        return Refusal("a comment stands beside the setting")
    return (Edit(cut, ""),)


def _first_member(flow: Flow, member: str) -> tuple[Edit, ...] | Refusal:
    inside = flow.gap(-1)
    if comments_between(flow.document, *inside):
        return Refusal("a comment stands between the brackets")
    text = flow.document.source.text
    blanks = flow.document.source.slice(inside)
    if "\n" not in blanks:
        return (Edit(inside, f"{blanks}{member}{blanks}"),)
    unit = _INDENT.search(text)
    lead = _new_line(flow.document, inside.end) + (unit.group(1) if unit else "  ")
    return (Edit(Span(inside.start, inside.start), f"{lead}{member}"),)


def _comma(document: Document, gap: Span) -> int:
    """The comma in `gap` that stands in no comment; the end of `gap` when there is none."""
    at = gap.start
    for comment in (*comments_between(document, *gap), Span(gap.end, gap.end)):
        found = document.source.text.find(",", at, comment.start)
        if found >= 0:
            return found
        at = comment.end
    return gap.end


def _behind_comment(document: Document, span: Span) -> int:
    """The end of the comments that close the line of `span`'s start, else its start."""
    text = document.source.text
    at = span.start
    for comment in comments_between(document, *span):
        if "\n" in text[at : comment.start]:
            break
        at = comment.end
    return at if _LINE_ENDS.match(text, at) else span.start


def _lead(flow: Flow, index: int, blank: str) -> str:
    """The blanks to put before a member that follows the one at `index`."""
    own = _blanks(flow, index)
    if index == 0 and "\n" not in own:
        return _blanks(flow, 1) if len(flow.members) > 1 else blank
    return own


def _blanks(flow: Flow, index: int) -> str:
    """The blanks before the member at `index`, without empty lines."""
    before = flow.document.source.text[flow.gap(index - 1).start : flow.members[index].start]
    blanks = before[len(before.rstrip(" \t\r\n")) :]
    newline = blanks.rfind("\n")
    if newline < 0:
        return blanks
    return blanks[newline - 1 if blanks[newline - 1 : newline] == "\r" else newline :]


def _new_line(document: Document, at: int) -> str:
    """A line end and the indentation of the line of `at`."""
    line = document.source.text[line_start(document.source.text, at) : at]
    return document.source.newline + line[: len(line) - len(line.lstrip(" \t"))]
