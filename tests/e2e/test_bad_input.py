"""Files that say less than they seem to: never judged wrong, never a crash; what is undecided is counted and shown."""

from __future__ import annotations

import json

import pytest

JAVA = '[client-versions]\njava = "3.7"\nconnect = "3.7"\nconfluent-kafka = "2.6.1"\n'
CONNECTOR = '{"connector.class": "a.B", "producer.override.enable.idempotence": "true", "producer.override.acks": "%s"}'
UNREAD = {
    "tabs": ("kafka.yml", "kafka:\n\tproducer:\n\t\tacks: 1\n", "found character that cannot start any token"),
    "an indentation that fits nothing": (
        "kafka.yml",
        "kafka:\n    producer:\n  acks: 1\n",
        "did not find expected key",
    ),
    "tags that leave no YAML": ("kafka.yml", "kafka: {{ if .x }\n  acks: [1\n", "braces of a template; "),
    "an alias without its anchor": ("kafka.yml", "kafka: {producer: *settings}\n", "the alias *settings has no anchor"),
    "tags without quotes in JSON": (
        "kafka.json",
        '{"producer.override.acks": {{ .Values.acks }}}',
        "braces of a template; ",
    ),
    "JSON that ends early": ("kafka.json", '{"kafka": {"producer": {"acks": 1', "no '}' for this bracket"),
    "a word for a value in JSON": ("kafka.json", '{"kafka": {"producer": {"acks": all}}}', "unexpected 'a'"),
    "a key twice in TOML, which refuses it": ("kafka.toml", "[kafka.producer]\nacks = 1\nacks = 0\n", "line 3: "),
}
"""What is no file of its syntax: its name, its text, and what is said of it."""
UNDECIDED = {
    "placeholders": ("application.yml", "spring.kafka.producer: {acks: '${ACKS}', retries: '${RETRIES}'}\n"),
    "placeholders of a build": (
        "application.properties",
        "spring.kafka.producer.acks=@acks@\nspring.kafka.producer.retries=%R%\n",
    ),
    "tags in quotes": ("producer.properties", "key.serializer=a.B\nbootstrap.servers=kafka:1\nacks={{ acks }}\n"),
    "names of variables": (
        "settings.yml",
        "kafka.producer:\n  bootstrap.servers: BROKERS\n  acks: KAFKA_ACKS\n  retries: KAFKA_RETRIES\n",
    ),
    "names of variables in TOML": (
        "settings.toml",
        '[kafka.producer]\nbootstrap_servers = "BROKERS"\nacks = "KAFKA_ACKS"\n',
    ),
    "names of variables in JSON": (
        "settings.json",
        '{"kafka": {"producer": {"bootstrap.servers": "B", "acks": "KAFKA_ACKS", "enable.idempotence": "KAFKA_ON"}}}',
    ),
    "a key twice": (
        "settings.yml",
        "kafka.producer:\n  bootstrap.servers: kafka:1\n  enable.idempotence: true\n  acks: all\n  acks: 1\n",
    ),
    "a map twice": (
        "settings.yml",
        "kafka:\n  producer: {bootstrap.servers: a, acks: 1}\n  producer: {bootstrap.servers: a, acks: all}\n",
    ),
    "a key twice in JSON": (
        "settings.json",
        '{"kafka": {"producer": {"bootstrap.servers": "a", "enable.idempotence": true, "acks": 1, "acks": "all"}}}',
    ),
}
"""Producers of whom nobody knows, from the file alone, whether they are idempotent."""


@pytest.mark.parametrize("case", UNREAD)
def test_what_cannot_be_read_is_counted_and_shown(project, case) -> None:
    name, text, said = UNREAD[case]
    project.plant("kafkalint.toml", JAVA)
    project.plant(name, text)
    plain, listed = (
        project.check("--output-format", "full"),
        project.check("--show-undecided", "--output-format", "full"),
    )
    assert (plain.status, listed.status) == (0, 0), plain.out + plain.err
    assert "1 unread file (see --show-undecided)" in plain.out
    assert f"undecided {name}: line " in listed.out
    assert said in listed.out


@pytest.mark.parametrize("case", UNDECIDED)
def test_what_cannot_be_decided_is_no_error_and_counted(project, case) -> None:
    name, text = UNDECIDED[case]
    project.plant("kafkalint.toml", JAVA)
    path = project.plant(name, text)
    found = json.loads(project.run("check", "--notes", "--output-format", "json").out)
    judged = {each["rule"] for each in found["findings"]} - {"KFK209"}
    assert judged <= {"KFK508"}, found["findings"]
    assert "KFK209" in {each["rule"] for each in found["findings"]}
    summary = project.run("check").out
    assert "undecided" in summary
    project.run("check", "--fix", "--unsafe-fixes")
    assert path.read_text("utf-8") == text


def test_several_values_in_one_file_of_json_are_each_a_producer(project) -> None:
    project.plant("kafkalint.toml", JAVA)
    path = project.plant("connectors.json", f"{CONNECTOR % 1}\n\n{CONNECTOR % 'all'} {CONNECTOR % 0}\n")
    assert project.run("check", "--output-format", "json").json["summary"]["producers"] == 3
    assert [each["line"] for each in project.run("check", "--output-format", "json").json["findings"]] == [1, 3]
    project.run("check", "--fix", "--unsafe-fixes")
    assert path.read_text("utf-8") == f"{CONNECTOR % 'all'}\n\n{CONNECTOR % 'all'} {CONNECTOR % 'all'}\n"


def test_comments_in_json_stay_where_they_are(project) -> None:
    project.plant("kafkalint.toml", JAVA)
    text = """\
// of a team
{"connector.class": "a.B", // its class
 "producer.override.enable.idempotence": true, /* on */
 "producer.override.acks": "1" /* fast */,
}
"""
    path = project.plant("connector.json", text)
    project.run("check", "--fix", "--unsafe-fixes")
    assert path.read_text("utf-8") == text.replace('"1"', '"all"')


def test_a_comment_in_json_silences(project) -> None:
    project.plant("kafkalint.toml", JAVA)
    path = project.plant("connector.json", CONNECTOR % 1)
    assert project.check().rules == ["KFK101"]
    path.write_text((CONNECTOR % 1).replace("}", " // kafkalint: ignore[KFK101]\n}"), "utf-8")
    assert project.check().rules == []


@pytest.mark.parametrize("value", ["SASL_SSL", "SASL_PLAINTEXT"])
def test_a_value_that_only_looks_like_a_variable_is_one(project, value) -> None:
    project.plant("kafkalint.toml", JAVA)
    text = f"key.serializer=a.B\nbootstrap.servers=kafka:1\nsecurity.protocol={value}\nacks=1\n"
    project.plant("producer.properties", text)
    assert "KFK201" in {each["rule"] for each in project.run("check", "--output-format", "json").json["findings"]}


def test_code_says_what_it_says(project) -> None:
    project.plant("kafkalint.toml", JAVA)
    project.plant(
        "a.py", 'from confluent_kafka import Producer\n\nProducer({"acks": "KAFKA_ACKS", "bootstrap.servers": "a"})\n'
    )
    assert "KFK505" in {each["rule"] for each in project.run("check", "--output-format", "json").json["findings"]}
