"""A function makes a producer, sends what it is given, and waits for the end: every call pays for a new one."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from kafkalint.analysis.code.lifetime import lives_in
from kafkalint.analysis.code.loops import loops, runs_once
from kafkalint.analysis.code.records import bindings, record
from kafkalint.analysis.code.use import Given, Use
from kafkalint.analysis.flow.scopes import name_uses, walk
from kafkalint.model.program import Function, Name, Node

TAKES = ("names",)
"""``names``: patterns of functions that are called once by what the module does not show."""


def look(use: Use, given: Given) -> str | None:
    """The function."""
    function = use.outline.function(use.node)
    if function is None or not function.name or not lives_in(use, function):
        return ""
    once = any(fnmatchcase(function.name, pattern) for pattern in given.get("names", ()))
    ended = use.life.handled.managed or any(_in(each, function) for each in use.life.of("flush", "close"))
    if once or not ended or runs_once(use.outline, function):
        return ""
    sends = [send for send in use.life.of("send") if _in(send, function)]
    plain = sends and not any(True for send in sends for _ in loops(use.outline, send.node))
    return f"every call of {function.name}()" if plain and any(_of_caller(send, function) for send in sends) else ""


def _in(use: Use, function: Function) -> bool:
    return use.outline.function(use.node) is function


def _of_caller(send: Use, function: Function) -> bool:
    """Whether the record comes from what the caller gives."""
    own = function.parameters[int(send.outline.scopes[function].kind == "class") :]
    given = {parameter.name for parameter in own}
    return not given.isdisjoint(name_uses(_sources(send, function)))


def _sources(send: Use, function: Function) -> Iterator[Node]:
    """The record, and all that its names are assigned from in the function."""
    waiting, seen = list[Node](record(send)), set[object]()
    while waiting:
        node = waiting.pop()
        yield node
        for name in walk([node]):
            cell = send.outline.cell(name) if isinstance(name, Name) else None
            if cell is not None and cell not in seen:
                seen.add(cell)
                waiting += [value for _how, value in bindings(send.outline, cell, function) if value is not None]
