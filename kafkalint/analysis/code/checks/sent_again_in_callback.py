"""The function that is told of a failed delivery sends the record again."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.analysis.code.records import argument, record, same
from kafkalint.analysis.code.use import Given, Use
from kafkalint.analysis.flow.scopes import walk
from kafkalint.model.program import Argument, Arm, Attribute, Call, Function, Name

TAKES = ("methods",)
"""``methods``: what the function asks its error about when it wants to know whether the record may be in the log."""


def look(use: Use, given: Given) -> str | None:
    """The function."""
    function = use.outline.function(use.node)
    if function is None or _asked(use, function, given):
        return ""
    for first in _told_by(use, function):
        if first.node is not use.node and (_of_report(use, function) or same(record(first), record(use))):
            return f"{function.name or 'a lambda'}() is told that it failed"
    return ""


def _told_by(use: Use, function: Function) -> Iterator[Use]:
    """The sends of whose records `function` is told what becomes of them."""
    cell = use.outline.names.get(function)
    for node in (function, *(use.outline.mentions.get(cell, ()) if cell else ())):
        given = use.outline.parents.get(node)
        call = use.outline.parents[given] if isinstance(given, Argument) else None
        if not isinstance(call, Call):
            continue
        first = use.life.by_node.get(call)
        if first is not None and first.method is not None:
            yield from [first] if argument(call, first.method.callbacks) is node else []
        elif isinstance(call.function, Attribute) and call.function.name in use.life.object.hooks:
            yield from use.life.within([call.function.object], "send")


def _of_report(use: Use, function: Function) -> bool:
    """Whether topic and value are those of the record that the function is told of."""
    own = {parameter.name for parameter in function.parameters}
    asked = [node for each in record(use) for node in walk([each]) if isinstance(node, Call)]
    methods = {
        call.function.name
        for call in asked
        if isinstance(call.function, Attribute) and isinstance(call.function.object, Name)
        if call.function.object.name in own
    }
    return {"topic", "value"} <= methods


def _asked(use: Use, function: Function, given: Given) -> bool:
    """Whether a condition around the send asks what kind of error it is."""
    for outer in use.outline.around(use.node):
        if outer is function:
            break
        if isinstance(outer, Arm) and outer.test is not None:
            names = {node.name for node in walk([outer.test]) if isinstance(node, Attribute)}
            if not names.isdisjoint(given.get("methods", ())):
                return True
    return False
