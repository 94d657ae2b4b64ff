"""The documents of one application, in a file and its neighbours, each with the profiles in which it counts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from posixpath import basename
from typing import TypeAlias

from kafkalint.analysis.locate.conditions import counts
from kafkalint.analysis.locate.leaves import Leaf, leaves_of
from kafkalint.analysis.locate.names import any_meets, file_chosen, simplified
from kafkalint.model.document import Document
from kafkalint.model.place import Place, Variants
from kafkalint.model.value import Dynamic, Value

Beside: TypeAlias = Callable[[str, re.Pattern[str]], Sequence[tuple[str, Document | None]]]
"""Other files in the folder of one, whose lower-case names meet a pattern, with what they hold if they can be read."""


@dataclass(frozen=True, slots=True)
class Page:
    """One document of an application."""

    file: str
    profile: str
    """What its file is for; empty for a file that is for all profiles."""
    suffix: int
    leaves: tuple[Leaf, ...] = ()
    conditions: tuple[str | None, ...] = ()
    """What must hold for it to count; None for what cannot be known."""
    readable: bool = True

    def counts(self, active: Sequence[str]) -> bool | None:
        """Whether it counts with the `active` profiles; None where that cannot be known."""
        found = [None if one is None else counts(one, active) for one in self.conditions]
        return False if False in found else None if None in found else True

    def told(self, names: Sequence[str]) -> Iterator[tuple[str, Leaf]]:
        """The leaves whose dotted names meet one of `names`, as they are compared, with what these say."""
        for leaf in self.leaves:
            name = ".".join(leaf.plain)
            if any_meets(map(simplified, names), [name]):
                yield name, leaf


def pages(document: Document, place: Place, variants: Variants, beside: Beside) -> list[Page]:
    """Every document of the application that `document` belongs to; none when its name belongs to no application."""
    pattern = next(filter(None, (_stem(stem, document.source.path, variants) for stem in variants.stems)), None)
    if pattern is None:
        return []
    found: list[Page] = []
    for path, read in ((document.source.path, document), *beside(document.source.path, pattern)):
        named = pattern.fullmatch(basename(path).lower())
        assert named is not None  # nothing else is asked for
        profile = basename(path)[slice(*named.span("profile"))] if named["profile"] else ""
        page = Page(path, profile, variants.suffixes.index(named["suffix"]))
        parts = tuple(_parted(read, page, place, variants)) if read else (replace(page, readable=False),)
        found += parts or (page,)
    return found


def text_of(value: Value) -> str | None:
    """What `value` says, or what it does by default; None where that cannot be known."""
    literal = value.default if isinstance(value, Dynamic) else value
    return None if literal is None else str(literal.value)


def _stem(stem: str, path: str, variants: Variants) -> re.Pattern[str] | None:
    """What the files of an application are called, if the one at `path` is one of them."""
    suffixes = "|".join(map(re.escape, variants.suffixes))
    pattern = re.compile(rf"{re.escape(stem)}(?:-(?P<profile>.+))?(?P<suffix>{suffixes})")
    return pattern if pattern.fullmatch(basename(path).lower()) else None


def _parted(document: Document, page: Page, place: Place, variants: Variants) -> Iterator[Page]:
    """The documents of one file in their order, and behind each one what its keys keep for a profile."""
    marks = tuple(_marks(document, variants.marks.get(variants.suffixes[page.suffix], ())))
    for root in document.roots:
        leaves = leaves_of(root, page.file, file_chosen(page.file, place.whole))
        for _, group in groupby(leaves, lambda leaf: bisect_right(marks, leaf.entry.key_span.start)):
            plain: list[Leaf] = []
            kept: dict[str, list[Leaf]] = {}
            for leaf in group:
                profile = _profile(leaf, variants)
                (kept.setdefault(profile, []) if profile else plain).append(leaf)
            yield replace(page, leaves=tuple(plain), conditions=tuple(_conditions(plain, place, variants)))
            for profile, own in kept.items():
                yield replace(page, leaves=tuple(map(_inside, own)), conditions=(profile,))


def _marks(document: Document, marks: Sequence[str]) -> Iterator[int]:
    """Where comments stand that are one of `marks` and have no comment of another kind beside them."""
    text = document.source.text
    own = [text[text.rfind("\n", 0, span.start) + 1 : span.end].rstrip() in marks for span in document.comments]
    for index, span in enumerate(document.comments):
        beside = (at for at in (index - 1, index + 1) if 0 <= at < len(own) and not own[at])
        gaps = (sorted((span, document.comments[at])) for at in beside)
        if own[index] and all(text[first.end : second.start].strip() for first, second in gaps):
            yield span.start


def _profile(leaf: Leaf, variants: Variants) -> str:
    """The profile with which the name of a setting begins, if any."""
    first = leaf.path[0] if len(leaf.path) > 1 else ""
    return first[len(variants.prefix) :] if variants.prefix and first.startswith(variants.prefix) else ""


def _inside(leaf: Leaf) -> Leaf:
    return replace(leaf, path=leaf.path[1:], plain=leaf.plain[1:], front=leaf.path[:1])


def _conditions(leaves: Sequence[Leaf], place: Place, variants: Variants) -> Iterator[str | None]:
    page = Page("", "", 0, tuple(leaves))
    yield from (text_of(leaf.value(place)) for _, leaf in page.told(variants.when))
    yield from (None for _ in page.told(variants.perhaps))
