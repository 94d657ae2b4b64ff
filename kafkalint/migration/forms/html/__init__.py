"""The form for everybody: one page that needs nothing beside it, complete without its script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from string import Template
from xml.etree.ElementTree import Element, tostring

from kafkalint.migration.forms.html import edits, first, overview, producers
from kafkalint.migration.forms.html.elements import prose
from kafkalint.migration.forms.phrases import closing, headline
from kafkalint.migration.plan import Plan
from kafkalint.reporters import Style
from kafkalint.reporters.markup import element

NAME = "html"
SUMMARY = "one page for a browser, with charts and a table to filter"
_FOLDER = Path(__file__).parent
_PARTS = (
    overview.counts,
    first.obstacles,
    overview.charts,
    first.doubts,
    first.notes,
    producers.table,
    edits.files,
)
"""What the page shows, in order."""


def render(plan: Plan, style: Style) -> str:  # noqa: ARG001  # the same for every reader
    """The whole page; its policy lets nothing run or load but what stands in it."""
    page, sheet, script = (_FOLDER.joinpath(f"page.{kind}").read_text("utf-8") for kind in ("html", "css", "js"))
    return Template(page).substitute(
        title=_text(element("title", {}, text=headline(plan))).removeprefix("<title>").removesuffix("</title>"),
        style=sheet,
        style_hash=_hash(sheet),
        script=script,
        script_hash=_hash(script),
        body="\n".join(map(_text, _body(plan))),
    )


def _body(plan: Plan) -> Iterator[Element]:
    lead = element("p", {"class": "lead"}, *prose(closing(plan)))
    yield element("header", {}, element("h1", {}, text=headline(plan)), lead)
    yield element("main", {}, *(part for part_of in _PARTS for part in part_of(plan)))
    yield element("footer", {}, element("p", {}, text=f"kafkalint {plan.version}. Secrets are masked."))


def _text(root: Element) -> str:
    return tostring(root, encoding="unicode", method="html")


def _hash(text: str) -> str:
    """What the policy of a page calls a script or a style of it."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
