"""Settings under fixed key paths, nested, dotted, or both at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from kafkalint.analysis.locate.found import Found, Written
from kafkalint.analysis.locate.leaves import Leaf, Path, plain
from kafkalint.analysis.locate.names import setting, shown
from kafkalint.model.document import Container, Mapping, Sequence
from kafkalint.model.place import Layer, Place, Section
from kafkalint.model.source import Span
from kafkalint.model.value import Dynamic, Value

_ANY = "*"


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
    return bool(stem) and len(leaf.plain) > len(stem) and leaf.plain[: len(stem) - 1] == plain(stem[:-1])


def _filled(section: Section, name: str) -> Iterator[Layer]:
    for layer in section.layers:
        yield replace(layer, path=tuple(name if part == _ANY else part for part in layer.path))


def _told(stem: Path, leaves: tuple[Leaf, ...], place: Place) -> Iterator[tuple[str, Value]]:
    """Every dotted name with its value; what stands in the place of ``*`` is told as ``*``."""
    for leaf in leaves:
        told = (*stem, *leaf.path[len(stem) :]) if _below(stem, leaf) else leaf.path
        yield ".".join(told), leaf.value(place)


def _producer(section: Section, leaves: tuple[Leaf, ...], place: Place) -> Found | None:
    settings: list[Written] = []
    own: list[Leaf] = []
    for layer in section.layers:
        for name, leaf in _ruling(layer, leaves):
            settings.append(Written(name, leaf.entry, layer.shared, leaf.file, leaf.rank, leaf.optional, leaf.answer))
            own += [] if layer.shared else [leaf]
    if not own:
        return None
    lowest = min(leaf.rank for leaf in own)
    own = [leaf for leaf in own if leaf.rank == lowest]
    way = (*own[0].front, *section.layers[-1].path)
    above, container = _home(way, own)
    span, unseen = _site(section, own), _unseen(section, leaves, place)
    words = dict(_words(section, own[0].front, above))
    return Found(span, tuple(settings), container, _spelled(way, above, "{name}"), unseen, own[0].file, words)


def _ruling(layer: Layer, leaves: tuple[Leaf, ...]) -> Iterator[tuple[str, Leaf]]:
    """The settings below the path of `layer` by the client's names.

    Without those that certainly come again in a document above theirs, or in theirs in the usual spelling.
    """
    path = plain(layer.path)
    found: list[tuple[str, tuple[int, bool], Leaf]] = []
    for leaf in leaves:
        word = _word(leaf, path)
        if word is not None:
            name = _name(word, leaf, layer)
            usual = word in layer.names and leaf.path[: len(path)] == layer.path
            found += [(name, (leaf.rank, usual), leaf)] if name else []
    highest: dict[str, tuple[int, bool]] = {}
    for name, strength, leaf in found:
        if not leaf.optional and not leaf.entry.twice:
            highest[name] = max(strength, highest.get(name, strength))
    yield from ((name, leaf) for name, strength, leaf in found if strength >= highest.get(name, strength))


def _word(leaf: Leaf, path: Path) -> str | None:
    """What the name of `leaf` says behind the plain `path`, which may end inside of brackets: ``a[b.c]``."""
    if leaf.plain[: len(path)] == path:
        return ".".join(leaf.path[len(path) :])
    flat = tuple(".".join(leaf.path).split(".")) if any("." in part for part in leaf.path) else ()
    return ".".join(flat[len(path) :]) if len(flat) > len(path) and plain(flat[: len(path)]) == path else None


def _unseen(section: Section, leaves: tuple[Leaf, ...], place: Place) -> str:
    """Why settings may be missing: a map on the way to them is not all in the file, or a variable stands for one."""
    ways = [plain(layer.path) for layer in section.layers]
    for leaf in leaves:
        within = ((above[len(leaf.front) :], node) for above, node in leaf.holders)
        around = (node.open for above, node in within if isinstance(node, Mapping) and _leads(above, ways))
        reason = next(filter(None, around), "")
        if reason:
            return reason
        value = leaf.value(place) if leaf.path and _leads(leaf.path, ways) else None
        if isinstance(value, Dynamic) and value.source:
            return f"{value.reason} may have settings"
    return ""


def _leads(path: Path, ways: list[Path]) -> bool:
    return any(plain(path) == way[: len(path)] for way in ways)


def _name(word: str, leaf: Leaf, layer: Layer) -> str | None:
    """The client's name of what `layer` calls `word`, None when it is no setting there."""
    if not layer.verbatim:
        return setting(layer, word)
    listed = isinstance(leaf.entry.value, Sequence)  # whose items have names of their own
    return None if listed else word or None


def _same(one: Path, other: Path) -> bool:
    return plain(one) == plain(other)


def _home(way: Path, own: list[Leaf]) -> tuple[Path, Container]:
    """The innermost container around a setting that lies on `way`, with its own path."""
    around = [holder for leaf in own for holder in leaf.holders if _same(holder[0], way[: len(holder[0])])]
    return max(around, key=lambda holder: len(holder[0]))


def _spelled(way: Path, above: Path, word: str) -> str:
    """What stands below `way` under `word`, seen from the container at `above`."""
    return ".".join((*way[len(above) :], word))


def _words(section: Section, front: Path, above: Path) -> Iterator[tuple[str, str]]:
    """The client's names that the framework has words of its own for, spelled from the container at `above`."""
    for layer in section.layers[:-1]:
        way = (*front, *layer.path)
        if not layer.shared and _same(way[: len(above)], above):
            yield from ((name, _spelled(way, above, word)) for word, name in layer.names.items())


def _site(section: Section, own: list[Leaf]) -> Span:
    """The key of the section, or the first setting."""
    main = (*own[0].front, *next(layer.path for layer in section.layers if not layer.shared))
    pairs = (pair for leaf in own for pair in pairwise(leaf.holders) if _same(pair[1][0], main))
    keys = (entry.key_span for (_, outer), (_, inner) in pairs for entry in outer.entries if entry.value is inner)
    return next(keys, min(leaf.entry.key_span for leaf in own))
