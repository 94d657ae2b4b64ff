"""Write the sources of the documentation site: pages of the repository, and one for each rule, client and place.

Usage: python .ci/site_pages.py FOLDER
"""

from __future__ import annotations

import posixpath
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import rule_table
from ruamel.yaml import YAML

from kafkalint import HOME
from kafkalint.catalog.catalog import load
from kafkalint.explain import forms, places, rules
from kafkalint.explain.page import Code, Heading, Page, Part, Table
from kafkalint.model.client import Client
from kafkalint.model.place import Constructor, Place

ROOT = Path(__file__).resolve().parents[1]
CATALOG = load()
_YAML = YAML(typ="safe", pure=True)
START = "docs/site/start.md"
SCHEMAS = "docs/schemas/"
"""Files that `.ci/site` copies as they are; the scheme of links to them is in `docs/site/conf.py`."""
MOVED = {
    "README.md": "overview.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "docs/rules.md": "rules/index.md",
    "docs/clients/README.md": "clients/index.md",
    "docs/schemas/README.md": "schemas/index.md",
    "docs/schemas": "schemas/index.md",
    "rules/places": "places/index.md",
}
"""What of the repository has another name on the site; other pages of `docs/` keep theirs."""
OWNERS = {
    "rule": {rule.id: f"rules/{rule.id}.md" for rule in CATALOG.rules},
    "client": {one.title: f"clients/{one.id}.md" for one in CATALOG.clients.values()},
    "place": {one.id: f"places/{one.id}.md" for one in CATALOG.places},
}
"""The pages of what has one, by the names in cells and text, below the head of a column."""
_CODE = re.compile(r"(^```.*?^```$|^#.*?$|`[^`\n]+`|\[[^\]\n]*\]\([^)\s]+\)|<[^>\s]+>)", re.MULTILINE | re.DOTALL)
"""What holds no rule id to link: code, headings, links."""
_LINK = re.compile(r"(\]\()(?!\w+:)([^)\s#]+)(#[^)\s]*)?\)")


def sources() -> dict[str, str]:
    """Every page by its path on the site, in MyST's Markdown."""
    lead, _, rest = _text("README.md").partition("\n## ")
    written = {
        **{_on_site(name): moved(name, _text(name)) for name in _pages()},
        **{path: _told(page, path) for path, page in _catalogue().items()},
        "index.md": f"{moved('README.md', lead)}\n{moved(START, _text(START))}",
        "overview.md": moved("README.md", f"# Overview\n\n## {rest.partition('## Rules')[0]}"),
    }
    for client in CATALOG.clients.values():
        written[f"clients/{client.id}.md"] += _where(client)
    for kind, pages in OWNERS.items():
        written[f"{kind}s/index.md"] += _contents(pages.values())
    return written


def _catalogue() -> dict[str, Page]:
    """The pages that the repository does not hold, by path."""
    return {
        "rules/index.md": Page("Rules", (rule_table.table(),)),
        "places/index.md": Page("Places", (_places(),)),
        **{OWNERS["rule"][rule.id]: rules.page(rule, CATALOG.clients) for rule in CATALOG.rules},
        **{OWNERS["place"][one.id]: _place(one) for one in CATALOG.places},
    }


def _place(place: Place) -> Page:
    """What is known of a place, with an example."""
    page, found = places.page(place, CATALOG.clients), next(_examples(place), None)
    return replace(page, parts=(*page.parts, *([Heading("Example"), found] if found else [])))


def _examples(place: Place) -> Iterator[Code]:
    """What tests find there: those of the place, and those of rules that write one of its calls."""
    for file in (ROOT / "tests/places").rglob(f"{place.id}.yaml"):
        found = (case for case in _YAML.load(file) if {"producers", "brokers", "strays"} & case.keys())
        yield from (Code(case.get("path", "send.py"), case["text"]) for case in found)
    calls = [call.rpartition(".") for one in place.finders if isinstance(one, Constructor) for call in one.calls]
    signs = [sign for home, _, name in calls for sign in (f"from {home} import {name}\n", f" {home}.{name}(")]
    told = (one for rule in CATALOG.rules if rule.subject == "producer" for one in rule.examples if one.fires)
    yield from (Code(one.path, one.before) for one in told if any(sign in one.before for sign in signs))


def _text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def _pages() -> Iterator[str]:
    """The pages of the repository that are on the site, by their path there."""
    found = [*MOVED, *(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))]
    yield from (name for name in dict.fromkeys(found) if name.endswith(".md") and name != START)


def _on_site(name: str) -> str:
    return MOVED.get(name, name.removeprefix("docs/"))


def moved(name: str, text: str) -> str:
    """`text` of the page `name` of the repository with its links as they are on the site."""
    page = "index.md" if name == START else _on_site(name)

    def there(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), link[2]))
        anchor = link[3] or ""
        if target in MOVED or target.endswith(".md"):
            return f"{link[1]}{_relative(_on_site(target), page)}{anchor})"
        if target.startswith(SCHEMAS):
            return f"{link[1]}beside:{_relative(target.removeprefix('docs/'), page)})"
        return f"{link[1]}{HOME}/blob/main/{target}{anchor})" if (ROOT / target).exists() else link[0]

    return linked(_LINK.sub(there, text), page)


def linked(text: str, page: str) -> str:
    """`text` with a link on every id of a rule that has another page."""
    parts = _CODE.split(text)
    prose = [re.sub(r"\bKFK\d{3}\b", lambda found: _rule_link(found[0], page), part) for part in parts[::2]]
    return "".join(a + b for a, b in zip(prose, [*parts[1::2], ""], strict=True))


def _rule_link(name: str, page: str) -> str:
    target = OWNERS["rule"].get(name, page)
    return name if target == page else f"[{name}]({_relative(target, page)})"


def _told(page: Page, path: str) -> str:
    """A page of the catalogue, with links to the pages of what its tables are about."""
    return linked(forms.markdown(replace(page, parts=tuple(_with_links(page.parts, path)))), path)


def _with_links(parts: Iterable[Part], path: str) -> Iterator[Part]:
    for part in parts:
        owners = OWNERS.get(part.head[0], {}) if isinstance(part, Table) else {}
        if isinstance(part, Table) and owners:
            rows = ((f"[{row[0]}]({_relative(owners[row[0]], path)})", *row[1:]) for row in part.rows)
            yield replace(part, rows=tuple(rows))
        else:
            yield part


def _where(client: Client) -> str:
    """What the page of a client says about places, below what it says in the repository."""
    told = _told(Page("", tuple(places.among(client, CATALOG.places))), f"clients/{client.id}.md")
    return told.partition("\n")[2]


def _places() -> Table:
    rows = (
        (one.id, one.title, ", ".join(CATALOG.clients[name].title for name in one.clients), ", ".join(one.files))
        for one in CATALOG.places
    )
    return Table(("place", "what it is", "clients", "files"), tuple(rows))


def _contents(pages: Iterable[str]) -> str:
    """The pages below an index, for the side of the window."""
    names = "\n".join(Path(page).stem for page in pages)
    return f"\n```{{toctree}}\n:hidden:\n\n{names}\n```\n"


def _relative(target: str, page: str) -> str:
    return posixpath.relpath(target, posixpath.dirname(page) or ".")


def main(folder: str) -> None:
    """Write every page below `folder`."""
    for name, text in sources().items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
