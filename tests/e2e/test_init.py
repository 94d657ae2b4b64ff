"""A first configuration and a hook: what is found stands in them, and nothing is ever overwritten."""

from __future__ import annotations

import os
import re
import tomllib

import pytest
from ruamel.yaml import YAML

HOOKS = ".pre-commit-config.yaml"
WEAK = "from confluent_kafka import Producer\n\nProducer({'client.id': 'é'})\n"


@pytest.fixture
def planted(project):
    """A project with something to say of each key."""
    project.plant("app/a.py", WEAK)
    project.plant("app/tests/b.py", WEAK)
    project.plant("tests/unit/c.py", WEAK)
    return project


def keys(text: str) -> dict:
    """The table as it is once every key is uncommented."""
    return tomllib.loads("\n".join(re.sub(r"^# (?=[a-z-]+ = )", "", line) for line in text.splitlines()))


def test_what_is_found_stands_there(planted) -> None:
    ran = planted.run("init")
    assert (ran.status, ran.out) == (0, f"kafkalint.toml: written.\n{HOOKS}: written.\n")
    text = (planted.folder / "kafkalint.toml").read_text()
    assert text.startswith("# 3 producers in 3 files: 3 not idempotent.\n")
    assert keys(text) == {
        "broker-version": "2.8",
        "idempotent-write-granted": True,
        "client-versions": {"confluent-kafka": ">=1.6"},
        "per-file": [
            {"paths": ["app/tests/**"], "ignore": ["KFK203"]},
            {"paths": ["tests/**"], "ignore": ["KFK203"]},
        ],
        "baseline": ".kafkalint-baseline.json",
    }
    assert tomllib.loads(text) == {}, "nothing holds before somebody decides it"
    hooks = YAML(typ="safe").load((planted.folder / HOOKS).read_text())
    assert [hook["id"] for hook in hooks["repos"][0]["hooks"]] == ["kafkalint"]


def test_no_secret_beside_it_is_shown(planted) -> None:
    planted.plant("pyproject.toml", '[tool.upload]\nname = "a"\ntoken = "hunter2CANARY"\n')
    shown = planted.run("init", "--dry-run").out
    assert " token = " in shown
    assert "CANARY" not in shown


def test_what_it_proposes_holds(planted) -> None:
    planted.run("init")
    path = planted.folder / "kafkalint.toml"
    path.write_text(re.sub(r"(?m)^# (?=[a-z-]+ = )", "", path.read_text()))
    assert planted.run("baseline", "create").status == 0
    assert planted.check().status == 0


def test_brokers_that_are_found(project) -> None:
    project.plant("application.properties", "spring.kafka.producer.acks=1\n")
    project.plant("docker-compose.yml", "services:\n  kafka:\n    image: apache/kafka:3.7.0\n")
    project.run("init")
    text = (project.folder / "kafkalint.toml").read_text()
    assert "docker-compose.yml" in text
    assert keys(text)["broker-version"].startswith("3.7")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_a_project_file_gets_the_table_at_its_end(planted, newline, end) -> None:
    before = f'[project]\nname = "x"{end}'.replace("\n", newline).encode()
    path = planted.plant("pyproject.toml", before)
    assert planted.run("init").status == 0
    after = path.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == after.count(newline.encode())
    assert tomllib.loads(after.decode()) == {"project": {"name": "x"}, "tool": {"kafkalint": {}}}
    assert not (planted.folder / "kafkalint.toml").exists()
    assert keys(after.decode())["tool"]["kafkalint"]["broker-version"] == "2.8"


@pytest.mark.parametrize("word", ["--dry-run", "--diff"])
def test_a_dry_run_shows_it_and_writes_nothing(planted, word) -> None:
    before = sorted(planted.folder.rglob("*"))
    ran = planted.run("init", word)
    assert (ran.status, sorted(planted.folder.rglob("*"))) == (0, before)
    assert "+++ b/kafkalint.toml\n" in ran.out
    assert f"+++ b/{HOOKS}\n" in ran.out
    assert '+# broker-version = "2.8"\n' in ran.out


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("kafkalint.toml", "", "kafkalint.toml: is there already, and stays as it is."),
        ("pyproject.toml", "[tool.kafkalint]\n", "pyproject.toml: is there already, and stays as it is."),
        (HOOKS, "repos: [] # kafkalint\n", f"{HOOKS}: has kafkalint already, and stays as it is."),
        (
            HOOKS,
            "repos: []\n",
            f"{HOOKS}: is there already, and stays as it is; below `repos:` it could have\n  - repo:",
        ),
    ],
)
def test_what_is_there_stays(planted, name, text, said) -> None:
    path = planted.plant(name, text)
    ran = planted.run("init")
    assert ran.status == 0
    assert said in ran.out
    assert path.read_text() == text
    again = planted.run("init")
    assert (again.status, "written" in again.out) == (0, False)


def test_a_configuration_above_holds_already(planted) -> None:
    planted.plant("kafkalint.toml", "")
    planted.run("init", "app")
    assert not (planted.folder / "app/kafkalint.toml").exists()


def test_paths_are_those_of_the_folder(planted) -> None:
    assert planted.run("init", "app").status == 0
    text = (planted.folder / "app/kafkalint.toml").read_text()
    assert keys(text)["per-file"] == [{"paths": ["tests/**"], "ignore": ["KFK203"]}]


def test_a_project_without_kafka(project) -> None:
    assert project.run("init").status == 0
    assert keys((project.folder / "kafkalint.toml").read_text()) == {}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("pyproject.toml", "[project\n", "pyproject.toml: Expected"),
        ("pyproject.toml", "tool = {x = 1}\n", "pyproject.toml: Cannot"),
        ("pyproject.toml", "\udcff".encode("utf-8", "surrogateescape"), "pyproject.toml: 'utf-8' codec"),
        ("kafkalint.toml", "unheard-of = 1\n", "kafkalint.toml:1: unknown key 'unheard-of'"),
        ("kafkalint.toml/x", "", "kafkalint.toml: cannot be written: File exists"),
    ],
)
def test_what_cannot_be_extended_is_one_line_and_nothing_is_written(planted, name, text, said) -> None:
    planted.plant(name, text)
    ran = planted.run("init")
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert said in ran.err
    assert not (planted.folder / HOOKS).exists()


def test_a_folder_that_is_not_there(project) -> None:
    ran = project.run("init", "nowhere")
    assert (ran.status, ran.err) == (2, "kafkalint: nowhere: no such folder\n")


def test_a_file_that_cannot_be_read_is_said(planted) -> None:
    planted.plant("broken.py", "from confluent_kafka import Producer\nProducer(")
    ran = planted.run("init")
    assert ran.status == 2
    assert "broken.py" in ran.err
    assert (planted.folder / "kafkalint.toml").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written(planted) -> None:
    planted.folder.chmod(0o555)
    try:
        ran = planted.run("init")
    finally:
        planted.folder.chmod(0o755)
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert "cannot be written" in ran.err
