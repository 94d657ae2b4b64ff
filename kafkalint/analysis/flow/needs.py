"""Which names of a module lead from a producer to other modules: a narrower slice than that of what is run.

A module that is not needed is not read; what comes from it is unknown. So too little here costs an answer, never its
truth. Members are told apart by their name instead of by the object that has them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from kafkalint.analysis.flow.scopes import bound_names, walk, walk_scope
from kafkalint.model.program import (
    Arm,
    Assign,
    Attribute,
    Call,
    Class,
    Clause,
    Exit,
    Function,
    Name,
    Node,
    Parameter,
    children,
)


def needs_of_builders(
    every: Iterable[Node], receivers: Collection[str], begins: Collection[Attribute]
) -> Iterator[str]:
    """Names that builders have, and that their methods are given in the expression that begins one.

    Only these, not what they come from: it is mostly data that builders are members of, which says nothing of settings.
    """
    for node in every if begins else ():
        if isinstance(node, Call) and _begun(node, begins):
            yield from (each.name for each in walk(node.arguments) if isinstance(each, Name))
        elif isinstance(node, Assign) and _begun(node.value, begins):
            yield from uses(node.targets, receivers)


def _begun(node: Node, begins: Collection[Attribute]) -> bool:
    """Whether an expression is a chain that begins with one of `begins`."""
    while isinstance(node, Call | Attribute) and node not in begins:
        node = node.function if isinstance(node, Call) else node.object
    return node in begins


def receivers(every: Iterable[Node]) -> frozenset[str]:
    """What methods call the object that they are called on."""
    methods = (each for node in every if isinstance(node, Class) for each in node.body if isinstance(each, Function))
    return frozenset(method.parameters[0].name for method in methods if method.parameters)


def uses(nodes: Iterable[Node], receivers: Collection[str]) -> Iterator[str]:
    """Names used under `nodes`; a member of the object itself is a name with a dot before it."""
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if isinstance(node, Attribute) and isinstance(node.object, Name) and node.object.name in receivers:
            yield f".{node.name}"
        elif isinstance(node, Name):
            yield node.name
        else:
            yield from bound_names(node)
            waiting += children(node)


def links(every: Iterable[Node], receivers: Collection[str]) -> Iterator[frozenset[str]]:
    """Names of which one may get its value from the other."""
    for node in every:
        match node:
            case Assign() | Call() | Clause() | Parameter():
                parts = children(node)
            case Arm():
                parts = tuple(part for part in (node.test, node.target) if part is not None)
            case Function():
                yield frozenset({node.name, f".{node.name}", *_given_and_given_back(node, receivers)})
                continue
            case Class():
                yield frozenset({node.name, *uses(node.bases, receivers), *_made_of(node)})
                continue
            case _:
                continue
        own = [node.name] if isinstance(node, Parameter) else []
        yield frozenset([*uses(parts, receivers), *own])


def _given_and_given_back(function: Function, receivers: Collection[str]) -> Iterator[str]:
    yield from (each.name for each in function.parameters if each.name not in receivers)
    returned = (node.value for node in walk_scope(function.body) if isinstance(node, Exit) and node.kind == "return")
    yield from uses([value for value in returned if value is not None], receivers)


def _made_of(owner: Class) -> Iterator[str]:
    """What the objects of a class are made from: names in its body, and what its methods are given."""
    for node in owner.body:
        if isinstance(node, Function):
            yield from (each.name for each in node.parameters[1:])
        else:
            for name in bound_names(node):
                yield from (name, f".{name}")
