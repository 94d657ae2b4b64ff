"""Every output, as it stands on the screen or in the file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from kafkalint.reporters import reporters

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schemas/report-1.json").read_text("utf-8"))
ESCAPE = "\x1b["


def test_full(planted) -> None:
    ran = planted.run("check", "a.py")
    assert ran.out == (
        "error[KFK101] [*] acks=1 conflicts with idempotence, which needs acks=all: "
        "confluent-kafka 2.3.0 refuses to start\n"
        " --> a.py:3:47\n"
        "  |\n"
        "1 | from confluent_kafka import Producer\n"
        "2 |\n"
        '3 | Producer({"enable.idempotence": True, "acks": 1})\n'
        "  |                                               ^\n"
        "  :: requirements.txt:1:1: the version of confluent-kafka comes from here\n"
        "  = fix: Write acks=all (safe: the client refuses to start today)\n"
        '3 - Producer({"enable.idempotence": True, "acks": 1})\n'
        '3 + Producer({"enable.idempotence": True, "acks": "all"})\n'
        "\n"
        "1 error in 1 file, 1 producer.\n"
        "[*] 1 fixable with --fix.\n"
    )


SUMMARIES = [
    (["a.py"], ["1 error in 1 file, 1 producer.", "[*] 1 fixable with --fix."]),
    (
        [],
        [
            "1 error, 1 warning in 3 files, 3 producers, 1 of them undecided (--notes says why).",
            "[*] 1 fixable with --fix.",
            "[~] 1 more fixable with --fix --unsafe-fixes (or with --fix alone, once broker-version is declared).",
        ],
    ),
    (
        ["--notes"],
        [
            "1 error, 1 warning, 1 note in 3 files, 3 producers, 1 of them undecided.",
            "[*] 1 fixable with --fix.",
            "[~] 1 more fixable with --fix --unsafe-fixes (or with --fix alone, once broker-version is declared).",
        ],
    ),
    (
        ["--unsafe-fixes", "b.py"],
        [
            "1 warning in 1 file, 2 producers, 1 of them undecided (--notes says why).",
            "[~] 1 fixable with --fix --unsafe-fixes.",
        ],
    ),
    (
        ["--diff", "a.py"],
        ["1 file would be rewritten and 1 finding fixed; nothing would be left in 1 file, 1 producer."],
    ),
    (
        ["--diff", "a.py", "b.py"],
        [
            (
                "1 file would be rewritten and 1 finding fixed; 1 warning would be left in 2 files, 3 producers, "
                "1 of them undecided (--notes says why)."
            ),
            "[~] 1 fixable with --fix --unsafe-fixes (or with --fix alone, once broker-version is declared).",
        ],
    ),
    (
        ["--diff", "--unsafe-fixes"],
        [
            (
                "2 files would be rewritten and 2 findings fixed; nothing would be left in 3 files, 3 producers, "
                "1 of them undecided (--notes says why)."
            )
        ],
    ),
    (
        ["--diff", "b.py"],
        [
            "Nothing would change; 1 warning in 1 file, 2 producers, 1 of them undecided (--notes says why).",
            "[~] 1 fixable with --fix --unsafe-fixes (or with --fix alone, once broker-version is declared).",
        ],
    ),
    (["--fix", "a.py"], ["Fixed 1 finding in 1 file; nothing left in 1 file, 1 producer."]),
    (["requirements.txt"], ["No findings in 1 file, 0 producers."]),
    (["a.py", "no.py"], ["1 error in 1 file, 1 producer; 1 failure.", "[*] 1 fixable with --fix."]),
    (["--quiet", "requirements.txt"], []),
    (["--select", "KFK3"], ["No findings in 3 files, 3 producers, 1 of them undecided (--notes says why)."]),
]


@pytest.mark.parametrize(("arguments", "lines"), SUMMARIES, ids=[" ".join(row[0]) or "all" for row in SUMMARIES])
@pytest.mark.parametrize("output", ["full", "concise"])
def test_the_last_lines(planted, output, arguments, lines) -> None:
    ran = planted.run("check", "--output-format", output, *arguments)
    assert (ran.out.splitlines()[-len(lines) :] if lines else ran.out.splitlines()) == lines


def test_quiet_keeps_findings_and_failures(planted) -> None:
    ran = planted.check("--quiet", "a.py", "no.py")
    assert [line.split(":")[0] for line in ran.out.splitlines()] == ["a.py", "failed no.py"]


def test_undecided_files(planted) -> None:
    planted.plant("values.yaml", "{% if kafka_producer %}\nacks: {{ x }\n\tspring.kafka\n")
    assert "1 unread file (see --show-undecided)" in planted.check().out
    ran = planted.check("--show-undecided")
    assert re.search(r"(?m)^undecided values.yaml: line \d+: ", ran.out)
    assert "see --show-undecided" not in ran.out


def test_a_diff_can_be_applied(planted) -> None:
    ran = planted.run("check", "--diff", "--quiet")
    assert ran.out == (
        "--- a/a.py\n+++ b/a.py\n@@ -1,3 +1,3 @@\n from confluent_kafka import Producer\n \n"
        '-Producer({"enable.idempotence": True, "acks": 1})\n+Producer({"enable.idempotence": True, "acks": "all"})\n'
    )


def test_notes_severities_and_confidences(planted) -> None:
    assert planted.check().rules == ["KFK101", "KFK203"]
    assert planted.check("--notes").rules == ["KFK101", "KFK203", "KFK209"]
    assert planted.check("--min-severity", "note").rules == ["KFK101", "KFK203", "KFK209"]
    assert planted.check("--min-severity", "error").rules == ["KFK101"]
    assert planted.check("--min-confidence", "low").rules == ["KFK101", "KFK203"]
    assert planted.check("--min-confidence", "high").rules == ["KFK101", "KFK203"]


@pytest.mark.parametrize(
    ("arguments", "environment", "painted"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"CLICOLOR_FORCE": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"NO_COLOR": ""}, False),
    ],
)
@pytest.mark.parametrize("kind", [["--output-format", "full"], ["--output-format", "concise"], ["--diff"]])
def test_colour(planted, monkeypatch, arguments, environment, painted, kind) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    ran = planted.run("check", "a.py", *kind, *arguments, "--output", "full=full.txt")
    assert (ESCAPE in ran.out) is painted
    assert ESCAPE not in (planted.folder / "full.txt").read_text("utf-8"), "a file is never painted"


def test_colour_changes_nothing_but_colour(planted) -> None:
    plain, painted = planted.run("check", "--notes"), planted.run("check", "--notes", "--color", "always")
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted.out) == plain.out


FRAMES = [
    ("tabs", "\tx = {}\n\tx['acks'] = 1; x['enable.idempotence'] = True; Producer(x)\n", "acks"),
    ("wide characters", "x = '漢字'; Producer({'enable.idempotence': True, 'acks': 1})\n", "1"),
    ("unprintable characters", "x = '\x07\u202e'; Producer({'enable.idempotence': True, 'acks': 1})\n", "1"),
    ("a very long line", f"x = '{'y' * 5000}'; Producer({{'enable.idempotence': True, 'acks': 1}})\n", "1"),
    ("combining characters", "x = 'e\u0301'; Producer({'enable.idempotence': True, 'acks': 1})\n", "1"),
]


@pytest.mark.parametrize(("text", "marked"), [row[1:] for row in FRAMES], ids=[row[0] for row in FRAMES])
def test_frames_mark_the_value_whatever_stands_before(project, text, marked) -> None:
    indent = "if True:\n" if text.startswith("\t") else ""
    project.plant("a.py", f"from confluent_kafka import Producer\n\n{indent}{text}".encode())
    ran = project.run("check", "a.py")
    assert "KFK101" in ran.out
    lines = ran.out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.lstrip(" |").startswith("^"))
    above, marks = lines[at - 1], lines[at]
    start, end = width(marks[: marks.index("^")]), width(marks.rstrip())
    shown = [letter for place, letter in columns(above) if start <= place < end]
    assert "".join(shown).strip("'\"") in ("1", "acks")
    assert all(len(line) < 400 for line in lines)
    assert "\x07" not in ran.out
    assert "\u202e" not in ran.out
    assert marked


def width(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    return columns(text)[-1][0] + 1 if text else 0


def columns(text: str) -> list[tuple[int, str]]:
    """Every character with the column that it begins at."""
    import unicodedata

    found, at = [], 0
    for letter in text:
        found.append((at, letter))
        at += 0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
    return found


def test_fingerprints_tell_findings_apart_and_survive_moves(project) -> None:
    project.plant("a.py", "from confluent_kafka import Producer\n" + "Producer({'acks': 1})\n" * 3)
    before = [finding["fingerprint"] for finding in project.run("check", "--output-format", "json").json["findings"]]
    assert len(set(before)) == 3
    project.plant("a.py", "# moved\n\nfrom confluent_kafka import Producer\n" + "Producer({'acks': 1})\n" * 3)
    assert before == [one["fingerprint"] for one in project.run("check", "--output-format", "json").json["findings"]]


def test_several_outputs_of_one_run(planted) -> None:
    outputs = [part for name in reporters() for part in ("--output", f"{name}=out.{name}")]
    ran = planted.run("check", "a.py", *outputs)
    assert ran.out == (planted.folder / "out.full").read_text("utf-8")
    jsonschema.validate(json.loads((planted.folder / "out.json").read_text("utf-8")), SCHEMA)
    assert (planted.folder / "out.concise").read_text("utf-8").startswith("a.py:3:47: error[KFK101]")


@pytest.mark.parametrize("name", reporters())
def test_every_output_has_a_line_about_itself_and_ends_with_a_newline(planted, name) -> None:
    assert reporters()[name].SUMMARY
    assert planted.run("check", "--output-format", name).out.endswith("\n")


def test_findings_are_in_the_order_of_files_and_lines(project) -> None:
    for name in ("b.py", "a.py", "c/a.py"):
        project.plant(name, "from confluent_kafka import Producer\nProducer({'acks': 1})\nProducer({'acks': 1})\n")
    places = [line.split(": ")[0] for line in project.check("c", "b.py", ".").out.splitlines() if "KFK203" in line]
    assert places == ["a.py:2:1", "a.py:3:1", "b.py:2:1", "b.py:3:1", "c/a.py:2:1", "c/a.py:3:1"]
