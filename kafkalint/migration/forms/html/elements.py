"""Small pieces that every part of the page is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from kafkalint.migration.forms.phrases import OUTCOMES
from kafkalint.migration.plan import Entry
from kafkalint.model.verdict import Outcome
from kafkalint.reporters.markup import element
from kafkalint.reporters.summary import count
from kafkalint.reporters.words import plain


def card(title: str, *children: Element, kind: str = "", anchor: str = "") -> Element:
    """One section of the page under its heading."""
    named = {"id": anchor} if anchor else {}
    return element("section", {"class": f"card {kind}".strip(), **named}, element("h2", {}, text=title), *children)


def prose(text: str) -> Iterator[Element]:
    """A sentence, with what stands in backticks as code."""
    for number, part in enumerate(text.split("`")):
        yield element("code" if number % 2 else "span", {}, text=plain(part))


def listed(items: Iterable[Element], tag: str = "ul", kind: str = "plain") -> Element:
    """A list; each item holds one element."""
    return element(tag, {"class": kind}, *(element("li", {}, item) for item in items))


def said(text: str) -> Element:
    """Words out of the plan, in one line."""
    return element("span", {}, text=plain(text))


def lines(rows: Iterable[tuple[str, dict[str, object]]], label: str) -> Element:
    """Source text, each line with its attributes; it can be reached and scrolled by keyboard."""
    spans = (element("span", attributes, text=plain(text.expandtabs(4))) for text, attributes in rows)
    return element("pre", {"tabindex": 0, "role": "region", "aria-label": plain(label)}, *spans)


def verdict(outcome: Outcome) -> Element:
    """One answer, told by words, shape and colour."""
    return element("span", {"class": f"verdict {outcome.value}"}, text=OUTCOMES[outcome])


def behind(entries: list[Entry], numbers: dict[tuple[str, int], int]) -> Element:
    """The producers that something concerns, folded away."""
    links = (
        element("a", {"href": f"#p{numbers[one.key]}", "class": "code"}, text=plain(str(one.producer.at)))
        for one in entries
    )
    summary = element("summary", {}, text=count(len(entries), "producer"))
    return element("details", {}, summary, listed(links, kind="places"))
