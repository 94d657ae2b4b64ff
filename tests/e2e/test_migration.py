"""A repository with producers of every client in every format goes through a migration: plan, apply, plan, undo."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kafkalint.catalog.catalog import load
from kafkalint.formats import format_of, formats

MANIFESTS = {"gradle", "requirements", "xml"}
"""Formats in which versions stand, and no settings."""
CONFLUENT = "from confluent_kafka import Producer\n\n"

WEAK = {
    "confluent/plain.py": CONFLUENT + 'Producer({"acks": 1})\n',
    "confluent/refused.py": CONFLUENT + 'Producer({"enable.idempotence": True, "acks": 0})\n',
    "confluent/off.py": CONFLUENT + 'Producer({"enable.idempotence": False, "retries": 2})\n',
    "confluent/in_flight.py": (
        "from confluent_kafka import SerializingProducer\n\n"
        'SerializingProducer({"enable.idempotence": True, "max.in.flight": 9, "acks": "all"})\n'
    ),
    "confluent/built.py": (
        CONFLUENT
        + 'conf = {"bootstrap.servers": "b:9092"}\nconf["acks"] = "1"\nconf["retries"] = 3\nproducer = Producer(conf)\n'
    ),
    "confluent/windows.py": 'from confluent_kafka import Producer\r\n\r\nProducer({"acks": 1})\r\n',
    "confluent/two.py": CONFLUENT + 'one = Producer({"acks": 1})\ntwo = Producer({"acks": 0})\n',
    "confluent/settings.py": "ACKS = 1\n",
    "confluent/imported.py": (
        "from confluent_kafka import Producer\nfrom settings import ACKS\n\n"
        'Producer({"enable.idempotence": True, "acks": ACKS})\n'
    ),
    "python3/weak.py": "from kafka import KafkaProducer\n\nKafkaProducer(acks=1)\n",
    "python3/retries.py": "from kafka import KafkaProducer\n\nKafkaProducer(enable_idempotence=True, retries=0)\n",
    "python3/plain.py": 'from kafka import KafkaProducer\n\nKafkaProducer(bootstrap_servers="b:9092")\n',
    "python3/switched.py": "from kafka import KafkaProducer\n\nKafkaProducer(enable_idempotence=False)\n",
    "aio/spread.py": (
        "from aiokafka import AIOKafkaProducer\n\n"
        'options = dict(bootstrap_servers="b:9092", acks=1)\nAIOKafkaProducer(**options)\n'
    ),
    "python22/weak.py": 'from kafka import KafkaProducer\n\nKafkaProducer(acks="all", retries=5)\n',
    "aio/weak.py": "from aiokafka import AIOKafkaProducer\n\nAIOKafkaProducer(acks=1)\n",
    "aio/plain.py": 'from aiokafka import AIOKafkaProducer\n\nAIOKafkaProducer(bootstrap_servers="b:9092")\n',
    "aio/refused.py": "from aiokafka import AIOKafkaProducer\n\nAIOKafkaProducer(enable_idempotence=True, acks=0)\n",
    "tools/console.sh": (
        "kafka-console-producer --bootstrap-server b:9092 --topic t \\\n"
        "  --producer-property acks=1 --producer-property linger.ms=5\n"
    ),
    "tools/load.sh": (
        "kafka-producer-perf-test --topic t --num-records 1 --record-size 1 --throughput 1"
        " --producer-props bootstrap.servers=b:9092 acks=1\n"
    ),
    "quix/app.py": (
        'from quixstreams import Application\n\napp = Application("kafka:9092", producer_extra_config={"acks": 1})\n'
    ),
    "fast/rabbit.py": 'from faststream.kafka import KafkaBroker\n\nKafkaBroker("b:9092", acks=1)\n',
    "fast/confluent.py": 'from faststream.confluent import KafkaBroker\n\nKafkaBroker("b:9092", acks=1)\n',
    "spring/application.yml": "spring:\n  kafka:\n    producer:\n      acks: 1  # fast\n      retries: 0\n",
    "spring/application-dev.properties": "spring.kafka.producer.acks=0\nspring.kafka.producer.retries = 3\n",
    "spring/plain.yaml": "spring:\n  kafka:\n    producer:\n      client-id: orders\n",
    "stream/application.yml": "spring:\n  cloud:\n    stream:\n      kafka:\n        binder: {required-acks: 1}\n",
    "quarkus/application.properties": (
        "mp.messaging.outgoing.orders.connector=smallrye-kafka\nmp.messaging.outgoing.orders.acks=1\n"
    ),
    "micronaut/application.yml": (
        "micronaut: {application: {name: a}}\nkafka:\n  bootstrap.servers: a:9092\n"
        "  producers:\n    default: {acks: 1}\n"
    ),
    "java/producer.properties": "bootstrap.servers=b:9092\nacks=1\nkey.serializer=x\n",
    "java/refused.properties": "bootstrap.servers=b:9092\nenable.idempotence=true\nretries=0\nkey.serializer=x\n",
    "java/flight.properties": (
        "bootstrap.servers=b:9092\nmax.in.flight.requests.per.connection=10\nkey.serializer=x\n"
    ),
    "java/application.json": '{"kafka": {"producer": {"bootstrap.servers": "b:9092", "acks": "1"}}}\n',
    "java/producer.ini": "[producer]\nbootstrap.servers = b:9092\nacks = 1\nkey.serializer = x\n",
    "java/kafka.toml": '[kafka.producer]\n"bootstrap.servers" = "b:9092"\nacks = "1"\n',
    "java/section.yaml": "kafka:\n  producer:\n    bootstrap.servers: b:9092\n    acks: 1\n",
    "java/later.yaml": "kafka:\n  producer:\n    bootstrap.servers: b:9092\n    enable.idempotence: false\n",
    "akka/application.conf": (
        'akka.kafka.producer {\n  kafka-clients {\n    bootstrap.servers = "b:9092"\n    acks = "1"\n  }\n}\n'
    ),
    "streams/streams.properties": "application.id=a\nbootstrap.servers=b:9092\nproducer.acks=1\n",
    "rest/kafka-rest.properties": "bootstrap.servers=b:9092\nproducer.acks=1\n",
    "bridge/application.properties": "kafka.bootstrap.servers=b:9092\nkafka.producer.acks=1\nbridge.id=x\n",
    "compose/.env": "SPRING_KAFKA_PRODUCER_ACKS=1\n",
    "compose/docker-compose.yml": (
        "services:\n  app:\n    image: app\n    environment:\n      - SPRING_KAFKA_PRODUCER_ACKS=1\n"
        "  other:\n    image: app\n    environment:\n      SPRING_KAFKA_PRODUCER_ACKS: 0\n"
    ),
    "connect/connect.properties": "bootstrap.servers=b:9092\ngroup.id=c\nkey.converter=x\nproducer.acks=1\n",
    "beam/run.py": (
        "from apache_beam.io.kafka import WriteToKafka\n\n"
        'WriteToKafka(producer_config={"bootstrap.servers": "a:9092", "acks": "1"}, topic="out")\n'
    ),
    "flink/sink.py": (
        "from pyflink.datastream.connectors.kafka import KafkaSink\n\n"
        'KafkaSink.builder().set_bootstrap_servers("a:9092").set_property("acks", "1").build()\n'
    ),
    "spark/write.py": (
        'def write(df):\n    df.write.format("kafka").option("kafka.bootstrap.servers", "a:9092")'
        '.option("kafka.acks", 1).save()\n'
    ),
    "bytewax/flow.py": (
        "from bytewax.connectors.kafka import KafkaSink\n\n"
        'KafkaSink(brokers=["a:9092"], topic="out", add_config={"acks": "1"})\n'
    ),
    "faust/app.py": 'import faust\n\napp = faust.App("orders", broker="kafka://b:9092", producer_acks=1)\n',
    "quix/produce.py": 'from quixstreams.kafka import Producer\n\nProducer("a:9092", extra_config={"acks": 1})\n',
    "rdk/settings.ini": "[kafka.producer]\nbootstrap.servers = b:9092\nacks = 1\n",
    "mirror/mm2.properties": (
        "clusters = A, B\nA.bootstrap.servers = a:9092\nB.bootstrap.servers = b:9092\n"
        "B.producer.enable.idempotence = true\nB.producer.acks = 1\n"
    ),
    "debezium/application.properties": (
        "debezium.sink.type=kafka\ndebezium.sink.kafka.producer.bootstrap.servers=a:9092\n"
        "debezium.sink.kafka.producer.acks=1\n"
    ),
    "image/Dockerfile": "FROM example/app:1\nENV SPRING_KAFKA_PRODUCER_ACKS=1 \\\n    LANG=C\n",
    "terraform/main.tf": (
        'resource "example_app" "orders" {\n  environment = {\n    SPRING_KAFKA_PRODUCER_ACKS = "1"\n  }\n}\n'
    ),
    "cluster/app.yaml": (
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: app}\ndata:\n  application.properties: |\n"
        "    spring.kafka.bootstrap-servers=b:9092\n    spring.kafka.producer.acks=1\n"
    ),
    "cluster/connector.json": json.dumps(
        {"name": "orders", "config": {"connector.class": "io.example.Source", "producer.override.acks": "1"}}, indent=2
    ),
    "book/send.ipynb": json.dumps(
        {
            "cells": [
                {
                    "cell_type": "code",
                    "execution_count": None,
                    "metadata": {},
                    "outputs": [],
                    "source": ["from confluent_kafka import Producer\n", 'Producer({"acks": 1})'],
                }
            ],
            "metadata": {},
            "nbformat": 4,
            "nbformat_minor": 5,
        },
        indent=1,
    ),
}
"""Files whose producers are to be rewritten."""
OTHERS = {
    "confluent/done.py": CONFLUENT + 'Producer({"enable.idempotence": True, "acks": "all"})\n',
    "confluent/meant.py": (
        CONFLUENT + 'Producer({"enable.idempotence": False, "acks": "all"})  # kafkalint: ignore[KFK202] metrics\n'
    ),
    "confluent/unknown.py": (
        'import os\nfrom confluent_kafka import Producer\n\nProducer({"enable.idempotence": os.environ["SAFE"]})\n'
    ),
    "tools/check.sh": "kafka-verifiable-producer --bootstrap-server b:9092 --topic t --acks 1\n",
    "pykafka/send.py": (
        'from pykafka import KafkaClient, Producer\n\nclient = KafkaClient(hosts="a:9092")\n'
        'Producer(client.cluster, client.topics["a"], required_acks=1)\n'
    ),
    "old/send.py": 'from kafka import KafkaProducer\n\nKafkaProducer(acks="all")\n',
    "ng/send.py": 'from kafka import KafkaProducer\n\nKafkaProducer(acks="all")\n',
}
"""Files whose producers stay as they are."""
PINS = {
    "confluent/requirements.txt": "confluent-kafka==2.6.1\n",
    "book/requirements.txt": "confluent-kafka==2.6.1\n",
    "python3/requirements.txt": "kafka-python==3.0.12\n",
    "python22/requirements.txt": "kafka-python==2.2.3\n",
    "old/requirements.txt": "kafka-python==2.0.2\n",
    "ng/requirements.txt": "kafka-python-ng==2.2.3\n",
    "aio/requirements.txt": "aiokafka==0.12.0\n",
    "quix/requirements.txt": "quixstreams==3.28.1\n",
    "fast/requirements.txt": "faststream[kafka,confluent]==0.5.34\n",
    "kafkalint.toml": (
        'broker-version = "3.7"\n\n[client-versions]\njava = "3.7"\nbeam = "2.4.1"\nflink = "2.8.1"\nspark = "3.2.1"\n'
    ),
    "rdk/kafkalint.toml": 'broker-version = "3.7"\n\n[client-versions]\nlibrdkafka = "2.6.0"\n',
    "bytewax/requirements.txt": "confluent-kafka==2.6.1\n",
    "CODEOWNERS": "* @platform\n/confluent/ @orders\n",
}


@pytest.fixture
def planted(project):
    for name, text in {**WEAK, **OTHERS, **PINS}.items():
        project.plant(name, text.encode())
    return project


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


def test_plan_apply_plan_undo(planted) -> None:
    before = contents(planted.folder)
    first = planted.run("migrate", "--output-format", "json")
    assert first.status == 1
    plan = first.json
    assert plan["failures"] == []
    ready = [one for one in plan["producers"] if one["status"] == "ready"]
    assert len(ready) >= 50
    assert {one["path"] for one in ready} == set(WEAK) - {"confluent/settings.py"}
    stay = {one["path"]: one["status"] for one in plan["producers"] if one["path"] in OTHERS}
    assert stay == {
        "confluent/done.py": "done",
        "confluent/meant.py": "meant",
        "confluent/unknown.py": "undecided",
        "tools/check.sh": "by-hand",
        "pykafka/send.py": "gated",
        "old/send.py": "gated",
        "ng/send.py": "gated",
    }
    applied = planted.run("migrate", "--apply", "--atomic", "--output-format", "json")
    assert applied.status == 1  # the gates remain
    assert {one["status"] for one in applied.json["producers"] if one["path"] in WEAK} == {"applied"}
    changed = {name for name, data in contents(planted.folder).items() if data != before[name]}
    assert changed == set(WEAK) - {"confluent/imported.py"}
    again = planted.run("migrate", "--output-format", "json").json
    assert [one["path"] for one in again["producers"] if one["edits"]] == []
    assert again["files"] == []
    assert planted.run("check").out.count("error[") == 0
    assert planted.run("migrate", "--undo").status == 0
    assert contents(planted.folder) == before


def test_every_client_and_every_format_that_holds_settings_is_planted(planted) -> None:
    producers = planted.run("migrate", "--output-format", "json").json["producers"]
    assert {one["client"] for one in producers} == set(load().clients)
    written = {format_of(one["path"].rpartition("/")[2]).NAME for one in producers}
    assert written == {one.NAME for one in formats()} - MANIFESTS
