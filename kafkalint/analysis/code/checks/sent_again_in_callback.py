"""The function that is told of a failed delivery sends the record again."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.analysis.code.records import argument, record, same
from kafkalint.analysis.code.use import Given, Use
from kafkalint.analysis.flow.scopes import walk
from kafkalint.model.program import Arm, Attribute, Call, Function, Name, Node

TAKES = ("methods",)
"""``methods``: what the function asks its error about when it wants to know whether the record may be in the log."""


def look(use: Use, given: Given) -> str | None:
    """The function."""
    function = use.outline.function(use.node)
    if function is None or _asked(use, function, given):
        return ""
    for first in use.life.of("send"):
        told = any(_means(use, node, function) for node in _callbacks(first))
        if told and first.node is not use.node and (_of_report(use, function) or same(record(first), record(use))):
            return f"{function.name or 'a lambda'}() is told that it failed"
    return ""


def _callbacks(send: Use) -> Iterator[Node]:
    """The functions that are told what becomes of what `send` sends."""
    if send.call is None or send.method is None:
        return
    given = argument(send.call, send.method.callbacks)
    yield from () if given is None else (given,)
    for outer in send.outline.around(send.node):
        if isinstance(outer, Call) and isinstance(outer.function, Attribute):
            hooked = outer.function.name in send.life.object.hooks
            yield from (each.value for each in outer.arguments[:1] if hooked)


def _means(use: Use, node: Node, function: Function) -> bool:
    return node is function or (isinstance(node, Name | Attribute) and use.outline.defined(node) is function)


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
