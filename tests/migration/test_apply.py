"""Edits are written with a journal, and can be taken back whatever happens in between."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kafkalint.migration.journal import Journals

PYTHON = 'from confluent_kafka import Producer\n\nproducer = Producer({"acks": 1, "retries": 5})\n'


def contents(folder: Path) -> dict[str, bytes]:
    """Every file but those of the repository itself."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


def journals(folder: Path) -> list[Path]:
    return sorted((folder / ".git/kafkalint").glob("*.json"))


@pytest.fixture
def planted(project):
    """Three producers in three files, and two that share one setting."""
    project.plant("requirements.txt", "confluent-kafka==2.6.1\n")
    for name in ("a", "b", "c"):
        project.plant(f"{name}.py", PYTHON)
    project.plant("settings.py", "ACKS = 1\n")
    project.plant(
        "shared.py",
        "from confluent_kafka import Producer\nfrom settings import ACKS\n\n"
        'producer = Producer({"enable.idempotence": True, "acks": ACKS})\n',
    )
    return project


def test_apply_plan_again_undo(planted) -> None:
    before = contents(planted.folder)
    ran = planted.run("migrate", "--apply")
    assert (ran.status, "Applied: 4 producers" in ran.out) == (0, True)
    assert contents(planted.folder)["settings.py"] == b'ACKS = "all"\n'
    again = planted.run("migrate", "--output-format", "json")
    assert again.status == 0
    assert {one["status"] for one in again.json["producers"]} == {"done"}
    assert again.json["files"] == []
    assert planted.run("migrate", "--undo").out == "4 files as before the run.\n"
    assert contents(planted.folder) == before


def test_a_run_that_changes_nothing_leaves_the_journal_alone(planted) -> None:
    planted.run("migrate", "--apply")
    kept = journals(planted.folder)[0].read_bytes()
    assert planted.run("migrate", "--apply").status == 0
    assert [path.read_bytes() for path in journals(planted.folder)] == [kept]


def test_waves_are_taken_back_one_after_the_other(planted) -> None:
    before = contents(planted.folder)
    planted.run("migrate", "--apply", "--only", "path=a.py")
    between = contents(planted.folder)
    planted.run("migrate", "--apply")
    assert between not in (before, contents(planted.folder))
    planted.run("migrate", "--undo")
    assert contents(planted.folder) == between
    planted.run("migrate", "--undo")
    assert contents(planted.folder) == before
    ran = planted.run("migrate", "--undo")
    assert ran.status == 2
    assert "there is no run to take back" in ran.err


def test_the_journal_is_for_its_owner_only_and_holds_nothing_in_the_open(planted) -> None:
    planted.run("migrate", "--apply")
    (journal,) = journals(planted.folder)
    assert journal.stat().st_mode & 0o077 == 0
    assert journal.parent.stat().st_mode & 0o077 == 0


def test_without_a_repository_the_journal_lies_with_the_user(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    found = Journals.of(tmp_path / "tree")
    assert found.folder.is_relative_to(tmp_path / "state/kafkalint")


def test_a_link_called_git_is_not_followed(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree/.git").symlink_to(tmp_path / "elsewhere")
    assert Journals.of(tmp_path / "tree").folder.is_relative_to(tmp_path / "state")


def test_a_stale_journal_takes_nothing_back(planted) -> None:
    planted.run("migrate", "--apply")
    (planted.folder / "b.py").write_text("# somebody else's work\n")
    after = contents(planted.folder)
    ran = planted.run("migrate", "--undo")
    assert ran.status == 2
    assert ran.err.count("\n") == 1
    assert "b.py: was changed after the run; nothing was taken back" in ran.err
    assert contents(planted.folder) == after
    assert journals(planted.folder)


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"schema": "kafkalint/journal/9"}', '{"schema": "kafkalint/journal/1", "state": "done"}']
)
def test_a_damaged_journal_is_said_in_one_line(planted, damage: str) -> None:
    planted.run("migrate", "--apply")
    journals(planted.folder)[0].write_text(damage)
    ran = planted.run("migrate", "--undo")
    assert ran.status == 2
    assert "is no journal of this version" in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("path", ["../outside.py", "/outside.py"])
