"""Names that belong together, found step by step."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Names that belong together."""

    names: frozenset[str]
    callee: str = ""
    """One more, where calls of it can be followed."""
    of: str = ""
    """The function whose call makes them belong together, where that can be followed."""


class Groups:
    """All groups of a module, by the names in them."""

    def __init__(self, every: Iterable[Group]) -> None:
        self._by_name: dict[str, list[Group]] = {}
        self._by_callee: dict[str, list[Group]] = {}
        for group in every:
            for name in group.names:
                self._by_name.setdefault(name, []).append(group)
            if group.callee:
                self._by_callee.setdefault(group.callee, []).append(group)

    def closure(
        self, start: Iterable[str], but: Collection[str] = (), followed: Collection[str] = (), run: Collection[str] = ()
    ) -> set[str]:
        """All names that `start` is connected with; nothing is connected by names in `but`.

        `followed` are functions that a callee may mean, `run` those that groups may be of.
        """
        found: set[str] = set()
        done: set[Group] = set()
        waiting = list(start)
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            found.add(name)
            if name in but:
                continue
            groups = self._by_name.get(name, [])
            for group in [*groups, *self._by_callee.get(name, ())] if name in followed else groups:
                if group in done or (group.of and group.of not in run):
                    continue
                done.add(group)
                waiting += group.names
                if group.callee in followed:
                    waiting.append(group.callee)
        return found
