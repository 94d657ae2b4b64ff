"""The resolver side by side with the constructors of the clients that are installed, on random odd input.

No broker: nothing connects anywhere but to this machine. KAFKALINT_SEED and KAFKALINT_CASES ask for other input.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import os
import random
from importlib.metadata import version as installed
from unittest import mock

import pytest

from kafkalint.analysis.resolve.verdicts import resolve
from kafkalint.model.verdict import Outcome
from kafkalint.model.version import Version

SEED = int(os.environ.get("KAFKALINT_SEED", "679"))
CASES = int(os.environ.get("KAFKALINT_CASES", "250"))
ODD = [
    *(
        0,
        1,
        -1,
        2,
        5,
        6,
        2147483647,
        2147483648,
        1.0,
        1.5,
        0.0,
        float("inf"),
        True,
        False,
        None,
        b"all",
        (0, 10),
        (2, 5),
    ),
    *("", "0", "1", "-1", "2", "5", "6", "all", "ALL", " all", "all ", "true", "false", "TRUE", "yes", "no", "on", "t"),
    *("06", "010", "0x5", "5x", "1e3", "+1", " 1", "abc", "0.10", "0.11.0", "auto", "fifo", "lifo", "120000", "tx"),
]
DOTTED = {
    "enable.idempotence": [True, "true", False],
    "acks": ["all", -1, 1, "0"],
    "request.required.acks": ["all", 1],
    "retries": [0, 5, "0", 10000001],
    "max.in.flight": [1, 5, 6],
    "max.in.flight.requests.per.connection": ["5", "6"],
    "transactional.id": ["tx", "tx", ""],
    "message.timeout.ms": [10, 300000, 0],
    "linger.ms": [0, 10, "5.5"],
    "transaction.timeout.ms": [60000, 1000],
    "socket.timeout.ms": [60000, 60101],
    "queue.buffering.backpressure.threshold": [1, 2],
    "queuing.strategy": ["fifo", "lifo"],
    "enable.gapless.guarantee": [True, False],
    "default.topic.config": [{"acks": 1}, {"request.required.acks": "all"}, {}],
}
UNDERSCORED = {
    "enable_idempotence": [True, True, False, "false"],
    "acks": ["all", -1, 1, 0],
    "retries": [0, 5, float("inf")],
    "max_in_flight_requests_per_connection": [1, 5, 6],
    "transactional_id": ["tx", None],
    "api_version": [(0, 10), (0, 11), "0.10", (2, 5)],
    "linger_ms": [0, 5],
}


@pytest.fixture(autouse=True)
def quiet():
    """The clients log every refusal."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def cases(values: dict[str, list[object]], harmless: dict[str, object], luck: random.Random):
    """Settings with likely values, odd values, and now and then a name that the client does not have."""
    for _ in range(CASES):
        found: dict[str, object] = {}
        for name in luck.choices(list(values), k=luck.randint(1, 5)):
            found[name] = (
                luck.choice(values[name]) if luck.random() < 0.7 or name.endswith("config") else luck.choice(ODD)
            )
        extra = luck.choice(list(harmless))
        if luck.random() < 0.3:
            found.setdefault(extra, harmless[extra])
        if luck.random() < 0.1:
            found[luck.choice([extra.upper(), extra + "x", extra[1:]])] = 1
        yield found


def compare(clients, slot, client: str, distribution: str, found, build) -> None:
    """Both must refuse, or both must accept and agree on whether the producer is idempotent."""
    version = Version.parse(installed(distribution))
    for settings in found:
        ours = resolve(clients[client], version, [slot(*each) for each in settings.items()])
        refusal, theirs = None, None
        try:
            theirs = build(settings)
        except Exception as error:
            refusal = error
        where = f"seed {SEED}: {settings}: {refusal!r} and {theirs}, ours {ours}"
        assert (ours.outcome is Outcome.REJECTED) == (refusal is not None), where
        if theirs is not None:
            assert (ours.outcome is Outcome.IDEMPOTENT) == theirs, where


def test_confluent_kafka(clients, slot) -> None:
    confluent_kafka = pytest.importorskip("confluent_kafka")

    def build(settings: dict[str, object]) -> None:
        confluent_kafka.Producer({"bootstrap.servers": "127.0.0.1:1", "log_level": 0, **settings})

    harmless = {"client.id": "x", "batch.size": 1000, "group.id": "g", "statistics.interval.ms": 0}
    compare(clients, slot, "confluent-kafka", "confluent-kafka", cases(DOTTED, harmless, random.Random(SEED)), build)


def test_every_name_of_confluent_kafka(clients) -> None:
    confluent_kafka = pytest.importorskip("confluent_kafka")
    client, version = clients["confluent-kafka"], Version.parse(installed("confluent-kafka"))
    names = {name for name in client.known if not name.startswith(("plugin.", "sasl.oauthbearer.metadata"))}
    for name in names | {name.upper() for name in names} | {name.replace(".", "_") for name in names}:
        try:
            confluent_kafka.Producer({"bootstrap.servers": "127.0.0.1:1", "log_level": 0, name: None})
            refused = False
        except Exception as error:
            refused = "No such configuration property" in str(error)
        assert refused == (not client.knows(name, version)), name


def test_kafka_python(clients, slot) -> None:
    kafka = pytest.importorskip("kafka")
    from kafka.producer.sender import Sender

    def build(settings: dict[str, object]) -> bool:
        given = {"bootstrap_servers": "127.0.0.1:1", "api_version": (2, 5), **settings}
        if given["api_version"] in (None, "auto"):  # it would ask a broker
            given["api_version"] = (2, 5)
        with mock.patch.object(Sender, "start", return_value=None), mock.patch("atexit.register"):
            producer = kafka.KafkaProducer(**given)
        producer._closed = True
        producer._sender._client.close()
        return producer._transaction_manager is not None

    harmless = {name: kafka.KafkaProducer.DEFAULT_CONFIG[name] for name in ("client_id", "batch_size", "max_block_ms")}
    compare(clients, slot, "kafka-python", "kafka-python", cases(UNDERSCORED, harmless, random.Random(SEED)), build)


def test_every_name_of_kafka_python(clients) -> None:
    kafka = pytest.importorskip("kafka")
    client, version = clients["kafka-python"], Version.parse(installed("kafka-python"))
    names = {name for name in client.known if client.knows(name, version)}
    assert names == {*kafka.KafkaProducer.DEFAULT_CONFIG, *kafka.KafkaProducer.DEPRECATED_CONFIGS}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_aiokafka(clients, slot) -> None:
    aiokafka = pytest.importorskip("aiokafka")
    loop = asyncio.new_event_loop()

    async def start(settings: dict[str, object]) -> bool:
        producer = aiokafka.AIOKafkaProducer(bootstrap_servers="127.0.0.1:1", **settings)
        producer._closed = True
        return producer._txn_manager is not None

    harmless = {"client_id": None, "max_batch_size": 16384, "metadata_max_age_ms": 300000}
    found = cases(UNDERSCORED, harmless, random.Random(SEED))
    compare(clients, slot, "aiokafka", "aiokafka", found, lambda settings: loop.run_until_complete(start(settings)))
    loop.close()


def test_every_name_of_aiokafka(clients) -> None:
    aiokafka = pytest.importorskip("aiokafka")
    client, version = clients["aiokafka"], Version.parse(installed("aiokafka"))
    names = {name for name in client.known if client.knows(name, version)}
    assert names == {*inspect.signature(aiokafka.AIOKafkaProducer).parameters}
