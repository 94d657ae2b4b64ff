"""What is found in a text inside a document, told where that text is written."""

from __future__ import annotations

from dataclasses import replace

from kafkalint.model.document import Inner
from kafkalint.model.edit import Refusal
from kafkalint.model.producer import Broker, Home, Producer, Setting, Site, Slot, Stray


def outward(found: Producer | Broker | Stray, inner: Inner, path: str) -> Producer | Broker | Stray:
    """`found` in the file at `path`; it may not be edited where its text may not."""
    site = _site(found.site, inner, path)
    if isinstance(found, Stray):
        return replace(found, site=site)
    slots = tuple(_slot(slot, inner, path) for slot in found.slots)
    if isinstance(found, Broker):
        return replace(found, site=site, slots=slots)
    variant = replace(found.variant, files=(path,)) if found.variant else None
    candidates = tuple(replace(one, site=one.site and _site(one.site, inner, path)) for one in found.candidates)
    home = _home(found.home, inner)
    return replace(found, site=site, candidates=candidates, slots=slots, home=home, variant=variant)


def _site(site: Site, inner: Inner, path: str) -> Site:
    return Site(path, inner.outward(site.span))


def _slot(slot: Slot, inner: Inner, path: str) -> Slot:
    return replace(slot, values=tuple(_setting(setting, inner, path) for setting in slot.values))


def _setting(setting: Setting, inner: Inner, path: str) -> Setting:
    return replace(
        setting,
        site=_site(setting.site, inner, path),
        name_site=_site(setting.name_site, inner, path),
        locked=setting.locked or _reason(inner),
    )


def _home(home: Home | None, inner: Inner) -> Home | None:
    return replace(home, shared=home.shared or _reason(inner), path="") if home else None


def _reason(inner: Inner) -> str:
    return inner.place.reason if isinstance(inner.place, Refusal) else ""
