"""Findings about what code does with producers, through the whole product."""

from __future__ import annotations

import pytest

from kafkalint.runner import examine

SEND = """
from kafka import KafkaProducer

producer = KafkaProducer(bootstrap_servers="b:9092", enable_idempotence=True)


def publish(event):
    try:
        producer.send("events", event).get()
    except Exception:
        {above}
        producer.send("events", event).get()
"""
VERSION = '[client-versions]\nkafka-python = "3.0.12"\n'


def test_the_finding_points_at_the_use_and_shows_the_producer(project) -> None:
    project.plant("kafkalint.toml", VERSION)
    project.plant("send.py", SEND.replace("{above}", "pass"))
    (found,) = project.run("check", "--output-format", "json", "send.py").json["findings"]
    assert (found["rule"], found["line"], found["severity"], found["confidence"]) == ("KFK601", 11, "warning", "medium")
    assert [(one["line"], one["message"]) for one in found["related"]] == [(3, "the producer")]


def test_a_comment_silences_it(project) -> None:
    project.plant("kafkalint.toml", VERSION)
    project.plant("send.py", SEND.replace("{above}", "# kafkalint: ignore[KFK601] consumers drop copies"))
    assert project.check("send.py").rules == []


def test_a_profile_weighs_it(project) -> None:
    project.plant("kafkalint.toml", 'profile = "exactly-once"\n' + VERSION)
    project.plant("send.py", SEND.replace("{above}", "pass"))
    assert "error[KFK601]" in project.check("send.py").out


def test_two_producers_of_one_name_give_one_finding(project) -> None:
    project.plant("kafkalint.toml", VERSION)
    twice = SEND.replace("{above}", "pass").replace(
        "\n\ndef", '\nif not producer:\n    producer = KafkaProducer(bootstrap_servers="c:9092")\n\ndef', 1
    )
    project.plant("send.py", twice)
    assert project.check("--select", "KFK601", "send.py").rules == ["KFK601"]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ((), "from kafka import KafkaConsumer\nKafkaConsumer()\n"),
        (("--select", "KFK1"), SEND.replace("{above}", "pass")),
    ],
)
def test_code_without_a_producer_or_a_rule_is_not_outlined(project, monkeypatch, arguments, text) -> None:
    def outlined(_read) -> None:
        raise AssertionError("the module was outlined in vain")

    monkeypatch.setattr(examine, "outline", outlined)
    project.plant("kafkalint.toml", VERSION)
    project.plant("send.py", text)
    assert project.run("check", "--jobs", "1", *arguments, "send.py").status == 0
