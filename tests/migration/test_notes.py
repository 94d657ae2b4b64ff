"""What comes with a migration: told once in a plan, in every form of it, and never counted."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from kafkalint.catalog.reading import CatalogError
from kafkalint.catalog.rules import load_rules

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schemas/migration-1.json").read_text("utf-8"))
PLAIN = 'from confluent_kafka import Producer\n\nProducer({"bootstrap.servers": "b:9092", "error_cb": print})\n'
WEAK = 'from confluent_kafka import Producer\n\nProducer({"acks": 1, "error_cb": print})\n'
PINNED = "confluent-kafka==2.6.1\n"
OWN = """\
id: ACME001
name: tell-operations
title: Operations wants to know
subject: move
severity: note
confidence: high
when:
  before:
    not: {outcome: idempotent}
message: "{client} changes"
at: producer
why: They said so.
examples:
  - {title: a, path: a.py, before: "", fires: true}
"""


def noted(project, *arguments: str) -> dict[str, list[str]]:
    """The producers behind each note, by the rule's id."""
    plan = project.run("migrate", "--output-format", "json", *arguments).json
    jsonschema.validate(plan, SCHEMA)
    return {note["rule"]: note["producers"] for note in plan["notes"]}


@pytest.fixture
def two(project):
    """Two producers that become idempotent, one of which waits for the leader alone today."""
    project.plant("requirements.txt", PINNED)
    project.plant("kafkalint.toml", 'broker-version = "3.7"\n')
    project.plant("plain.py", PLAIN)
    project.plant("weak.py", WEAK)
    return project


def test_a_note_is_told_once_with_the_producers_that_it_concerns(two) -> None:
    assert noted(two) == {
        "KFK701": ["weak.py#0"],
        "KFK709": ["plain.py#0", "weak.py#0"],
        "KFK711": ["weak.py#0"],
    }


def test_every_form_tells_them(two) -> None:
    forms = {"table": "KFK709: ", "markdown": "**KFK709**: ", "html": "KFK709: "}
    for form, told in forms.items():
        out = two.run("migrate", "--output-format", form).out
        assert out.count(told) == 1, form
        assert out.count("What comes with it") == 1, form


def test_what_has_been_applied_is_told_with_its_notes(two) -> None:
    assert set(noted(two, "--apply")) == {"KFK701", "KFK709", "KFK711"}
    assert noted(two) == {}, "nothing changes any more"


def test_notes_count_for_nothing(project) -> None:
    project.plant("requirements.txt", PINNED)
    settings = '{"enable.idempotence": True, "acks": "all", "max.in.flight": 1}'
    project.plant("a.py", f"from confluent_kafka import Producer\n\nProducer({settings})\n")
    ran = project.run("migrate", "--output-format", "json")
    assert ran.status == 0
    assert [note["rule"] for note in ran.json["notes"]] == ["KFK708"]
    assert project.check("--notes", "--select", "KFK7").rules == []


def test_a_producer_that_is_left_out_has_no_notes(two) -> None:
    assert noted(two, "--skip", "path=weak.py") == {"KFK709": ["plain.py#0"]}


def test_the_edits_that_something_holds_back_come_with_their_notes(two) -> None:
    two.plant("kafkalint.toml", 'broker-version = "2.4"\n')
    assert noted(two)["KFK709"] == ["plain.py#0", "weak.py#0"]


@pytest.mark.parametrize(
    ("configuration", "comment"),
    [
        ('ignore = ["KFK709"]', ""),
        ('ignore = ["guarantee-scope"]', ""),
        ('per-file = [{paths = ["plain.py"], ignore = ["KFK709"]}]', ""),
        ("", "  # kafkalint: ignore[KFK709] known"),
    ],
)
def test_they_are_silenced_like_findings(two, configuration, comment) -> None:
    two.plant("kafkalint.toml", f'broker-version = "3.7"\n{configuration}\n')
    two.plant("plain.py", PLAIN.rstrip("\n") + f"{comment}\n")
    assert "plain.py#0" not in noted(two).get("KFK709", [])
    assert "KFK001" not in two.check().rules, "a run that tells no notes says nothing of comments about them"


