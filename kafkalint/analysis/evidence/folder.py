"""Evidence about versions, folder by folder."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kafkalint.model.producer import Broker, Dependency, Site
from kafkalint.model.source import Source


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the files of one folder say about versions."""

    folder: str
    dependencies: tuple[Dependency, ...] = ()
    brokers: tuple[Broker, ...] = ()
    lines: Mapping[Site, int] = field(default_factory=dict)
    """On which line, from 1, a dependency or broker stands."""

    def words(self, site: Site) -> str:
        """A place in words: ``requirements.txt:3``."""
        return f"{site.path}:{self.lines[site]}" if site in self.lines else site.path


def gather(folder: str, found: Iterable[Dependency | Broker], sources: Iterable[Source] = ()) -> Evidence:
    """The facts of one folder, with the lines of what stands in `sources`."""
    every = list(found)
    breaks = {source.path: [at for at, letter in enumerate(source.text) if letter == "\n"] for source in sources}
    return Evidence(
        folder,
        tuple(one for one in every if isinstance(one, Dependency)),
        tuple(one for one in every if isinstance(one, Broker)),
        {
            one.site: bisect_left(breaks[one.site.path], one.site.span.start) + 1
            for one in every
            if one.site.path in breaks
        },
    )
