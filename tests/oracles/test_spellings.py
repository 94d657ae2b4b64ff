"""Odd spellings of values and names, alone and in pairs, put to the real client and to the resolver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from kafkalint.model.value import Native

NUMBERS = (0, 1, 5, 6, -1, "0", "5", "6", "-1", " 5", "5 ", "05", "+5", "5x", "0x5", "1e0", "5.0", 5.0, "", None, True)
DOTTED: Mapping[str, tuple[Native, ...]] = {
    "enable.idempotence": (
        *(True, False, "true", "TRUE", "True", " true ", "t", "T", "1", 1, "yes", "on", ""),
        *("false", "FALSE", "f", "0", 0, "no", "off", None, 2, 1.0, "enabled"),
    ),
    "acks": ("all", "ALL", "All", " all", "all ", "-1", "none", "1000", "1001", 2, 1.0, b"all", *NUMBERS),
    "retries": (2147483647, "2147483647", 2147483648, "2147483648", 10000000, 10000001, *NUMBERS),
    "max.in.flight.requests.per.connection": (1000000, 1000001, "100", *NUMBERS),
    "transactional.id": ("tx", "", " ", None, 5, True, False),
    "request.required.acks": ("all", 1, "-1"),
    "message.send.max.retries": (0, 5),
    "max.in.flight": (1, 6),
    "default.topic.config": ({}, {"acks": 1}, {"acks": "all"}, {"request.required.acks": 1}, {"acks": None}),
    "ACKS": ("1",),
    "enable_idempotence": (True,),
    "Enable.Idempotence": ("true",),
    "idempotence": (True,),
    "queuing.strategy": ("fifo", "FIFO", "lifo", "x"),
    "queue.buffering.backpressure.threshold": (1, 2, "1", 0),
    "enable.gapless.guarantee": (True, "true", False, "x"),
}
UNDERSCORED: Mapping[str, tuple[Native, ...]] = {
    "enable_idempotence": (True, False, None, 0, 1, 2, "", "true", "false", "no", 1.0, b"", ()),
    "acks": ("all", "ALL", "All", " all", b"all", 2, 1.0, -1.0, False, 1000, *NUMBERS),
    "retries": (2147483647, 2147483648, float("inf"), False, 0.0, *NUMBERS),
    "max_in_flight_requests_per_connection": (100, 1.0, 5.5, False, *NUMBERS),
    "transactional_id": ("tx", "", " ", None, 5, 0, True, False, b"tx"),
    "api_version": ((2, 5), (0, 11), (0, 11, 0), (0, 10), (0, 10, 2), "2.5", "0.11", "0.10", None, "auto"),
    "enable.idempotence": (True,),
    "Acks": (1,),
    "max_in_flight": (1,),
    "idempotence": (True,),
}
NATIVE_ONLY = (bytes, tuple, dict)


def values(real) -> Mapping[str, tuple[Native, ...]]:
    """The odd values for a client, without those that its language has no word for."""
    if "_" in real.client.at(real.version).switch:
        return UNDERSCORED
    if not real.client.textual:
        return DOTTED
    return {name: tuple(each for each in odd if not isinstance(each, NATIVE_ONLY)) for name, odd in DOTTED.items()}


def alone(odd: Mapping[str, tuple[Native, ...]]) -> Iterator[dict[str, Native]]:
    """Every value by itself, and beside an explicit switch."""
    switch = next(iter(odd))
    for name, each in [(one, each) for one in odd for each in odd[one]]:
        yield {name: each}
        if name != switch:
            yield {switch: True, name: each}
            yield {switch: False, name: each}


def pairs(odd: Mapping[str, tuple[Native, ...]]) -> Iterator[dict[str, Native]]:
    """Every two values of two names, in both orders where the order may matter."""
    for one, other in combinations(odd, 2):
        for first in odd[one]:
            for second in odd[other]:
                yield {one: first, other: second}


def test_alone(real, agree) -> None:
    agree("spellings", alone(values(real)))


def test_in_pairs(real, agree) -> None:
    agree("pairs of spellings", pairs(values(real)))


TWICE: Mapping[str, tuple[Native, ...]] = {
    "acks": (1, "all"),
    "request.required.acks": (0, "all"),
    "retries": (0, 5),
    "message.send.max.retries": (0, 5),
    "max.in.flight": (5, 6),
    "max.in.flight.requests.per.connection": (5, 6),
    "default.topic.config": ({"acks": 1}, {"request.required.acks": "all"}),
}


def test_the_same_setting_under_two_names(real, agree) -> None:
    """With and without the switch, in both orders; what wins is the client's affair."""
    odd = {name: tuple(each for each in TWICE[name] if not isinstance(each, NATIVE_ONLY)) for name in TWICE}
    both = list(pairs(odd if real.client.textual else TWICE))
    turned = [dict(reversed(pair.items())) for pair in both]
    switch = real.client.at(real.version).switch
    agree("two names", [{**rest, **pair} for rest in ({}, {switch: True}) for pair in (*both, *turned)])
