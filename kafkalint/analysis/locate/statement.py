"""Brokers by settings of their own that name a version."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.analysis.locate.placeholders import dynamic
from kafkalint.model.document import Document, Node, Scalar, walk
from kafkalint.model.place import Place, Statements
from kafkalint.model.producer import Broker, Site
from kafkalint.model.version import Version


def find(statements: Statements, root: Node, place: Place, document: Document) -> Iterator[Broker]:
    """A broker for every such setting with a version that is known."""
    for _, _, entry in walk(root):
        if entry.key not in statements.names or not isinstance(entry.value, Scalar):
            continue
        text = _text(entry.value, document)
        if dynamic(text, place.defaults):
            continue
        try:
            version = Version.parse(text)
        except ValueError:
            continue
        yield Broker(place.id, version, entry.key, text, Site(document.source.path, entry.value.span))


def _text(scalar: Scalar, document: Document) -> str:
    """The value as it stands in the file: as a number, ``0.10`` would lose its last digit."""
    value = scalar.value.value
    return value if isinstance(value, str) else document.source.slice(scalar.span)
