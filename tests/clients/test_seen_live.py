"""Facts that no recording holds, seen when the real clients were asked."""

from __future__ import annotations

import pytest

CASES = [
    ("confluent-kafka", "2.16.1", {"queuing.strategy": " fifo"}, "not-idempotent"),
    ("confluent-kafka", "2.16.1", {"queuing.strategy": "fifo "}, "rejected"),
    ("confluent-kafka", "2.16.1", {"queuing.strategy": ""}, "rejected"),
    ("confluent-kafka", "2.16.1", {"queuing.strategy": " ", "enable.idempotence": True}, "idempotent"),
    ("confluent-kafka", "2.16.1", {"queuing.strategy": " lifo", "enable.idempotence": True}, "rejected"),
    ("aiokafka", "0.12.0", {"api_version": "0.11"}, "not-idempotent"),
    ("aiokafka", "0.12.0", {"api_version": "auto"}, "not-idempotent"),
    ("aiokafka", "0.12.0", {"api_version": "2"}, "rejected"),
    ("aiokafka", "0.12.0", {"api_version": "3.0"}, "rejected"),
    ("aiokafka", "0.12.0", {"api_version": "0.8.2"}, "rejected"),
    ("aiokafka", "0.12.0", {"api_version": (2, 5)}, "rejected"),
    ("aiokafka", "0.12.0", {"api_version": None}, "rejected"),
    ("aiokafka", "0.14.0", {"api_version": (2, 5)}, "not-idempotent"),
    ("java", "2.0.1", {"linger.ms": "2147483648"}, "not-idempotent"),
    ("java", "2.1.1", {"linger.ms": "2147483648"}, "rejected"),
    ("java", "2.2.1", {"linger.ms": "2147483648"}, "not-idempotent"),
    ("java", "2.1.1", {"linger.ms": "2147483647", "delivery.timeout.ms": "30005"}, "not-idempotent"),
    ("java", "2.2.1", {"linger.ms": "2147483647", "delivery.timeout.ms": "30005"}, "rejected"),
    ("java", "2.1.1", {"delivery.timeout.ms": "29999"}, "rejected"),
]


@pytest.mark.parametrize(("client", "version", "settings", "outcome"), CASES)
def test_what_the_client_did(ask, client, version, settings, outcome) -> None:
    assert ask(client, version, settings).outcome.value == outcome
