"""What a broker or a topic is told about how it keeps records, as settings that stand together."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.analysis.locate.leaves import Leaf, leaves_of
from kafkalint.analysis.locate.names import behind, shown
from kafkalint.analysis.locate.sheet import plain
from kafkalint.model.document import Container, Document, Node
from kafkalint.model.place import Keeping, Place
from kafkalint.model.producer import Broker, Setting, Site, Slot

_DEEPEST = 4
"""Levels between a setting and the map that it is counted to; a name has no more parts in maps of their own."""


def find(keeping: Keeping, root: Node, place: Place, document: Document) -> Iterator[Broker]:
    """A broker without a version for every container in which some of the settings stand, in maps below it or not."""
    together: dict[int, tuple[Container, list[Slot]]] = {}
    for leaf in leaves_of(root, document.source.path):
        held = _held(keeping, leaf)
        if held is not None and shown(keeping.signs, document.source.path, plain(held[0], place)):
            container, name = held
            slot = Slot((_setting(name, leaf, place),), leaf.entry.optional)
            together.setdefault(id(container), (container, []))[1].append(slot)
    for _, slots in together.values():
        first = slots[0].values[0]
        yield Broker(place.id, None, first.written, "", first.name_site, tuple(slots))


def _held(keeping: Keeping, leaf: Leaf) -> tuple[Container, str] | None:
    """The outermost container from which the leaf has one of the names, and what that stands for."""
    for path, container in leaf.holders[-_DEEPEST:]:
        rest = ".".join(leaf.path[len(path) :])
        inner = (behind(f"{way}.", rest) for way in keeping.within)
        name = next((keeping.names[word] for word in (rest, *inner) if word in keeping.names), None)
        if name:
            return container, name
    return None


def _setting(name: str, leaf: Leaf, place: Place) -> Setting:
    entry = leaf.entry
    sites = Site(leaf.file, entry.value.span), Site(leaf.file, entry.key_span)
    return Setting(name, entry.key, leaf.value(place), *sites, entry)
