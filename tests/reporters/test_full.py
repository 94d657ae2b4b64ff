"""What people see: at every width, with and without links, colour and characters, and on a real terminal."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import replace
from pathlib import Path
from unicodedata import combining, east_asian_width

import pytest

from kafkalint.cli._terminal import encodable, wants_links
from kafkalint.model.finding import Confidence, Finding, Severity
from kafkalint.model.producer import Site
from kafkalint.model.report import Report
from kafkalint.model.source import Source, Span
from kafkalint.reporters import Style, full

LINK = re.compile(r"\x1b\]8;;(.*?)\x1b\\")
PAINT = re.compile(r"\x1b\[[0-9;]*m")
SOURCE = re.compile(r" *\d* [|+-]( |$)")


def columns(text: str) -> int:
    """How wide `text` is in a terminal."""
    return sum(0 if combining(one) else 1 + (east_asian_width(one) in "WF") for one in text)


def wordy(report: Report) -> Report:
    """The report with sentences that are as long as real ones are."""
    long = "kafka-clients 4.4.0 is idempotent by default, but not with acks=1: it switches it off without an error"
    return replace(report, findings=tuple(replace(one, message=long, notes=(long,)) for one in report.findings))


@pytest.mark.parametrize("width", range(40, 201))
def test_nothing_is_wider_than_the_terminal_and_no_word_is_lost(report, width) -> None:
    told = full.render(wordy(report), Style(width=width))
    for line in told.splitlines():
        if "-->" not in line and columns(line) > width:
            assert max(map(len, line.split())) > width // 3, "only a word that is whole may stand out"
    plain = full.render(wordy(report), Style(width=None))
    assert words(told) == words(plain)


def words(text: str) -> list[str]:
    """Every word outside source text."""
    return [word for line in text.splitlines() if not SOURCE.match(line) for word in line.split()]


def test_a_pipe_gets_every_sentence_in_one_line(report) -> None:
    told = full.render(wordy(report), Style())
    assert told.count("it switches it off without an error\n") == 8


@pytest.mark.parametrize("width", [40, 80, 120, 200, None])
@pytest.mark.parametrize(
    "before", ["", "y" * 30, "y" * 100, "y" * 5000, "漢" * 30, "漢" * 3000, "e\u0301" * 60, "\t\t"]
)
def test_the_mark_is_below_the_value_at_every_width(width, before) -> None:
    text = f"x = '{before}'; acks = 1; {'z' * 300}\n"
    at = text.index("1;")
    finding = Finding("ACME101", "rule", Severity.ERROR, Confidence.HIGH, "why", Site("a.py", Span(at, at + 1)))
    told = full.render(Report(findings=(finding,), sources=(Source("a.py", b"", text),)), Style(width=width))
    lines = told.splitlines()
    number = next(index for index, line in enumerate(lines) if line.lstrip(" |").startswith("^"))
    above, place = lines[number - 1], columns(lines[number][: lines[number].index("^")])
    shown = [one for index, one in enumerate(above) if columns(above[:index]) == place and not combining(one)]
    assert shown == ["1"]
    assert columns(above) <= (width or 200)


def test_numbers_of_frame_and_change_stand_below_each_other(report) -> None:
    told = full.render(report, Style())
    for block in told.split("\n\n"):
        gutters = {
            line.index(line.strip()[0]) + len(line.split()[0])
            for line in block.splitlines()
            if re.match(r" *\d+ [|+-]", line)
        }
        assert len(gutters) <= 1


def test_what_changes_within_a_line_is_strong(report) -> None:
    told = full.render(report, Style(color=True))
    assert re.search(r'\x1b\[1;31m1\x1b\[0m\x1b\[31m, "n": 2', told)
    assert re.search(r'\x1b\[1;32m"all"\x1b\[0m\x1b\[32m, "n": 2', told)


def test_rule_ids_lead_to_their_pages(report) -> None:
    linked = full.render(report, Style(links=True))
    assert LINK.findall(linked) == ["https://example.org/rules#acme101", ""], "one rule of the four has a page"
    assert LINK.sub("", linked) == full.render(report, Style())


def test_paint_and_links_change_nothing_else(report) -> None:
    for width in (None, 60):
        told = full.render(report, Style(color=True, links=True, width=width))
        assert PAINT.sub("", LINK.sub("", told)) == full.render(report, Style(width=width))


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437", "utf-8"])
def test_an_encoding_that_cannot_hold_it_moves_nothing(report, encoding) -> None:
    told = full.render(report, Style(width=40))
    shown = encodable(told, encoding)
    assert shown.encode(encoding)
    assert list(map(columns, shown.splitlines())) == list(map(columns, told.splitlines()))


LINKING = [
    ({}, False),
    ({"TERM_PROGRAM": "iTerm.app"}, True),
    ({"TERM_PROGRAM": "Apple_Terminal"}, False),
    ({"TERM": "xterm-kitty"}, True),
    ({"WT_SESSION": "1"}, True),
    ({"VTE_VERSION": "6800"}, True),
    ({"VTE_VERSION": "4200"}, False),
    ({"TERM_PROGRAM": "vscode", "CI": "true"}, False),
    ({"TERM_PROGRAM": "vscode", "FORCE_HYPERLINK": "0"}, False),
    ({"FORCE_HYPERLINK": "1"}, True),
]


@pytest.mark.parametrize(("environment", "linked"), LINKING)
def test_who_gets_links(monkeypatch, environment, linked) -> None:
    monkeypatch.setattr(os, "environ", environment)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert wants_links(True) is linked
    assert wants_links(False) is ("FORCE_HYPERLINK" in environment and linked)


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo terminal")
@pytest.mark.parametrize("width", [40, 80, 120])
def test_on_a_terminal(tmp_path, width) -> None:
    (tmp_path / "a.py").write_text(
        'from confluent_kafka import Producer\nProducer({"enable.idempotence": True, "acks": 1})\n', "utf-8"
    )
    environment = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "TERM_PROGRAM": "vscode", "PYTHONUTF8": "1"}
    told = on_terminal(tmp_path, {**environment, "COLUMNS": str(width)})
    assert LINK.search(told)
    assert PAINT.search(told)
    lines = PAINT.sub("", LINK.sub("", told)).replace("\r\n", "\n").splitlines()
    assert lines[0].startswith("error[KFK101] [*] acks=1 conflicts")
    assert max(map(len, lines)) <= width
    plain = on_terminal(tmp_path, {**environment, "COLUMNS": str(width), "NO_COLOR": "1"})
    assert "\x1b" not in plain


def on_terminal(folder: Path, environment: dict[str, str]) -> str:
    """What the command prints on a pseudo terminal."""
    import pty
    import subprocess

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kafkalint", "check", "a.py"]
    with subprocess.Popen(command, cwd=folder, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        told = b""
        while part := _read(ours):
            told += part
        process.wait(60)
    os.close(ours)
    return told.decode("utf-8")


def _read(handle: int) -> bytes:
    """The next bytes; none once the other end is closed, which Linux calls an error."""
    try:
        return os.read(handle, 65536)
    except OSError:
        return b""
