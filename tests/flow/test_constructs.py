"""Everything that a configuration may go through, from the table beside this file: found, quiet, rewritten and run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

TABLE = YAML(typ="safe", pure=True).load(Path(__file__).with_name("constructs.yaml"))
IMPORT = "from words import KafkaProducer\n"
CASES = [pytest.param(entry, id=entry["construct"]) for entry in TABLE]
CLOSED = [case for case in CASES if "open" not in case.values[0]]
OPEN = [case for case in CASES if "open" in case.values[0]]
Entry = Mapping[str, Any]


def _texts(entry: Entry, safe: bool) -> dict[str, str]:
    """The files of an entry."""
    files = entry.get("files", {"app.py": entry.get("code")})
    client = "KafkaProducer"
    head = {path: IMPORT if client in text.replace(f"import {client}", "") else "" for path, text in files.items()}
    return {path: f"{head[path]}{text.replace('SAFE', repr(safe))}\n" for path, text in files.items()}


def _planted(project: Any, entry: Entry, safe: bool) -> Any:
    project.plant("requirements.txt", "kafka-python==2.2.0\n")
    for path, text in _texts(entry, safe).items():
        project.plant(path, text.replace("from words import", "from kafka import").encode())
    return project


@pytest.mark.parametrize("entry", CLOSED)
@pytest.mark.parametrize("safe", [False, True])
def test_what_is_claimed_is_what_a_client_receives(
    follow: Callable[..., Any],
    recorder: Callable[[], Any],
    entry: Entry,
    safe: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = _texts(entry, safe)
    answers = [producer for path in texts for producer in follow(texts, path).producers]
    assert answers
    for producer in answers:
        assert producer.open == ()
        claimed = [
            one.value.value for slot in producer.slots for one in slot.values if slot.name == "enable_idempotence"
        ]
        assert claimed == [safe] * len(claimed)
        assert claimed
    clients = recorder()
    for path, text in texts.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setenv("X", "1")
    with clients.installed():
        for path in texts:
            import_module(path.removesuffix(".py").replace("/", ".").removesuffix(".__init__"))
    for path in texts:
        sys.modules.pop(path.removesuffix(".py").replace("/", ".").removesuffix(".__init__"))
    assert [settings["enable_idempotence"] for *_at, settings in clients.calls] == [safe]


@pytest.mark.parametrize("entry", CLOSED)
def test_a_producer_that_is_not_idempotent_is_found(project: Any, entry: Entry) -> None:
    ran = _planted(project, entry, safe=False).run("check")
    assert ran.status == 1
    assert "KFK202" in ran.out


@pytest.mark.parametrize("entry", CLOSED)
def test_one_that_is_idempotent_is_not(project: Any, entry: Entry) -> None:
    ran = _planted(project, entry, safe=True).run("check")
    assert (ran.status, "No findings" in ran.out) == (0, True)


@pytest.mark.parametrize("entry", CLOSED)
def test_a_fix_makes_the_one_out_of_the_other(project: Any, entry: Entry) -> None:
    ran = _planted(project, entry, safe=False).run("check", "--fix", "--unsafe-fixes")
    wanted = _texts(entry, safe="kept" not in entry)
    after = {
        path: (project.folder / path).read_text().replace("from kafka import", "from words import") for path in wanted
    }
    assert after == wanted
    assert entry.get("kept", "") in ran.out


@pytest.mark.parametrize("entry", OPEN)
def test_nothing_is_claimed_of_what_cannot_be_followed(follow: Callable[..., Any], entry: Entry) -> None:
    texts = _texts(entry, safe=True)
    (producer,) = follow(texts).producers
    assert any(entry["open"] in reason for reason in producer.open), producer.open
