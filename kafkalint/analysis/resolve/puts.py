"""What a framework hands to its client below and above what its user writes."""

from __future__ import annotations

from collections.abc import Container, Mapping

from kafkalint.analysis.resolve.oracle import Oracle
from kafkalint.analysis.resolve.reading import Read, meets, read
from kafkalint.model.client import Behaviour
from kafkalint.model.value import Dynamic, Literal, Native, Value
from kafkalint.model.verdict import Limit

Placed = tuple[int | None, Value]
"""A value with its position among what is written; None for what a framework puts there."""


def with_puts(
    behaviour: Behaviour, written: Mapping[str, tuple[int, Value]], named: Container[str], unseen: bool, oracle: Oracle
) -> Mapping[str, Placed]:
    """Everything that reaches the client, in the order of a map to which each part is added in turn.

    `named` are names that this version has. Where there may be settings that are not seen, one of them may lie over
    anything below.
    """
    own = {name: placed for name, placed in written.items() if name in named}
    below: dict[str, Native] = {}
    above: dict[str, Native] = {}
    for put in behaviour.puts:
        if all(_holds(behaviour, name, limit, own, unseen, oracle) for name, limit in put.when.items()):
            below |= {} if unseen else put.below
            above |= put.above
    return {**_literal(below), **written, **_literal(above)}


def _literal(put: Mapping[str, Native]) -> dict[str, Placed]:
    return {name: (None, Literal(value)) for name, value in put.items()}


def _holds(
    behaviour: Behaviour,
    name: str,
    limit: Limit,
    written: Mapping[str, tuple[int, Value]],
    unseen: bool,
    oracle: Oracle,
) -> bool:
    """Whether a setting has such a value, as it is written or by default."""
    setting = behaviour.settings[name]
    said = [placed for each, placed in written.items() if behaviour.names.get(each) == name]
    if not said:
        return oracle.whether(_question(limit), name) if unseen else meets(setting.default, limit) is True
    index, value = said[-1]
    if isinstance(value, Dynamic):
        return oracle.whether(_question(limit), index)
    found = read(value.value, setting.reading)
    return isinstance(found, Read) and meets(found.value, limit) is True


def _question(limit: Limit) -> str:
    """What is asked of a setting that cannot be known; several limits of one setting are several questions."""
    return f"is one of {limit.is_}"
