"""Producers, brokers and settings gone astray in data files, by the finders of the places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kafkalint.analysis.locate import (
    branch,
    command,
    environment,
    image,
    keeping,
    managed,
    section,
    sheet,
    statement,
    stray,
)
from kafkalint.analysis.locate.found import Found, producer_of
from kafkalint.analysis.locate.names import file_chosen
from kafkalint.analysis.locate.outward import folders, outward
from kafkalint.analysis.locate.pages import Beside
from kafkalint.analysis.locate.values import within
from kafkalint.analysis.locate.views import View, views
from kafkalint.model.document import Document, Node
from kafkalint.model.place import (
    Branch,
    Command,
    Environment,
    Finder,
    Images,
    Keeping,
    Managed,
    Place,
    Section,
    Sheet,
    Statements,
    Strays,
)
from kafkalint.model.producer import Broker, Producer, Site, Stray, Variant
from kafkalint.model.value import Value

_SUREST = (Section, Environment, Command, Sheet, Branch)
"""A setting belongs to the first producer that takes it."""


def locate(
    document: Document, places: Sequence[Place], beside: Beside = lambda _path, _pattern: ()
) -> tuple[Producer | Broker | Stray, ...]:
    """Every producer, broker and stray setting in `document` and in the documents inside it, in written order.

    With the files `beside` it also those of an application's variants.
    """
    return _located(document, places, document.source.data.lower(), beside)


def _located(
    document: Document, places: Sequence[Place], data: bytes, beside: Beside
) -> tuple[Producer | Broker | Stray, ...]:
    """The same for a document in a file with the lower-case content `data`."""
    own = document.source.path
    possible = tuple(place for place in places if may_hold(place, own, data))
    brokers = {broker.site: broker for broker in _brokers(document, possible)}
    strays = {one.site: one for one in _strays(document, possible)}
    producers = _producers(document, possible, beside)
    found: list[Producer | Broker | Stray] = [*producers, *brokers.values(), *strays.values()]
    for folder in folders(document):
        inside = _located(folder.inner.document, places, data, folder.beside)
        found += outward(inside, folder, own)
    return tuple(sorted(found, key=lambda one: (one.site.path != own, one.site.path, one.site.span)))


def may_hold(place: Place, path: str, data: bytes) -> bool:
    """Whether a file at `path`, itself or inside another one with the lower-case content `data`, may hold `place`."""
    mentioned = any(mention in data for mention in place.mentions)
    return mentioned and file_chosen(path, place.files) and any(_may_be(finder, data) for finder in place.finders)


def _may_be(finder: Finder, data: bytes) -> bool:
    """Whether one of the programs that a command line starts is named; other finders leave that open."""
    if not isinstance(finder, Command):
        return True
    return any(program.lower().encode() in data for program in finder.programs)


def _producers(document: Document, places: Sequence[Place], beside: Beside) -> Iterator[Producer]:
    finders = [(finder, place) for place in places for finder in place.finders if isinstance(finder, _SUREST)]
    finders.sort(key=lambda pair: _SUREST.index(type(pair[0])))
    known: dict[str, tuple[View, ...]] = {}
    taken: set[Site] = set()
    for finder, place in finders:
        if isinstance(finder, Section):
            if place.id not in known:
                known[place.id] = tuple(views(document, place, beside))
            yield from _in_views(finder, place, known[place.id], document.source.path, taken)
            continue
        for root in document.roots:
            for found in _find(finder, root, within(place, document.source.path), document.source.path):
                keys = found.keys(document.source.path)
                if taken.isdisjoint(keys):
                    taken |= keys
                    yield producer_of(found, place, document.source.path, tuple(_open(found, place)))


def _in_views(
    section_: Section, place: Place, views_: Sequence[View], path: str, taken: set[Site]
) -> Iterator[Producer]:
    """The producers of each view; those of several views may have the same settings."""
    before = frozenset(taken)
    seen: set[tuple[tuple[int, Value | None], ...]] = set()
    for view in views_:
        for found in section.find(section_, view.leaves, place, path):
            keys = found.keys(path)
            if before.isdisjoint(keys):
                taken |= keys
                settings = tuple((id(written.entry), written.answer) for written in found.settings)
                variant = _variant(found, view, settings not in seen)
                seen.add(settings)
                yield producer_of(found, place, path, (*_open(found, place), *view.open), variant)


def _variant(found: Found, view: View, apart: bool) -> Variant | None:
    if view.profile is None:
        return None
    files = {written.file: None for written in sorted(found.settings, key=lambda written: written.rank)}
    return Variant(view.profile, tuple(files), apart)


def _find(finder: Finder, root: Node, place: Place, path: str) -> Iterator[Found]:
    match finder:
        case Environment():
            yield from environment.find(finder, root, place, path)
        case Command():
            yield from command.find(finder, root, place, path)
        case Sheet():
            yield from sheet.find(finder, root, place, path)
        case Branch():
            yield from branch.find(finder, root, place, path)


def _open(found: Found, place: Place) -> Iterator[str]:
    """Why settings may be missing."""
    if found.open:
        yield found.open
    if place.open and not any(written.name in place.closed_by for written in found.settings):
        yield place.open


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
                    case Managed():
                        yield from managed.find(finder, root, place, document)


def _strays(document: Document, places: Sequence[Place]) -> Iterator[Stray]:
    for place in places:
        for finder in place.finders:
            if isinstance(finder, Strays):
                for root in document.roots:
                    yield from stray.find(finder, root, place, document)
