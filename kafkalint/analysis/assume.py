"""Values that only the running program knows, as far as the user or the file says what to take for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kafkalint.model.producer import Producer, Setting, Slot
from kafkalint.model.value import Dynamic, Literal


def assume(producer: Producer, env: Mapping[str, str]) -> Producer:
    """The producer with declared values for its variables, and with the defaults that stand in the file."""
    if not any(isinstance(one.value, Dynamic) for slot in producer.slots for one in slot.values):
        return producer
    return replace(producer, slots=tuple(_assumed(slot, env) for slot in producer.slots))


def _assumed(slot: Slot, env: Mapping[str, str]) -> Slot:
    return replace(slot, values=tuple(_value(one, env) for one in slot.values))


def _value(setting: Setting, env: Mapping[str, str]) -> Setting:
    value = setting.value
    if not isinstance(value, Dynamic):
        return setting
    locked = f"{setting.written} comes from {value.reason}"
    if value.source in env:
        told = Literal(env[value.source])
        return replace(setting, value=told, handle=None, locked=locked, assumed="the configuration")
    if value.default is not None:
        return replace(setting, value=value.default, handle=None, locked=locked, assumed=value.reason)
    return setting
