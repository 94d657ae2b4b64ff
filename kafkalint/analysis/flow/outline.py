"""A module as its text shows it: what is around every node, in which scope it stands, and what its names mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from kafkalint.analysis.flow.scopes import Scope, dotted, module_scope
from kafkalint.model.program import (
    Attribute,
    Call,
    Class,
    Comprehension,
    Function,
    Import,
    Name,
    Node,
    Program,
    children,
)
from kafkalint.model.source import Span

Cell: TypeAlias = tuple[object, str]
"""A name with the scope that it belongs to, or an attribute of a class's objects with the class."""


@dataclass(slots=True)
class Outline:
    """One module; ask `outline` for it."""

    program: Program
    parents: dict[Node, Node] = field(default_factory=dict)
    scopes: dict[Node, Scope] = field(default_factory=dict)
    """The scope in which each node stands."""
    opened: dict[Node, Scope] = field(default_factory=dict)
    """The scope that each function and class opens."""
    mentions: dict[Cell, list[Node]] = field(default_factory=dict)
    """Where each name and attribute is read or set, in written order."""
    functions: dict[Cell, Function | Class] = field(default_factory=dict)
    names: dict[Function | Class, Cell] = field(default_factory=dict)
    """What each function and class is called by."""
    calls: dict[Cell, list[Call]] = field(default_factory=dict)
    """Calls of what a name or attribute means."""
    _imports: dict[Cell, str] = field(default_factory=dict)

    def around(self, node: Node) -> Iterator[Node]:
        """What `node` stands in, from the inside out."""
        while node in self.parents:
            node = self.parents[node]
            yield node

    def function(self, node: Node) -> Function | None:
        """The function that runs `node`; None for code of the module itself."""
        return next((each for each in self.around(node) if isinstance(each, Function)), None)

    def cell(self, node: Node) -> Cell | None:
        """What a name or a path of attributes means, told apart from others; None for anything else."""
        path = dotted(node)
        if path is None:
            return None
        root, text = path
        owner = self.scopes[root].owner(root.name)
        if text == root.name:
            return owner, text
        holder = owner.parent.node if owner.parent is not None else None
        if isinstance(holder, Class) and isinstance(owner.node, Function) and _receiver(owner.node) == root.name:
            return holder, text.removeprefix(root.name)
        return owner, text

    def defined(self, node: Node) -> Function | Class | None:
        """The module's own function or class that `node` names."""
        cell = self.cell(node)
        return self.functions.get(cell) if cell else None

    def path(self, node: Node) -> str:
        """The dotted name of `node` with what its root was imported as; empty for what has no name."""
        found = dotted(node)
        if found is None:
            return ""
        root, text = found
        imported = self._imports.get((self.scopes[root].owner(root.name), root.name), root.name)
        return imported + text.removeprefix(root.name)

    def calls_of(self, function: Function) -> list[Call]:
        """Where the module calls `function`."""
        cell = self.names.get(function)
        return self.calls.get(cell, []) if cell else []

    def text(self, node: Node) -> str:
        """How `node` is written, on one line."""
        return " ".join(self.program.source.slice(node.span).split())


def outline(program: Program) -> Outline:
    """The outline of a module."""
    found = Outline(program)
    scope = module_scope(Node(Span(0, 0)), program.body)
    waiting: list[tuple[Node, Scope]] = [(node, scope) for node in reversed(program.body)]
    while waiting:
        node, scope = waiting.pop()
        found.scopes[node] = scope
        for inner in reversed(children(node)):
            found.parents[inner] = node
            waiting.append((inner, _scope_of(found, node, inner, scope)))
    for node in found.scopes:
        _note(found, node)
    return found


def _scope_of(found: Outline, node: Node, inner: Node, scope: Scope) -> Scope:
    """The scope of what stands directly in `node`."""
    within = isinstance(node, Comprehension) or (isinstance(node, Function | Class) and inner in node.body)
    if not within:
        return scope
    if node not in found.opened:
        found.opened[node] = scope.inner(node)
    return found.opened[node]


def _note(found: Outline, node: Node) -> None:
    match node:
        case Function(name=name) | Class(name=name) if name:
            found.names[node] = _defined_as(found, node, name)
            found.functions[found.names[node]] = node
        case Import(alias=alias) if alias and node.name != "*":
            whole = node.name or alias != node.module.partition(".")[0]
            path = f"{node.module}.{node.name}" if node.name else node.module
            found._imports[found.scopes[node].owner(alias), alias] = path if whole else alias
        case Name() | Attribute():
            cell = found.cell(node)
            if cell is not None:
                found.mentions.setdefault(cell, []).append(node)
        case Call(function=function):
            cell = found.cell(function)
            if cell is not None:
                found.calls.setdefault(cell, []).append(node)


def _defined_as(found: Outline, node: Node, name: str) -> Cell:
    scope = found.scopes[node]
    return (scope.node, f".{name}") if scope.kind == "class" else (scope.owner(name), name)


def _receiver(function: Function) -> str:
    """The name by which a method calls its own object."""
    first = next(iter(function.parameters), None)
    return first.name if first and first.kind in ("positional", "plain") else ""
