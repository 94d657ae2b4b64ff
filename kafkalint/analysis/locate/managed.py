"""Brokers of a service, by what declares them."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.analysis.locate.names import path_meets, shown
from kafkalint.analysis.locate.sheet import plain
from kafkalint.model.document import Document, Mapping, Node, walk
from kafkalint.model.place import Managed, Place
from kafkalint.model.producer import Broker, Site


def find(managed: Managed, root: Node, place: Place, document: Document) -> Iterator[Broker]:
    """A broker without a version for every map at such a path."""
    path = document.source.path
    for keys, _, entry in walk(root):
        name = (*keys, entry.key)
        if not isinstance(entry.value, Mapping) or not path_meets(managed.under, name):
            continue
        if shown(managed.signs, path, plain(entry.value, place)):
            yield Broker(place.id, None, ".".join(name), "", Site(path, entry.key_span), of=managed.service)
