"""What the text of a module says, whatever is looked for in it; found out once, part by part as it is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kafkalint.analysis.flow.closure import Group, Groups
from kafkalint.analysis.flow.language import Language
from kafkalint.analysis.flow.members import Members, is_computed, is_straight, members
from kafkalint.analysis.flow.needs import links, receivers
from kafkalint.analysis.flow.reflection import Reflection, reflection
from kafkalint.analysis.flow.scopes import bound_names, dotted, module_scope, name_uses, walk, walk_scope
from kafkalint.model.program import (
    Arm,
    Assign,
    Attribute,
    Branch,
    Call,
    Class,
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

KEPT = 64
"""Modules whose facts are kept: the same ones belong to many others."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A branch, function, generator or comprehension, which is run only when it matters."""

    node: Branch | Function | Comprehension
    uses: frozenset[str]
    """Names in it that somebody else may mean, too."""
    members: frozenset[str]
    """Names of members in the body of a function."""
    always: bool
    """Whether it matters in any case: it leaves the code around, or gives a name of the language another meaning."""
    functions: tuple[Function, ...]
    """Those that are defined inside."""


class Facts:
    """What the text of one module says."""

    def __init__(self, program: Program, language: Language) -> None:
        self.program = program
        self.language = language
        self.every = tuple(walk(program.body))

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """All imports."""
        return tuple(node for node in self.every if isinstance(node, Import))

    @cached_property
    def library(self) -> frozenset[str]:
        """Names that imports give to parts of the language's own library."""
        return frozenset(node.alias for node in self.imports if self.language.knows(node.module.partition(".")[0]))

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """All calls."""
        return tuple(node for node in self.every if isinstance(node, Call))

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
        return {node.name: node for node in self.every if isinstance(node, Class)}

    @cached_property
    def functions(self) -> Mapping[str, tuple[Function, ...]]:
        """Functions by their names."""
        found: dict[str, tuple[Function, ...]] = {}
        for node in self.every:
            if isinstance(node, Function):
                found[node.name] = (*found.get(node.name, ()), node)
        return found

    @cached_property
    def straight(self) -> frozenset[Function]:
        """Functions whose code runs from its beginning at each call."""
        every = (node for node in self.every if isinstance(node, Function))
        return frozenset(node for node in every if is_straight(node, self.language))

    @cached_property
    def computed(self) -> frozenset[str]:
        """Names of members that a function computes."""
        return frozenset(
            name for name, every in self.functions.items() if any(is_computed(each, self.language) for each in every)
        )

    @cached_property
    def used_as_code(self) -> frozenset[str]:
        """Names that are called or that classes are made from."""
        bases = [base for node in self.every if isinstance(node, Class) for base in node.bases]
        return frozenset(name_uses([*(node.function for node in self.calls), *bases]))

    @cached_property
    def chains(self) -> Mapping[str, frozenset[str]]:
        """Members that are used behind each name: ``b.c`` for ``a.b.c``."""
        found: dict[str, set[str]] = {}
        for node in self.every:
            path = dotted(node) if isinstance(node, Attribute) else None
            if path is not None:
                found.setdefault(path[0].name, set()).add(path[1].partition(".")[2])
        return {name: frozenset(chains) for name, chains in found.items()}

    @cached_property
    def assigned(self) -> frozenset[Node]:
        """What is assigned to."""
        return frozenset(target for node in self.every if isinstance(node, Assign) for target in node.targets)

    @cached_property
    def reads(self) -> Mapping[str, int]:
        """How often each name is read, whatever its scope."""
        return Counter(node.name for node in self.every if isinstance(node, Name) and node not in self.assigned)

    @cached_property
    def meant(self) -> frozenset[str]:
        """Names that are read in another way than by a call of them; what is local to a function does not count."""
        local: set[Node] = set()
        for function in self.every:
            if isinstance(function, Function):
                own = own_names(function)
                local.update(node for node in walk_scope(function.body) if isinstance(node, Name) and node.name in own)
        but = self.callees | self.assigned | local
        return frozenset(node.name for node in self.every if isinstance(node, Name | Attribute) and node not in but)

    @cached_property
    def members(self) -> Members:
        """What the module's classes hold."""
        return members(self.every, self.language)

    @cached_property
    def reflection(self) -> Reflection:
        """What the module does to what it does not name."""
        return reflection(self.program.body, self.language)

    @cached_property
    def binders(self) -> frozenset[str]:
        """Names of what gives a function with some arguments filled in."""
        binds = self.language.binds
        imported = {node.alias for node in self.imports if f"{node.module}.{node.name}" in binds}
        return frozenset(imported | {path.rpartition(".")[2] for path in binds})

    @cached_property
    def made_by(self) -> Mapping[Call, frozenset[str]]:
        """Names that lead to what each call makes: what is called, or whose part for the base class is."""
        return {node: frozenset(_made_by(node, self.binders)) for node in self.calls}

    @cached_property
    def passed_on(self) -> Groups:
        """Names that may mean the same thing, or a class made from it, without a call of the program between them."""
        return Groups(map(Group, self._passed_on()))

    def _passed_on(self) -> Iterator[frozenset[str]]:
        parent = self.language.parent.removeprefix("builtins.").removesuffix("()")
        for node in self.every:
            if isinstance(node, Assign):
                names = {name for part in (*node.targets, node.value) for name in _outer_names(part)}
                yield frozenset(names.union(_filled(node.value, self.binders)))
            elif isinstance(node, Class):
                bases = {name for base in node.bases for name in _outer_names(base)}
                yield frozenset({node.name, *bases, *([parent] if bases else [])})

    @cached_property
    def receivers(self) -> frozenset[str]:
        """What methods call the object that they are called on."""
        return receivers(self.every)

    @cached_property
    def sources(self) -> Groups:
        """Names of which one may get its value from the other, members of objects told by a dot before them."""
        return Groups(map(Group, links(self.every, self.receivers)))

    @cached_property
    def linked(self) -> Groups:
        """Names of which one may get its value from the other, or be changed by it."""
        made = (Group(_made_of(node, self.language)) for node in self.every if isinstance(node, Class))
        used = (Group(_used_by(node) - self.language.builtins, of=node.name) for node in self.straight)
        return Groups([*_linked(self.every, self.computed), *used, *made])

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """All that is run only when it matters."""
        found = (node for node in self.every if isinstance(node, Branch | Function | Comprehension))
        return tuple(_block(node, self.language.builtins) for node in found)

    @cached_property
    def around(self) -> Mapping[Node, tuple[Node, ...]]:
        """The blocks around each call and member, which are a block themselves when they stand for one."""
        found: dict[Node, tuple[Node, ...]] = {}
        waiting: list[tuple[Node, tuple[Node, ...]]] = [(node, ()) for node in self.program.body]
        while waiting:
            node, blocks = waiting.pop()
            if isinstance(node, Branch | Function | Comprehension):
                blocks = (*blocks, node)
            if isinstance(node, Call | Attribute):
                found[node] = blocks
            waiting += [(inner, blocks) for inner in children(node)]
        return found


