"""The record that a call sends: which arguments make it up, and whether another call sends the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from kafkalint.analysis.code.use import Use
from kafkalint.analysis.flow.language import PYTHON
from kafkalint.analysis.flow.outline import Cell, Outline
from kafkalint.analysis.flow.scopes import walk
from kafkalint.model.place import Parameter
from kafkalint.model.program import Arm, Assign, Attribute, Call, Clause, Items, Name, Node
from kafkalint.model.source import Span


def argument(call: Call, parameters: Iterable[Parameter]) -> Node | None:
    """What `call` gives for one of `parameters`."""
    for parameter in parameters:
        for at, each in enumerate(call.arguments):
            if each.name == parameter.keyword if each.name else at == parameter.position:
                return each.value
    return None


def spreads(call: Call) -> bool:
    """Whether some arguments cannot be seen."""
    return any(each.name in ("*", "**") for each in call.arguments)


def record(use: Use) -> tuple[Node, ...]:
    """What `use` sends: its arguments but those about callbacks and time."""
    if use.call is None or use.method is None:
        return ()
    others = {argument(use.call, [each]) for each in (*use.method.callbacks, *use.method.timeout)}
    return tuple(each for each in use.call.arguments if each.value not in others)


def same(left: object, right: object) -> bool:
    """Whether two pieces of code read alike, wherever they stand."""
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if not isinstance(left, Node) or type(left) is not type(right):
        return type(left) is type(right) and left == right
    names = (field.name for field in fields(left))
    return all(
        isinstance(getattr(left, name), Span) or same(getattr(left, name), getattr(right, name)) for name in names
    )


def varies(outline: Outline, nodes: Iterable[Node], region: Node) -> bool:
    """Whether `nodes` may be something else each time that `region` is run again."""
    waiting, seen = list(nodes), set[Cell]()
    while waiting:
        for node in walk([waiting.pop()]):
            if isinstance(node, Call) and _last(node.function) not in PYTHON.pure:
                return True
            cell = outline.cell(node) if isinstance(node, Name | Attribute) else None
            if cell is None or cell in seen:
                continue
            seen.add(cell)
            for how, value in bindings(outline, cell, region):
                if how != "=" or value is None:
                    return True
                waiting.append(value)
    return False


def bindings(outline: Outline, cell: Cell, region: Node | None = None) -> Iterator[tuple[str, Node | None]]:
    """What sets a name, inside of `region` if it is given: an operator with a value, or ``for``, ``with`` and such."""
    for node in outline.mentions.get(cell, ()):
        parent = outline.parents.get(node)
        while isinstance(parent, Items):
            parent = outline.parents.get(parent)
        if region is not None and not (_within(node, region) and region in outline.around(node)):
            continue
        if isinstance(parent, Assign) and _among(outline, node, parent.targets):
            yield (parent.operator if node in parent.targets else "part"), parent.value
        elif isinstance(parent, Arm | Clause) and parent.target is not None and _among(outline, node, (parent.target,)):
            yield (parent.kind if isinstance(parent, Arm) else "for"), None


def _within(node: Node, region: Node) -> bool:
    """What is told in no time; nodes of a formatted text share its span."""
    return region.span.holds(node.span)


def _among(outline: Outline, node: Node, targets: tuple[Node, ...]) -> bool:
    return node in targets or any(each in targets for each in outline.around(node))


def _last(function: Node) -> str:
    return function.name if isinstance(function, Name | Attribute) else ""
