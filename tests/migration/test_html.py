"""The page of a plan: everything in it, nothing of it from elsewhere, and nothing of the repository that acts."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

HOSTILE = "</script><img src=x onerror=alert(1)>"
RIGHT_TO_LEFT = "\u202e"


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text by element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "input"):
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        for tag in self._open[-1:]:
            self.texts.setdefault(tag, []).append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def paged(project, *arguments: str) -> str:
    project.run("migrate", *arguments, "--output", "html=plan.html")
    return (project.folder / "plan.html").read_text("utf-8")


@pytest.fixture
def planted(project):
    """A producer to rewrite, one behind a gate, and one that cannot be known."""
    project.plant("requirements.txt", "confluent-kafka==2.6.1\nkafka-python==2.0.2\n")
    project.plant("CODEOWNERS", "*.py @orders @platform\nold.py\n")
    project.plant("ready.py", 'from confluent_kafka import Producer\n\nProducer({"acks": 1})\n')
    project.plant("old.py", 'from kafka import KafkaProducer\n\nKafkaProducer(acks="all")\n')
    project.plant(
        "unknown.py",
        'import os\nfrom confluent_kafka import Producer\n\nProducer({"enable.idempotence": os.environ["X"]})\n',
    )
    return project


def test_the_page_says_what_the_plan_does(planted) -> None:
    page = Page(paged(planted))
    rows = [one for one in page.of("tbody") if "id" in one]
    assert [(one["data-state"], one["data-today"], one["data-owner"]) for one in rows] == [
        ('["held back"]', '["not idempotent"]', '["nobody"]'),
        ('["ready"]', '["not idempotent"]', '["@orders", "@platform"]'),
        ('["undecided"]', '["unknown"]', '["@orders", "@platform"]'),
    ]
    labels = [one["aria-label"] for one in page.of("svg")]
    assert labels[:2] == ["today: 2 not idempotent, 1 unknown", "then: 1 idempotent, 1 not idempotent, 1 unknown"]
    headings = page.texts["h2"]
    assert headings == [
        "First, in this order", "What the producers do", "By owner", "By client", "Not known", "What comes with it",
            "Producers",
        "Files to change",
    ]  # fmt: skip


def test_the_bars_are_as_long_as_the_numbers(planted) -> None:
    widths = [float(one["width"]) for one in Page(paged(planted)).of("rect")[:5]]
    assert widths == pytest.approx([2000 / 3 - 4, 1000 / 3 - 4, *[1000 / 3 - 4] * 3], abs=0.1)


def test_everything_is_shown_before_the_script_runs_but_the_filters(planted) -> None:
    page = Page(paged(planted))
    assert [one["class"] for _, one in page.elements if "hidden" in one] == ["filters"]


def test_nothing_comes_from_elsewhere_and_nothing_leads_there(planted) -> None:
    text = paged(planted)
    page = Page(text)
    told = [value for _, attributes in page.elements for name, value in attributes.items() if name in ("href", "src")]
    assert set(told) == {"#producers", "#p1", "#p2"}
    assert {"link", "iframe", "object", "form", "base"}.isdisjoint(tag for tag, _ in page.elements)
    assert not re.search(r"https?:|url\(|@import|fetch|XMLHttpRequest", text)


def test_the_policy_lets_its_own_script_and_style_pass_alone(planted) -> None:
    page = Page(paged(planted))
    (policy,) = [one["content"] for one in page.of("meta") if one.get("http-equiv") == "Content-Security-Policy"]
    parts = dict(part.split(" ", 1) for part in policy.split("; "))
    assert parts["default-src"] == "'none'"
    for tag in ("script", "style"):
        (text,) = page.texts[tag]
        assert parts[f"{tag}-src"] == f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
    assert not [one for _, one in page.elements if "style" in one or any(name.startswith("on") for name in one)]


def test_what_the_repository_says_stays_text(project) -> None:
    name = HOSTILE.replace("/", "\N{DIVISION SLASH}").replace(" ", "\t")
    project.plant("CODEOWNERS", "* @<b>&\"'\n")
    project.plant(
        f"{name}.py",
        "from confluent_kafka import Producer\n\n"
        f'Producer({{"acks": 1, "client.id": "{HOSTILE}", "retries": "{HOSTILE}"}})  # {RIGHT_TO_LEFT}$style\n',
    )
    text = paged(project)
    page = Page(text)
    assert page.of("img") == page.of("b") == []
    assert len(page.of("script")) == 1
    assert RIGHT_TO_LEFT not in text
    assert "$style" in "".join(page.texts["span"])
    assert HOSTILE in "".join(page.texts["span"])
    assert [one["data-owner"] for one in page.of("tbody") if "id" in one] == ['["@<b>&\\"\'"]']


def test_a_plan_of_nothing_is_a_page_too(project) -> None:
    project.plant("a.py", "print(1)\n")
    page = Page(paged(project))
    assert page.of("table") == page.of("svg") == []
    assert "Nothing is left to do." in page.texts["span"]


def test_pinning_changes_no_verdict_and_draws_none(planted) -> None:
    page = Page(paged(planted, "--pin-current"))
    assert page.of("svg") == []
    assert [one["data-state"] for one in page.of("tbody")].count('["ready"]') == 1


def test_what_was_applied_is_told_as_done(planted) -> None:
    page = Page(paged(planted, "--apply"))
    assert "Files changed" in page.texts["h2"]
    assert [one["data-state"] for one in page.of("tbody") if "id" in one][1] == '["applied"]'


def test_a_file_that_failed_comes_first(planted) -> None:
    planted.plant("broken.py", 'from confluent_kafka import Producer\nProducer({"acks": 1}\n')
    page = Page(paged(planted))
    assert page.texts["h2"][0] == "Failed"
