"""Several outputs of one run: where they go, and that a wrong one costs none of the others."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys

import pytest

from kafkalint.reporters import reporters

REFUSES = 'from confluent_kafka import Producer\nProducer({"enable.idempotence": True, "acks": 1})\n'


@pytest.fixture
def planted(project):
    """A project with one error."""
    project.plant("a.py", REFUSES)
    return project


def lines(text: str) -> list[str]:
    return text.splitlines()


def test_one_goes_to_standard_output_and_one_to_a_file(planted) -> None:
    ran = planted.run("check", "--output", "sarif=out.sarif", "--output", "github=-")
    assert ran.status == 1
    assert ran.out.startswith("::error file=a.py,line=2,")
    assert "error[KFK101]" not in ran.out, "standard output holds what was asked for"
    assert json.loads((planted.folder / "out.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert ran.err == ""


def test_standard_output_has_the_default_where_nothing_else_wants_it(planted) -> None:
    plain = planted.run("check").out
    assert planted.run("check", "--output", "json=out.json").out == plain


BAD = [
    ("an unknown format", ["--output", "sarrif=x.sarif"], "--output sarrif=x.sarif: expected FORMAT=FILE with one of "),
    ("no file", ["--output", "json="], "--output json=: expected FORMAT=FILE"),
    ("no format", ["--output", "x.json"], "--output x.json: expected FORMAT=FILE"),
    ("one file twice", ["--output", "jsonl=good.json"], "--output jsonl=good.json: json already goes to this file"),
    ("one file by two names", ["--output", "jsonl=./no/../good.json"], "json already goes to this file"),
    ("standard output twice", ["--output", "github=-"], "--output github=-: concise already goes to standard output"),
    ("what is checked", ["--output", "json=./a.py"], "json=./a.py: this file is to be checked, not to be replaced"),
    ("no folder", ["--output", "sarif=no/such/x"], "--output sarif=no/such/x: cannot be written: the folder no/such"),
    ("a folder", ["--output", "sarif=folder"], "--output sarif=folder: cannot be written: Is a directory"),
    ("a read-only file", ["--output", "sarif=locked"], "--output sarif=locked: cannot be written: it is read-only"),
    ("a full disk", ["--output", "sarif=/dev/full"], "--output sarif=/dev/full: cannot be written: No space left"),
    ("a link to itself", ["--output", "sarif=loop"], "--output sarif=loop: cannot be written: "),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "said"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
@pytest.mark.parametrize("first", [True, False], ids=["before", "behind"])
def test_a_wrong_output_is_one_line_and_costs_none_of_the_others(planted, arguments, said, first) -> None:
    (planted.folder / "folder").mkdir()
    planted.plant("locked", "mine\n").chmod(0o444)
    (planted.folder / "loop").symlink_to("loop")
    good = ["--output", "json=good.json", "--output", "gitlab=good.gitlab"]
    wrong_first = first and "already" not in said
    ran = planted.check(*(arguments + good if wrong_first else good + arguments), "a.py")
    assert ran.status == 2
    assert len(lines(ran.err)) == 1
    assert ran.err.startswith("kafkalint: ")
    assert said in ran.err
    assert lines(ran.out)[0].startswith("a.py:2:47: error[KFK101]")
    assert json.loads((planted.folder / "good.json").read_text("utf-8"))["schema"] == "kafkalint/report/1"
    assert len(json.loads((planted.folder / "good.gitlab").read_text("utf-8"))) == 1
    assert (planted.folder / "locked").read_text("utf-8") == "mine\n"
    assert not list(planted.folder.glob(".*.kafkalint"))


@pytest.mark.parametrize("name", ["a.py", "requirements.txt", "broken.py"])
def test_no_file_that_was_found_in_a_folder_is_replaced(planted, name) -> None:
    planted.plant("requirements.txt", "confluent-kafka==2.3.0\n")
    planted.plant("broken.py", "from confluent_kafka import Producer\ndef (\n")
    before = (planted.folder / name).read_bytes()
    ran = planted.check("--output", f"sarif=./{name}", "--output", "json=good.json")
    assert (ran.status, len(lines(ran.err))) == (2, 1)
    assert f"sarif=./{name}: this file is to be checked, not to be replaced" in ran.err
    assert (planted.folder / name).read_bytes() == before
    assert (planted.folder / "good.json").exists()


@pytest.mark.parametrize("name", sorted({*reporters()} - {"full"}))
@pytest.mark.parametrize("suffix", ["json", "yaml", "txt", "ini"])
def test_an_earlier_report_is_replaced(planted, name, suffix) -> None:
    for _ in range(2):
        ran = planted.run("check", "--output", f"{name}=report.{suffix}")
        assert (ran.status, ran.err) == (1, "")


@pytest.mark.parametrize("broken", ["sarif", "full"])
def test_an_output_that_cannot_be_made_costs_none_of_the_others(planted, monkeypatch, broken) -> None:
    def render(*_: object) -> str:
        raise KeyError("no such thing")

    monkeypatch.setattr(reporters()[broken], "render", render)
    ran = planted.run("check", "--output", "sarif=out.sarif", "--output", "json=out.json")
    assert ran.status == 2
    place = "out.sarif" if broken == "sarif" else "-"
    assert lines(ran.err) == [f"kafkalint: --output {broken}={place}: cannot be made: KeyError('no such thing')"]
    assert json.loads((planted.folder / "out.json").read_text("utf-8"))["findings"]
    assert (planted.folder / "out.sarif").exists() is (broken == "full")
    assert ("error[KFK101]" in ran.out) is (broken == "sarif")


def test_several_wrong_outputs_are_a_line_each(planted) -> None:
    ran = planted.check(
        "--output", "nope=a", "--output", "json=no/such", "--output", "json=a.json", "--output", "sarif=a.json"
    )
    assert (ran.status, len(lines(ran.err))) == (2, 3)


def test_the_formats_are_named_where_one_is_unknown(planted) -> None:
    said = planted.check("--output", "nope=a").err
    assert all(name in said for name in reporters())


def test_a_file_is_replaced_behind_its_link_and_keeps_its_mode(planted) -> None:
    target = planted.plant("kept/report.json", "old")
    target.chmod(0o640)
    (planted.folder / "link.json").symlink_to(target)
    assert planted.check("--output", "json=link.json").err == ""
    assert (planted.folder / "link.json").is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert json.loads(target.read_text("utf-8"))["findings"]


def test_a_new_file_may_be_read_as_others_may(planted) -> None:
    planted.check("--output", "json=out.json")
    other = planted.plant("other", "")
    assert (planted.folder / "out.json").stat().st_mode == other.stat().st_mode


def test_the_same_device_may_be_named_twice(planted) -> None:
    ran = planted.check("--output", f"json={os.devnull}", "--output", f"sarif={os.devnull}")
    assert (ran.status, ran.err) == (1, "")


def started(folder, *arguments: str, **more) -> subprocess.Popen[bytes]:
    """The command as a process of its own."""
    command = [sys.executable, "-m", "kafkalint", "check", *arguments]
    return subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, **more)


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices")
def test_a_reader_who_goes_away_is_no_failure(planted) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with started(planted.folder, "--output", "json=out.json", stdout=writing) as process:
        os.close(writing)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (1, b"")
    assert json.loads((planted.folder / "out.json").read_text("utf-8"))["findings"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_standard_output_that_cannot_be_written_is_a_failure(planted) -> None:
    with open("/dev/full", "wb") as full, started(planted.folder, stdout=full) as process:  # noqa: PTH123
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert err.startswith(b"kafkalint: --output full=-: cannot be written: No space left")
    assert len(err.splitlines()) == 1


def test_names_that_are_no_text_spoil_nothing(planted) -> None:
    name = os.fsdecode(b"caf\xe9.py")
    planted.plant(name, REFUSES)
    outputs = [part for kind in reporters() for part in ("--output", f"{kind}=out.{kind}")]
    ran = planted.check(*outputs)
    assert (ran.status, ran.err) == (1, "")
    for kind in reporters():
        (planted.folder / f"out.{kind}").read_text("utf-8")