def test_a_selection_of_findings_leaves_them(two) -> None:
    two.plant("kafkalint.toml", 'broker-version = "3.7"\nselect = ["KFK2", "KFK4"]\n')
    assert "KFK709" in noted(two)
    assert "KFK701" in noted(two, "--only", "rule=KFK402")
    assert "KFK701" not in noted(two, "--skip", "rule=KFK701")


def test_a_profile_may_silence_them(two) -> None:
    two.plant("own/profiles/calm.yaml", "id: calm\ntitle: no notes on order\noff: [KFK709]\n")
    two.plant("kafkalint.toml", 'broker-version = "3.7"\nrules = ["own"]\nprofile = "calm"\n')
    assert set(noted(two)) == {"KFK701", "KFK711"}


def test_a_file_elsewhere_that_tells_how_topics_are_kept_is_enough(two) -> None:
    topic = "kind: KafkaTopic\napiVersion: kafka.strimzi.io/v1beta2\nspec:\n  replicas: 3\n"
    two.plant("infra/topic.yaml", f"{topic}  config: {{min.insync.replicas: 2}}\n")
    assert "KFK711" not in noted(two)
    assert "KFK711" in noted(two, "weak.py"), "the plan is about one file"


def test_pinning_tells_what_an_upgrade_would_change(project) -> None:
    project.plant("kafkalint.toml", '[client-versions]\njava = ">=2.8,<4"\n')
    project.plant("producer.properties", "bootstrap.servers=b:9092\nkey.serializer=x\n")
    plan = project.run("migrate", "--pin-current", "--output-format", "json").json
    (note,) = plan["notes"]
    assert note["message"] == (
        "which kafka-clients gets installed (>=2.8,<4) decides what happens, without an edit: "
        "from 3.0.0 on acks=all instead of 1; from 3.0.1 on it is idempotent; "
        "from 3.1.0 on it is not idempotent; from 3.1.1 on it is idempotent"
    )


def test_a_version_that_nobody_names_is_no_range(project) -> None:
    project.plant("kafkalint.toml", 'broker-version = "3.7"\n')
    project.plant("a.py", 'from kafka import KafkaProducer\n\nKafkaProducer(bootstrap_servers="b:9092")\n')
    assert "KFK703" not in noted(project)


def test_a_rule_of_ones_own_may_be_a_note(two) -> None:
    two.plant("own/ACME001-tell-operations.yaml", OWN)
    two.plant("kafkalint.toml", 'broker-version = "3.7"\nrules = ["own"]\n')
    assert noted(two)["ACME001"] == ["plain.py#0", "weak.py#0"]
    assert two.check("--notes").out.count("ACME001") == 0


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("severity: note", "severity: warning", "a rule about a move is a note"),
        ("at: producer", "at: reason", "a rule about a move is a note"),
        ("at: producer", "at: producer\non-request: true", "a rule about a move is a note"),
        ("subject: move", "subject: producer", "'before' says nothing about a producer"),
        ("{outcome: idempotent}", "{use: {role: make}}", "'use' says nothing about a move"),
        ("{client} changes", "{setting} changes", "unknown field {setting}"),
    ],
)
def test_what_a_note_cannot_be_is_refused(tmp_path, old, new, complaint) -> None:
    (tmp_path / "ACME001-tell-operations.yaml").write_text(OWN.replace(old, new), "utf-8")
    with pytest.raises(CatalogError) as caught:
        load_rules([tmp_path])
    assert complaint in str(caught.value)


def test_only_a_note_may_hang_on_what_is_written_elsewhere(tmp_path) -> None:
    text = OWN.replace("subject: move", "subject: producer\nunless-written: acks").replace("  before:\n  ", "  ")
    (tmp_path / "ACME001-tell-operations.yaml").write_text(text, "utf-8")
    with pytest.raises(CatalogError, match="unless-written is for rules about a move"):
        load_rules([tmp_path])
