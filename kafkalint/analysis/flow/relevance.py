"""Which code can touch what reaches a producer: found backwards from the calls, by names, before anything is run.

Names are compared as text, whatever their scope, so that too much counts as relevant and never too little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kafkalint.analysis.flow.language import Language
from kafkalint.analysis.flow.scopes import Scope, bound_names, module_scope, name_uses, walk
from kafkalint.model.program import (
    Arm,
    Assign,
    Attribute,
    Branch,
    Call,
    Clause,
    Comprehension,
    Exit,
    Function,
    Import,
    Name,
    Node,
    Parameter,
    Program,
    children,
)


@dataclass(frozen=True, slots=True)
class Relevance:
    """What there is to follow in a module."""

    calls: tuple[Call, ...]
    """Calls that may make a producer."""
    nodes: frozenset[Node]
    """Branches, functions and generators that must be run."""
    imports: Mapping[str, str]
    """Paths to what makes a producer, or to where it is, by the name that an import gives them."""
    reads: Mapping[str, int]
    """How often each name is read, whatever its scope."""
    reflective: str
    """A name in use through which the module may change any of its own names; empty when there is none."""


def relevance(program: Program, targets: Collection[str], language: Language) -> Relevance:
    """What must be followed to find calls of `targets`."""
    every = list(walk(program.body))
    imports = dict(_imports(every, targets))
    if not imports:
        return Relevance((), frozenset(), imports, {}, "")
    makers = _closure(imports, _passed_on(every))
    calls = tuple(
        node for node in every if isinstance(node, Call) and not makers.isdisjoint(_outer_names(node.function))
    )
    library = (node for node in every if isinstance(node, Import) and language.knows(node.module.partition(".")[0]))
    hubs = {node.alias for node in library} - makers
    interest = _closure(name_uses(calls), _linked(every, hubs)) - hubs
    wanted = {id(call) for call in calls}
    nodes = frozenset(node for node in every if _matters(node, interest, language.builtins, wanted))
    targets_of = {target for node in every if isinstance(node, Assign) for target in node.targets}
    reads = Counter(node.name for node in every if isinstance(node, Name) and node not in targets_of)
    used = {node.name for node in every if isinstance(node, Name | Attribute)}
    return Relevance(calls, nodes, imports, reads, min(used & language.reflective, default=""))


def _imports(every: Iterable[Node], targets: Collection[str]) -> Iterator[tuple[str, str]]:
    for node in every:
        if not isinstance(node, Import) or node.level:
            continue
        if node.name == "*":
            yield from ((path.rpartition(".")[2], path) for path in targets if path.rpartition(".")[0] == node.module)
            continue
        path = f"{node.module}.{node.name}" if node.name else node.module
        root = node.alias if not node.name and node.alias == node.module.partition(".")[0] else path
        if any(target == root or target.startswith(f"{root}.") for target in targets):
            yield node.alias, root


def _passed_on(every: Iterable[Node]) -> Iterator[frozenset[str]]:
    """Names that may mean the same thing without a call between them."""
    for node in every:
        if isinstance(node, Assign):
            names = {name for part in (*node.targets, node.value) for name in _outer_names(part)}
            yield frozenset(names)


def _outer_names(node: Node) -> Iterator[str]:
    """Names in an expression that are not inside a call."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Name):
            yield one.name
        elif not isinstance(one, Call):
            waiting += children(one)


def _linked(every: Iterable[Node], hubs: Collection[str]) -> Iterator[frozenset[str]]:
    """Names of which one may get its value from the other, or be changed by it."""
    for node in every:
        match node:
            case Assign() | Call() | Clause() | Parameter():
                parts: tuple[Node, ...] = children(node)
            case Arm():
                parts = tuple(part for part in (node.test, node.target) if part is not None)
            case _:
                continue
        names = {*name_uses(parts), *([node.name] if isinstance(node, Parameter) else [])}
        if isinstance(node, Call) and isinstance(node.function, Name):
            names.discard(node.function.name)
        yield frozenset(names.difference(hubs))


def _closure(start: Iterable[str], groups: Iterable[frozenset[str]]) -> set[str]:
    """All names that `start` is connected with by `groups`."""
    by_name: dict[str, list[frozenset[str]]] = {}
    for group in groups:
        for name in group:
            by_name.setdefault(name, []).append(group)
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            for group in by_name.pop(name, ()):
                waiting += group
    return found


def _matters(node: Node, interest: set[str], common: Collection[str], calls: set[int]) -> bool:
    if not isinstance(node, Branch | Function | Comprehension):
        return False
    inside = list(walk([node]))
    if any(id(each) in calls for each in inside):
        return True
    used = interest.intersection(name_uses([node]))
    if isinstance(node, Function):
        return bool(used - _own(node))
    bound = {name for each in inside for name in bound_names(each)}
    leaves = any(isinstance(each, Exit) or (isinstance(each, Import) and each.name == "*") for each in inside)
    return bool(used) or leaves or any(name in common for name in bound)


def _own(node: Function) -> frozenset[str]:
    outer: Scope = module_scope(node, ())
    return outer.inner(node).names