@lru_cache(maxsize=KEPT)
def facts(program: Program, language: Language) -> Facts:
    """What the text of a module says."""
    return Facts(program, language)


def own_names(node: Function) -> frozenset[str]:
    """Names that belong to a function."""
    return module_scope(node, ()).inner(node).names


def _block(node: Branch | Function | Comprehension, common: Collection[str]) -> Block:
    inside = list(walk([node]))
    functions = tuple(each for each in inside if isinstance(each, Function) and each is not node)
    uses = frozenset(name_uses([node]))
    if isinstance(node, Function):
        members_used = frozenset(each.name for each in walk(node.body) if isinstance(each, Attribute))
        return Block(node, uses - own_names(node), members_used, False, functions)
    bound = {name for each in inside for name in bound_names(each)}
    leaves = any(isinstance(each, Exit) or (isinstance(each, Import) and each.name == "*") for each in inside)
    return Block(node, uses, frozenset(), leaves or any(name in common for name in bound), functions)


def _used_by(function: Function) -> frozenset[str]:
    """Names that a call of the function leads to: its own and all that it uses."""
    return own_names(function) | {function.name, *name_uses(function.body)}


def _made_of(owner: Class, language: Language) -> frozenset[str]:
    """Names that a call of a class leads to: its own and those that its objects are made with."""
    made = (each for each in owner.body if isinstance(each, Function) and each.name == language.initializer)
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
