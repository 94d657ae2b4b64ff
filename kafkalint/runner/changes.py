"""What has changed in files since a commit, by lines; git only hands out what was stored, and runs no filter."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from kafkalint.config.settings import ConfigError
from kafkalint.formats import format_of, text
from kafkalint.model.edit import Unreadable
from kafkalint.model.producer import Site
from kafkalint.model.source import Source
from kafkalint.runner import repository
from kafkalint.runner.options import Since
from kafkalint.runner.prefilter import read_bytes

MOST = 2000
"""Lines between the first and the last difference that are compared; more of them have all changed."""


def set_out(ref: str, path: str) -> Since:
    """Where a change that is measured from `ref` set out: the last commit that it has in common with HEAD.

    `path` lies in the repository that is asked. Raises ConfigError where there is no such commit.
    """
    folder = path if os.path.isdir(path) else os.path.dirname(path) or "."  # noqa: PTH112, PTH120
    top = repository.top(folder)
    if top is None:
        raise ConfigError(f"--changed-since {ref}: {folder} is in no repository that git can read")
    named = repository.commit(folder, ref)
    if named is None:
        raise ConfigError(f"--changed-since {ref}: no such commit, branch or tag is here; it may have to be fetched")
    commit = repository.parting(folder, named)
    if commit is None:
        raise ConfigError(
            f"--changed-since {ref}: it has no commit in common with HEAD here; fetch more of the history"
        )
    return Since(top, commit)


@dataclass(slots=True)
class Changes:
    """Files compared with what they were, each file of old asked for once."""

    since: Since
    _stored: dict[str, bytes | None] = field(default_factory=dict)
    _same: dict[str, bool] = field(default_factory=dict)

    def changed(self, path: str) -> bool:
        """Whether the file at `path` is another one now, whatever its line ends; a new or unreadable one is."""
        if path not in self._same:
            self._same[path] = self._unchanged(path)
        return not self._same[path]

    def lines(self, source: Source) -> frozenset[int]:
        """The lines of a text, from 0, that were not there, and those around lines that are gone."""
        old = self._old(source.path)
        syntax = format_of(source.path.rpartition("/")[2]) or text
        now = source.text.splitlines()
        try:
            before = None if old is None else syntax.decode(source.path, old).text.splitlines()
        except Unreadable:
            before = None
        return frozenset(range(len(now) + 1)) if before is None else differing(before, now)

    def changed_at(self, site: Site) -> bool:
        """Whether lines that a site stands on have changed."""
        if not self.changed(site.path):
            return False
        syntax = format_of(site.path.rpartition("/")[2]) or text
        try:
            source = syntax.decode(site.path, read_bytes(site.path))
        except (OSError, Unreadable):
            return True
        first, last = (source.text.count("\n", 0, at) for at in site.span)
        return not self.lines(source).isdisjoint(range(first, last + 1))

    def _unchanged(self, path: str) -> bool:
        old = self._old(path)
        try:
            return old is not None and old.splitlines() == read_bytes(path).splitlines()
        except OSError:
            return False

    def _old(self, path: str) -> bytes | None:
        if path not in self._stored:
            name = os.path.relpath(os.path.realpath(path), os.path.realpath(self.since.top)).replace(os.sep, "/")
            self._stored[path] = repository.stored(self.since.top, self.since.commit, name)
        return self._stored[path]


def differing(before: Sequence[str], now: Sequence[str]) -> frozenset[int]:
    """The lines of `now` that differ, and those before and behind lines that are missing."""
    start = next((at for at, (one, other) in enumerate(zip(before, now, strict=False)) if one != other), None)
    if start is None:
        start = min(len(before), len(now))
    back = 0
    while back < min(len(before), len(now)) - start and before[-1 - back] == now[-1 - back]:
        back += 1
    old, new = before[start : len(before) - back], now[start : len(now) - back]
    if max(len(old), len(new)) > MOST:
        return frozenset(range(start - 1, start + len(new) + 1))
    found: set[int] = set()
    for kind, _, _, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "delete":
            found |= {start + first - 1, start + first}
        elif kind != "equal":
            found |= set(range(start + first, start + last))
    return frozenset(found)
