"""What a baseline knows is not told while typing, and everything else is."""

from __future__ import annotations

import pytest
from lsprotocol import types

REFUSED = 'from confluent_kafka import Producer\n\nProducer({"enable.idempotence": True, "acks": 1})\n'
TWICE = REFUSED + 'Producer({"enable.idempotence": True, "retries": 0})\n'
EVERYWHERE = types.Range(types.Position(0, 0), types.Position(9_999, 0))


@pytest.fixture
def ready(project):
    """A project whose only finding is known."""
    project.plant("kafkalint.toml", 'baseline = "known.json"\n')
    project.plant("a.py", REFUSED)
    assert project.run("baseline", "create").status == 0
    assert project.check(".").status == 0
    return project


def codes(found: list[types.Diagnostic]) -> list[str]:
    return [str(one.code) for one in found]


@pytest.mark.usefixtures("ready")
def test_what_is_known_is_silent_wherever_its_line_goes(editor) -> None:
    client = editor()
    client.type("a.py", REFUSED)
    assert client.told("a.py") == []
    client.type("a.py", "# one line more\n" + REFUSED.replace("1", "0"))
    assert client.told("a.py") == []
    assert client.log == []


@pytest.mark.usefixtures("ready")
def test_what_is_new_is_told(editor) -> None:
    client = editor()
    client.type("a.py", TWICE)
    assert codes(client.told("a.py")) == ["KFK102"]
    client.type("a.py", REFUSED + REFUSED.splitlines()[-1])
    assert codes(client.told("a.py")) == ["KFK101"], "one is known, and there are two"
    client.type("b.py", REFUSED)
    assert codes(client.told("b.py")) == ["KFK101"]


@pytest.mark.usefixtures("ready")
def test_what_is_known_stays_so_while_another_text_is_typed(editor, new) -> None:
    client = editor(able=new)
    client.type("a.py", REFUSED)
    assert client.ask("a.py") == []
    client.type("a.properties", "a=1\n")
    assert client.ask("a.properties") == []
    assert client.ask("a.py") == []


def test_a_finding_in_a_file_that_is_not_open_is_known_too(editor, project, new) -> None:
    project.plant("conf/kafkalint.toml", 'baseline = "known.json"\n')
    project.plant("conf/__init__.py", "")
    project.plant("conf/values.py", 'SETTINGS = {"enable.idempotence": True, "acks": 1}\n')
    main = "from confluent_kafka import Producer\n\nfrom conf.values import SETTINGS\n\nProducer(SETTINGS)\n"
    project.plant("main.py", main)
    client = editor(able=new)
    client.type("main.py", main)
    client.ask("main.py")
    client.until(lambda: any("no such baseline" in line for line in client.log))
    assert codes(client.pushed[client.uri("conf/values.py")].diagnostics) == ["KFK101"]
    assert project.run("baseline", "create", "--baseline", "conf/known.json").status == 0
    client.save("main.py")
    client.ask("main.py")
    assert codes(client.pushed[client.uri("conf/values.py")].diagnostics) == []


def test_all_safe_fixes_mend_what_is_known_too(editor, ready, new) -> None:
    client = editor(able=new)
    client.type("a.py", REFUSED)
    assert client.ask("a.py") == []
    (action,) = client.actions("a.py", EVERYWHERE)
    after = client.after(client.resolve(action).edit)
    ready.check("--fix", "a.py")
    assert after == {"a.py": ready.folder.joinpath("a.py").read_text("utf-8")}
    assert after["a.py"] != REFUSED


def test_a_baseline_counts_once_it_is_written(editor, project, new) -> None:
    project.plant("a.py", REFUSED)
    project.plant("kafkalint.toml", 'baseline = "known.json"\n')
    client = editor(able=new)
    client.type("a.py", REFUSED)
    assert codes(client.ask("a.py")) == ["KFK101"]
    client.until(lambda: bool(client.log))
    assert "known.json: no such baseline" in client.log[0]
    project.run("baseline", "create")
    client.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([]))
    assert client.ask("a.py") == []


@pytest.mark.parametrize("text", ["{", "[]", '{"schema": "kafkalint/baseline/9"}', "\0"])
def test_a_baseline_that_does_not_hold_is_a_line_in_the_log_and_hides_nothing(editor, ready, new, text) -> None:
    ready.plant("known.json", text)
    client = editor(able=new)
    client.type("a.py", REFUSED)
    assert codes(client.ask("a.py")) == ["KFK101"]
    client.until(lambda: bool(client.log))
    assert len(client.log) == 1
    assert "known.json" in client.log[0]
    assert client.end() == (0, "")
