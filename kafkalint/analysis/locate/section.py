"""Settings under fixed key paths, nested, dotted, or both at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from kafkalint.analysis.locate.found import Found, Written
from kafkalint.analysis.locate.names import segments, setting, shown, simplified
from kafkalint.analysis.locate.values import value_of
from kafkalint.model.document import Container, Entry, Mapping, Node, walk
from kafkalint.model.place import Layer, Place, Section
from kafkalint.model.source import Span
from kafkalint.model.value import Dynamic, Value

Path: TypeAlias = tuple[str, ...]

_ANY = "*"


@dataclass(frozen=True, slots=True)
class Leaf:
    """An entry without entries below it, with every part of its dotted and nested name."""

    path: Path
    plain: Path
    """The same, simplified."""
    holders: tuple[tuple[Path, Container], ...]
    """The containers around it with their own paths, outermost first."""
    entry: Entry


def find(section: Section, leaves: tuple[Leaf, ...], place: Place, path: str) -> Iterator[Found]:
    """A producer for every name that ``*`` stands for, when a layer of its own holds a setting and signs are shown."""
    stem = _stem(section)
    for name, visible in _visible(stem, leaves):
        found = _producer(replace(section, layers=tuple(_filled(section, name))), visible, place)
        if found and shown(section.signs, path, dict(_told(stem, visible, place))):
            yield found


def _stem(section: Section) -> Path:
    """The path of the section down to its ``*``; empty when it has none."""
    paths = (layer.path for layer in section.layers)
    return next((path[: path.index(_ANY) + 1] for path in paths if _ANY in path), ())


def _visible(stem: Path, leaves: tuple[Leaf, ...]) -> Iterator[tuple[str, tuple[Leaf, ...]]]:
    """What stands in the place of ``*``, each with its own leaves and those of nobody; all leaves without a ``*``."""
    if not stem:
        yield "", leaves
        return
    others: list[Leaf] = []
    own: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        if _below(stem, leaf):
            own.setdefault(leaf.plain[len(stem) - 1], []).append(leaf)
        else:
            others.append(leaf)
    for group in own.values():
        yield group[0].path[len(stem) - 1], (*others, *group)


def _below(stem: Path, leaf: Leaf) -> bool:
    return bool(stem) and len(leaf.plain) > len(stem) and leaf.plain[: len(stem) - 1] == _plain(stem[:-1])


def _filled(section: Section, name: str) -> Iterator[Layer]:
    for layer in section.layers:
        yield replace(layer, path=tuple(name if part == _ANY else part for part in layer.path))


def _told(stem: Path, leaves: tuple[Leaf, ...], place: Place) -> Iterator[tuple[str, Value]]:
    """Every dotted name with its value; what stands in the place of ``*`` is told as ``*``."""
    for leaf in leaves:
        told = (*stem, *leaf.path[len(stem) :]) if _below(stem, leaf) else leaf.path
        yield ".".join(told), value_of(leaf.entry.value, place)


def _producer(section: Section, leaves: tuple[Leaf, ...], place: Place) -> Found | None:
    settings: list[Written] = []
    own: list[Leaf] = []
    for layer in section.layers:
        path = _plain(layer.path)
        for leaf in leaves:
            name = _name(leaf, layer) if leaf.plain[: len(path)] == path else None
            if name:
                settings.append(Written(name, leaf.entry, layer.shared))
                own += [] if layer.shared else [leaf]
    if not own:
        return None
    container, spelling = _home(section.layers[-1].path, own)
    return Found(_site(section, own), tuple(settings), container, spelling, _unseen(section, leaves, place))


def _unseen(section: Section, leaves: tuple[Leaf, ...], place: Place) -> str:
    """Why settings may be missing: a map on the way to them is not all in the file, or a variable stands for one."""
    ways = [_plain(layer.path) for layer in section.layers]
    for leaf in leaves:
        around = (node.open for above, node in leaf.holders if isinstance(node, Mapping) and _leads(above, ways))
        reason = next(filter(None, around), "")
        if reason:
            return reason
        value = value_of(leaf.entry.value, place) if leaf.path and _leads(leaf.path, ways) else None
        if isinstance(value, Dynamic) and value.source:
            return f"{value.reason} may have settings"
    return ""


def _leads(path: Path, ways: list[Path]) -> bool:
    return any(_plain(path) == way[: len(path)] for way in ways)


def leaves_of(root: Node) -> Iterator[Leaf]:
    """Every leaf of a document, in written order."""
    known: dict[tuple[str, ...], tuple[tuple[Path, Container], ...]] = {}
    for keys, container, entry in walk(root):
        if keys not in known or known[keys][-1][1] is not container:
            above = tuple(part for key in keys for part in segments(key))
            known[keys] = (*known.get(keys[:-1], ()), (above, container))
        if not isinstance(entry.value, Mapping):
            path = (*known[keys][-1][0], *segments(entry.key))
            yield Leaf(path, _plain(path), known[keys], entry)


def _name(leaf: Leaf, layer: Layer) -> str | None:
    """The client's name of a setting below the path of `layer`, None when it is none there."""
    rest = ".".join(leaf.path[len(layer.path) :])
    return (rest or None) if layer.verbatim else setting(layer, rest)


def _plain(path: Path) -> Path:
    return tuple(map(simplified, path))


def _same(one: Path, other: Path) -> bool:
    return _plain(one) == _plain(other)


def _home(path: Path, own: list[Leaf]) -> tuple[Container, str]:
    """The innermost container around a setting that lies on `path`, and how a name is spelled there."""
    around = [holder for leaf in own for holder in leaf.holders if _same(holder[0], path[: len(holder[0])])]
    above, container = max(around, key=lambda holder: len(holder[0]))
    return container, ".".join((*path[len(above) :], "{name}"))


def _site(section: Section, own: list[Leaf]) -> Span:
    """The key of the section, or the first setting."""
    main = next(layer.path for layer in section.layers if not layer.shared)
    pairs = (pair for leaf in own for pair in pairwise(leaf.holders) if _same(pair[1][0], main))
    keys = (entry.key_span for (_, outer), (_, inner) in pairs for entry in outer.entries if entry.value is inner)
    return next(keys, min(leaf.entry.key_span for leaf in own))
