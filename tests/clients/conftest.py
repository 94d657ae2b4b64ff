"""The clients that ship with kafkalint, and slots made by hand."""

from __future__ import annotations

import pytest

from kafkalint.analysis.resolve.verdicts import resolve
from kafkalint.catalog.clients import load_clients
from kafkalint.catalog.location import rules_folder
from kafkalint.model.client import Client
from kafkalint.model.producer import Setting, Site, Slot
from kafkalint.model.source import Span
from kafkalint.model.value import Literal, Native, Value
from kafkalint.model.verdict import Verdict
from kafkalint.model.version import Version

NOWHERE = Site("", Span(0, 0))


@pytest.fixture(scope="session")
def clients() -> dict[str, Client]:
    return load_clients([rules_folder()])


@pytest.fixture(scope="session")
def slot():
    """A slot with the given values, each a native value or a Value."""

    def make(name: str, *values: Native | Value, maybe_absent: bool = False) -> Slot:
        wrapped = [value if hasattr(value, "__dataclass_fields__") else Literal(value) for value in values]
        settings = tuple(Setting(name, name, value, NOWHERE, NOWHERE) for value in wrapped)
        return Slot(settings, maybe_absent)

    return make


@pytest.fixture(scope="session")
def ask(clients, slot):
    """What a client of a version does with slots, or with a dict of settings."""

    def verdict(client: str, version: str, slots: object, unseen: tuple[str, ...] = ()) -> Verdict:
        if isinstance(slots, dict):
            slots = [slot(name, value) for name, value in slots.items()]
        return resolve(clients[client], Version.parse(version), slots, unseen)

    return verdict
