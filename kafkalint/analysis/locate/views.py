"""What counts together in each profile of an application."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kafkalint.analysis.locate.conditions import listed, together
from kafkalint.analysis.locate.leaves import Leaf, answered, leaves_of
from kafkalint.analysis.locate.names import file_chosen
from kafkalint.analysis.locate.pages import Beside, Page, pages, text_of
from kafkalint.model.document import Document
from kafkalint.model.place import Place, Variants

_ELSEWHERE = "the settings of another file lie below these"


@dataclass(frozen=True, slots=True)
class View:
    """The leaves that count together, the lowest document first."""

    leaves: tuple[Leaf, ...]
    profile: str | None = None
    """Empty for what counts where no profile is chosen; None where there are no profiles."""
    open: tuple[str, ...] = ()
    """Why there may be more of them."""


def views(document: Document, place: Place, beside: Beside) -> Iterator[View]:
    """A view for each profile of the application that `document` belongs to; otherwise one for each of its roots."""
    variants = place.variants
    found = pages(document, place, variants, beside) if variants else []
    if variants is None or not found:
        path = document.source.path
        whole = file_chosen(path, place.whole)
        yield from (View(_answered(list(leaves_of(root, path, whole)), place)) for root in document.roots)
        return
    found.sort(key=lambda page: page.suffix)
    said = _Said.of(found, place, variants)
    for profile, active in _choices(found, said):
        view = _view(profile, _all_of(active, said), found, variants)
        yield replace(view, leaves=_answered(view.leaves, place))


def _answered(leaves: Sequence[Leaf], place: Place) -> tuple[Leaf, ...]:
    return tuple(answered(leaves, place) if place.answers else leaves)


@dataclass(frozen=True, slots=True)
class _Said:
    """What the documents for all profiles say about profiles."""

    chosen: str | None
    """None where something is chosen that cannot be known."""
    included: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, found: Sequence[Page], place: Place, variants: Variants) -> _Said:
        """The last word of the documents that count whatever is chosen."""
        heard = [page for page in found if not page.profile and not page.conditions]

        def say(names: Sequence[str]) -> list[tuple[str, str | None]]:
            told = (leaf for page in heard for _, leaf in page.told(names))
            return [(leaf.path[-1], text_of(leaf.value(place))) for leaf in told]

        included = listed(",".join(text or "" for _, text in say(variants.included)))
        unchosen = [("", "")] if included else [("", variants.otherwise), *say(variants.unchosen)]
        chosen = [*unchosen, *say(variants.chosen)][-1][1]
        return cls(chosen, included, {name: listed(text or "") for name, text in say(variants.groups)})


def _choices(found: Sequence[Page], said: _Said) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What may be chosen: nothing, each profile that is named somewhere, and those that are named together."""
    default = None if said.chosen is None else listed(said.chosen)
    if default is not None:
        yield "", default
    named: dict[tuple[str, ...], None] = {(page.profile,): None for page in found if page.profile}
    named |= {names: None for page in found for one in page.conditions if one for names in together(one)}
    named |= {(name,): None for name in said.groups}
    for names in sorted(named):
        if names != default:
            yield " and ".join(names), names


def _all_of(active: Sequence[str], said: _Said) -> tuple[str, ...]:
    """What is included and the chosen profiles, with all that they bring along, the last one above the others."""
    found: list[str] = []
    waiting = [*said.included, *active][::-1]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.append(name)
            waiting += said.groups.get(name, ())[::-1]
    return tuple(found)


def _view(profile: str, active: Sequence[str], found: Sequence[Page], variants: Variants) -> View:
    leaves: list[Leaf] = []
    open_: dict[str, None] = {} if any(not page.profile for page in found) else {_ELSEWHERE: None}
    for rank, page in enumerate(_in_order(found, active)):
        certain = page.counts(active)
        if certain is False:
            continue
        if not page.readable:
            open_[f"{page.file} beside it cannot be read"] = None
        open_ |= {f"{name} brings in more": None for name, _ in page.told(variants.more)}
        leaves += (replace(leaf, rank=rank, optional=certain is None) for leaf in page.leaves)
    return View(tuple(leaves), profile, tuple(open_))


def _in_order(found: Sequence[Page], active: Sequence[str]) -> Iterator[Page]:
    """The documents for all profiles, then those of each active one."""
    for profile in ("", *active):
        yield from (page for page in found if page.profile == profile)
