"""Maps of settings inside an application's own configuration, known by their key and by what they hold."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.analysis.locate.found import Found, Written
from kafkalint.analysis.locate.leaves import leaves_of
from kafkalint.analysis.locate.names import any_meets, chosen, segments, shown, simplified
from kafkalint.analysis.locate.sheet import plain
from kafkalint.model.document import Mapping, Node, walk
from kafkalint.model.place import Branch, Place


def find(branch: Branch, root: Node, place: Place, path: str) -> Iterator[Found]:
    """A producer for every map that its key and its content call one."""
    for keys, _, entry in walk(root):
        if not isinstance(entry.value, Mapping):
            continue
        way = tuple(simplified(part) for key in (*keys, entry.key) for part in segments(key))
        if not _fits(branch, way) or not shown(branch.signs, path, plain(entry.value, place)):
            continue
        written = _flat(entry.value) if branch.nested else (Written(inner.key, inner) for inner in entry.value.entries)
        settings = tuple(one for one in written if chosen(one.name, branch.names))
        if settings:
            yield Found(entry.key_span, settings, entry.value, "{name}", entry.value.open)


def _flat(mapping: Mapping) -> Iterator[Written]:
    return (Written(".".join(leaf.path), leaf.entry) for leaf in leaves_of(mapping, ""))


def _fits(branch: Branch, way: tuple[str, ...]) -> bool:
    if not way:  # a key of nothing but dots
        return False
    own = (way[-1], ".".join(way[-2:]))
    return any_meets(branch.keys, own) and any_meets(branch.under, way) and not any_meets(branch.outside, way)
