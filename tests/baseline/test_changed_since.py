"""`--changed-since`: only the producers that a change touches are judged, also through another file."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kafkalint.runner.changes import MOST, differing

FIRST = """
    from confluent_kafka import Producer

    first = Producer({"enable.idempotence": True, "acks": 1})
    # between
    # them
    second = Producer({
        "enable.idempotence": True,
        "acks": 1,
        "linger.ms": 5,
    })
"""
IMPORTING = """
    from confluent_kafka import Producer
    from settings import CONF

    made = Producer(CONF)
"""
SETTINGS = 'CONF = {"enable.idempotence": True, "acks": 1}\n'


def git(*arguments: str) -> None:
    """git in the current folder, as nobody in particular."""
    me = ["-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *me, *arguments], check=True, capture_output=True)


@pytest.fixture
def stored(project):
    """Two producers in one file, and one whose settings stand in another one, all committed."""
    (project.folder / ".git").rmdir()
    project.plant("a.py", FIRST)
    project.plant("made.py", IMPORTING)
    project.plant("settings.py", SETTINGS)
    project.plant(
        "application.yml", "spring:\n  kafka:\n    producer:\n      acks: 1\n      retries: 3\nserver:\n  port: 80\n"
    )
    project.plant("requirements.txt", "requests==2.0\nconfluent-kafka==2.3.0\n")
    git("init", ".")
    git("add", ".")
    git("commit", "-m", "all")
    return project


def replaced(name: str, old: str, new: str) -> None:
    """A file with another text in one place."""
    text = Path(name).read_text("utf-8")
    assert old in text
    Path(name).write_text(text.replace(old, new, 1), "utf-8")


def told(project, *arguments: str) -> list[str]:
    """Where errors and warnings are, once each."""
    ran = project.check("--changed-since", "HEAD", *arguments)
    assert ran.err == ""
    return sorted({":".join(line.split(":")[:2]) for line in ran.out.splitlines() if "[KFK" in line})


def test_without_a_change_there_is_nothing_to_judge(stored) -> None:
    assert stored.check().status == 1
    assert told(stored) == []


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("True, ", "True,  ", ["a.py:3"]),
        ('    "linger.ms": 5,\n', "", ["a.py:8"]),
        ('"linger.ms": 5', '"linger.ms": 6', ["a.py:8"]),
        ("# between", "# other words", []),
        ("# between\n", "", ["a.py:3"]),
        ("# them\n", "# them\nmore = 1\n", []),
        ("first = ", "one = 1\nfirst = ", []),
    ],
)
def test_a_producer_is_touched_by_the_lines_that_speak_of_it(stored, old, new, lines) -> None:
    replaced("a.py", old, new)
    assert told(stored) == lines


def test_line_ends_are_no_change(stored) -> None:
    for name in ("a.py", "settings.py", "application.yml"):
        Path(name).write_bytes(Path(name).read_bytes().replace(b"\n", b"\r\n"))
    assert told(stored) == []


def test_a_producer_is_touched_through_another_file(stored) -> None:
    replaced("settings.py", "True", "True ")
    assert {line.split(":")[0] for line in told(stored)} == {"settings.py"}
    assert {line.split(":")[0] for line in told(stored, "made.py")} == {"settings.py"}


def test_a_setting_that_was_taken_out_of_a_section_touches(stored) -> None:
    replaced("application.yml", "      retries: 3\n", "")
    assert told(stored) == ["application.yml:4"]


def test_the_rest_of_a_file_does_not(stored) -> None:
    replaced("application.yml", "80", "81")
    assert told(stored) == []


def test_a_pinned_version_touches_and_its_neighbour_does_not(stored) -> None:
    replaced("requirements.txt", "requests==2.0", "requests==3.0")
    assert [line for line in told(stored) if ".py" in line] == []
    replaced("requirements.txt", "confluent-kafka==2.3.0", "confluent-kafka==2.3.1")
    assert {line.split(":")[0] for line in told(stored)} == {"a.py", "settings.py"}


def test_configuration_touches_all_it_applies_to(stored) -> None:
    stored.plant("kafkalint.toml", "ignore = []\n")
    assert {line.split(":")[0] for line in told(stored)} == {"a.py", "settings.py", "application.yml"}


def test_an_untracked_file_is_new(stored) -> None:
    stored.plant("b.py", FIRST)
    assert told(stored) == ["b.py:3", "b.py:8"]


def test_a_branch_answers_for_itself_only(stored) -> None:
    git("branch", "other")
    git("checkout", "-q", "other")
    replaced("application.yml", "acks: 1", "acks: 0")
    git("commit", "-a", "-m", "theirs")
    git("checkout", "-q", "-")
    replaced("settings.py", "True", "True ")
    git("commit", "-a", "-m", "ours")
    ran = stored.check("--changed-since", "other")
    assert {line.split(":")[0] for line in ran.out.splitlines() if "[KFK" in line} == {"settings.py"}


def test_only_what_is_touched_is_mended(stored) -> None:
    replaced("a.py", '"linger.ms": 5', '"linger.ms": 6')
    assert told(stored, "--fix") == []
    text = Path("a.py").read_text("utf-8")
    assert text.count('"acks": 1') == 1
    assert '"acks": "all",\n    "linger.ms": 6' in text


def test_nothing_of_the_repository_is_run(stored, tmp_path) -> None:
    ran = tmp_path / "ran"
    git("config", "filter.evil.clean", f"touch {ran}")
    git("config", "filter.evil.smudge", f"touch {ran}")
    git("config", "diff.evil.textconv", f"touch {ran}; cat")
    git("config", "core.fsmonitor", f"touch {ran}")
    stored.plant(".gitattributes", "* filter=evil diff=evil\n")
    replaced("settings.py", "True", "True ")
    assert told(stored) == ["settings.py:1"]
    assert not ran.exists()


@pytest.mark.parametrize("ref", ["nowhere", "", "--help", "HEAD:a.py", "a\0b", "HEAD~7"])
def test_a_commit_that_does_not_exist_is_said(stored, ref) -> None:
    ran = stored.check("--changed-since", ref)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "no such commit, branch or tag" in ran.err


def test_without_common_history_that_is_said(stored) -> None:
    git("branch", "before")
    git("checkout", "-q", "--orphan", "fresh")
    git("commit", "-m", "anew")
    assert "no commit in common" in stored.check("--changed-since", "before").err


def test_without_a_repository_that_is_said(project) -> None:
    ran = project.check("--changed-since", "HEAD")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "kafkalint: --changed-since HEAD: . is in no repository that git can read\n"


def test_without_git_that_is_said(stored, monkeypatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert stored.check("--changed-since", "HEAD").status == 2


lines = st.lists(st.sampled_from("abc"), max_size=12)


@given(lines, lines)
def test_lines_that_are_not_said_to_differ_were_there_in_this_order(before, now) -> None:
    found = differing(before, now)
    left = iter(before)
    assert all(line in left for at, line in enumerate(now) if at not in found)
    assert (before == now) == (not found)


def test_too_many_lines_have_all_changed() -> None:
    before = [f"{number}" for number in range(3 * MOST)]
    assert differing(["x", *before, "y"], ["x", *reversed(before), "y"]) >= set(range(1, 3 * MOST + 1))


def test_a_producer_of_several_files_is_touched_by_each(stored) -> None:
    stored.plant("app/application.properties", "spring.kafka.producer.acks=1\n")
    stored.plant("app/application-prod.properties", "spring.kafka.producer.retries=7\n")
    git("add", ".")
    git("commit", "-m", "profiles")
    assert told(stored) == []
    replaced("app/application-prod.properties", "7", "8")
    assert "app/application.properties:1" in {*told(stored), *told(stored, "app/application.properties")}
