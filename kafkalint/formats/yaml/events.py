"""YAML text as a flat list of events: parsed by libyaml, guarded, with aliases played out in place.

No composer is used: those recurse, and give an alias the marks of its anchor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from kafkalint.formats.templates import because
from kafkalint.model.edit import Unreadable
from kafkalint.model.source import Span

DEEPEST = 200
"""Levels of nesting; parsers get slow or die far beyond it."""
REPEATED = 40_000
"""Events that the aliases of one file may repeat, which is about 10,000 entries."""
SLOW = 200_000
"""Characters beyond which only the fast parser is asked."""
_COLON = "found unexpected ':'"  # what that one says of `{url: http://a}`, which is YAML 1.2
_UNSAFE = re.compile("[\0\ud800-\udfff]")

Kind: TypeAlias = Literal["document", "mapping", "sequence", "scalar", "alias", "end"]
_KINDS: dict[str, Kind] = {
    "DocumentStartEvent": "document",
    "MappingStartEvent": "mapping",
    "SequenceStartEvent": "sequence",
    "ScalarEvent": "scalar",
    "AliasEvent": "alias",
    "MappingEndEvent": "end",
    "SequenceEndEvent": "end",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One step of the parser; `span` has anchor and tag in it."""

    kind: Kind
    span: Span
    place: Span
    """Where it stands in the nodes around it: that of the alias when one leads here, else `span`."""
    text: str = ""
    style: str = ""
    anchor: str = ""
    tag: str = ""
    flow: bool = False
    via: str = ""
    """The outermost alias that leads here."""


def events(text: str) -> list[Event]:
    """Every event of all documents in `text`.

    Raises Unreadable for what is not YAML, for nesting and repetition without measure, and for aliases without anchor.
    """
    _check(text)
    try:
        return _played(_parsed(text, pure=False))
    except Unreadable as error:
        if _COLON not in error.reason or len(text) > SLOW:
            raise
    return _played(_parsed(text, pure=True))


def _played(parsed: Iterator[Event]) -> list[Event]:
    """The events with what aliases repeat."""
    played: list[Event] = []
    anchors: dict[str, slice] = {}
    open_: list[tuple[str, int]] = []
    budget = REPEATED
    for event in parsed:
        start = len(played)
        if event.kind == "alias":
            repeated = _repeated(event, played, anchors, open_)
            budget -= len(repeated)
            if budget < 0:
                raise Unreadable("its aliases repeat too much", event.span)
            played += repeated
            continue
        played.append(event)
        if event.kind == "document":
            anchors = {}
        elif event.kind in ("mapping", "sequence"):
            open_.append((event.anchor, start))
            _limit(len(open_), event.span)
        elif event.kind == "end":
            anchor, start = open_.pop()
            anchors[anchor] = slice(start, len(played))
        else:
            anchors[event.anchor] = slice(start, len(played))
    return played


def _check(text: str) -> None:
    """Guard the parser against text that it misreads or chokes on."""
    if text.startswith("\ufeff"):
        raise Unreadable("a second byte order mark", Span(0, 1))
    broken = _UNSAFE.search(text)
    if broken:
        raise Unreadable(f"the character U+{ord(broken[0]):04X}", Span(*broken.span()))


def _repeated(
    alias: Event, played: list[Event], anchors: dict[str, slice], open_: list[tuple[str, int]]
) -> list[Event]:
    """The events of the anchored node once more, for the place of `alias`."""
    if any(anchor == alias.anchor for anchor, _ in open_):
        raise Unreadable(f"the alias *{alias.anchor} stands inside its own anchor", alias.span)
    if alias.anchor not in anchors:
        raise Unreadable(f"the alias *{alias.anchor} has no anchor", alias.span)
    repeated = [replace(event, via=alias.anchor) for event in played[anchors[alias.anchor]]]
    repeated[0] = replace(repeated[0], place=alias.span)
    depth = len(open_)
    for event in repeated:
        depth += {"mapping": 1, "sequence": 1, "end": -1}.get(event.kind, 0)
        _limit(depth, alias.span)
    return repeated


def _limit(depth: int, span: Span) -> None:
    if depth > DEEPEST:
        raise Unreadable(f"nested deeper than {DEEPEST} levels", span)


def _parsed(text: str, pure: bool) -> Iterator[Event]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    try:
        for event in YAML(typ="safe", pure=pure).parse(text):
            kind = _KINDS.get(type(event).__name__)
            if kind:
                yield _event(kind, event)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _unreadable(text, str(error.problem or error.context), mark.index if mark else 0) from None
    except ReaderError as error:
        raise _unreadable(text, str(error.reason), text.find(chr(error.character))) from None
    except (YAMLError, ValueError) as error:  # the pure parser: odd directives
        raise _unreadable(text, str(error), 0) from None


def _event(kind: Kind, event: Any) -> Event:
    span = Span(event.start_mark.index, event.end_mark.index)
    return Event(
        kind,
        span,
        span,
        getattr(event, "value", None) or "",
        getattr(event, "style", None) or "",
        getattr(event, "anchor", None) or "",
        str(getattr(event, "tag", None) or ""),
        bool(getattr(event, "flow_style", False)),
    )


def _unreadable(text: str, problem: str, at: int) -> Unreadable:
    at = min(max(at, 0), len(text))
    return Unreadable(because(text, problem.partition("\n")[0]), Span(at, min(at + 1, len(text))))