def test_a_journal_cannot_lead_out_of_its_root(planted, path: str) -> None:
    planted.run("migrate", "--apply")
    journal = journals(planted.folder)[0]
    content = json.loads(journal.read_text())
    content["files"][0]["path"] = path
    journal.write_text(json.dumps(content))
    assert planted.run("migrate", "--undo").status == 2


def test_a_read_only_file_costs_itself_alone_and_with_atomic_everything(planted) -> None:
    (planted.folder / "b.py").chmod(0o444)
    before = contents(planted.folder)
    ran = planted.run("migrate", "--apply", "--atomic")
    assert ran.status == 2
    assert "is read-only" in ran.out
    assert contents(planted.folder) == before
    assert journals(planted.folder) == []
    ran = planted.run("migrate", "--apply", "--output-format", "json")
    assert ran.status == 2
    by_file = {one["path"]: one["status"] for one in ran.json["producers"]}
    assert by_file == {"a.py": "applied", "b.py": "failed", "c.py": "applied", "shared.py": "applied"}
    planted.run("migrate", "--undo")
    assert contents(planted.folder) == before


def test_a_file_that_changed_since_the_plan_stays(planted, monkeypatch) -> None:
    from kafkalint.migration import apply

    before = contents(planted.folder)
    begin = Journals.begin

    def meanwhile(self, writings):
        (planted.folder / "c.py").write_text("# saved in an editor\n")
        return begin(self, writings)

    monkeypatch.setattr(apply.Journals, "begin", meanwhile)
    ran = planted.run("migrate", "--apply", "--atomic")
    assert ran.status == 2
    assert "c.py: not rewritten: changed on disk since it was read" in ran.out
    assert contents(planted.folder) == {**before, "c.py": b"# saved in an editor\n"}


def test_a_journal_that_cannot_be_written_stops_everything(planted) -> None:
    before = contents(planted.folder)
    (planted.folder / ".git/kafkalint").write_text("in the way")
    ran = planted.run("migrate", "--apply")
    assert ran.status == 2
    assert "the journal cannot be written" in ran.err
    assert ran.err.count("\n") == 1
    assert contents(planted.folder) == before


def test_an_output_that_cannot_be_written_is_said(planted) -> None:
    ran = planted.run("migrate", "--output", "json=nowhere/plan.json")
    assert ran.status == 2
    assert "nowhere does not exist" in ran.err
    (planted.folder / "file").write_text("")
    assert planted.run("migrate", "--patch", "file/patches").status == 2


@pytest.mark.parametrize("name", ["a.py", "settings.py"])
def test_no_plan_replaces_a_file_that_it_tells_of(planted, name) -> None:
    before = contents(planted.folder)
    ran = planted.run("migrate", "--output", f"json={name}", "--output", "markdown=plan.md")
    assert ran.status == 2
    assert f"--output json={name}: this file is to be checked, not to be replaced" in ran.err
    assert (planted.folder / "plan.md").exists()
    assert {**before, "plan.md": b""} == {**contents(planted.folder), "plan.md": b""}


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def started(folder: Path, *arguments: str, **more: object) -> subprocess.Popen:
    command = [sys.executable, "-m", "kafkalint", "migrate", *arguments]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=folder, **quiet, **more)


@pytest.mark.parametrize("atomic", [False, True])
def test_a_full_disk_loses_nothing(planted, atomic: bool) -> None:
    planted.plant("b.py", PYTHON + "# " + "x" * 10_000 + "\n")
    before = contents(planted.folder)
    process = started(planted.folder, "--apply", *(["--atomic"] if atomic else []), preexec_fn=limited)
    _, err = process.communicate()
    assert process.returncode == 2
    assert "Traceback" not in err
    after = contents(planted.folder)
    assert after["b.py"] == before["b.py"]
    assert (after == before) is atomic
    if not atomic:
        planted.run("migrate", "--undo")
    assert contents(planted.folder) == before


def test_a_kill_at_any_moment_can_be_taken_back(planted) -> None:
    for number in range(20):
        planted.plant(f"more/{number:02}.properties", "bootstrap.servers=b:9092\nacks=1\nkey.serializer=x\n")
    before = contents(planted.folder)
    chance = random.Random(20)
    partial = 0
    for attempt in range(5):
        process = started(planted.folder, "--apply", *(["--atomic"] if attempt % 2 else []))
        while not journals(planted.folder) and process.poll() is None:
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.03))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if not journals(planted.folder):
            assert process.returncode == 0
            continue
        after = contents(planted.folder)
        changed = sum(after[name] != data for name, data in before.items())
        partial += 0 < changed < 24
        assert planted.run("migrate", "--undo").status == 0
        assert contents(planted.folder) == before
    assert partial, "no kill came between the first and the last file"


