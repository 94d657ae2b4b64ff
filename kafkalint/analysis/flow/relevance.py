"""Which code can touch what reaches a producer: found backwards from the calls, by names, before anything is run.

Names are compared as text, whatever their scope, so that too much counts as relevant and never too little. What other
modules want of a module, and what they make producers with, comes as names too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kafkalint.analysis.flow.closure import closure
from kafkalint.analysis.flow.language import Language
from kafkalint.analysis.flow.members import Members, members, straight_functions
from kafkalint.analysis.flow.needs import needs, needs_of_builders
from kafkalint.analysis.flow.reflection import Reflection, reflection
from kafkalint.analysis.flow.scopes import Scope, bound_names, module_scope, name_uses, walk, walk_scope
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
"""Modules whose relevance is kept: the same ones belong to many others."""


@dataclass(frozen=True, slots=True)
class Relevance:
    """What there is to follow in a module."""

    every: tuple[Node, ...] = ()
    """All nodes of the module."""
    calls: tuple[Call, ...] = ()
    """Calls that may make a producer."""
    begins: tuple[Attribute, ...] = ()
    """Members of anything that may begin to make one."""
    nodes: frozenset[Node] = frozenset()
    """Branches, functions and generators that must be run."""
    imports: Mapping[str, str] = field(default_factory=dict)
    """Paths to what makes a producer, or to where it is, by the name that an import gives them."""
    makers: frozenset[str] = frozenset()
    """Names that may mean what makes a producer."""
    needs: frozenset[str] = frozenset()
    """Names that lead from a producer to where its settings come from; members with a dot before them."""
    reads: Mapping[str, int] = field(default_factory=dict)
    """How often each name is read, whatever its scope."""
    helpers: frozenset[Function] = frozenset()
    """Functions whose calls can be followed into them."""
    called: frozenset[str] = frozenset()
    """Names by which something is called, those of members included."""
    meant: frozenset[str] = frozenset()
    """Names of what is called and also used in another way."""
    members: Members = field(default_factory=Members)
    """What the module's classes hold."""
    reflection: Reflection = field(default_factory=Reflection)
    """What the module does to what it does not name."""


@lru_cache(maxsize=KEPT)
def relevance(
    program: Program,
    targets: frozenset[str],
    language: Language,
    wanted: frozenset[str] = frozenset(),
    borrowed: frozenset[str] = frozenset(),
) -> Relevance:
    """What must be followed to find calls of `targets`, and what the names `wanted` mean to other modules.

    `borrowed` are names by which the module knows what makes a producer in another module of the project.
    """
    every = tuple(walk(program.body))
    imports = dict(_imports(every, targets))
    begins = tuple(_begins(every, targets))
    if not imports and not begins and not wanted and not borrowed:
        return Relevance(every)
    binders = _binders(every, language)
    makers = closure({*imports, *borrowed}, _passed_on(every, language))
    calls = tuple(node for node in every if isinstance(node, Call) and not makers.isdisjoint(_made_by(node, binders)))
    library = (node for node in every if isinstance(node, Import) and language.knows(node.module.partition(".")[0]))
    hubs = {node.alias for node in library} - makers
    straight = straight_functions(every, language, wanted)
    links = [
        *_linked(every, hubs, {function.name for function in straight} | wanted),
        *(_used_by(each, hubs | language.builtins) for each in straight),
        *(_made_of(each, language) for each in every if isinstance(each, Class)),
    ]
    roots = (*calls, *begins)
    interest = closure([*name_uses(roots), *wanted], links) - hubs
    made = {id(root) for root in roots}
    needed = {*needs(every, calls, makers | wanted), *needs_of_builders(every, begins)}
    nodes = frozenset(
        node for node in every if _matters(node, interest, language.builtins, made) or _sets(node, needed)
    )
    targets_of = {target for node in every if isinstance(node, Assign) for target in node.targets}
    reads = Counter(node.name for node in every if isinstance(node, Name) and node not in targets_of)
    functions = (node.function for node in every if isinstance(node, Call))
    called = {function.name for function in functions if isinstance(function, Name | Attribute)}
    return Relevance(
        every,
        calls,
        begins,
        nodes,
        imports,
        frozenset(makers),
        frozenset(needed),
        reads,
        frozenset(function for function in straight if _followed(function, nodes)),
        frozenset(called),
        _meant(every),
        members(every, language),
        reflection(program.body, language),
    )


def _used_by(function: Function, but: Collection[str]) -> frozenset[str]:
    """Names that a call of the function leads to: its own and all that it uses."""
    return (_own(function) | {function.name, *name_uses(function.body)}).difference(but)


