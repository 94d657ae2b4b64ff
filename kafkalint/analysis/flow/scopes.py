"""Which scope a name belongs to: decided by the text alone, before anything runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kafkalint.model.program import (
    Arm,
    Assign,
    Attribute,
    Class,
    Comprehension,
    Declare,
    Delete,
    Function,
    Import,
    Items,
    Name,
    Node,
    Opaque,
    Operation,
    children,
)


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """A module, class, function or comprehension, with the names that it binds itself."""

    node: Node
    kind: str
    """``module``, ``class``, ``function`` (a generator too: it runs later) or ``comprehension``."""
    parent: Scope | None = None
    names: frozenset[str] = frozenset()
    module_names: frozenset[str] = frozenset()
    """Names declared to be the module's."""
    bound: dict[Node, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)
    """What functions, classes and comprehensions of the module bind and declare, as far as it was asked for."""

    @property
    def module(self) -> Scope:
        """The outermost scope."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def owner(self, name: str) -> Scope:
        """The scope whose `name` a use here means; the module's when none binds it."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.module_names:
                break
            if name in scope.names and (scope is self or scope.kind != "class"):
                return scope
            scope = scope.parent
        return self.module

    def inner(self, node: Node) -> Scope:
        """The scope that a function, class or comprehension opens here."""
        names, declared = self._bound_by(node)
        if isinstance(node, Comprehension):
            kind = "function" if node.kind == "generator" else "comprehension"
        else:
            kind = "class" if isinstance(node, Class) else "function"
        return Scope(node, kind, self, names, declared, self.bound)

    def names_of(self, node: Node) -> frozenset[str]:
        """The names that belong to a function, class or comprehension of the module."""
        return self._bound_by(node)[0]

    def _bound_by(self, node: Node) -> tuple[frozenset[str], frozenset[str]]:
        found = self.bound.get(node)
        if found is None:
            self.bound[node] = found = _bound(node)
        return found


def module_scope(node: Node, body: Iterable[Node]) -> Scope:
    """The scope of a whole module."""
    return Scope(node, "module", None, *_bound_in(body, ()))


def _bound(node: Node) -> tuple[frozenset[str], frozenset[str]]:
    """The names that the scope of `node` has, and those that it declares to be the module's."""
    if isinstance(node, Comprehension):
        return frozenset(name for clause in node.clauses for name in target_names(clause.target)), frozenset()
    assert isinstance(node, Class | Function)
    own = [] if isinstance(node, Class) else [parameter.name for parameter in node.parameters]
    return _bound_in(node.body, own)


def _bound_in(body: Iterable[Node], own: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    bound: set[str] = set(own)
    declared: dict[str, set[str]] = {"global": set(), "nonlocal": set()}
    for inner in walk_scope(body):
        if isinstance(inner, Declare):
            declared[inner.kind].update(inner.names)
        bound.update(bound_names(inner))
    return frozenset(bound - declared["global"] - declared["nonlocal"]), frozenset(declared["global"])


def walk_scope(body: Iterable[Node]) -> Iterator[Node]:
    """Every node of a scope, without what inner functions and classes hold."""
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, Function):
            waiting += [*node.decorators, *(each.default for each in node.parameters if each.default is not None)]
        elif isinstance(node, Class):
            waiting += [*node.decorators, *node.bases]
        else:
            waiting += children(node)


def walk(body: Iterable[Node]) -> Iterator[Node]:
    """Every node, inner scopes included."""
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        yield node
        waiting += children(node)


def bound_names(node: Node) -> Iterator[str]:
    """The names that `node` itself binds in its scope."""
    match node:
        case Assign(targets=targets) | Delete(targets=targets):
            for target in targets:
                yield from target_names(target)
        case Arm(target=target) if target is not None:
            yield from target_names(target)
        case Import(alias=alias) if node.name != "*":
            yield alias
        case Function(name=name) | Class(name=name) if name:
            yield name
        case _:
            return


def target_names(target: Node) -> Iterator[str]:
    """The names that an assignment to `target` binds."""
    waiting = [target]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Name):
            yield node.name
        elif isinstance(node, Items | Opaque | Operation):
            waiting += children(node)


def dotted(node: Node) -> tuple[Name, str] | None:
    """The name at the root of ``a.b.c``, and the whole path; None for anything else."""
    parts: list[str] = []
    while isinstance(node, Attribute):
        parts.append(node.name)
        node = node.object
    if not isinstance(node, Name):
        return None
    return node, ".".join([node.name, *reversed(parts)])


def name_uses(nodes: Iterable[Node]) -> Iterator[str]:
    """Every name that is used or bound anywhere under `nodes`."""
    for node in walk(nodes):
        if isinstance(node, Name):
            yield node.name
        else:
            yield from bound_names(node)
