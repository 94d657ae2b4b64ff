"""From the events of YAML to a Document: a stack of open collections, no recursion."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import chain

from kafkalint.formats.templates import Tags, tags_of
from kafkalint.formats.twice import marked
from kafkalint.formats.yaml.blocks import BLOCK_STYLES, block_of, comments, lines_of
from kafkalint.formats.yaml.events import Event, events
from kafkalint.formats.yaml.lists import entries_of
from kafkalint.formats.yaml.scalars import meaning
from kafkalint.formats.yaml.shape import GAP, PROPERTIES, Block, Layout, Look, Nest, Part, Seat
from kafkalint.formats.yaml.tags import FILLER, neutral, restored
from kafkalint.model.document import Document, Entry, Mapping, Node, Scalar, Sequence
from kafkalint.model.edit import Unreadable
from kafkalint.model.source import Source, Span

_COLON = re.compile(r"[ \t]*:")
_MERGE = "comes in through the merge key <<"


@dataclass(frozen=True, slots=True)
class _Built:
    """A finished node, where it stands in its container, and the block scalar in which it ends."""

    node: Node
    event: Event
    place: Span
    tail: Block | None


@dataclass(slots=True)
class _Open:
    """A collection that is still being read."""

    event: Event
    tags: Tags
    items: list[_Built] = field(default_factory=list)


def compose(source: Source) -> Document:
    """The Document of a text; raises Unreadable."""
    tags = tags_of(source.text)
    text, steps = _parsed(source.text, tags)
    stack = [_Open(Event("document", Span(0, 0), Span(0, 0)), tags)]
    for event in steps:
        if event.kind in ("mapping", "sequence"):
            stack.append(_Open(event, tags))
        elif event.kind == "scalar":
            stack[-1].items.append(_scalar(text, event, stack[-1]))
        elif event.kind == "end":
            done = stack.pop()
            close = _mapping if done.event.kind == "mapping" else _sequence
            stack[-1].items.append(close(text, done, event))
    written = [event for event in steps if not event.via]
    blocks = tuple(block_of(text, event) for event in written if event.style in BLOCK_STYLES)
    anchors = tuple(event.place.start for event in written if event.anchor)
    roots = tuple(built.node for built in stack[0].items)
    notes = comments(text, written)
    if tags.alone:
        notes = tuple(note for note in notes if not text.startswith(FILLER, note.start + 1))
    return Document(source, roots, notes, Layout(blocks, anchors))


def _parsed(text: str, tags: Tags) -> tuple[str, list[Event]]:
    """The text that the parser reads, and its events with what is really written."""
    plain = neutral(text, tags)
    if plain == text:
        return text, events(text)
    try:
        steps = events(plain)
    except Unreadable:
        return text, events(text)
    return plain, [replace(event, text=_said(event, plain, text, tags)) for event in steps]


def _said(event: Event, plain: str, text: str, tags: Tags) -> str:
    """What a scalar says with the tags of a template in it."""
    if event.style != "|":
        return restored(event.text, text, event.span, tags)
    said = "".join(piece for piece, _ in lines_of(text, block_of(plain, event)))
    return said if event.text.endswith("\n") else said.removesuffix("\n")


def _scalar(text: str, event: Event, around: _Open) -> _Built:
    block = block_of(text, event) if event.style in BLOCK_STYLES else None
    span, tail = event.span, block
    if block:
        span = Span(span.start, block.span.end)
    elif not (event.text or event.style or event.anchor or event.tag):
        at = _empty(text, event, around)
        span = Span(at, at)
        tail = around.items[-1].tail if around.event.kind == "mapping" and around.items else None
    filled = "" if block or FILLER not in text[slice(*event.span)] else "a template fills it in"
    look = Look(event.style, around.event.flow, _refusal(event) or filled, block)
    node = Scalar(Span(_start(text, event, span), span.end), meaning(event.text, event.style, event.tag), look)
    return _Built(node, event, event.place if _led(event) else span, None if _led(event) else tail)


def _empty(text: str, event: Event, around: _Open) -> int:
    """Where a value that is not written belongs: parsers do not agree on it."""
    if around.event.kind == "mapping" and len(around.items) % 2:
        end = around.items[-1].place.end
        colon = _COLON.match(text, end)
        return colon.end() if colon else end
    if around.event.kind == "sequence" and not around.event.flow:
        return _dash(text, around, len(around.items)) + 1
    return min(event.span.start, len(text))


def _mapping(text: str, done: _Open, end: Event) -> _Built:
    event, flow = done.event, done.event.flow
    pairs = list(zip(done.items[::2], done.items[1::2], strict=True))
    own: list[Entry] = []
    merges: list[list[Mapping]] = []
    parts: list[Part] = []
    for index, (key, value) in enumerate(pairs):
        odd = _odd(text, key, flow)
        parts.append(Part(Span(key.place.start, value.place.end), value.tail, odd))
        merged = _merged(key, value.node)
        if merged:
            merges.append(merged)
        else:
            own.append(_pair(text, key, value, index, odd))
    bare = "a pair without braces cannot be edited" if flow and end.span.start == end.span.end else ""
    nest = Nest(flow, tuple(parts), end.span.start, _led_by(event) or bare)
    place, span = _extent(text, done, end)
    entries = (*_inherited(own, merges), *own)
    node = Mapping(span, marked(_certain(entries, done.tags)), nest, done.tags.open)
    return _Built(node, event, place, _tail(done))


def _pair(text: str, key: _Built, value: _Built, index: int, odd: str) -> Entry:
    node = key.node
    name = key.event.text if isinstance(node, Scalar) else text[key.place.start : key.place.end]
    look = node.detail if isinstance(node, Scalar) and isinstance(node.detail, Look) else Look("")
    merge = "a merge key" if key.event.text == "<<" and not key.event.style else ""
    seat = Seat("pair", index, look, value.place, _led_by(key.event) or odd or merge)
    key_span = key.place if _led(key.event) else node.span
    return Entry(name, key_span, value.node, Span(key.place.start, value.place.end), seat)


def _odd(text: str, key: _Built, flow: bool) -> str:
    """Why nothing can be written around a key."""
    if not isinstance(key.node, Scalar):
        return "the key is no scalar"
    if key.place.start == key.place.end:
        return "the key is empty"
    return "the key is written behind a ? mark" if _explicit(text, key.place, flow) else ""


def _explicit(text: str, key: Span, flow: bool) -> bool:
    """Whether a ? mark stands before a key, or its colon on another line."""
    at = key.start
    while at and text[at - 1] in " \t":
        at -= 1
    if at < key.start and text[at - 1 : at] == "?":
        return True
    if _COLON.match(text, key.end):
        return False
    gap = GAP.match(text, key.end)
    return not flow or (gap is not None and text[gap.end() : gap.end() + 1] == ":")


def _merged(key: _Built, value: Node) -> list[Mapping]:
    """The mappings that a merge key brings in; none for any other pair."""
    if key.event.text != "<<" or key.event.style or key.event.tag:
        return []
    values = value.items if isinstance(value, Sequence) else (value,)
    found = [item for item in values if isinstance(item, Mapping)]
    return found if len(found) == len(values) else []


def _inherited(own: list[Entry], merges: list[list[Mapping]]) -> list[Entry]:
    """The merged entries that nothing overrides: own keys win, then later merge keys, then earlier mappings in one."""
    seen = {entry.key for entry in own}
    result: list[Entry] = []
    for source in chain.from_iterable(reversed(merges)):
        fresh = [entry for entry in source.entries if entry.key not in seen]
        for entry in fresh:
            seat = entry.detail
            result.append(replace(entry, detail=replace(seat, refusal=_MERGE) if isinstance(seat, Seat) else seat))
        seen.update(entry.key for entry in fresh)
    return result


def _sequence(text: str, done: _Open, end: Event) -> _Built:
    event, flow = done.event, done.event.flow
    parts: list[Part] = []
    for index, item in enumerate(done.items):
        start = item.place.start if flow else _dash(text, done, index)
        parts.append(Part(Span(start, item.place.end), item.tail))
    nest = Nest(flow, tuple(parts), end.span.start, _led_by(event))
    items = tuple(item.node for item in done.items)
    place, span = _extent(text, done, end)
    node = Sequence(span, items, _certain(entries_of(text, items), done.tags), nest, done.tags.open)
    return _Built(node, event, place, _tail(done))


def _certain(entries: tuple[Entry, ...], tags: Tags) -> tuple[Entry, ...]:
    """The entries, those that a template may leave out marked so."""
    if not tags.regions:
        return entries
    return tuple(replace(entry, optional=tags.is_conditional(entry.key_span.start)) for entry in entries)


def _dash(text: str, around: _Open, index: int) -> int:
    """Where the dash of an item of a block sequence stands."""
    at = around.items[index - 1].place.end if index else _start(text, around.event, around.event.span)
    gap = GAP.match(text, at)
    return gap.end() if gap else at


def _extent(text: str, done: _Open, end: Event) -> tuple[Span, Span]:
    """Where a collection stands in its container, and what it spans without anchor and tag."""
    event = done.event
    last = end.span.end if event.flow or not done.items else done.items[-1].place.end
    braces = event.flow and end.span.start < end.span.end
    start = event.span.end - 1 if braces else _start(text, event, event.span)
    return event.place if _led(event) else Span(event.span.start, last), Span(start, last)


def _tail(done: _Open) -> Block | None:
    return None if done.event.flow or _led(done.event) or not done.items else done.items[-1].tail


def _start(text: str, event: Event, span: Span) -> int:
    """Where a node begins behind its anchor and tag."""
    found = PROPERTIES.match(text, span.start) if event.anchor or event.tag else None
    return min(found.end(), span.end) if found else span.start


def _led(event: Event) -> bool:
    """Whether an alias stands at this very place."""
    return event.place != event.span


def _led_by(event: Event) -> str:
    return f"reached through the alias *{event.via}" if event.via else ""


def _refusal(event: Event) -> str:
    """Why the value of a scalar is not rewritten."""
    if event.via:
        return _led_by(event)
    if event.anchor:
        return f"the value has the anchor &{event.anchor}"
    return "the value has a tag" if event.tag else ""
