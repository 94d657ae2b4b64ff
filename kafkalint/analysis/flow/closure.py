"""Names that belong together, found step by step."""

from __future__ import annotations

from collections.abc import Iterable


def closure(start: Iterable[str], groups: Iterable[frozenset[str]]) -> set[str]:
    """All names that `start` is connected with by `groups`."""
    by_name: dict[str, list[frozenset[str]]] = {}
    for group in groups:
        for name in group:
            by_name.setdefault(name, []).append(group)
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            for group in by_name.pop(name, ()):
                waiting += group
    return found
