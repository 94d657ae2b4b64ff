"""The file that keeps the names of a client: which came with which release, and which went."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from ruamel.yaml import YAML

from kafkalint.model.version import Version

HEAD = "# The settings that real releases have; written by `python .ci/inventory`, not by hand.\n"


@dataclass(frozen=True)
class Table:
    """The names that each asked version accepts."""

    names: Mapping[str, frozenset[str]]
    releases: tuple[str, ...] = ()
    """What was fetched to ask them, where that has other numbers."""

    def names_at(self, version: str) -> frozenset[str]:
        """The names of the closest asked version that is not above `version`."""
        below = [one for one in self._sorted() if Version.parse(one) <= Version.parse(version)]
        return self.names[below[-1]] if below else frozenset()

    def text(self, client: str) -> str:
        """The content of the file."""
        order = self._sorted()
        since = {order[0]: self.names[order[0]]}
        until: dict[str, frozenset[str]] = {}
        for before, after in pairwise(order):
            since[after] = self.names[after] - self.names[before]
            until[after] = self.names[before] - self.names[after]
        parts = [f"{HEAD}client: {client}", *_block("asked", "", [order])]
        if list(self.releases) != order:
            parts += _block("releases", "", [self.releases])
        parts += ["since:", *_steps(since)]
        if any(until.values()):
            parts += ["until:", *_steps(until)]
        return "\n".join(parts) + "\n"

    def _sorted(self) -> list[str]:
        return sorted(self.names, key=Version.parse)


def read(text: str) -> Table:
    """The table in the text of such a file."""
    found = YAML(typ="safe", pure=True).load(text)
    asked, names, now = found["asked"].split(), {}, frozenset()
    for version in asked:
        now = (now | _words(found["since"], version)) - _words(found.get("until", {}), version)
        names[version] = now
    return Table(names, tuple(found.get("releases", found["asked"]).split()))


def _words(steps: Mapping[str, str], version: str) -> frozenset[str]:
    return frozenset(steps.get(version, "").split())


def _steps(steps: Mapping[str, frozenset[str]]) -> Iterator[str]:
    for version, names in steps.items():
        if names:
            yield from _block(f'"{version}"', "  ", [sorted(names)])


def _block(key: str, indent: str, words: Iterable[Iterable[str]]) -> list[str]:
    lines = textwrap.wrap(" ".join(word for some in words for word in some), 118 - len(indent), break_on_hyphens=False)
    return [f"{indent}{key}: >-", *(f"{indent}  {line}" for line in lines)]
