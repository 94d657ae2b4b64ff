"""Names of a module that belong together: which may mean the same, or lead to where a value comes from."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
from functools import cached_property, lru_cache

from kafkalint.analysis.flow.closure import Group, Groups
from kafkalint.analysis.flow.facts import KEPT, Facts
from kafkalint.analysis.flow.needs import links
from kafkalint.analysis.flow.scopes import Scope, bound_names, name_uses, walk
from kafkalint.model.program import (
    Arm,
    Assign,
    Attribute,
    Call,
    Class,
    Clause,
    Function,
    Name,
    Node,
    Parameter,
    children,
)


class Kin:
    """The groups of names in one module, found out as they are asked for."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    @cached_property
    def binders(self) -> frozenset[str]:
        """Names of what gives a function with some arguments filled in."""
        binds = self.facts.language.binds
        imported = {node.alias for node in self.facts.imports if f"{node.module}.{node.name}" in binds}
        return frozenset(imported | {path.rpartition(".")[2] for path in binds})

    @cached_property
    def made_by(self) -> Mapping[Call, frozenset[str]]:
        """Names that lead to what each call makes: what is called, or whose part for the base class is."""
        return {node: frozenset(_made_by(node, self.binders)) for node in self.facts.calls}

    @cached_property
    def passed_on(self) -> Groups:
        """Names that may mean the same thing, or a class made from it, without a call of the program between them."""
        return Groups(map(Group, self._passed_on()))

    def _passed_on(self) -> Iterator[frozenset[str]]:
        parent = self.facts.language.parent.removeprefix("builtins.").removesuffix("()")
        for node in self.facts.every:
            if isinstance(node, Assign):
                names = {name for part in (*node.targets, node.value) for name in _outer_names(part)}
                yield frozenset(names.union(_filled(node.value, self.binders)))
            elif isinstance(node, Class):
                bases = {name for base in node.bases for name in _outer_names(base)}
                yield frozenset({node.name, *bases, *([parent] if bases else [])})

    @cached_property
    def sources(self) -> Groups:
        """Names of which one may get its value from the other, members of objects told by a dot before them."""
        return Groups(map(Group, links(self.facts.every, self.facts.receivers)))

    @cached_property
    def linked(self) -> Groups:
        """Names of which one may get its value from the other, or be changed by it."""
        made = (Group(_made_of(node, self.facts)) for node in self.facts.of(Class))
        builtins = self.facts.language.builtins
        used = (Group(_used_by(node, self.facts.scope) - builtins, of=node.name) for node in self.facts.straight)
        return Groups([*_linked(self.facts.every, self.facts.computed), *used, *made])


@lru_cache(maxsize=KEPT)
def kin(facts: Facts) -> Kin:
    """The groups of names in one module."""
    return Kin(facts)


def _used_by(function: Function, module: Scope) -> frozenset[str]:
    """Names that a call of the function leads to: its own and all that it uses."""
    return module.names_of(function) | {function.name, *name_uses(function.body)}


def _made_of(owner: Class, facts: Facts) -> frozenset[str]:
    """Names that a call of a class leads to: its own and those that its objects are made with."""
    initializer, own_names = facts.language.initializer, facts.scope.names_of
    made = (each for each in owner.body if isinstance(each, Function) and each.name == initializer)
    bound = (name for each in owner.body if not isinstance(each, Function) for name in bound_names(each))
    return frozenset({owner.name, *bound, *(name for each in made for name in own_names(each))})


def _linked(every: Collection[Node], computed: Collection[str]) -> Iterator[Group]:
    for node in every:
        match node:
            case Assign() | Call() | Clause() | Parameter():
                parts: tuple[Node, ...] = children(node)
            case Arm():
                parts = tuple(part for part in (node.test, node.target) if part is not None)
            case _:
                continue
        names = {*name_uses(parts), *([node.name] if isinstance(node, Parameter) else [])}
        callee = ""
        if computed:
            names.update(each.name for each in walk(parts) if isinstance(each, Attribute) and each.name in computed)
        if isinstance(node, Call) and isinstance(node.function, Name | Attribute):
            callee = node.function.name
            if isinstance(node.function, Name):
                names.discard(callee)
        yield Group(frozenset(names), callee)


def _filled(node: Node, binders: Container[str]) -> Iterator[str]:
    """Names of what is called in the end, when `node` fills in arguments of something."""
    while isinstance(node, Call) and isinstance(node.function, Name | Attribute) and node.arguments:
        if node.function.name not in binders:
            return
        node = node.arguments[0].value
        yield from _outer_names(node)


def _made_by(node: Call, binders: Container[str]) -> Iterator[str]:
    function = node.function
    yield from _outer_names(function)
    yield from _filled(function, binders)
    if isinstance(function, Attribute) and isinstance(function.object, Call):
        yield from _outer_names(function.object.function)


def _outer_names(node: Node) -> Iterator[str]:
    """Names in an expression that are not inside a call."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Name):
            yield one.name
        elif not isinstance(one, Call):
            waiting += children(one)
