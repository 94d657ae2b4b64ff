"""What comments say to kafkalint, and which lines they speak of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate

from kafkalint.model.producer import Site
from kafkalint.model.source import Source, Span
from kafkalint.model.suppression import Suppression

DIRECTIVE = re.compile(r"(?:^|\s)[#/*;!<-]*\s*kafkalint:\s*(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
IGNORE = re.compile(
    r"ignore(?P<reach>-file|-start|-end)?\[(?P<ids>[^\]\n]*)\](?P<reason>.*)", re.IGNORECASE | re.DOTALL
)
_ID = re.compile(r"[A-Z]+[0-9]+")
_UNTIL = re.compile(r"(?<!\S)until=(?P<day>\S*)")
_PROFILES = re.compile(r"(?<!\S)in-profile=(?P<names>\S*)")


def read(source: Source, comments: Sequence[Span]) -> tuple[Suppression, ...]:
    """The suppressions in `comments`, malformed ones included."""
    lines = Lines(source.text, comments)
    found = (DIRECTIVE.search(source.slice(span)) for span in comments)
    return tuple(
        _joined(
            [
                _parse(match["rest"], Site(source.path, span), lines)
                for span, match in zip(comments, found, strict=True)
                if match is not None
            ]
        )
    )


def _joined(read: Sequence[tuple[str, Suppression]]) -> Iterator[Suppression]:
    """What was read, with each start of a block reaching to the next end for the same rules, which is none itself."""
    ends = [one for reach, one in read if reach == "-end"]
    for reach, one in read:
        if reach == "-start":
            end = next((each for each in ends if each.ids == one.ids and each.line >= one.line), None)
            if end is not None:
                ends.remove(end)
            yield replace(one, last=end.line, end=end.site) if end else _lonely(one, "ignore-end", "below")
        elif reach != "-end":
            yield one
    yield from (_lonely(one, "ignore-start", "above") for one in ends)


def _lonely(one: Suppression, other: str, where: str) -> Suppression:
    return replace(one, problem="malformed", text=f"there is no {other}[{', '.join(one.ids)}] for it {where}")


def _parse(rest: str, site: Site, lines: Lines) -> tuple[str, Suppression]:
    """What a comment says, and how far it reaches: empty for one line; the end of a block is found later."""
    match = IGNORE.match(rest.strip())
    reach = (match["reach"] or "").lower() if match else ""
    line = 0 if reach == "-file" else lines.at(site.span.start) if reach else lines.meant(site.span)
    found = _told(match, site, line, lines.last if reach == "-file" else line)
    return ("" if found.problem else reach), found


def _told(match: re.Match[str] | None, site: Site, line: int, last: int) -> Suppression:
    wrong_text = "it does not read kafkalint: ignore[RULE] reason"
    if match is None:
        return Suppression(site, (), line, last, problem="malformed", text=wrong_text)
    ids = tuple(part.strip() for part in match["ids"].split(","))
    wrong = [given for given in ids if not _ID.fullmatch(given)]
    if wrong:
        return Suppression(site, (), line, last, problem="malformed", text=f"{wrong[0] or 'nothing'!r} is no rule id")
    until = _UNTIL.search(match["reason"])
    try:
        day = date.fromisoformat(until["day"].rstrip(".,;)")) if until else None
    except ValueError:
        wrong_text = "until= is not followed by a date like 2030-01-31"
        return Suppression(site, ids, line, last, problem="malformed", text=wrong_text)
    profiles = _PROFILES.search(match["reason"])
    names = tuple(profiles["names"].split(",")) if profiles else ()
    if not all(names):
        wrong_text = "in-profile= is not followed by names like dev,test"
        return Suppression(site, ids, line, last, day, problem="malformed", text=wrong_text)
    return Suppression(site, ids, line, last, day, names)


class Lines:
    """Lines of a text by offset, and which line a comment speaks of."""

    def __init__(self, text: str, comments: Sequence[Span]) -> None:
        lines = _blanked(text, comments).split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)]
        self._filled = [bool(line.strip()) for line in lines]

    @property
    def last(self) -> int:
        """The last line."""
        return len(self._starts) - 1

    def at(self, offset: int) -> int:
        """The line that holds `offset`, counted from 0."""
        return bisect_right(self._starts, offset) - 1

    def meant(self, comment: Span) -> int:
        """The comment's own line when something stands there, otherwise the next one on which something does."""
        own = self.at(comment.start)
        return next((line for line in range(own, len(self._filled)) if self._filled[line]), own)


def _blanked(text: str, comments: Sequence[Span]) -> str:
    """`text` with blanks in the place of comments."""
    done: list[str] = []
    at = 0
    for start, end in comments:
        done += [text[at:start], re.sub(r"[^\n]", " ", text[start:end])]
        at = end
    return "".join((*done, text[at:]))
