"""What files around a producer say about its brokers, through the whole product."""

from __future__ import annotations

PRODUCER = """
from kafka import KafkaProducer

producer = KafkaProducer(bootstrap_servers="b:9092", enable_idempotence=True)
"""
TEST = """
from testcontainers.kafka import KafkaContainer

with KafkaContainer("confluentinc/cp-kafka:3.2.2") as kafka:
    pass
"""
COMPOSE = """
services:
  broker:
    image: confluentinc/cp-kafka:3.2.2
"""
VERSION = '[client-versions]\nkafka-python = "3.0.12"\n'


def test_the_broker_of_a_test_is_told_there_and_decides_about_no_producer(project) -> None:
    project.plant("kafkalint.toml", VERSION)
    project.plant("send.py", PRODUCER)
    project.plant("test_send.py", TEST)
    assert project.check("test_send.py").rules == ["KFK303"]
    assert project.check("send.py").rules == []
    project.plant("docker-compose.yml", COMPOSE)
    assert project.check("send.py").rules == ["KFK301"]


def test_a_comment_silences_what_is_said_of_a_test(project) -> None:
    text = TEST.replace(" as kafka:", " as kafka:  # kafkalint: ignore[KFK303] the oldest that we support")
    project.plant("test_send.py", text)
    assert project.check("test_send.py").rules == []
