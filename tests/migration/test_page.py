"""The page of a plan in a real browser: filters, order, keyboard, widths, themes, and nothing asked of any network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kafkalint.cli import command

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
HOSTILE = "</script><img src=x onerror=alert(1)>"
CONFLUENT = "from confluent_kafka import Producer\n\n"
FILES = {
    "requirements.txt": "confluent-kafka==2.6.1\nkafka-python==2.0.2\naiokafka==0.12.0\n",
    "CODEOWNERS": "* @platform\n/orders/ @orders\n/old.py\n",
    "old.py": 'from kafka import KafkaProducer\n\nKafkaProducer(acks="all")\n',
    "aio.py": "from aiokafka import AIOKafkaProducer\n\nAIOKafkaProducer(acks=1)\n",
    "done.py": CONFLUENT + 'Producer({"enable.idempotence": True, "acks": "all"})\n',
    "refused.py": CONFLUENT + 'Producer({"enable.idempotence": True, "acks": 0})\n',
    "unknown.py": "import os\n" + CONFLUENT + 'Producer({"enable.idempotence": os.environ["X"]})\n',
    "hostile.py": CONFLUENT + f'Producer({{"acks": 1, "client.id": "{HOSTILE}"}})  # {HOSTILE}\n',
    "a/quite/long/way/down/to/" + "a_name_without_any_end" * 4 + ".py": CONFLUENT + 'Producer({"acks": 0})\n',
    **{
        f"orders/send{number}.py": CONFLUENT + f'Producer({{"acks": 1, "linger.ms": {number}}})\n' for number in (2, 10)
    },
    "wide.py": CONFLUENT + f'Producer({{"acks": 1, "client.id": "{"x" * 400}"}})\n',
}
PRODUCERS = len(FILES) - 2
NAMES = "[...document.querySelectorAll('.producers tbody:not([hidden]) th')].map((one) => one.textContent)"
pytestmark = [pytest.mark.oracle, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """A headless Chromium; skips where there is none."""
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip("there is no chromium")
    with driver.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> str:
    """Where the page of a planted repository is."""
    folder = tmp_path_factory.mktemp("page")
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    page: Path = folder / "plan.html"
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        CliRunner().invoke(command, ["migrate", ".", "--isolated", "--output", f"html={page}"])
    return page.as_uri()


@pytest.fixture
def visit(browser, address):
    """Opens the page; in the end nothing may have been asked for, complained of or run that should not be."""
    opened, asked, complaints = [], [], []

    def visited(**wishes):
        context = browser.new_context(**wishes)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        opened.append(context)
        return page

    yield visited
    for context in opened:
        context.close()
    assert {url.partition("#")[0] for url in asked} == {address}
    assert complaints == []


def names(page) -> list[str]:
    """The producers that are shown, in order."""
    return page.evaluate(NAMES)


def test_every_filter_leaves_what_fits(visit) -> None:
    page = visit()
    assert len(names(page)) == PRODUCERS
    page.get_by_label("Text").fill("ACKS orders/send")
    assert names(page) == ["orders/send10.py:3", "orders/send2.py:3"]
    assert page.get_by_role("status").text_content() == f"2 of {PRODUCERS} producers shown"
    page.get_by_role("button", name="Show all").click()
    assert len(names(page)) == PRODUCERS
    wanted = {"State": "held back", "Owner": "nobody", "Client": "kafka-python", "Today": "not idempotent"}
    for name, value in wanted.items():
        page.get_by_label(name, exact=True).select_option(value)
        assert "old.py:3" in names(page)
    assert names(page) == ["old.py:3"]
    page.get_by_label("Today", exact=True).select_option("idempotent")
    assert names(page) == []


def test_headers_sort_by_keyboard(visit) -> None:
    page = visit()
    before = names(page)
    page.get_by_role("button", name="Producer").focus()
    page.keyboard.press("Enter")
    rising = names(page)
    assert sorted(before) == sorted(rising)
    assert rising != before
    assert rising.index("orders/send2.py:3") < rising.index("orders/send10.py:3")
    assert page.locator("[aria-sort]").get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Space")
    assert names(page) == rising[::-1]
    assert page.locator("[aria-sort]").get_attribute("aria-sort") == "descending"
    page.get_by_role("button", name="Today").press("Enter")
    assert names(page)[0] == "done.py:3"


def test_the_keyboard_comes_everywhere_in_order_and_is_seen(visit) -> None:
    page = visit()
    ways: list[str] = []
    while page.keyboard.press("Tab") or page.evaluate("document.activeElement !== document.body"):
        ways.append(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert ways[0] == "To the producers"
    heads = ["Producer", "State", "Today", "Then", "Client", "Owner", "Brokers"]
    start = next(number for number, one in enumerate(ways) if one == "text")
    filters = ["text", "state", "today", "client", "owner", "Show all"]
    assert ways[start : start + 13] == [*filters, *(head.lower() for head in heads)]
    assert len(ways[start + 13 :]) == PRODUCERS + page.locator(".files summary").count()


def test_details_open_by_keyboard_and_show_the_source(visit) -> None:
    page = visit()
    summary = page.locator(".producers tbody", has_text="hostile.py").locator("summary")
    summary.press("Enter")
    shown = page.locator(".producers tbody", has_text="hostile.py").locator("pre")
    assert shown.is_visible()
    assert HOSTILE in shown.text_content()
    assert page.locator("img").count() == 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "source of hostile.py:3"


def test_a_link_opens_its_producer_although_it_is_filtered_away(visit) -> None:
    page = visit()
    page.get_by_label("Text").fill("nothing like it")
    page.locator(".first summary").first.click()
    page.locator(".first a").first.click()
    page.wait_for_function("document.querySelector('.producers tbody:target details').open")
    assert len(names(page)) == PRODUCERS


@pytest.mark.parametrize("width", [320, 360, 390, 768, 1400])
def test_nothing_is_wider_than_the_screen(visit, width) -> None:
    page = visit(viewport={"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


CONTRASTS = """
() => {
  const parts = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => parts(color).slice(0, 3)
    .map((one) => one / 255).map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, index) => sum + one * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = getComputedStyle(one).backgroundColor;
      if (parts(color)[3] !== 0) return color;
    }
  };
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  document.querySelectorAll("details").forEach((one) => { one.open = true; });
  const texts = [...document.querySelectorAll("body *")].filter(
    (one) => one.checkVisibility() && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  const fills = [...document.querySelectorAll("rect")];
  return {
    texts: Math.min(...texts.map((one) => ratio(getComputedStyle(one).color, behind(one)))),
    fills: Math.min(...fills.map((one) => ratio(getComputedStyle(one).fill, behind(one)))),
    count: texts.length,
  };
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough(visit, scheme) -> None:
    found = visit(color_scheme=scheme).evaluate(CONTRASTS)
    assert found["count"] > 100
    assert found["texts"] >= 4.5
    assert found["fills"] >= 3


def test_colours_follow_the_scheme(visit) -> None:
    seen = {
        scheme: visit(color_scheme=scheme).evaluate(
            "['body', '.card', 'h1', 'rect'].map((one) => getComputedStyle(document.querySelector(one)))"
            ".flatMap((one) => [one.backgroundColor, one.color, one.fill])"
        )
        for scheme in ("light", "dark")
    }
    assert all(one != other for one, other in zip(seen["light"][:2], seen["dark"][:2], strict=True))
    assert seen["light"][-1] != seen["dark"][-1]


def test_without_the_script_everything_is_there(visit) -> None:
    page = visit(java_script_enabled=False)
    assert page.locator(".producers tbody").count() == PRODUCERS
    assert page.get_by_text("Show all").is_hidden()
    assert page.locator(".producers thead").text_content() == "producerstatetodaythenclientownerbrokers"


def test_paper_is_white_with_everything_open_and_no_filter(visit) -> None:
    page = visit(color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".filters").is_hidden()
    assert page.locator(".producers tbody pre").first.is_visible()


def test_everything_to_act_on_has_a_name(visit) -> None:
    page = visit()
    unnamed = """
    [...document.querySelectorAll("input, select, button, summary, a, pre, svg, table, [role=search]")]
      .filter((one) => !(one.labels?.length || one.getAttribute("aria-label") || one.textContent.trim()))
      .map((one) => one.outerHTML)
    """
    assert page.evaluate(unnamed) == []
