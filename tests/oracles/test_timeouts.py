"""Timeouts, queue settings and the gapless guarantee, which a producer may not start for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from kafkalint.model.value import Native

UNSET = object()
AXES: Mapping[str, Mapping[str, tuple[object, ...]]] = {
    "java": {
        "delivery.timeout.ms": (UNSET, "0", "29999", "30000", "30004", "30005", "30006", "120000", "2147483647"),
        "linger.ms": (UNSET, "0", "5", "6", "2147483647", "9223372036854775807"),
        "request.timeout.ms": (UNSET, "0", "29999", "30000", "30001", "2147483647"),
        "enable.idempotence": (UNSET, "true"),
        "transactional.id": (UNSET, "tx"),
    },
    "confluent-kafka": {
        "message.timeout.ms": (UNSET, 0, 1, 5, 6, 60000, 60001, 300000, 2147483647),
        "linger.ms": (UNSET, 0, 5, 5.5, "0.5", 900000),
        "transaction.timeout.ms": (UNSET, 1000, 60000, 300000),
        "socket.timeout.ms": (UNSET, 10, 60000, 60100, 60101),
        "transactional.id": (UNSET, "tx"),
    },
    "kafka-python": {
        "delivery_timeout_ms": (UNSET, 0, 29999, 30000, 30001, 30005, 120000, 30000.5, "120000", "9", None, [1]),
        "linger_ms": (UNSET, 0, 1, 5, 5.5, "5", "0", None, [1]),
        "request_timeout_ms": (UNSET, 0, 29999, 30000, 40000, 120000, 120001, "30000", None, [1]),
        "enable_idempotence": (UNSET, True, False),
        "transactional_id": (UNSET, "tx"),
    },
}
QUEUES: Mapping[str, tuple[object, ...]] = {
    "enable.idempotence": (UNSET, True, False),
    "transactional.id": (UNSET, "tx"),
    "queuing.strategy": (UNSET, "fifo", "lifo"),
    "queue.buffering.backpressure.threshold": (UNSET, 1, 2),
    "enable.gapless.guarantee": (UNSET, True, False),
    "acks": (UNSET, 1),
}
ASKED = {
    "test_timeouts": tuple(AXES),
    "test_queues": ("confluent-kafka",),
    "test_an_alias_of_a_timeout": ("confluent-kafka",),
}


def crossed(axes: Mapping[str, tuple[object, ...]]) -> Iterator[dict[str, Native]]:
    """Every combination of the given values."""
    for values in product(*axes.values()):
        yield {
            name: value  # type: ignore[misc]  # the axes hold natives
            for name, value in zip(axes, values, strict=True)
            if value is not UNSET
        }


def test_timeouts(real, agree) -> None:
    agree("timeouts", crossed(AXES[real.client.id]))


def test_queues(agree) -> None:
    agree("queues", crossed(QUEUES))


def test_an_alias_of_a_timeout(real, agree) -> None:
    renamed = {"message.timeout.ms": "delivery.timeout.ms", "linger.ms": "queue.buffering.max.ms"}
    axes = {renamed.get(name, name): values for name, values in AXES[real.client.id].items()}
    agree("aliases of timeouts", crossed({name: values[:4] for name, values in axes.items()}))
