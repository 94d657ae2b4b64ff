"""What frameworks set themselves, and their own words, put to the real framework and to the resolver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from kafkalint.model.value import Native

UNSET = object()
DOTTED: Mapping[str, tuple[object, ...]] = {
    "acks": (UNSET, "all", "1"),
    "enable.idempotence": (UNSET, "true", "false"),
    "max.in.flight.requests.per.connection": (UNSET, "5", "6"),
    "retries": (UNSET, "0", "3"),
    "transactional.id": (UNSET, "tx"),
}
KEYWORDS: Mapping[str, tuple[object, ...]] = {
    "acks": (UNSET, "all", -1, 0, 1, 2),
    "enable_idempotence": (UNSET, True, False),
    "transactional_id": (UNSET, None, "tx"),
}
EXACTLY_ONCE = ("exactly.once.source.support", (UNSET, "enabled", "ENABLED", " preparing", "disabled", "x", ""))
AXES: Mapping[str, Mapping[str, tuple[object, ...]]] = {
    "connect": dict([EXACTLY_ONCE], **DOTTED),
    "mirror-maker": dict([EXACTLY_ONCE], **DOTTED),
    "kafka-streams": {
        "processing.guarantee": (
            *(UNSET, "at_least_once", "exactly_once", "exactly_once_beta", "exactly_once_v2", " exactly_once"),
            *("EXACTLY_ONCE", ""),
        ),
        **DOTTED,
        "delivery.timeout.ms": (UNSET, "30000", "30100"),
    },
    "console-producer": DOTTED,
    "producer-performance": DOTTED,
    "verifiable-producer": {"acks": (UNSET, "0", "1", "-1")},
    "quixstreams": {
        "processing_guarantee": (UNSET, "at-least-once", "exactly-once", "exactly_once", "", None, True),
        **DOTTED,
        "request.required.acks": (UNSET, 1),
    },
    "faststream-kafka": {**KEYWORDS, "retries": (UNSET, 5), "client_id": (UNSET, "me")},
    "faststream-confluent": {
        **KEYWORDS,
        "config": (
            *(UNSET, {}, {"acks": 1}, {"acks": "all", "enable.idempotence": True}, {"enable.idempotence": False}),
            *({"request.required.acks": 1}, {"retries": 0}, {"max.in.flight": 6}, {"transactional.id": "tx"}),
        ),
    },
    "faust": {
        "producer_acks": (UNSET, 0, 1, -1, 2, "all", "1", "-1", " 1", None),
        "processing_guarantee": (UNSET, "at_least_once", "exactly_once", "EXACTLY_ONCE", "", None, True),
        "acks": (UNSET, 0),
    },
    "pykafka": {
        "required_acks": (UNSET, 0, 1, -1, 2, -2, "1", "all", None, True, 1.5),
        "max_retries": (UNSET, 0, 3, -1, "3", None, 1.5),
        "sync": (UNSET, True),
        "acks": (UNSET, 1),
    },
}
ASKED = {"test_own_settings": tuple(AXES)}


def rows(axes: Mapping[str, tuple[object, ...]]) -> Iterator[dict[str, Native]]:
    for values in product(*axes.values()):
        given = zip(axes, values, strict=True)
        yield {name: value for name, value in given if value is not UNSET}  # type: ignore[misc]  # the rest is native


def test_own_settings(real, agree) -> None:
    agree("own settings", rows(AXES[real.client.id]))
