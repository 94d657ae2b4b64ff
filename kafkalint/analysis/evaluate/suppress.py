"""Comments that silence rules: reading them, applying them, and judging the comments themselves."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate

from kafkalint.analysis.evaluate.rules import evaluate
from kafkalint.model.finding import Finding
from kafkalint.model.producer import Site
from kafkalint.model.rule import Rule
from kafkalint.model.source import Source, Span
from kafkalint.model.suppression import Suppression

_DIRECTIVE = re.compile(r"(?:^|\s)[#/*;!<-]*\s*kafkalint:\s*(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_IGNORE = re.compile(
    r"ignore(?P<reach>-file|-start|-end)?\[(?P<ids>[^\]\n]*)\](?P<reason>.*)", re.IGNORECASE | re.DOTALL
)
_ID = re.compile(r"[A-Z]+[0-9]+")
_UNTIL = re.compile(r"(?<!\S)until=(?P<day>\S*)")


def read(source: Source, comments: Sequence[Span]) -> tuple[Suppression, ...]:
    """The suppressions in `comments`, malformed ones included."""
    lines = _Lines(source.text, comments)
    found = (_DIRECTIVE.search(source.slice(span)) for span in comments)
    return tuple(
        _joined(
            [
                _parse(match["rest"], Site(source.path, span), lines)
                for span, match in zip(comments, found, strict=True)
                if match is not None
            ]
        )
    )


def apply(
    findings: Sequence[Finding],
    suppressions: Sequence[Suppression],
    source: Source,
    rules: Sequence[Rule],
    known_ids: Collection[str],
    today: date,
) -> list[Finding]:
    """The findings, each with the comment that silences it if one does, and those about the suppressions themselves.

    `rules` are those that ran; a suppression of another one is not called unused. A comment never silences a finding
    about itself.
    """
    lines = _Lines(source.text, ())
    sound, wrong = _sort(suppressions, known_ids, today)
    ran = {rule.id for rule in rules}
    raised = [*findings, *_judge(wrong, rules)]
    # A comment may silence what is said about an idle one, and is then not idle itself: hence two rounds.
    maybe = _judge(_idle(sound, [*raised], lines, ran), rules)
    raised += _judge(_idle(sound, [*raised, *maybe], lines, ran), rules)
    return [_marked(finding, sound, lines) for finding in raised]


def silence(
    findings: Sequence[Finding],
    suppressions: Sequence[Suppression],
    source: Source,
    known_ids: Collection[str],
    today: date,
) -> list[Finding]:
    """The findings, marked where a comment silences them; nothing is said about the comments."""
    lines = _Lines(source.text, ())
    sound, _wrong = _sort(suppressions, known_ids, today)
    return [_marked(finding, sound, lines) for finding in findings]


def _marked(finding: Finding, sound: Sequence[Suppression], lines: _Lines) -> Finding:
    return replace(finding, silenced=next((one.site for one in sound if _silences(one, finding, lines)), None))


def _joined(read: Sequence[tuple[str, Suppression]]) -> Iterator[Suppression]:
    """What was read, with each start of a block reaching to the next end for the same rules, which is none itself."""
    ends = [one for reach, one in read if reach == "-end"]
    for reach, one in read:
        if reach == "-start":
            end = next((each for each in ends if each.ids == one.ids and each.line >= one.line), None)
            if end is not None:
                ends.remove(end)
            yield replace(one, last=end.line) if end else _lonely(one, "ignore-end", "below")
        elif reach != "-end":
            yield one
    yield from (_lonely(one, "ignore-start", "above") for one in ends)


def _lonely(one: Suppression, other: str, where: str) -> Suppression:
    return replace(one, problem="malformed", text=f"there is no {other}[{', '.join(one.ids)}] for it {where}")


def _parse(rest: str, site: Site, lines: _Lines) -> tuple[str, Suppression]:
    """What a comment says, and how far it reaches: empty for one line; the end of a block is found later."""
    match = _IGNORE.match(rest.strip())
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
    return Suppression(site, ids, line, last, day)


def _sort(
    suppressions: Sequence[Suppression], known: Collection[str], today: date
) -> tuple[list[Suppression], list[Suppression]]:
    """Those that silence something, and those with something wrong; one with an unknown id among others is both."""
    sound: list[Suppression] = []
    wrong: list[Suppression] = []
    for one in suppressions:
        unknown = tuple(given for given in one.ids if given not in known)
        if one.problem:
            wrong.append(one)
        elif one.until is not None and one.until < today:
            wrong.append(replace(one, problem="expired"))
        else:
            sound.append(replace(one, ids=tuple(given for given in one.ids if given in known)))
            wrong += [replace(one, ids=unknown, problem="unknown-id")] if unknown else []
    return sound, wrong


def _silences(one: Suppression, finding: Finding, lines: _Lines) -> bool:
    """Whether `one` speaks of the finding's rule and line, in the same file, and not of itself."""
    same_file = finding.site.path == one.site.path
    return (
        same_file
        and finding.rule in one.ids
        and finding.site != one.site
        and one.line <= lines.at(finding.site.span.start) <= one.last
    )


def _idle(
    sound: Sequence[Suppression], findings: Sequence[Finding], lines: _Lines, ran: Collection[str]
) -> Iterator[Suppression]:
    """The suppressions that silence none of `findings`, with the ids that they name in vain."""
    for one in sound:
        needed = {finding.rule for finding in findings if _silences(one, finding, lines)}
        idle = tuple(given for given in one.ids if given in ran and given not in needed)
        if idle:
            yield replace(one, ids=idle, problem="unused")


def _judge(suppressions: Iterable[Suppression], rules: Sequence[Rule]) -> list[Finding]:
    return [fired.finding for one in suppressions for fired in evaluate(rules, one, None, {})]


class _Lines:
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
