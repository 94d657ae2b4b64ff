"""The bootstrap servers that a producer's settings name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase
from typing import TypeAlias

from kafkalint.model.producer import Producer
from kafkalint.model.value import Literal, Native

Server: TypeAlias = tuple[str, str]
"""A server as its host, and as host and port."""

_SERVER = re.compile(r"(?:[A-Z0-9_]+://)?([\w.-]+|\[[0-9A-Fa-f:]+\]):\d{1,5}")


def servers(producer: Producer) -> Iterator[Server]:
    """Every ``host:port`` in a literal value that is a list of such."""
    for slot in producer.slots:
        for setting in slot.values:
            items = list(_items(setting.value.value)) if isinstance(setting.value, Literal) else []
            matches = [_SERVER.fullmatch(item) for item in items]
            if all(matches):
                yield from ((found[1], found[0].rpartition("://")[2]) for found in matches if found)


def meets(found: Collection[Server], patterns: Collection[str]) -> bool:
    """Whether there are servers, and every one of them meets a pattern."""
    return bool(found) and all(any(_meets(server, pattern) for pattern in patterns) for server in found)


def _items(value: Native) -> Iterator[str]:
    for text in value if isinstance(value, tuple) else (value,):
        if isinstance(text, str):
            yield from (item.strip() for item in text.split(",") if item.strip())


def _meets(server: Server, pattern: str) -> bool:
    return any(fnmatchcase(form.lower(), pattern.lower()) for form in server)
