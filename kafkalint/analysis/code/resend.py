"""Sends of a record whose earlier send has failed."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.analysis.code.failure import handlers_around
from kafkalint.analysis.code.outcome import learnt
from kafkalint.analysis.code.records import bindings, record, same
from kafkalint.analysis.code.use import Use
from kafkalint.model.program import Arm, Attribute


def failed_before(use: Use) -> Iterator[Use]:
    """The sends of the same record whose failure leads to `use`, which stands in a handler of theirs."""
    for handler, branch in handlers_around(use):
        if _made_anew(use, handler):
            continue
        trying = branch.arms[0]
        for first in use.life.within(trying.body, use.role):
            if same(record(first), record(use)) and learnt(first, trying):
                yield first


def _made_anew(use: Use, handler: Arm) -> bool:
    """Whether the handler gives the producer's name to another one first."""
    function = use.call.function if use.call else use.node
    cell = use.outline.cell(function.object) if isinstance(function, Attribute) else None
    return cell is not None and any(True for _ in bindings(use.outline, cell, handler))
