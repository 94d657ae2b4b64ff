"""Annotations, read back as the runner of GitHub Actions reads them."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from kafkalint.model.report import Failure, Report
from kafkalint.reporters import Style, github

COMMAND = re.compile(r"::(?P<name>error|warning|notice) (?P<properties>[^:]*)::(?P<message>.*)")
UNESCAPED = {"%3A": ":", "%2C": ",", "%0D": "\r", "%0A": "\n", "%25": "%"}


def read(line: str) -> tuple[str, dict[str, str], str]:
    """Name, properties and message of a workflow command."""
    found = COMMAND.fullmatch(line)
    assert found, line
    pairs = (pair.partition("=") for pair in found["properties"].split(","))
    return found["name"], {key: unescaped(value) for key, _, value in pairs}, unescaped(found["message"])


def unescaped(text: str) -> str:
    return re.sub("%(?:3A|2C|0D|0A|25)", lambda found: UNESCAPED[found[0]], text)


def test_every_finding_is_an_annotation(many) -> None:
    found = json.loads(many.text("json"))["findings"]
    told = [read(line) for line in many.text("github").splitlines() if line.startswith("::")]
    assert len(told) == len(found) + 1
    places = {(where["file"], where["line"], where["col"]) for _, where, _ in told[1:]}
    assert places == {(one["path"], str(one["line"]), str(one["column"])) for one in found}


def test_what_counts_most_comes_first(many, report) -> None:
    for text in (many.text("github"), github.render(report, Style())):
        told = [read(line) for line in text.splitlines() if line.startswith("::")]
        assert told[0][1]["title"] == "kafkalint failed"
        order = ["error", "warning", "notice"]
        ranks = [order.index(name) for name, _, _ in told]
        assert ranks == sorted(ranks)


@given(st.text(), st.text(min_size=1))
def test_whatever_stands_in_names_and_messages(message, path) -> None:
    text = github.render(Report(failures=(Failure(path, "kind", message),)), Style(quiet=True))
    told = read(text.removesuffix("\n"))
    assert (told[1]["file"], told[2]) == (path, message)


def test_quiet_leaves_the_summary_out(report) -> None:
    assert all(line.startswith("::") for line in github.render(report, Style(quiet=True)).splitlines())
