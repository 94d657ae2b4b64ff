"""Changes that touch each other: made one by one, each in the text that the one before has left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar, cast

from kafkalint.formats import Format
from kafkalint.model.change import Change
from kafkalint.model.document import Document, Entry, Mapping, walk
from kafkalint.model.document import Sequence as Items
from kafkalint.model.edit import Edit, Refusal, Unreadable, splice
from kafkalint.model.producer import Home
from kafkalint.model.program import Chain, Link, Node, Program, children
from kafkalint.model.source import Source, Span

Thing = TypeVar("Thing")
Lower = Callable[[Document | Program, Format, Change, Home | None], "tuple[Edit, ...] | Refusal"]


@dataclass(frozen=True, slots=True)
class _Moves:
    """How to find what was read before `edits` in what is read after them: by its kind and where it must have gone."""

    places: dict[tuple[type, Span], object]
    edits: tuple[Edit, ...]

    def of(self, thing: Thing) -> Thing | None:
        """The same thing as it is now, with or without what was put at its very end; None when it is gone."""
        if isinstance(thing, Link):
            return cast("Thing", self._link(thing))
        if isinstance(thing, Chain):
            call = self.of(thing.call)
            return cast("Thing", replace(thing, span=call.span, call=call)) if call else None
        span = getattr(thing, "span", Span(0, 0))
        inside = [edit for edit in self.edits if edit.span != Span(span.end, span.end)]
        start = span.start + sum(map(_growth, (edit for edit in self.edits if edit.span.end <= span.start)))
        for edits in (inside, self.edits):
            end = span.end + sum(map(_growth, (edit for edit in edits if edit.span.end <= span.end)))
            found = self.places.get((type(thing), Span(start, end)))
            if found is not None:
                return cast("Thing", found)
        return None

    def _link(self, link: Link) -> Link | None:
        """A link is no part of the tree, but its nodes are."""
        call, key, value = self.of(link.call), self.of(link.key) if link.key else None, self.of(link.value)
        if call is None or value is None or (key is None) is not (link.key is None):
            return None
        return Link(call.span, call, key, value)


def _growth(edit: Edit) -> int:
    return len(edit.text) - (edit.span.end - edit.span.start)


def touch(edits: Sequence[Edit]) -> bool:
    """Whether some of the sorted `edits` cannot be made together."""
    return any(one.span.end > other.span.start or one.span == other.span for one, other in pairwise(edits))


def stepwise(
    read: Document | Program, syntax: Format, changes: Sequence[Change], home: Home | None, lower: Lower
) -> tuple[Edit, ...] | Refusal:
    """One edit that makes all of `changes`, or the first reason why one cannot be made.

    What is removed goes last: a container that becomes empty may not look like one any more.
    """
    first = read.source
    waiting = sorted(changes, key=lambda change: change.kind == "remove")
    while waiting:
        edits = lower(read, syntax, waiting.pop(0), home)
        if isinstance(edits, Refusal):
            return edits
        try:
            after = syntax.read(_spliced(read.source, edits))
        except Unreadable as error:
            return Refusal(f"the result could not be read again: {error.reason}")
        moves = _Moves({(type(thing), thing.span): thing for thing in _things(after)}, edits)
        waiting = [_change(each, moves) for each in waiting]
        home, read = _home(home, moves), after
    return _difference(first.text, read.source.text)


def _spliced(source: Source, edits: tuple[Edit, ...]) -> Source:
    text = splice(source.text, edits)
    return replace(source, text=text, data=source.encode(text))


def _change(change: Change, moves: _Moves) -> Change:
    if change.setting is None or change.setting.handle is None:
        return change
    setting = change.setting
    origin = moves.of(setting.origin) if setting.origin else None
    return replace(change, setting=replace(setting, handle=moves.of(setting.handle), origin=origin))


def _home(home: Home | None, moves: _Moves) -> Home | None:
    container = moves.of(home.container) if home else None
    if home is None or container is None:
        return None
    return replace(home, container=container, after=moves.of(home.after) if home.after else None)


def _things(read: Document | Program) -> Iterator[Entry | Mapping | Items | Node]:
    if isinstance(read, Document):
        for root in read.roots:
            for _, container, entry in walk(root):
                yield from (container, entry)
            if isinstance(root, Mapping | Items):
                yield root
        return
    stack = list(read.body)
    while stack:
        node = stack.pop()
        yield node
        stack.extend(children(node))


def _difference(before: str, after: str) -> tuple[Edit, ...]:
    """The shortest single edit from one text to the other."""
    limit = min(len(before), len(after))
    start = next((at for at in range(limit) if before[at] != after[at]), limit)
    tail = next((at for at in range(limit - start) if before[-1 - at] != after[-1 - at]), limit - start)
    if start == len(before) == len(after):
        return ()
    return (Edit(Span(start, len(before) - tail), after[start : len(after) - tail]),)
