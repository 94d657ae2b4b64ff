"""Code actions, whose result is what `check --fix` writes; hovers."""

from __future__ import annotations

import asyncio

import pytest
from lsprotocol import types

REFUSED = (
    "from confluent_kafka import Producer\n\n"
    'Producer({"client.id": "\U0001f389", "enable.idempotence": True, "acks": 1})\n'
)
TWICE = REFUSED + '\n\nProducer({"enable.idempotence": "true", "acks": 0, "retries": 0})\n'
WEAK = "# \U0001f389\nspring.kafka.producer.acks=1\nspring.kafka.producer.client-id=orders\n"
SPLIT = {
    "conf.py": '"""\U0001f389"""\n\nACKS = 1\n',
    "more.py": 'SETTINGS = {"enable.idempotence": True, "retries": 0}\n',
    "main.py": (
        "from confluent_kafka import Producer\n\nfrom conf import ACKS\nfrom more import SETTINGS\n\n"
        'producer = Producer({**SETTINGS, "acks": ACKS})\n'
    ),
}
EVERYWHERE = types.Range(types.Position(0, 0), types.Position(9_999, 0))


def of_kind(actions: list[types.CodeAction], kind: str) -> list[types.CodeAction]:
    return [one for one in actions if one.kind == kind]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("text", [REFUSED, TWICE], ids=["one", "two"])
def test_all_safe_fixes_are_what_the_command_writes(editor, project, new, text, end) -> None:
    text = text.replace("\n", end)
    client = editor(able=new)
    client.type("a.py", text)
    assert client.ask("a.py")
    (action,) = client.actions("a.py", EVERYWHERE, "source.fixAll")
    assert (action.kind, action.edit) == ("source.fixAll.kafkalint", None)
    (document,) = client.resolve(action).edit.document_changes
    assert document.text_document.version == 1
    project.plant("a.py", text.encode())
    project.check("--fix", "a.py")
    assert client.after(client.resolve(action).edit) == {"a.py": project.folder.joinpath("a.py").read_bytes().decode()}


def test_one_fix_is_what_the_command_writes(editor, project) -> None:
    client = editor()
    client.type("a.py", REFUSED)
    (found,) = client.told("a.py")
    project.plant("a.py", REFUSED)
    (action,) = of_kind(client.actions("a.py", found.range), "quickfix")
    assert (action.title, action.is_preferred) == ("Write acks=all", True)
    assert [one.code for one in action.diagnostics] == ["KFK101"]
    after = client.after(action.edit)
    project.check("--fix", "a.py")
    assert after == {"a.py": project.folder.joinpath("a.py").read_text("utf-8")}
    start = types.Range(types.Position(0, 0), types.Position(0, 0))
    assert of_kind(client.actions("a.py", start), "quickfix") == []


def test_an_old_editor_gets_the_edits_at_once(editor) -> None:
    client = editor()
    client.type("a.py", REFUSED)
    client.told("a.py")
    (action,) = client.actions("a.py", EVERYWHERE, "source")
    assert list(action.edit.changes) == [client.uri("a.py")]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_unsafe_fix_says_so_and_is_never_among_all(editor, project, new, end) -> None:
    client = editor(able=new)
    text = WEAK.replace("\n", end)
    client.type("application.properties", text)
    (found,) = client.ask("application.properties")
    (action,) = client.actions("application.properties", found.range)
    assert "(unsafe: " in action.title
    assert action.is_preferred is False
    project.plant("application.properties", text.encode())
    after = client.after(action.edit)
    project.check("--fix", "--unsafe-fixes", ".")
    assert after == {"application.properties": project.folder.joinpath("application.properties").read_bytes().decode()}


@pytest.mark.parametrize("opened", [("main.py",), ("main.py", "conf.py")])
def test_a_fix_of_several_files_changes_all_of_them(editor, project, new, opened) -> None:
    for name, text in SPLIT.items():
        project.plant(name, text)
    client = editor(able=new)
    for name in opened:
        client.type(name, SPLIT[name])
    client.ask("main.py")
    actions = of_kind(client.actions("conf.py", EVERYWHERE), "quickfix")
    after = client.after(actions[0].edit)
    versions = {one.text_document.uri: one.text_document.version for one in actions[0].edit.document_changes}
    assert versions[client.uri("conf.py")] == (1 if "conf.py" in opened else None)
    project.check("--fix", ".")
    assert after == {name: project.folder.joinpath(name).read_text("utf-8") for name in after}
    assert set(after) == {"conf.py", "more.py"}


def test_an_edit_belongs_to_the_version_that_was_looked_at(editor, new) -> None:
    client = editor(able=new)
    for text in (REFUSED, "\n" + REFUSED):
        client.type("a.py", text)
    client.ask("a.py")
    (action,) = of_kind(client.actions("a.py", EVERYWHERE), "quickfix")
    assert [one.text_document.version for one in action.edit.document_changes] == [2]
    assert client.after(action.edit) == {"a.py": "\n" + REFUSED.replace('"acks": 1', '"acks": "all"')}


def test_a_hover_says_what_is_in_effect_and_where_it_comes_from(editor, project) -> None:
    project.plant("requirements.txt", "confluent-kafka==2.3.0\n")
    client = editor()
    client.type(
        "a.py",
        'from confluent_kafka import Producer\n\nProducer({\n    "acks": "all",\n    "sasl.password": "hunter2",\n})\n',
    )
    client.told("a.py")
    assert client.hover("a.py", 1) == ""
    for line in (3, 4, 5):
        shown = client.hover("a.py", line)
        assert "**confluent-kafka 2.3.0: not idempotent**" in shown
        assert "requirements.txt:1" in shown
        assert "| enable.idempotence | false | default of confluent-kafka 2.3.0 |" in shown
        assert f'| acks | "all" (in effect: -1) | [a.py:4]({client.uri("a.py")}#L4) |' in shown
        assert "| retries | 2147483647 | default of confluent-kafka 2.3.0 |" in shown
        assert "sasl.password" in shown
        assert "hunter2" not in shown


def test_a_hover_says_what_a_framework_sets(editor) -> None:
    client = editor()
    client.type(
        "a.yml",
        "services:\n  connect:\n    environment:\n"
        "      CONNECT_PRODUCER_ACKS: 'all'\n      CONNECT_BOOTSTRAP_SERVERS: b\n",
    )
    client.told("a.yml")
    assert "set by" in client.hover("a.yml", 4)


def test_requests_that_come_while_texts_change_are_answered_for_the_newest(editor, new) -> None:
    client = editor(able=new)

    async def both():
        asking = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(client.uri("a.py")))
        client.type("a.py", REFUSED)
        first = client.client.text_document_diagnostic_async(asking)
        client.type("a.py", REFUSED.replace("1", '"all"'))
        return await asyncio.gather(first, client.client.text_document_diagnostic_async(asking))

    assert [list(one.items) for one in client.wait(both())] == [[], []]
