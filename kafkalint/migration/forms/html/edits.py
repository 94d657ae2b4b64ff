"""The files that change, each with what becomes of it, folded away."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from kafkalint.migration.forms.html.elements import card, lines
from kafkalint.migration.plan import Plan
from kafkalint.model.report import Rewrite
from kafkalint.reporters.difference import difference
from kafkalint.reporters.ink import Ink
from kafkalint.reporters.markup import element
from kafkalint.reporters.words import plain

_KINDS = {"+++": "hunk", "---": "hunk", "@@ ": "hunk", "+": "added", "-": "removed"}
"""What the start of a line says about it; the first that fits counts."""


def files(plan: Plan) -> Iterator[Element]:
    """One card, where something changes."""
    if plan.rewrites:
        folded = (_file(one, plan) for one in plan.rewrites)
        title = "Files changed" if plan.applied else "Files to change"
        yield card(title, element("div", {"class": "files"}, *folded), anchor="edits")


def _file(one: Rewrite, plan: Plan) -> Element:
    owners = " ".join(plan.owners.of(one.path))
    name = element("span", {"class": "code"}, text=plain(one.path))
    summary = element("summary", {}, name, element("span", {"class": "quiet"}, text=f" {plain(owners)}".rstrip()))
    rows = ((line, _look(line)) for line in difference(one, Ink(False)).splitlines())
    return element("details", {}, summary, lines(rows, f"changes of {one.path}"))


def _look(line: str) -> dict[str, object]:
    return next(({"class": kind} for start, kind in _KINDS.items() if line.startswith(start)), {})
