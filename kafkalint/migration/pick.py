"""Which producers a migration is about: `--only` and `--skip` by path, client, rule and owner."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TypeAlias

from kafkalint.migration.owners import Owners
from kafkalint.model.survey import Surveyed
from kafkalint.runner.patterns import matches

Fits: TypeAlias = Callable[[str, str], bool]
"""Whether something is what a pattern of a kind says."""
KINDS = ("path", "client", "rule", "owner")


@dataclass(frozen=True, slots=True)
class Pick:
    """One wish: the kind of thing and a pattern for it."""

    kind: str
    pattern: str

    @classmethod
    def parse(cls, text: str) -> Pick:
        """``owner=@team``; raises ValueError for anything else."""
        kind, _, pattern = text.partition("=")
        if kind not in KINDS or not pattern:
            raise ValueError(f"{text!r}: expected one of {', '.join(f'{one}=…' for one in KINDS)}")
        return cls(kind, pattern)


@dataclass(frozen=True, slots=True)
class Picks:
    """All wishes of a run: what is meant by each kind that is named, and nothing that is skipped."""

    only: tuple[Pick, ...] = ()
    skip: tuple[Pick, ...] = ()

    def rules(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The rules that run alone, and those that do not run."""
        return tuple(_of("rule", self.only)), tuple(_of("rule", self.skip))

    def file(self, path: str, owners: Owners) -> bool:
        """Whether a file may be changed."""
        return all(self._meets(kind, lambda kind, one: _file_is(kind, one, path, owners)) for kind in ("path", "owner"))

    def producer(self, producer: Surveyed, owners: Owners) -> bool:
        """Whether a producer is meant."""
        names = {candidate.client for candidate in producer.candidates}
        client = self._meets("client", lambda _, one: any(fnmatchcase(name, one) for name in names))
        return client and self.file(producer.at.path, owners)

    def _meets(self, kind: str, fits: Fits) -> bool:
        wanted, unwanted = list(_of(kind, self.only)), list(_of(kind, self.skip))
        return (not wanted or any(fits(kind, one) for one in wanted)) and not any(fits(kind, one) for one in unwanted)


def _of(kind: str, picks: Sequence[Pick]) -> Iterator[str]:
    return (pick.pattern for pick in picks if pick.kind == kind)


def _file_is(kind: str, pattern: str, path: str, owners: Owners) -> bool:
    if kind == "path":
        return matches((pattern,), path, Path.cwd())
    return any(fnmatchcase(owner, pattern) for owner in owners.of(path))
