"""Brokers by settings of their own that name a version."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.analysis.locate.leaves import held, leaves_of
from kafkalint.analysis.locate.names import shown
from kafkalint.analysis.locate.placeholders import dynamic
from kafkalint.analysis.locate.sheet import plain
from kafkalint.model.document import Document, Node, Scalar
from kafkalint.model.place import Place, Statements
from kafkalint.model.producer import Broker, Site
from kafkalint.model.version import Version


def find(statements: Statements, root: Node, place: Place, document: Document) -> Iterator[Broker]:
    """A broker for every such setting with a version that is known."""
    path = document.source.path
    for leaf in leaves_of(root, path):
        value = leaf.entry.value
        found = held(leaf, statements.names, under=statements.under)
        if found is None or not isinstance(value, Scalar) or not shown(statements.signs, path, plain(found[0], place)):
            continue
        text = document.spelled(value)
        version = None if dynamic(text, place.defaults) else _version(text)
        if version is not None:
            yield Broker(place.id, version, found[1], text, Site(path, value.span))


def _version(text: str) -> Version | None:
    try:
        return Version.parse(text)
    except ValueError:
        return None
