"""What a finder sees of one producer in a data file, and the Producer it becomes."""

from __future__ import annotations

from dataclasses import dataclass

from kafkalint.analysis.locate.values import value_of
from kafkalint.model.document import Container, Entry
from kafkalint.model.place import Place
from kafkalint.model.producer import Candidate, Home, Producer, Setting, Site, Slot
from kafkalint.model.source import Span
from kafkalint.model.version import VersionRange


@dataclass(frozen=True, slots=True)
class Written:
    """One entry that is a setting."""

    name: str
    """The client's name."""
    entry: Entry
    shared: str = ""
    """Who else reads it, when somebody does."""


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

    @property
    def keys(self) -> frozenset[Span]:
        """Where the names of its own settings stand; no other producer has them."""
        return frozenset(written.entry.key_span for written in self.settings if not written.shared)


def producer_of(found: Found, place: Place, path: str, open_: tuple[str, ...]) -> Producer:
    """The producer at `place`, its clients' versions still unknown."""
    site = Site(path, found.span)
    return Producer(
        place=place.id,
        site=site,
        candidates=tuple(Candidate(client, VersionRange(), "") for client in place.clients),
        slots=tuple(_slot(written, place, path) for written in found.settings),
        open=open_,
        home=Home(found.container, _after(found, place), found.spelling, textual=place.textual and not place.typed),
        may_add=place.may_add,
    )


def _slot(written: Written, place: Place, path: str) -> Slot:
    entry = written.entry
    setting = Setting(
        name=written.name,
        written=entry.key,
        value=value_of(entry.value, place),
        site=Site(path, entry.value.span),
        name_site=Site(path, entry.key_span),
        handle=entry,
        locked=written.shared,
    )
    return Slot((setting,), maybe_absent=entry.optional)


def _after(found: Found, place: Place) -> Entry | None:
    """The last own entry of the best name that stands where a new setting goes, or the last own entry there."""
    inside = {id(entry) for entry in found.container.entries if _within(entry.key_span, found.container.span)}
    own = [written for written in found.settings if not written.shared and id(written.entry) in inside]
    best = (written.entry for name in place.after for written in reversed(own) if written.name == name)
    last = max((written.entry for written in own), key=lambda entry: entry.key_span, default=None)
    return next(best, last)


def _within(inner: Span, outer: Span) -> bool:
    """False for an entry that is written elsewhere and only merged in."""
    return outer.start <= inner.start and inner.end <= outer.end
