"""What a finder sees of one producer in a data file, and the Producer it becomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kafkalint.analysis.locate.image import Release
from kafkalint.analysis.locate.twice import again, lost, may_be_lost, unsure
from kafkalint.analysis.locate.values import value_of, within
from kafkalint.model.document import Container, Entry, Sequence
from kafkalint.model.place import Place
from kafkalint.model.producer import Candidate, Home, Producer, Setting, Site, Slot, Variant
from kafkalint.model.source import Span
from kafkalint.model.value import Value
from kafkalint.model.version import VersionRange

_ELSEWHERE = "its value stands under a name of the application's own"


@dataclass(frozen=True, slots=True)
class Written:
    """One entry that is a setting."""

    name: str
    """The client's name."""
    entry: Entry
    shared: str = ""
    """Who else reads it, when somebody does."""
    file: str = ""
    """Where it stands; empty for the file at hand."""
    rank: int = 0
    """Of its document among those that lie over one another, the lowest first."""
    optional: bool = False
    """Whether it is unknown if its document counts."""
    answer: Value | None = None
    """What its placeholder stands for, where the application says that under another name."""
    locked: str = ""
    """Why it is not edited, when nobody else reads it."""


@dataclass(frozen=True, slots=True)
class Found:
    """One producer: its settings in the order in which they reach the client."""

    span: Span
    settings: tuple[Written, ...]
    container: Container
    """Where a new setting goes."""
    spelling: str
    open: str = ""
    """Why there may be settings that the finder does not see."""
    file: str = ""
    """Where `span` and `container` stand; empty for the file at hand."""
    words: Mapping[str, str] = field(default_factory=dict, compare=False)
    """The client's names that are spelled otherwise there, with how."""
    runs: Release | None = None
    """The client by the image that it runs in, where that is known."""

    def keys(self, path: str) -> frozenset[Site]:
        """Where the names of its own settings stand, seen from the file at `path`; no other producer has them."""
        own = (written for written in self.settings if not written.shared)
        return frozenset(Site(written.file or path, written.entry.key_span) for written in own)


def producer_of(
    found: Found, place: Place, path: str, open_: tuple[str, ...], variant: Variant | None = None
) -> Producer:
    """The producer at `place`, its clients' versions still unknown."""
    spelling, textual = found.spelling, place.textual and not place.typed
    return Producer(
        place=place.id,
        site=Site(found.file or path, found.span),
        candidates=tuple(_candidate(client, found.runs, path) for client in place.clients),
        slots=tuple(_slot(written, place, path) for written in found.settings),
        open=(*open_, *lost((each.entry, again(place, each.file or path)) for each in found.settings)),
        home=Home(found.container, _after(found, place), spelling, textual=textual, path=found.file, words=found.words),
        may_add=place.may_add,
        variant=variant,
    )


def _candidate(client: str, runs: Release | None, path: str) -> Candidate:
    if runs is None:
        return Candidate(client, VersionRange(), "")
    return Candidate(client, runs.versions, f"the image {runs.reference}", site=Site(path, runs.span))


def _slot(written: Written, place: Place, path: str) -> Slot:
    entry, path = written.entry, written.file or path
    reader = again(place, path)
    doubt = unsure(entry, reader)
    setting = Setting(
        name=written.name,
        written=entry.key,
        value=written.answer or value_of(entry.value, within(place, path)),
        site=Site(path, entry.value.span),
        name_site=Site(path, entry.key_span),
        handle=entry,
        locked=written.shared or written.locked or (_ELSEWHERE if written.answer else "") or doubt,
        again=reader if entry.twice else None,
    )
    return Slot((setting,), maybe_absent=entry.optional or written.optional or may_be_lost(entry, reader))


def _after(found: Found, place: Place) -> Entry | None:
    """The last own entry of the best name that stands where a new setting goes, or the last own entry there."""
    inside = dict(_inside(found.container))
    own = [written for written in found.settings if not written.shared]
    lowest = min(written.rank for written in own)
    own = [written for written in own if written.rank == lowest and id(written.entry) in inside]
    best = (inside[id(written.entry)] for name in place.after for written in reversed(own) if written.name == name)
    last = max((inside[id(written.entry)] for written in own), key=lambda entry: entry.key_span, default=None)
    return next(best, last)


def _inside(container: Container) -> Iterator[tuple[int, Entry]]:
    """The entries of `container`, and those in their lists, by identity; each with the one that stands in it itself."""
    for entry in container.entries:
        if _within(entry.key_span, container.span):
            yield id(entry), entry
            listed = entry.value.entries if isinstance(entry.value, Sequence) else ()
            yield from ((id(inner), entry) for inner in listed)


def _within(inner: Span, outer: Span) -> bool:
    """False for an entry that is written elsewhere and only merged in."""
    return outer.start <= inner.start and inner.end <= outer.end
