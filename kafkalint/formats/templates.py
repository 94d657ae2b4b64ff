"""Tags of templates, as Go and Jinja have them, in a text of another syntax: what they leave certain of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from kafkalint.model.source import Span

OPEN = "a template may add settings or leave some out"

MOST = 2_000
"""Tags of one text that are looked at one by one."""
_TAG = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{#(?:(?!\{#).)*?#\}", re.DOTALL)
_REST = re.compile(r"[ \t]*(?=\r?\n|\Z)")
_WORD = re.compile(r"\{[{%][-+~]?\s*(\w+)")
_BEGIN = frozenset({"if", "range", "with", "define", "block", "for", "macro", "raw", "filter", "call"})


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of one text, in order."""

    alone: tuple[Span, ...] = ()
    """Those that have their lines for themselves."""
    inline: tuple[Span, ...] = ()
    regions: tuple[Span, ...] = ()
    """What may be left out or repeated, from the tag that opens it to the one that closes it."""
    open: str = ""
    """Why there may be entries that do not stand in the text: a tag stands where one begins."""

    def is_conditional(self, at: int) -> bool:
        """Whether what stands at an offset may be missing when the template is filled in."""
        return any(start <= at < end for start, end in self.regions)


def because(text: str, reason: str) -> str:
    """Why `text` cannot be read, with what probably is in the way."""
    return f"braces of a template; {reason}" if "{{" in text or "{%" in text else reason


def tags_of(text: str) -> Tags:
    """The tags in `text`; of a text with too many nothing is known but that it is open."""
    if "{{" not in text and "{%" not in text:
        return Tags()
    found = list(islice(_TAG.finditer(text), MOST + 1))
    if len(found) > MOST:
        return Tags(open=OPEN)
    alone = tuple(Span(*tag.span()) for tag in found if _is_alone(text, tag))
    inline = tuple(Span(*tag.span()) for tag in found if not _is_alone(text, tag))
    begins = any(_begins_line(text, tag) for tag in found)
    return Tags(alone, inline, tuple(_regions(text, found)), OPEN if begins else "")


def _begins_line(text: str, tag: re.Match[str]) -> bool:
    return not text[text.rfind("\n", 0, tag.start()) + 1 : tag.start()].strip(" \t")


def _is_alone(text: str, tag: re.Match[str]) -> bool:
    return _begins_line(text, tag) and _REST.match(text, tag.end()) is not None


def _regions(text: str, found: list[re.Match[str]]) -> Iterator[Span]:
    """From each tag that opens something to the one that closes it, or to the end."""
    open_: list[int] = []
    for tag in found:
        word = _WORD.match(tag[0])
        if word and word[1] in _BEGIN:
            open_.append(tag.start())
        elif word and word[1].startswith("end") and open_:
            yield Span(open_.pop(), tag.end())
    yield from (Span(start, len(text)) for start in open_)
