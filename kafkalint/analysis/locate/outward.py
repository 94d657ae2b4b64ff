"""What is found in a text inside a document, told where that text is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from kafkalint.analysis.locate.pages import Beside
from kafkalint.model.document import Document, Inner, walk
from kafkalint.model.edit import Refusal
from kafkalint.model.producer import Broker, Home, Producer, Setting, Site, Slot, Stray

Inners: TypeAlias = Mapping[str, Inner]
"""Texts that stand beside one another, by the names that they have there."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A text inside a document, with those that stand in the same map as if in one folder."""

    inner: Inner
    inners: Inners

    @property
    def beside(self) -> Beside:
        """The others, as files beside this one."""
        others = [(name, one.document) for name, one in self.inners.items() if one is not self.inner]
        return lambda _, pattern: [(name, document) for name, document in others if pattern.fullmatch(name.lower())]


def folders(document: Document) -> Iterator[Folder]:
    """Every text inside a document; of those whose names stand twice, each alone."""
    around = _around(document) if len(document.inner) > 1 else {}
    for inner in document.inner:
        own = around.get(id(inner.holder))
        beside = [one for one in document.inner if own is not None and around.get(id(one.holder)) == own] or [inner]
        names = [one.document.source.path for one in beside]
        unique = {name: one for name, one in zip(names, beside, strict=True) if names.count(name) == 1}
        yield Folder(inner, {**unique, inner.document.source.path: inner})


def _around(document: Document) -> dict[int, int]:
    """The map that each value stands in."""
    return {id(entry.value): id(container) for root in document.roots for _, container, entry in walk(root)}


def outward(
    found: Sequence[Producer | Broker | Stray], folder: Folder, path: str
) -> Iterator[Producer | Broker | Stray]:
    """What was `found`, in the file at `path`; a variant of several texts is told with the highest of them."""
    own = folder.inner.document.source.path
    for one in found:
        variant = one.variant if isinstance(one, Producer) else None
        if variant is None or variant.files[-1] == own:
            yield _outward(one, folder.inners, path)


def _outward(found: Producer | Broker | Stray, inners: Inners, path: str) -> Producer | Broker | Stray:
    """`found` in the file at `path`; it may not be edited where its text may not."""
    site = _site(found.site, inners, path)
    if isinstance(found, Stray):
        return replace(found, site=site)
    slots = tuple(_slot(slot, inners, path) for slot in found.slots)
    if isinstance(found, Broker):
        return replace(found, site=site, slots=slots)
    variant = replace(found.variant, files=(path,)) if found.variant else None
    candidates = tuple(replace(one, site=one.site and _site(one.site, inners, path)) for one in found.candidates)
    home = _home(found.home, inners[(found.home and found.home.path) or found.site.path])
    return replace(found, site=site, candidates=candidates, slots=slots, home=home, variant=variant)


def _site(site: Site, inners: Inners, path: str) -> Site:
    return Site(path, inners[site.path].outward(site.span))


def _slot(slot: Slot, inners: Inners, path: str) -> Slot:
    return replace(slot, values=tuple(_setting(setting, inners, path) for setting in slot.values))


def _setting(setting: Setting, inners: Inners, path: str) -> Setting:
    return replace(
        setting,
        site=_site(setting.site, inners, path),
        name_site=_site(setting.name_site, inners, path),
        locked=setting.locked or _reason(inners[setting.name_site.path]),
    )


def _home(home: Home | None, inner: Inner) -> Home | None:
    return replace(home, shared=home.shared or _reason(inner), path="") if home else None


def _reason(inner: Inner) -> str:
    return inner.place.reason if isinstance(inner.place, Refusal) else ""
