"""The documentation site: it builds without a warning, has a page for everything, and can be read on any screen."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import site_pages

from kafkalint.catalog.catalog import load

ROOT = Path(__file__).parents[2]
CATALOG = load()
PAGES = {f"rules/{rule.id}.html": f"{rule.id} {rule.name}" for rule in CATALOG.rules}
PAGES |= {f"clients/{client.id}.html": client.title for client in CATALOG.clients.values()}
PAGES |= {f"places/{place.id}.html": place.title for place in CATALOG.places}
GUIDES = [
    "overview",
    "first-run",
    "pre-commit",
    "ci",
    "editor",
    "migration",
    "intended",
    "contributing",
    "architecture",
    "schemas/index",
]
INDEXES = {"rules": [rule.id for rule in CATALOG.rules], "clients": [*CATALOG.clients]}
INDEXES["places"] = [place.id for place in CATALOG.places]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The site, built as `.ci/run` does."""
    pytest.importorskip("sphinx", reason="the extra docs is not installed")
    folder: Path = tmp_path_factory.mktemp("site")
    built = subprocess.run(
        ["bash", ".ci/site", sys.executable, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (built.returncode, built.stderr) == (0, "")
    return folder


def test_everything_has_a_page_and_asks_nobody(site) -> None:
    """One test, so that one process builds the site."""
    assert len(PAGES) == len(CATALOG.rules) + len(CATALOG.clients) + len(CATALOG.places)
    for path, title in PAGES.items():
        (head,) = re.findall(r"<h1>(.*?)<a ", (site / path).read_text("utf-8"), re.DOTALL)
        assert title in unescape(head)
    assert [name for name in GUIDES if not (site / f"{name}.html").exists()] == []
    for folder, names in INDEXES.items():
        table = (site / folder / "index.html").read_text("utf-8").split("<table", 1)[1].rsplit("</table>", 1)[0]
        assert re.findall(r"<tr[^>]*><td><p><a [^>]*href=\"([^\"]+)\.html\"", table) == names
        assert {page.stem for page in (site / folder).glob("*.html")} == {*names, "index"}
    for page in site.rglob("*.html"):
        assert not re.findall(r"<(?:script|img|iframe)[^>]* src=\"(?:https?:)?//", page.read_text("utf-8")), page
        assert not re.findall(r"<link(?![^>]*canonical)[^>]* href=\"(?:https?:)?//", page.read_text("utf-8")), page
    for schema in (ROOT / "docs/schemas").glob("*.json"):
        assert (site / "schemas" / schema.name).read_bytes() == schema.read_bytes(), "its address is a promise"
    linked = {page: re.findall(r'href="([^":#]+\.json)"', page.read_text("utf-8")) for page in site.rglob("*.html")}
    assert sum(map(len, linked.values())) > 12
    assert [link for page, links in linked.items() for link in links if not (page.parent / link).is_file()] == []
    broken = re.findall(r"<td>(.*?)</td>", (site / "rules/KFK103.html").read_text("utf-8"), re.DOTALL)
    assert any("max.<wbr>in.<wbr>flight.<wbr>requests.<wbr>per.<wbr>connection" in cell for cell in broken)


def test_every_place_has_an_example() -> None:
    sources = site_pages.sources()
    assert [one.id for one in CATALOG.places if "\n## Example\n\n```" not in sources[f"places/{one.id}.md"]] == []


def test_names_of_rules_are_links() -> None:
    said = site_pages.linked(
        "KFK201, `KFK202`, [KFK203](x.md) and KFK999\n```\nKFK204\n```\n# KFK205\n", "rules/KFK401.md"
    )
    assert said == "[KFK201](KFK201.md), `KFK202`, [KFK203](x.md) and KFK999\n```\nKFK204\n```\n# KFK205\n"
    assert site_pages.linked("KFK201", "rules/KFK201.md") == "KFK201"


def test_links_lead_to_the_site_or_to_the_repository() -> None:
    text = "[a](../../README.md#use-it) [b](../rules.md) [c](../../action.yml) [d](https://x.org/a.md) [e](nowhere.md)"
    text += " [f](../schemas/rule.json) [g](../schemas/README.md)"
    home = site_pages.HOME
    assert site_pages.moved("docs/clients/java.md", text) == (
        f"[a](../overview.md#use-it) [b](../rules/index.md) [c]({home}/blob/main/action.yml) "
        "[d](https://x.org/a.md) [e](nowhere.md) [f](beside:../schemas/rule.json) [g](../schemas/index.md)"
    )


@pytest.fixture
def pages(site) -> Iterator[str]:
    """The address of the site on a server of this machine."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.mark.oracle
def test_it_can_be_read_and_searched_in_a_browser(site, pages) -> None:
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip("there is no chromium")
    with driver.sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"]).new_page()
        page.set_viewport_size({"width": 400, "height": 800})
        for path in sorted(site.rglob("*.html")):
            page.goto(pages + path.relative_to(site).as_posix())
            assert page.evaluate("document.documentElement.scrollWidth") <= 400, path
        for asked, found in (
            ("idempotence-silently-disabled", "rules/KFK201.html"),
            ("max_in_flight_requests_per_connection", "clients/kafka-python.html"),
        ):
            page.goto(f"{pages}search.html?q={asked}")
            page.wait_for_selector(f"#search-results a[href^='{found}']")
