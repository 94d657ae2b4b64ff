"""`kafkalint why`: how the verdict on one producer comes about."""

from __future__ import annotations

import json

import pytest

SOURCE = """from confluent_kafka import Producer

producer = Producer({
    "bootstrap.servers": "broker:9092",
    "enable.idempotence": True,
    "acks": 1,
    "sasl.password": "canary-4711",
})
"""


@pytest.fixture
def sender(project):
    project.plant("requirements.txt", "confluent-kafka==2.6.1\n")
    project.plant("send.py", SOURCE)
    return project


@pytest.mark.parametrize("place", ["send.py:3", "send.py:6", "send.py:6:13", "send.py:7"])
def test_any_line_of_a_producer_leads_to_it(sender, place) -> None:
    found = sender.run("why", place)
    out = " ".join(found.out.split())
    assert found.status == 0
    assert out.startswith("send.py:3: confluent-kafka 2.6.1: refuses to start")
    assert "client confluent-kafka 2.6.1 known from: requirements.txt:1" in out
    assert "acks 1 comes from: send.py:6" in out
    assert "max.in.flight" not in out  # a client that does not start has none in effect
    assert "KFK101 acks=1 conflicts with idempotence" in out
    assert "at: send.py:6; severity: error" in out
    assert "Behind `kafkalint check --fix` it is idempotent (safe: " in out
    assert "canary-4711" not in out


def test_a_default_and_what_switches_it_off(project) -> None:
    project.plant("application.yml", "spring:\n  kafka:\n    producer:\n      acks: 1\n")
    out = " ".join(project.run("why", "application.yml:4").out.split())
    assert "enable.idempotence false comes from: switched off by kafka-clients 4.4.0" in out
    assert "acks 1 comes from: application.yml:4" in out
    assert "retries 2147483647 comes from: default of kafka-clients 4.4.0" in out


def test_what_a_comment_silences_is_told_as_silenced(sender) -> None:
    sender.plant("send.py", SOURCE.replace("1,\n", "1,  # kafkalint: ignore[KFK101]\n", 1))
    assert "severity: error; silenced: yes" in " ".join(sender.run("why", "send.py:3").out.split())


def test_other_forms(sender) -> None:
    page = json.loads(sender.run("why", "send.py:3", "--format", "json").out)
    assert page["title"] == "send.py:3: confluent-kafka 2.6.1: refuses to start"
    assert "| acks | 1 | send.py:6 |" in sender.run("why", "send.py:3", "--format", "markdown").out


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("send.py", "'send.py' is no place; one is written PATH:LINE, for example send.py:12"),
        ("none.py:1", "none.py: there is no such file"),
        ("send.py:400", "no producer stands at send.py:400; producers there: send.py:3"),
        ("requirements.txt:1", "no producer stands at requirements.txt:1; no producer was found in that file"),
        ("broken.py:1", "broken.py: "),
    ],
)
def test_a_place_without_a_producer_is_one_line(sender, place, said) -> None:
    sender.plant("broken.py", "from confluent_kafka import Producer\nProducer({\n")
    found = sender.run("why", place)
    assert found.status == 2
    assert found.err.startswith(f"kafkalint: {said}")
    assert found.err.count("\n") == 1


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("2999-01-31", "declared leader-only until 2999-01-31: samples"),
        ("2020-01-31", "ended leader-only was declared until 2020-01-31: samples"),
    ],
)
def test_what_is_declared_of_it(project, until, said) -> None:
    project.plant("send.py", "from confluent_kafka import Producer\n\nProducer({'acks': 1})\n")
    project.plant(
        "kafkalint.toml",
        f"[[producer]]\nmatch = {{path = 'send.py'}}\nprofile = 'leader-only'\nreason = 'samples'\nuntil = {until}\n",
    )
    assert said in " ".join(project.run("why", "send.py:3").out.split())
