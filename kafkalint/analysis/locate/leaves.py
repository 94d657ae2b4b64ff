"""The leaves of a document: entries without entries below them, by their dotted and nested names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from collections.abc import Sequence as Items
from dataclasses import dataclass, replace
from typing import TypeAlias

from kafkalint.analysis.locate.names import behind, path_meets, segments, simplified
from kafkalint.analysis.locate.values import value_of, within
from kafkalint.model.document import Container, Entry, Mapping, Node, Scalar, Sequence
from kafkalint.model.place import Place
from kafkalint.model.secret import secret
from kafkalint.model.value import Dynamic, Value

Path: TypeAlias = tuple[str, ...]

_DEEPEST = 4
"""Levels between a leaf and the map that it is counted to; a name has no more parts in maps of their own."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """An entry without entries below it, with every part of its dotted and nested name."""

    path: Path
    plain: Path
    """The same, simplified."""
    holders: tuple[tuple[Path, Container], ...]
    """The containers around it with their own paths in the document, outermost first."""
    entry: Entry
    file: str
    front: Path = ()
    """What stands before `path` in the document, holding the leaf back for a profile."""
    rank: int = 0
    """Of the document that it stands in, among those that lie over one another, the lowest first."""
    optional: bool = False
    """Whether it is unknown if that document counts."""
    answer: Value | None = None
    """What a placeholder that it holds stands for, where another leaf says that."""

    def value(self, place: Place) -> Value:
        """What it says at `place`."""
        return self.answer or value_of(self.entry.value, within(place, self.file))


def leaves_of(root: Node, file: str, whole: bool = False) -> Iterator[Leaf]:
    """Every leaf of a document of the file at a path, each map whole before what stands behind it.

    `whole`: a key with dots is one part of a name, told in quotes.
    """
    stack: list[tuple[Path, tuple[tuple[Path, Container], ...], Entry | Node]] = [((), (), root)]
    while stack:
        path, holders, here = stack.pop()
        if isinstance(here, Entry):
            path = (*path, *((f'"{here.key}"',) if whole and "." in here.key else segments(here.key)))
            if not isinstance(here.value, Mapping):
                yield Leaf(path, plain(path), holders, here, file)
            here = here.value
        if isinstance(here, Scalar):
            continue
        holders = (*holders, (path, here))
        stack += ((path, holders, entry) for entry in reversed(here.entries))
        if isinstance(here, Sequence):
            stack += (((*path, str(at)), holders, item) for at, item in reversed(list(enumerate(here.items))))


def held(
    leaf: Leaf, names: Collection[str], within: Items[str] = (), under: Items[str] = ()
) -> tuple[Container, str] | None:
    """The outermost container near the leaf from which it has one of `names`, perhaps behind a path, and that name.

    `under`: patterns of the container's own path; any where there are none.
    """
    for path, container in leaf.holders[-_DEEPEST:]:
        if under and not path_meets(under, path):
            continue
        rest = ".".join(leaf.path[len(path) :])
        inner = (behind(f"{way}.", rest) for way in within)
        name = next((word for word in (rest, *inner) if word in names), None)
        if name:
            return container, name
    return None


def plain(path: Path) -> Path:
    """`path` as it is compared: simplified part by part."""
    return tuple(map(simplified, path))


def answered(leaves: Items[Leaf], place: Place) -> Iterator[Leaf]:
    """The leaves with what their placeholders stand for, as far as one with that very name certainly says it.

    What stands under a secret name is not taken to where it may be shown.
    """
    said = {name: leaf for leaf in leaves if not secret(name := ".".join(leaf.path))}
    unsure = {".".join(leaf.path) for leaf in leaves if leaf.optional or leaf.entry.optional}
    for leaf in leaves:
        value, seen = leaf.value(place), set[str]()
        while isinstance(value, Dynamic) and value.whole and value.source in said and value.source not in seen | unsure:
            seen.add(value.source)
            value = said[value.source].value(place)
        left = isinstance(value, Dynamic) and value.source in seen | unsure  # a circle, or what may not count
        yield replace(leaf, answer=value) if seen and not left else leaf
