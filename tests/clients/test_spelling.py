"""Names that a client does not have, and what was meant by them."""

from __future__ import annotations

import pytest

from kafkalint.analysis.resolve.spelling import meant
from kafkalint.model.verdict import Cause, Effect, Outcome
from kafkalint.model.version import Version


@pytest.mark.parametrize(
    ("client", "version", "name", "right"),
    [
        ("java", "3.7", "enable.idempotent", "enable.idempotence"),
        ("java", "3.7", "enableIdempotence", "enable.idempotence"),
        ("java", "3.7", "ACKS", "acks"),
        ("java", "3.7", "request.required.acks", "acks"),
        ("java", "3.7", "max.in.flight", "max.in.flight.requests.per.connection"),
        ("java", "3.7", "bootstrap.serverss", "bootstrap.servers"),
        ("confluent-kafka", "2.6", "enable_idempotence", "enable.idempotence"),
        ("confluent-kafka", "2.6", "max.request.size", "message.max.bytes"),
        ("kafka-python", "2.3", "enable.idempotence", "enable_idempotence"),
        ("kafka-python", "2.0.2", "enable.idempotence", ""),
        ("kafka-python", "2.0.2", "enable_idempotence", ""),
        ("aiokafka", "0.14", "max.batch.size", "max_batch_size"),
        ("aiokafka", "0.14", "retries", ""),
        ("java", "3.7", "schema.registry.url", ""),
        ("java", "3.7", "my.own.setting", ""),
        ("java", "3.7", "queuing.strategy", ""),
        ("java", "2.0", "delivery.timeout.ms", ""),
        ("confluent-kafka", "2.6", "max.block.ms", ""),
    ],
)
def test_meaning(clients, client, version, name, right) -> None:
    assert meant(clients[client], Version.parse(version), name) == right


def test_an_ignoring_client_says_nothing_of_names_it_may_be_given_for_others(ask) -> None:
    found = ask("java", "3.7", {"schema.registry.url": "http://x", "my.own": "1"})
    assert not found.reasons


def test_an_ignored_name_is_told(ask) -> None:
    found = ask("java", "3.7", {"enable.idempotent": "true", "queuing.strategy": "lifo"})
    assert found.outcome is Outcome.IDEMPOTENT
    assert [(reason.cause, reason.effect, reason.suggestion) for reason in found.reasons] == [
        (Cause.UNKNOWN_SETTING, Effect.IGNORES, "enable.idempotence"),
        (Cause.UNKNOWN_SETTING, Effect.IGNORES, ""),
    ]


def test_a_refused_name_is_told_with_its_place(ask) -> None:
    found = ask("kafka-python", "2.0.2", {"acks": 1, "enable_idempotence": True})
    assert found.outcome is Outcome.REJECTED
    assert [(reason.cause, reason.index, reason.role) for reason in found.reasons] == [
        (Cause.UNKNOWN_SETTING, 1, "switch"),
        (Cause.UNSUPPORTED, None, ""),
    ]


def test_every_suggestion_is_a_name_of_the_client(clients) -> None:
    for client in clients.values():
        for wrong, right in client.misspelt.items():
            if client.idempotent_since is not None:
                assert client.knows(right, client.newest), (client.id, wrong, right)
            assert wrong not in client.known
