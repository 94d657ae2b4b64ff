"""What the text of a module says, whatever is looked for in it; found out once, part by part as it is asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TypeVar, cast

from kafkalint.analysis.flow.language import Language
from kafkalint.analysis.flow.members import Members, is_computed, is_straight, members
from kafkalint.analysis.flow.needs import receivers
from kafkalint.analysis.flow.reflection import Reflection, reflection
from kafkalint.analysis.flow.scopes import Scope, dotted, module_scope, name_uses, walk, walk_scope
from kafkalint.model.program import (
    Assign,
    Attribute,
    Call,
    Class,
    Function,
    Import,
    Name,
    Node,
    Program,
)
from kafkalint.model.source import Span

N = TypeVar("N", bound=Node)
KEPT = 64
"""Modules whose facts are kept: the same ones belong to many others."""


class Facts:
    """What the text of one module says."""

    def __init__(self, program: Program, language: Language) -> None:
        self.program = program
        self.language = language
        self.every = tuple(walk(program.body))
        self._of_kind: dict[type[Node], list[Node]] = {}
        for node in self.every:
            self._of_kind.setdefault(type(node), []).append(node)

    def of(self, kind: type[N]) -> Sequence[N]:
        """All nodes of one kind."""
        return cast("Sequence[N]", self._of_kind.get(kind, ()))

    def function_around(self, node: Node) -> Function | None:
        """The innermost function that holds a node of the module."""
        around = (each for each in self.of(Function) if each is not node and each.span.holds(node.span))
        return max(around, key=lambda each: each.span.start, default=None)

    def statement_around(self, node: Node) -> Node | None:
        """The statement of the module itself that holds a node."""
        at = bisect_right(self._starts, node.span.start)
        each = self.program.body[at - 1] if at else None
        return each if each is not None and each.span.holds(node.span) else None

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [each.span.start for each in self.program.body]

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """All imports."""
        return tuple(self.of(Import))

    @cached_property
    def standard(self) -> frozenset[str]:
        """Names that imports give to parts of the language's own library."""
        return frozenset(node.alias for node in self.imports if self.language.knows(node.module.partition(".")[0]))

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """All calls."""
        return tuple(self.of(Call))

    @cached_property
    def callees(self) -> frozenset[Node]:
        """What is called."""
        return frozenset(node.function for node in self.calls)

    @cached_property
    def called(self) -> frozenset[str]:
        """Names by which something is called, those of members included."""
        return frozenset(node.name for node in self.callees if isinstance(node, Name | Attribute))

    @cached_property
    def called_members(self) -> frozenset[str]:
        """Names of members by which something is called."""
        return frozenset(node.name for node in self.callees if isinstance(node, Attribute))

    @cached_property
    def classes(self) -> Mapping[str, Class]:
        """Classes by their names."""
        return {node.name: node for node in self.of(Class)}

    @cached_property
    def functions(self) -> Mapping[str, tuple[Function, ...]]:
        """Functions by their names."""
        found: dict[str, tuple[Function, ...]] = {}
        for node in self.of(Function):
            found[node.name] = (*found.get(node.name, ()), node)
        return found

    @cached_property
    def straight(self) -> frozenset[Function]:
        """Functions whose code runs from its beginning at each call."""
        return frozenset(node for node in self.of(Function) if is_straight(node, self.language))

    @cached_property
    def computed(self) -> frozenset[str]:
        """Names of members that a function computes."""
        return frozenset(
            name for name, every in self.functions.items() if any(is_computed(each, self.language) for each in every)
        )

    @cached_property
    def used_as_code(self) -> frozenset[str]:
        """Names that are called or that classes are made from."""
        bases = [base for node in self.of(Class) for base in node.bases]
        return frozenset(name_uses([*(node.function for node in self.calls), *bases]))

    @cached_property
    def chains(self) -> Mapping[str, frozenset[str]]:
        """Members that are used behind each name: ``b.c`` for ``a.b.c``."""
        found: dict[str, set[str]] = {}
        for node in self.of(Attribute):
            path = dotted(node)
            if path is not None:
                found.setdefault(path[0].name, set()).add(path[1].partition(".")[2])
        return {name: frozenset(chains) for name, chains in found.items()}

    @cached_property
    def assigned(self) -> frozenset[Node]:
        """What is assigned to."""
        return frozenset(target for node in self.of(Assign) for target in node.targets)

    @cached_property
    def reads(self) -> Mapping[str, int]:
        """How often each name is read, whatever its scope."""
        return Counter(node.name for node in self.of(Name) if node not in self.assigned)

    @cached_property
    def meant(self) -> frozenset[str]:
        """Names that are read in another way than by a call of them; what is local to a function does not count."""
        local: set[Node] = set()
        for function in self.of(Function):
            own = self.scope.names_of(function)
            local.update(node for node in walk_scope(function.body) if isinstance(node, Name) and node.name in own)
        but = self.callees | self.assigned | local
        names: list[Name | Attribute] = [*self.of(Name), *self.of(Attribute)]
        return frozenset(node.name for node in names if node not in but)

    @cached_property
    def scope(self) -> Scope:
        """The module's own scope."""
        return module_scope(Node(Span(0, 0)), self.program.body)

    @cached_property
    def members(self) -> Members:
        """What the module's classes hold."""
        return members(self.every, self.language)

    @cached_property
    def reflection(self) -> Reflection:
        """What the module does to what it does not name."""
        return reflection(self.program.body, self.language)

    @cached_property
    def receivers(self) -> frozenset[str]:
        """What methods call the object that they are called on."""
        return receivers(self.every)


@lru_cache(maxsize=KEPT)
def facts(program: Program, language: Language) -> Facts:
    """What the text of a module says."""
    return Facts(program, language)