def test_what_a_kill_left_half_done_is_taken_back_before_the_next_run(planted) -> None:
    before = contents(planted.folder)
    planted.run("migrate", "--apply")
    done = contents(planted.folder)
    (journal,) = journals(planted.folder)
    journal.write_text(journal.read_text().replace('"done"', '"begun"'))
    (planted.folder / "b.py").write_bytes(before["b.py"])
    (planted.folder / ".a.py.abc.kafkalint").write_text("a copy that was never put in place")
    ran = planted.run("migrate")
    assert ran.status == 2
    assert "the last run was interrupted; `kafkalint migrate --undo` takes it back" in ran.err
    ran = planted.run("migrate", "--apply")
    assert ran.status == 0
    assert "took an interrupted run back" in ran.err
    assert contents(planted.folder) == done


def test_two_runs_do_not_meet(planted) -> None:
    found = Journals.of(planted.folder)
    with found.locked():
        process = started(planted.folder, "--apply")
        _, err = process.communicate()
    assert process.returncode == 2
    assert "another run is changing these files" in err


def test_options_that_do_not_fit_are_refused(planted) -> None:
    for arguments in (["--atomic"], ["--apply", "--undo"], ["--patch", "p", "--interactive"]):
        ran = planted.run("migrate", *arguments)
        assert ran.status == 2
        assert ran.err.count("\n") == 1


def patched(folder: Path) -> None:
    """Make the patches with git in a repository of its own."""
    quiet = {
        "cwd": folder,
        "check": True,
        "capture_output": True,
        "env": {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null"},
    }
    for patch in sorted((folder / "patches").iterdir()):
        subprocess.run(["git", "apply", str(patch)], **quiet)


def test_patches_say_what_apply_writes(planted) -> None:
    planted.plant("CODEOWNERS", "a.py @org/orders\n/deep/ @ops @org/orders\n")
    planted.plant("windows.properties", b"bootstrap.servers=b:9092\r\nacks=1\r\nkey.serializer=x")
    planted.plant("odd é name.py", PYTHON)
    planted.plant("deep/er/d.py", PYTHON)
    ran = planted.run("migrate", "--patch", "patches")
    assert ran.status == 1
    assert sorted(path.name for path in (planted.folder / "patches").iterdir()) == [
        "ops-and-org-orders.patch",
        "org-orders.patch",
        "the-rest.patch",
    ]
    kept = {name: data for name, data in contents(planted.folder).items() if not name.startswith("patches/")}
    planted.run("migrate", "--apply")
    wanted = contents(planted.folder)
    planted.run("migrate", "--undo")
    patched(planted.folder)
    assert contents(planted.folder) == wanted
    assert kept.keys() <= wanted.keys()


def test_a_walk_writes_what_was_agreed_to(planted) -> None:
    before = contents(planted.folder)
    ran = planted.run("migrate", "--interactive", stdin="n\n?\ny\nq\n")
    assert ran.status == 1
    changed = {name for name, data in contents(planted.folder).items() if data != before[name]}
    assert changed == {"b.py"}
    assert "a.py:3" in ran.out.split("Left out: 3 producers")[1]
    assert "declined" in ran.out


@pytest.mark.parametrize(
    ("answers", "expected"), [("a\nn\n", 3), ("f\nq\n", 1), ("q\n", 0), ("", 0), ("y\ny\ny\ny\n", 4)]
)
def test_a_walk_has_shortcuts(planted, answers: str, expected: int) -> None:
    before = contents(planted.folder)
    planted.run("migrate", "--interactive", stdin=answers)
    assert sum(data != before[name] for name, data in contents(planted.folder).items()) == expected


def test_a_gate_that_edits_do_not_need_remains_after_them(project) -> None:
    project.plant("requirements.txt", "kafka-python==2.0.2\n")
    project.plant("old.py", "from kafka import KafkaProducer\n\nKafkaProducer(acks=1)\n")
    for _ in range(2):
        assert project.run("migrate", "--apply").status == 1
    assert 'acks="all"' in (project.folder / "old.py").read_text()
