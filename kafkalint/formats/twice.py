"""Keys that stand more than once in one map of a syntax that allows each once, so that readers differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence as Items
from dataclasses import replace

from kafkalint.model.document import Entry, Mapping, Node, Scalar, Twice


def marked(entries: Items[Entry]) -> tuple[Entry, ...]:
    """The entries of one map; those whose key comes again say so, and all that stands below them.

    Entries that may be left out are alternatives to one another, and none of them comes again.
    """
    left = Counter(entry.key for entry in entries)
    if len(left) == len(entries):
        return tuple(entries)
    unsure = {entry.key for entry in entries if entry.optional}
    again = {key for key, count in left.items() if count > 1} - unsure
    seen: set[str] = set()
    found: list[Entry] = []
    for entry in entries:
        left[entry.key] -= 1
        twice = Twice(entry.key, first=entry.key not in seen, last=not left[entry.key])
        found.append(_with(entry, twice) if entry.key in again else entry)
        seen.add(entry.key)
    return tuple(found)


def below(node: Node, twice: Twice) -> Node:
    """`node` with all that stands in it marked as below such a key; what is marked as surely lost stays as it is."""
    if isinstance(node, Scalar):
        return node
    mark = replace(twice, above=True)
    entries = tuple(entry if _kept(entry.twice, mark) else _with(entry, mark) for entry in node.entries)
    if isinstance(node, Mapping):
        return replace(node, entries=entries)
    return replace(node, entries=entries, items=tuple(below(item, twice) for item in node.items))


def _with(entry: Entry, twice: Twice) -> Entry:
    return replace(entry, twice=twice, value=below(entry.value, twice))


def _kept(old: Twice | None, new: Twice) -> bool:
    """Whether a mark from further in says as much, so that nothing below is looked at again."""
    return old is not None and old.above and (new.last or not old.last)
