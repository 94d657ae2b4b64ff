"""The server as an editor sees it: texts that are not saved, positions, files that belong together, and bad luck."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from lsprotocol import types

from kafkalint.lsp.rounds import CALM

REFUSED = 'from confluent_kafka import Producer\n\nProducer({"enable.idempotence": True, "acks": 1})\n'
SOUND = REFUSED.replace("1", '"all"')
WEAK = "spring.kafka.producer.acks=1\nspring.kafka.producer.client-id=orders\n"
SPLIT = {
    "conf.py": 'SETTINGS = {"enable.idempotence": True, "acks": 1}\n',
    "main.py": "from confluent_kafka import Producer\n\nfrom conf import SETTINGS\n\nproducer = Producer(SETTINGS)\n",
}


def codes(found: list[types.Diagnostic]) -> list[str]:
    return [str(one.code) for one in found]


def test_what_is_typed_counts_and_not_what_is_saved(editor, project) -> None:
    project.plant("a.py", REFUSED)
    client = editor()
    client.type("a.py", SOUND)
    assert client.told("a.py") == []
    client.type("a.py", REFUSED)
    (found,) = client.told("a.py")
    assert (found.code, found.severity, found.source) == ("KFK101", types.DiagnosticSeverity.Error, "kafkalint")
    assert found.message.startswith("acks=1 conflicts with idempotence")
    assert found.code_description.href.endswith("docs/rules.md#kfk101-acks-conflicts-with-idempotence")
    assert client.under("a.py", found.range) == "1"
    assert project.folder.joinpath("a.py").read_text("utf-8") == REFUSED
    client.close("a.py")
    client.until(lambda: not client.pushed[client.uri("a.py")].diagnostics)
    assert client.end() == (0, "")


def test_a_file_that_exists_in_the_editor_alone_is_checked(editor) -> None:
    client = editor()
    client.type("new.py", REFUSED)
    assert codes(client.told("new.py")) == ["KFK101"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_positions_are_counted_as_the_client_wants_them(editor, encoding, end) -> None:
    able = types.ClientCapabilities(general=types.GeneralClientCapabilities(position_encodings=[encoding]))
    client = editor(able=able)
    assert client.capabilities.position_encoding == encoding
    text = '# \f \u2028 \x85\nfrom confluent_kafka import Producer\nProducer({"client.id": "\U0001f389é", "acks": 7})\n'
    client.type("a.py", text.replace("\n", end))
    found = {one.code: one.range for one in client.told("a.py")}
    assert client.under("a.py", found["KFK408"], encoding) == "7"


def test_a_byte_order_mark_in_the_text_moves_nothing(editor) -> None:
    client = editor()
    client.type("a.properties", "\ufeff" + WEAK)
    (found,) = client.told("a.properties")
    assert client.under("a.properties", found.range) == "1"


def test_a_declared_encoding_is_heeded(editor) -> None:
    client = editor()
    client.type("a.py", "# coding: latin-1\n" + REFUSED.replace("True,", 'True, "client.id": "ä",'))
    (found,) = client.told("a.py")
    assert client.under("a.py", found.range) == "1"


def test_new_editors_ask_and_are_not_told_twice(editor, new) -> None:
    client = editor(able=new)
    client.type("a.py", REFUSED)
    assert codes(client.ask("a.py")) == ["KFK101"]
    client.type("a.py", SOUND)
    assert client.ask("a.py") == []
    client.end()
    assert client.pushed == {}


def test_a_finding_in_another_file_is_told_there(editor, project, new) -> None:
    for name, text in SPLIT.items():
        project.plant(name, text)
    client = editor(able=new)
    client.type("main.py", SPLIT["main.py"])
    assert client.ask("main.py") == []
    (found,) = client.pushed[client.uri("conf.py")].diagnostics
    assert found.code == "KFK101"
    assert [one.location.uri for one in found.related_information] == [client.uri("main.py")]
    client.type("conf.py", SPLIT["conf.py"])
    assert codes(client.ask("conf.py")) == ["KFK101"]
    assert client.pushed[client.uri("conf.py")].diagnostics == ()


def test_texts_that_belong_together_are_seen_as_they_are_typed(editor, project) -> None:
    for name, text in SPLIT.items():
        project.plant(name, text)
    client = editor()
    client.type("main.py", SPLIT["main.py"])
    client.type("conf.py", SPLIT["conf.py"].replace("1", '"all"'))
    assert client.told("conf.py") == []
    client.type("conf.py", SPLIT["conf.py"])
    assert codes(client.told("conf.py")) == ["KFK101"]


def test_a_module_that_the_editor_alone_has_is_found_by_imports(editor, project) -> None:
    (project.folder / "deep").mkdir()
    client = editor()
    sound = SPLIT["conf.py"].replace("1", '"all"')
    client.type("deep/main.py", SPLIT["main.py"])
    assert client.told("deep/main.py") == []
    client.type("conf.py", SPLIT["conf.py"])
    assert codes(client.told("conf.py")) == ["KFK101"]
    client.type("deep/conf.py", sound)
    client.until(lambda: not client.pushed[client.uri("conf.py")].diagnostics)
    client.type("deep/conf.py", SPLIT["conf.py"])
    assert codes(client.told("deep/conf.py")) == ["KFK101"], "the nearer one counts"
    client.close("deep/conf.py")
    client.until(lambda: bool(client.pushed[client.uri("conf.py")].diagnostics))


def test_callers_that_the_editor_alone_has_count(editor) -> None:
    client = editor()
    made = "from confluent_kafka import Producer\n\n\ndef make(settings):\n    return Producer(settings)\n"
    client.type("make.py", made)
    assert client.told("make.py") == []
    client.type("main.py", 'from make import make\n\nmake({"enable.idempotence": True, "acks": 1})\n')
    assert codes(client.told("main.py")) == ["KFK101"]


def test_a_file_of_the_application_that_the_editor_alone_has_counts(editor, project, new) -> None:
    base = "spring:\n  kafka:\n    producer:\n      acks: 1\n      client-id: orders\n"
    project.plant("application.yml", base)
    client = editor(able=new)
    client.type("application.yml", base)
    assert codes(client.ask("application.yml")) == ["KFK201"]
    client.type("application.properties", "spring.kafka.producer.acks=all\n")
    assert codes(client.ask("application.yml")) == [], "properties lie over YAML"
    client.type("application.properties", "spring.kafka.producer.batch-size=1\n")
    assert codes(client.ask("application.yml")) == ["KFK201"]
    client.type("application.properties", "spring.kafka.producer.acks=all\n")
    assert codes(client.ask("application.yml")) == []
    client.close("application.properties")
    assert codes(client.ask("application.yml")) == ["KFK201"]


def test_a_manifest_that_the_editor_alone_has_says_the_version(editor) -> None:
    client = editor()
    client.type("a.py", REFUSED)
    client.type("requirements.txt", "confluent-kafka==2.4.0\n")
    client.told("requirements.txt")
    client.until(lambda: "2.4.0" in client.pushed[client.uri("a.py")].diagnostics[0].message)


def test_versions_come_from_manifests_as_they_are_typed(editor, project) -> None:
    project.plant("requirements.txt", "confluent-kafka==2.3.0\n")
    client = editor()
    client.type("a.py", REFUSED)
    assert "2.3.0" in client.told("a.py")[0].message
    client.type("requirements.txt", "confluent-kafka==2.4.0\n")
    client.told("requirements.txt")
    assert "2.4.0" in client.told("a.py")[0].message


def test_the_configuration_counts_once_it_is_saved(editor, new) -> None:
    client = editor(able=new)
    client.type("a.py", REFUSED)
    client.type("kafkalint.toml", 'ignore = ["KFK101"]\n')
    assert codes(client.ask("a.py")) == ["KFK101"]
    client.save("kafkalint.toml")
    assert client.ask("a.py") == []
    client.until(lambda: client.refreshed)
    client.type("kafkalint.toml", 'ignroe = ["KFK101"]\n')
    client.save("kafkalint.toml")
    assert client.ask("a.py") == []
    client.until(lambda: any("ignroe" in line for line in client.log))


def test_own_rules_count_once_they_are_saved(editor, project) -> None:
    rule = Path(__file__).parents[2].joinpath("CONTRIBUTING.md").read_text("utf-8")
    rule = rule.partition("<!-- example: worked rule -->")[2].partition("```yaml\n")[2].partition("```")[0]
    project.plant("kafkalint.toml", 'rules = ["own"]\nselect = ["ACME001"]\n')
    project.plant("own/ACME001-acks-not-all.yaml", rule)
    client = editor()
    client.type("a.py", REFUSED)
    assert "our policy is acks=all" in client.told("a.py")[0].message
    client.type("own/ACME001-acks-not-all.yaml", rule.replace("our policy is", "policy:"))
    client.save("own/ACME001-acks-not-all.yaml")
    client.until(lambda: "policy: acks=all" in client.pushed[client.uri("a.py")].diagnostics[0].message)


def test_what_a_run_would_not_look_at_is_left_alone(editor, new) -> None:
    client = editor(able=new)
    client.type("venv/a.py", REFUSED)
    assert client.ask("venv/a.py") == []
    client.type("notes.txt.bak", REFUSED)
    assert client.ask("notes.txt.bak") == []


def test_notes_are_told_where_they_are_asked_for(editor) -> None:
    silent, telling = editor(), editor("--notes")
    text = "from confluent_kafka import Producer\n\n\ndef make(on):\n    return Producer({'enable.idempotence': on})\n"
    for client in (silent, telling):
        client.type("a.py", text)
    assert silent.told("a.py") == []
    assert types.DiagnosticSeverity.Information in {one.severity for one in telling.told("a.py")}


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("a.py", REFUSED + "def (:\n", "a.py:4"),
        ("a.py", "import confluent_kafka\n" + "x = " + "(" * 3000 + ")" * 3000, "a.py"),
        ("a.properties", WEAK + "\0", "NUL"),
        ("a.py", "# coding: nonsense\n" + REFUSED, "encoding"),
        ("a.yaml", "spring:\n  kafka:\n   producer:\n    acks: [1\n", "a.yaml"),
        ("a.properties", WEAK + "#" * 1_000_000, "larger than"),
    ],
)
def test_a_text_that_cannot_be_read_is_a_line_in_the_log(editor, new, name, text, word) -> None:
    client = editor(able=new)
    client.type(name, text)
    assert client.ask(name) == []
    client.until(lambda: bool(client.log))
    assert len(client.log) == 1
    assert word in client.log[0]
    client.type(name, SOUND if name.endswith("py") else "spring.kafka.producer.acks=all\n")
    client.ask(name)
    client.type("b.py", REFUSED)
    assert codes(client.ask("b.py")) == ["KFK101"]
    assert client.end() == (0, "")


def test_a_folder_that_cannot_be_opened_is_no_crash(editor, project, new) -> None:
    client = editor(able=new)
    (project.folder / "a.py").mkdir()
    client.type("main.py", "from a import x\n" + REFUSED)
    assert codes(client.ask("main.py")) == ["KFK101"]


def test_a_large_text_freezes_nothing_and_the_newest_version_wins(editor, new) -> None:
    client = editor(able=new)
    large = "# " + "x" * 98 + "\n"
    large = large * 9_800 + "spring:\n  kafka:\n    producer:\n      acks: 1\n"
    client.type("application.yaml", large)
    client.type("application.yml", "a: 1\n")
    for acks in ("0", "all", "1"):  # each replaces one that nobody has waited for
        client.type("application.yaml", large.replace("acks: 1", f"acks: {acks}"))
    (found,) = client.ask("application.yaml")
    assert found.code == "KFK201"
    assert client.under("application.yaml", found.range) == "1"
    assert client.end() == (0, "")


def test_questions_are_answered_while_a_large_text_is_checked(editor) -> None:
    client = editor()
    large = "spring:\n  kafka:\n    producer:\n      acks: 1\n" + "".join(
        f"a{number}: {{b: 1}}\n" for number in range(60_000)
    )
    client.type("application.yaml", large)
    client.wait(asyncio.sleep(2 * CALM))
    client.wait(client.client.shutdown_async(None))
    assert client.pushed == {}, "the server answers before it has looked at everything"


def test_a_client_that_dies_ends_the_server(editor) -> None:
    client = editor()
    client.type("a.py", REFUSED)
    assert client.die() == (2, "kafkalint: the language client has gone without a word\n")


def test_nonsense_is_no_traceback() -> None:
    body = b"{nonsense"
    sent = b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    done = subprocess.run([sys.executable, "-m", "kafkalint", "lsp"], input=sent, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (2, b"kafkalint: the language client has gone without a word\n")


def test_without_its_library_the_command_says_what_to_install(project, monkeypatch) -> None:
    monkeypatch.setattr("kafkalint.cli.lsp.find_spec", lambda _: None)
    done = project.run("lsp")
    assert (done.status, done.err) == (2, "kafkalint: lsp needs pygls: install kafkalint[lsp]\n")
