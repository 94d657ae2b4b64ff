"""Random odd settings, put to the real client and to the resolver; the summary prints the seed."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Mapping

from kafkalint.model.value import Native

CASES = int(os.environ.get("KAFKALINT_CASES", "1500"))
ODD: tuple[Native, ...] = (
    *(0, 1, -1, 2, 5, 6, 100, 2147483647, 2147483648, 1.0, 1.5, 0.0, True, False, None),
    *("", " ", "0", "1", "-1", "2", "5", "6", "all", "ALL", " all", "all ", "true", "false", "TRUE", "yes", "no", "on"),
    *("06", "010", "0x5", "5x", "1e3", "+1", " 1", "--1", "abc", "0.10", "0.11.0", "auto", "fifo", "120000", "tx"),
)
PYTHON_ONLY: tuple[Native, ...] = (float("inf"), b"all", b"", (0, 10), (2, 5), ())
DOTTED: Mapping[str, tuple[Native, ...]] = {
    "enable.idempotence": (True, "true", False, "false"),
    "acks": ("all", "-1", "1", "0"),
    "retries": ("0", "5", 5, "2147483647"),
    "max.in.flight.requests.per.connection": ("1", "5", 5, "6"),
    "transactional.id": ("tx", "tx", ""),
    "linger.ms": (0, 10, "5"),
}
LIKELY: Mapping[str, Mapping[str, tuple[Native, ...]]] = {
    "java": {
        **DOTTED,
        "delivery.timeout.ms": (30000, "30005", "120000"),
        "request.timeout.ms": (30000, "20000"),
        "request.required.acks": ("1",),
        "Acks": ("1",),
    },
    "confluent-kafka": {
        **DOTTED,
        "request.required.acks": ("all", 1),
        "message.send.max.retries": (0, 5, 10000001),
        "max.in.flight": (1, 5, 6),
        "message.timeout.ms": (10, 300000, 0),
        "delivery.timeout.ms": (10, 300000, 0),
        "queue.buffering.max.ms": (0, 10),
        "transaction.timeout.ms": (60000, 1000),
        "socket.timeout.ms": (60000, 60101),
        "queue.buffering.backpressure.threshold": (1, 2),
        "queuing.strategy": ("fifo", "lifo"),
        "enable.gapless.guarantee": (True, False),
        "api.version.request": (True, False),
        "broker.version.fallback": ("0.10.0", "0.9.0", "0.11.0"),
        "default.topic.config": ({"acks": 1}, {"request.required.acks": "all"}, {}, {"retries": 0}),
    },
    "kafka-python": {
        "enable_idempotence": (True, True, False, "false"),
        "acks": ("all", -1, 1, 0),
        "retries": (0, 5, float("inf")),
        "max_in_flight_requests_per_connection": (1, 5, 6),
        "transactional_id": ("tx", None),
        "api_version": ((0, 10), (0, 11), "0.10", (2, 5)),
        "linger_ms": (0, 5),
        "request_timeout_ms": (30000, 20000),
        "delivery_timeout_ms": (30000, 120000),
    },
}
HARMLESS: Mapping[str, Native] = {"client.id": "x", "batch.size": 1000, "metadata.max.age.ms": 300000}
HARMLESS_UNDERSCORED: Mapping[str, Native] = {"client_id": "x", "metadata_max_age_ms": 300000}
ASKED = {"test_random_input": (*LIKELY, "kafka-python-ng", "aiokafka")}


def cases(client: str, luck: random.Random) -> Iterator[dict[str, Native]]:
    """Settings with likely values, odd values, and now and then a name that the client may not have."""
    likely = LIKELY.get(client, LIKELY["kafka-python"])
    harmless = HARMLESS if "acks" in likely and "linger.ms" in likely else HARMLESS_UNDERSCORED
    odd = ODD if client == "java" else (*ODD, *PYTHON_ONLY)
    for _ in range(CASES):
        found: dict[str, Native] = {}
        for name in luck.choices(list(likely), k=luck.randint(1, 6)):
            found[name] = luck.choice(likely[name] if luck.random() < 0.7 or name.endswith("config") else odd)
        extra = luck.choice(list(harmless))
        if luck.random() < 0.3:
            found.setdefault(extra, harmless[extra])
        if luck.random() < 0.1:
            found[luck.choice([extra.upper(), extra + "x", extra[1:]])] = 1
        yield found


def test_random_input(real, agree, seed) -> None:
    agree("random input", cases(real.client.id, random.Random(seed)))
