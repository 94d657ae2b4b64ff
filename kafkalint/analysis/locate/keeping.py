"""What a broker or a topic is told about how it keeps records, as settings that stand together."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.analysis.locate.leaves import Leaf, held, leaves_of
from kafkalint.analysis.locate.names import shown
from kafkalint.analysis.locate.sheet import plain
from kafkalint.model.document import Container, Document, Node
from kafkalint.model.place import Keeping, Place
from kafkalint.model.producer import Broker, Setting, Site, Slot


def find(keeping: Keeping, root: Node, place: Place, document: Document) -> Iterator[Broker]:
    """A broker without a version for every container in which some of the settings stand, in maps below it or not."""
    together: dict[int, tuple[Container, list[Slot]]] = {}
    for leaf in leaves_of(root, document.source.path):
        found = held(leaf, keeping.names, keeping.within, keeping.under)
        if found is not None and shown(keeping.signs, document.source.path, plain(found[0], place)):
            container, name = found
            unsure = leaf.entry.optional or leaf.entry.twice is not None
            slot = Slot((_setting(keeping.names[name], leaf, place),), unsure)
            together.setdefault(id(container), (container, []))[1].append(slot)
    for _, slots in together.values():
        first = slots[0].values[0]
        yield Broker(place.id, None, first.written, "", first.name_site, tuple(slots))


def _setting(name: str, leaf: Leaf, place: Place) -> Setting:
    entry = leaf.entry
    sites = Site(leaf.file, entry.value.span), Site(leaf.file, entry.key_span)
    return Setting(name, entry.key, leaf.value(place), *sites, entry)
