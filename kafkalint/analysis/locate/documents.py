"""Producers, brokers and settings gone astray in data files, by the finders of the places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kafkalint.analysis.locate import branch, environment, image, keeping, section, sheet, statement, stray
from kafkalint.analysis.locate.found import Found, producer_of
from kafkalint.analysis.locate.names import file_chosen
from kafkalint.analysis.locate.outward import outward
from kafkalint.model.document import Document, Node
from kafkalint.model.place import (
    Branch,
    Environment,
    Finder,
    Images,
    Keeping,
    Place,
    Section,
    Sheet,
    Statements,
    Strays,
)
from kafkalint.model.producer import Broker, Producer, Stray
from kafkalint.model.source import Span

_SUREST = (Section, Environment, Sheet, Branch)
"""A setting belongs to the first producer that takes it."""


def locate(document: Document, places: Sequence[Place]) -> tuple[Producer | Broker | Stray, ...]:
    """Every producer, broker and stray setting in `document` and in the documents inside it, in written order."""
    return _located(document, places, document.source.data.lower())


def _located(document: Document, places: Sequence[Place], data: bytes) -> tuple[Producer | Broker | Stray, ...]:
    """The same for a document in a file with the lower-case content `data`."""
    possible = tuple(_possible(document.source.path, data, places))
    brokers = {broker.site: broker for broker in _brokers(document, possible)}
    strays = {one.site: one for one in _strays(document, possible)}
    found: list[Producer | Broker | Stray] = [*_producers(document, possible), *brokers.values(), *strays.values()]
    for inner in document.inner:
        found += [outward(subject, inner, document.source.path) for subject in _located(inner.document, places, data)]
    return tuple(sorted(found, key=lambda subject: subject.site.span))


def may_hold(place: Place, path: str, data: bytes) -> bool:
    """Whether a file at `path`, itself or inside another one with the lower-case content `data`, may hold `place`."""
    return file_chosen(path, place.files) and any(mention in data for mention in place.mentions)


def _possible(path: str, data: bytes, places: Sequence[Place]) -> Iterator[Place]:
    """The places that this file may hold, as they are in such a file."""
    for place in places:
        if may_hold(place, path, data):
            yield place if file_chosen(path, place.worded) else replace(place, words={})


def _producers(document: Document, places: Sequence[Place]) -> Iterator[Producer]:
    path = document.source.path
    finders = [(finder, place) for place in places for finder in place.finders if isinstance(finder, _SUREST)]
    finders.sort(key=lambda pair: _SUREST.index(type(pair[0])))
    taken: set[Span] = set()
    for index, root in enumerate(document.roots):
        leaves = tuple(section.leaves_of(root)) if finders else ()
        for finder, place in finders:
            for found in _find(finder, root, leaves, place, path):
                if taken.isdisjoint(found.keys):
                    taken |= found.keys
                    yield producer_of(found, place, path, tuple(_open(found, place, path, index)))


def _find(finder: Finder, root: Node, leaves: tuple[section.Leaf, ...], place: Place, path: str) -> Iterator[Found]:
    match finder:
        case Section():
            yield from section.find(finder, leaves, place, path)
        case Environment():
            yield from environment.find(finder, root, place, path)
        case Sheet():
            yield from sheet.find(finder, root, place, path)
        case Branch():
            yield from branch.find(finder, root, place, path)


def _open(found: Found, place: Place, path: str, index: int) -> Iterator[str]:
    """Why settings may be missing in the document with this index."""
    if found.open:
        yield found.open
    if place.open and not any(written.name in place.closed_by for written in found.settings):
        yield place.open
    if place.overlays and file_chosen(path, place.overlays):
        yield "the settings of another file lie below these"
    if place.layered and index:
        yield "the settings of the first document lie below these"


def _brokers(document: Document, places: Sequence[Place]) -> Iterator[Broker]:
    for place in places:
        for finder in place.finders:
            for root in document.roots:
                match finder:
                    case Images():
                        yield from image.find(finder, root, place, document)
                    case Statements():
                        yield from statement.find(finder, root, place, document)
                    case Keeping():
                        yield from keeping.find(finder, root, place, document)


def _strays(document: Document, places: Sequence[Place]) -> Iterator[Stray]:
    for place in places:
        for finder in place.finders:
            if isinstance(finder, Strays):
                for root in document.roots:
                    yield from stray.find(finder, root, place, document)
