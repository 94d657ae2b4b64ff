"""Settings under fixed key paths, nested, dotted, or both at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from kafkalint.analysis.locate.found import Found, Written
from kafkalint.analysis.locate.names import segments, simplified
from kafkalint.model.document import Container, Entry, Mapping, Node, walk
from kafkalint.model.place import Layer, Section
from kafkalint.model.source import Span

Path: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Leaf:
    """An entry without entries below it, with every part of its dotted and nested name."""

    path: Path
    holders: tuple[tuple[Path, Container], ...]
    """The containers around it with their own paths, outermost first."""
    entry: Entry


def find(section: Section, root: Node) -> Iterator[Found]:
    """The producer of the section, when a layer of its own holds a setting."""
    leaves = tuple(_leaves(root))
    settings: list[Written] = []
    own: list[_Leaf] = []
    for layer in section.layers:
        for leaf in leaves:
            name = _name(leaf, layer)
            if name:
                settings.append(Written(name, leaf.entry, layer.shared))
                own += [] if layer.shared else [leaf]
    if own:
        container, spelling = _home(section.layers[-1].path, own)
        yield Found(_site(section, root, own), tuple(settings), container, spelling)


def _leaves(root: Node) -> Iterator[_Leaf]:
    known: dict[tuple[str, ...], tuple[tuple[Path, Container], ...]] = {}
    for keys, container, entry in walk(root):
        above = tuple(part for key in keys for part in segments(key))
        if keys not in known or known[keys][-1][1] is not container:
            known[keys] = (*known.get(keys[:-1], ()), (above, container))
        if not isinstance(entry.value, Mapping):
            yield _Leaf((*above, *segments(entry.key)), known[keys], entry)


def _name(leaf: _Leaf, layer: Layer) -> str | None:
    """The client's name of the setting, None when it is none of this layer."""
    depth = len(layer.path)
    if not _same(leaf.path[:depth], layer.path):
        return None
    rest = ".".join(leaf.path[depth:])
    if layer.verbatim:
        return rest or None
    return next((name for word, name in layer.names.items() if simplified(word) == simplified(rest)), None)


def _same(one: Path, other: Path) -> bool:
    return list(map(simplified, one)) == list(map(simplified, other))


def _home(path: Path, own: list[_Leaf]) -> tuple[Container, str]:
    """The innermost container around a setting that lies on `path`, and how a name is spelled there."""
    around = [holder for leaf in own for holder in leaf.holders if _same(holder[0], path[: len(holder[0])])]
    above, container = max(around, key=lambda holder: len(holder[0]))
    return container, ".".join((*path[len(above) :], "{name}"))


def _site(section: Section, root: Node, own: list[_Leaf]) -> Span:
    """The key of the section, or the first setting."""
    main = next(layer.path for layer in section.layers if not layer.shared)
    for keys, _, entry in walk(root):
        above = tuple(part for key in (*keys, entry.key) for part in segments(key))
        if isinstance(entry.value, Mapping) and _same(above, main):
            return entry.key_span
    return min(leaf.entry.key_span for leaf in own)
