"""Names of variables in data where a value is to be, which something else puts there before a program reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from kafkalint.analysis.resolve.reading import Unread, read
from kafkalint.model.client import Client, ClientSetting
from kafkalint.model.document import Entry
from kafkalint.model.producer import Producer, Setting, Slot
from kafkalint.model.value import Dynamic, Literal

_NAME = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_ROLES = frozenset({"switch", "acks", "retries", "in-flight"})
"""Settings that no such name is a value of, also where a client takes any text."""


def named(producer: Producer, clients: Mapping[str, Client]) -> Producer:
    """The producer with such names as what they stand for, where none of its clients has a use for the text itself."""
    if not any(_name(one) for slot in producer.slots for one in slot.values):
        return producer
    return replace(producer, slots=tuple(_slot(slot, producer, clients) for slot in producer.slots))


def _name(setting: Setting) -> str:
    """What a setting of a data file says, if that looks like the name of a variable."""
    text = setting.value.value if isinstance(setting.value, Literal) else None
    wanted = isinstance(text, str) and isinstance(setting.handle, Entry) and _NAME.fullmatch(text)
    return str(text) if wanted else ""


def _slot(slot: Slot, producer: Producer, clients: Mapping[str, Client]) -> Slot:
    known = list(_settings(slot.name, producer, clients))
    values = []
    for one in slot.values:
        name = _name(one)
        useless = name and known and all(_useless(name, setting) for setting in known)
        value = Dynamic(f"the variable {name}", source=name, whole=True) if useless else one.value
        values.append(replace(one, value=value))
    return replace(slot, values=tuple(values))


def _settings(name: str, producer: Producer, clients: Mapping[str, Client]) -> Iterator[ClientSetting]:
    """What the clients that it may be have under a name."""
    for candidate in producer.candidates:
        behaviour = clients[candidate.client].at(clients[candidate.client].newest)
        if name in behaviour.names:
            yield behaviour.settings[behaviour.names[name]]


def _useless(name: str, setting: ClientSetting) -> bool:
    return setting.role in _ROLES or isinstance(read(name, setting.reading), Unread)
