"""The second question about what a call makes: where the module uses it, and where it is lost from sight.

Found by names alone, whatever the order in which code runs: what may be the object counts as it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kafkalint.analysis.flow.outline import Cell, Outline
from kafkalint.model.program import (
    Argument,
    Arm,
    Assign,
    Attribute,
    Call,
    Choice,
    Class,
    Comprehension,
    Exit,
    Function,
    Items,
    MapEntry,
    Node,
    Operation,
    Parameter,
)


@dataclass(slots=True)
class Handled:
    """What a module does with one object."""

    made: Call
    members: list[Attribute] = field(default_factory=list)
    """Every ``object.name``, called or not."""
    cells: dict[Cell, None] = field(default_factory=dict)
    """What it is called by, in the order in which it is found out."""
    escapes: list[Node] = field(default_factory=list)
    """Where it is handed to what the module does not show."""
    managed: bool = False
    """Whether a ``with`` ends it."""
    _seen: set[Node] = field(default_factory=set)


def handled(outline: Outline, made: Call) -> Handled:
    """Everything that the module does with what `made` gives."""
    found = Handled(made)
    waiting: list[Node] = [made]
    while waiting:
        node = waiting.pop()
        if node not in found._seen:
            found._seen.add(node)
            waiting += _onward(outline, found, node)
    found.members.sort(key=lambda member: member.span)
    return found


def _onward(outline: Outline, found: Handled, node: Node) -> list[Node]:
    """Further expressions that are the object, when `node` is."""
    parent = outline.parents.get(node)
    match parent:
        case Attribute():
            found.members.append(parent)
            return []
        case Assign(targets=targets) if node in targets:
            return []
        case Assign(targets=targets, operator="="):
            return [parent, *(each for target in targets for each in _named(outline, found, target))]
        case Arm(kind="with", target=target):
            found.managed = True
            return _named(outline, found, target) if target else []
        case Choice(test=test) if node is not test:
            return [parent]
        case Operation(operator="await"):
            return [parent]
        case Exit(kind="return") | Operation(operator="yield"):
            return _given_back(outline, found, parent)
        case Argument():
            return _passed(outline, found, parent)
        case Call() | Comprehension() | Items() | MapEntry() | Parameter():
            found.escapes.append(node)
    return []


def _named(outline: Outline, found: Handled, target: Node) -> list[Node]:
    """Whatever has the name that is assigned to."""
    cell = outline.cell(target)
    if cell is None:
        found.escapes.append(target)
        return []
    found.cells[cell] = None
    return [node for node in outline.mentions.get(cell, ()) if node is not target]


def _given_back(outline: Outline, found: Handled, way: Node) -> list[Node]:
    """Calls of the function that returns or yields the object; reads of it when it is a property."""
    function = outline.function(way)
    cell = outline.names.get(function) if function else None
    if function is None or cell is None:
        found.escapes.append(way)
        return []
    calls: list[Node] = list(outline.calls.get(cell, ()))
    if any(outline.path(each).rpartition(".")[2].endswith("property") for each in function.decorators):
        calls += [node for node in outline.mentions.get(cell, ()) if node not in calls]
    if function.decorators or not calls:
        found.escapes.append(way)
    return calls


def _passed(outline: Outline, found: Handled, argument: Argument) -> list[Node]:
    """The parameter that takes the object, wherever its function reads it."""
    call = outline.parents[argument]
    assert isinstance(call, Call)  # a base of a class is no object
    function, shift = _called(outline, call)
    parameter = _parameter(function, call, argument, shift) if function else None
    if function is None or parameter is None or function not in outline.opened:
        found.escapes.append(argument)
        return []
    cell = (outline.opened[function], parameter.name)
    found.cells[cell] = None
    return list(outline.mentions.get(cell, ()))


def _called(outline: Outline, call: Call) -> tuple[Function | None, int]:
    """The module's function that a call runs, and how many parameters come before the arguments."""
    one = outline.defined(call.function)
    if isinstance(one, Class):
        method = outline.functions.get((one, ".__init__"))
        return (method, 1) if isinstance(method, Function) else (None, 0)
    return one, int(isinstance(call.function, Attribute))


def _parameter(function: Function, call: Call, argument: Argument, shift: int) -> Parameter | None:
    if argument.name:
        return next(
            (each for each in function.parameters if each.name == argument.name and each.kind != "positional"), None
        )
    if any(each.name == "*" for each in call.arguments):
        return None
    at = shift + call.arguments.index(argument)
    plain = [each for each in function.parameters if each.kind in ("positional", "plain")]
    return plain[at] if at < len(plain) else None
