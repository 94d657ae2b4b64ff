"""The function that sends is run again when it fails: by a decorator, a loop of a library, its caller, or itself."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.analysis.code.failure import handlers, swallowed, tries
from kafkalint.analysis.code.outcome import learnt
from kafkalint.analysis.code.records import bindings, record
from kafkalint.analysis.code.use import Given, Use
from kafkalint.analysis.flow.scopes import name_uses, walk
from kafkalint.model.program import Arm, Attribute, Call, Function, Name, Node

TAKES = ("callees", "keywords", "methods")
"""``callees``: decorators, and what a ``for`` goes through, that run code again; ``keywords``: arguments by which any
decorator does; ``methods``: methods that do so when a handler calls them."""


def look(use: Use, given: Given) -> str | None:
    """How it is run again."""
    function = use.outline.function(use.node)
    if function is None or not learnt(use, function) or _walks(use, function):
        return ""
    return _looped(use, given) or _decorated(use, function, given) or _handled(use, function, given)


def _decorated(use: Use, function: Function, given: Given) -> str:
    for decorator in function.decorators:
        called = decorator.function if isinstance(decorator, Call) else decorator
        keywords = {each.name for each in decorator.arguments} if isinstance(decorator, Call) else set()
        named = use.outline.path(called) in given.get("callees", ())
        if (named or not keywords.isdisjoint(given.get("keywords", ()))) and _counts(use, decorator, function):
            return f"{use.outline.text(called)} runs {function.name}() again when it fails"
    return ""


def _looped(use: Use, given: Given) -> str:
    for outer in use.outline.around(use.node):
        if isinstance(outer, Function):
            break
        if isinstance(outer, Arm) and outer.kind == "for" and isinstance(outer.test, Call):
            called = outer.test.function
            if use.outline.path(called) in given.get("callees", ()) and _counts(use, outer.test, outer):
                return f"{use.outline.text(called)} runs the code around it again when it fails"
    return ""


def _handled(use: Use, function: Function, given: Given) -> str:
    """A handler that asks for another run, or calls the function that it stands in."""
    for branch, trying in tries(use.outline, use.node):
        if not learnt(use, trying):
            continue
        for handler in handlers(branch, use.life.object.refusals):
            calls = [node for node in walk(handler.body) if isinstance(node, Call)]
            if any(use.outline.defined(call.function) is function for call in calls):
                return f"{function.name}() calls itself again when it fails"
            if any(_method(call) in given.get("methods", ()) for call in calls):
                return "the handler of its failure has it run again"
    return ""


def _method(call: Call) -> str:
    """The method that is called on the function's own task."""
    function = call.function
    return function.name if isinstance(function, Attribute) and isinstance(function.object, Name) else ""


def _counts(use: Use, wrapper: Node, within: Node) -> bool:
    """Whether the wrapper gets to see failures that say nothing certain of the record."""
    named = set(_exceptions(wrapper))
    return not swallowed(use, within) and not (named and named <= set(use.life.object.refusals))


def _exceptions(wrapper: Node) -> Iterator[str]:
    for node in walk([wrapper]):
        name = node.name if isinstance(node, Name | Attribute) else ""
        if name.endswith(("Error", "Exception")):
            yield name


def _walks(use: Use, function: Function) -> bool:
    """Whether the record is one of many that are fetched anew when the function runs again."""
    own = {parameter.name for parameter in function.parameters[int(use.outline.scopes[function].kind == "class") :]}
    cells = [use.outline.cell(node) for node in walk(record(use)) if isinstance(node, Name)]
    for cell in filter(None, cells):
        for how, _value in bindings(use.outline, cell, function):
            if how == "for" and own.isdisjoint(_source(use, cell)):
                return True
    return False


def _source(use: Use, cell: tuple[object, str]) -> set[str]:
    """Names in what a loop goes through to bind `cell`."""
    arms = (use.outline.parents.get(node) for node in use.outline.mentions[cell])
    return {name for arm in arms if isinstance(arm, Arm) and arm.test for name in name_uses([arm.test])}