def _made_of(owner: Class, language: Language) -> frozenset[str]:
    """Names that a call of a class leads to: its own and those that its objects are made with."""
    made = (each for each in owner.body if isinstance(each, Function) and each.name == language.initializer)
    bound = (name for each in owner.body if not isinstance(each, Function) for name in bound_names(each))
    return frozenset({owner.name, *bound, *(name for each in made for name in _own(each))})


def _followed(function: Function, nodes: Container[Node]) -> bool:
    """Whether calls of a straight function can be followed: nothing that matters is defined inside."""
    return function in nodes and not any(isinstance(each, Function) and each in nodes for each in walk(function.body))


def _meant(every: Collection[Node]) -> frozenset[str]:
    """Names that are read in another way than by a call of them; what is local to a function does not count."""
    called = {node.function for node in every if isinstance(node, Call)}
    local: set[Node] = set()
    for function in every:
        if isinstance(function, Function):
            own = _own(function)
            local.update(node for node in walk_scope(function.body) if isinstance(node, Name) and node.name in own)
    bound = {target for node in every if isinstance(node, Assign) for target in node.targets}
    return frozenset(
        node.name
        for node in every
        if isinstance(node, Name | Attribute) and node not in called and node not in local and node not in bound
    )


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


def _begins(every: Collection[Node], targets: Collection[str]) -> Iterator[Attribute]:
    """Members of anything that are looked for; what is called is no such member."""
    names = {target.removeprefix(".") for target in targets if target.startswith(".")}
    if names:
        called = {node.function for node in every if isinstance(node, Call)}
        found = (node for node in every if isinstance(node, Attribute) and node.name in names)
        yield from (node for node in found if node not in called)


def _passed_on(every: Collection[Node], language: Language) -> Iterator[frozenset[str]]:
    """Names that may mean the same thing, or a class made from it, without a call of the program between them."""
    binders, parent = _binders(every, language), language.parent.removeprefix("builtins.").removesuffix("()")
    for node in every:
        if isinstance(node, Assign):
            names = {name for part in (*node.targets, node.value) for name in _outer_names(part)}
            yield frozenset(names.union(_filled(node.value, binders)))
        elif isinstance(node, Class):
            bases = {name for base in node.bases for name in _outer_names(base)}
            yield frozenset({node.name, *bases, *([parent] if bases else [])})


def _binders(every: Iterable[Node], language: Language) -> frozenset[str]:
    """Names of what gives a function with some arguments filled in."""
    imported = {
        node.alias for node in every if isinstance(node, Import) and f"{node.module}.{node.name}" in language.binds
    }
    return frozenset(imported | {path.rpartition(".")[2] for path in language.binds})


def _filled(node: Node, binders: Container[str]) -> Iterator[str]:
    """Names of what is called in the end, when `node` fills in arguments of something."""
    while isinstance(node, Call) and isinstance(node.function, Name | Attribute) and node.arguments:
        if node.function.name not in binders:
            return
        node = node.arguments[0].value
        yield from _outer_names(node)


def _made_by(node: Call, binders: Container[str]) -> Iterator[str]:
    """Names that lead to what a call makes: what is called, or whose part for the base class is."""
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


def _linked(every: Iterable[Node], hubs: Collection[str], own: Collection[str]) -> Iterator[frozenset[str]]:
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
        if isinstance(node, Call) and isinstance(node.function, Name | Attribute):
            callee = node.function.name
            if callee in own:
                names.add(callee)
            elif isinstance(node.function, Name):
                names.discard(callee)
        yield frozenset(names.difference(hubs))


def _matters(node: Node, interest: set[str], common: Collection[str], roots: set[int]) -> bool:
    if not isinstance(node, Branch | Function | Comprehension):
        return False
    inside = list(walk([node]))
    if any(id(each) in roots for each in inside):
        return True
    used = interest.intersection(name_uses([node]))
    if isinstance(node, Function):
        return bool(used - _own(node))
    bound = {name for each in inside for name in bound_names(each)}
    leaves = any(isinstance(each, Exit) or (isinstance(each, Import) and each.name == "*") for each in inside)
    return bool(used) or leaves or any(name in common for name in bound)


def _sets(node: Node, needed: Container[str]) -> bool:
    """Whether a function has to do with a member that leads to a producer."""
    return isinstance(node, Function) and any(
        isinstance(each, Attribute) and f".{each.name}" in needed for each in walk(node.body)
    )


def _own(node: Function) -> frozenset[str]:
    outer: Scope = module_scope(node, ())
    return outer.inner(node).names
