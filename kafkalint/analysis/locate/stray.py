"""Settings of producers that stand where no producer gets them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kafkalint.analysis.locate.leaves import Leaf, leaves_of
from kafkalint.analysis.locate.names import shown, simplified
from kafkalint.analysis.locate.sheet import plain
from kafkalint.model.document import Container, Document, Node
from kafkalint.model.place import Place, Strays
from kafkalint.model.producer import Site, Stray


def find(strays: Strays, root: Node, place: Place, document: Document) -> Iterator[Stray]:
    """A stray for every such name below the path, counted from any container that shows the signs."""
    names = {simplified("".join(name.split("."))): name for name in strays.names}
    under = tuple(map(simplified, strays.under))
    path = document.source.path
    for leaf in leaves_of(root, path):
        named = _named(names, under, leaf)
        name = next((name for name, above in named if shown(strays.signs, path, plain(above, place))), "")
        if name:
            entry = leaf.entry
            meant = strays.meant.replace("{name}", name)
            yield Stray(place.id, entry.key, meant, Site(path, entry.key_span))


def _named(names: Mapping[str, str], under: tuple[str, ...], leaf: Leaf) -> Iterator[tuple[str, Container]]:
    """Which of `names` (by what they are simplified) stands below `under`, with the container that is counted from."""
    for above, container in leaf.holders:
        way = leaf.plain[len(above) :]
        name = names.get("".join(way[len(under) :])) if way[: len(under)] == under else None
        if name:
            yield name, container
