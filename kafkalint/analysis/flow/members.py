"""What the text says of a module's functions and classes: which can be followed, and what a method name means."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafkalint.analysis.flow.language import Language
from kafkalint.analysis.flow.scopes import Scope, bound_names, name_uses, walk, walk_scope
from kafkalint.analysis.flow.values import External, single
from kafkalint.model.program import (
    Arm,
    Assign,
    Attribute,
    Call,
    Class,
    Clause,
    Comprehension,
    Delete,
    Function,
    Name,
    Node,
    Operation,
    Parameter,
)

if TYPE_CHECKING:
    from kafkalint.analysis.flow.machine import Machine


@dataclass(frozen=True, slots=True)
class Members:
    """What may change a class from outside."""

    subclassed: frozenset[str] = frozenset()
    """Names of classes that have a subclass in the module."""
    assigned: frozenset[str] = frozenset()
    """Names of members that are set or deleted anywhere."""
    unsteady: bool = False
    """Whether any object may get any other method."""
    read: frozenset[str] = frozenset()
    """Names of members that are used in another way than by a call."""


def joined(left: Members, right: Members) -> Members:
    """What may change a class from either side."""
    return Members(
        left.subclassed | right.subclassed,
        left.assigned | right.assigned,
        left.unsteady or right.unsteady,
        left.read | right.read,
    )


def members(every: Iterable[Node], language: Language) -> Members:
    """What a module does to its classes, all its nodes given."""
    every = list(every)
    bases = [base for node in every if isinstance(node, Class) for base in node.bases]
    used = {node.name for node in every if isinstance(node, Name | Attribute | Function)}
    return Members(
        frozenset(name_uses(bases)) | {base.name for base in walk(bases) if isinstance(base, Attribute)},
        frozenset(node.name for node in walk(_targets(every)) if isinstance(node, Attribute)),
        not used.isdisjoint(language.unsteady),
        _read(every),
    )


def _read(every: Iterable[Node]) -> frozenset[str]:
    every = list(every)
    called = {node.function for node in every if isinstance(node, Call)}
    return frozenset(node.name for node in every if isinstance(node, Attribute) and node not in called)


def _targets(every: Iterable[Node]) -> Iterator[Node]:
    for node in every:
        match node:
            case Assign(targets=targets) | Delete(targets=targets):
                yield from targets
            case Arm(target=target) | Clause(target=target) if target is not None:
                yield target


def straight_functions(every: Iterable[Node], language: Language, wanted: Collection[str] = ()) -> list[Function]:
    """Functions that are called by name, here or as `wanted`, and whose code runs from its beginning at each call."""
    every = list(every)
    called = {
        node.function.name for node in every if isinstance(node, Call) and isinstance(node.function, Name | Attribute)
    }
    called.update(wanted)
    if any(isinstance(node, Class) and node.name in called for node in every):
        called.add(language.initializer)
    functions = (node for node in every if isinstance(node, Function) and node.name in called)
    return [function for function in functions if _straight(function)]


def _straight(function: Function) -> bool:
    if function.asynchronous or function.decorators:
        return False
    return not any(
        isinstance(node, Class)
        or (isinstance(node, Comprehension) and node.kind == "generator")
        or (isinstance(node, Operation) and node.operator in ("yield", "await"))
        for node in walk_scope(function.body)
    )


def base_path(machine: Machine, owner: Class) -> str:
    """What makes the objects of a class besides its own code: the only base, when that makes a producer."""
    bases = machine.bases.get(owner, [])
    base = single(bases[0]) if len(bases) == 1 and not owner.bases[0].name else None
    return base.path if isinstance(base, External) and base.path in machine.targets else ""


def parent_path(machine: Machine, scope: Scope, call: Node) -> str:
    """What makes a producer when the initializer of the base class is called in a method, `call` giving that class."""
    around = scope.parent
    if not isinstance(call, Call) or around is None or not isinstance(around.node, Class):
        return ""
    owner = around.node
    named = not call.arguments or (isinstance(first := call.arguments[0].value, Name) and first.name == owner.name)
    return base_path(machine, owner) if named and not machine.members.unsteady else ""


def plain_subclass(machine: Machine, owner: Class) -> str:
    """What makes a producer when a class is called that adds nothing to how its objects are made."""
    made_by = {machine.language.initializer, *machine.language.class_methods}
    bound = {name for node in walk_scope(owner.body) for name in bound_names(node)}
    known = machine.members
    if owner.decorators or known.unsteady or not made_by.isdisjoint(bound | known.assigned):
        return ""
    return base_path(machine, owner)


def initializer(machine: Machine, owner: Class) -> Function | None:
    """The function that runs when a class is called; None when other code may run, too."""
    return method(machine, owner, machine.language.initializer) if _made_plainly(machine, owner) else None


def without_initializer(machine: Machine, owner: Class) -> bool:
    """Whether no code of the program runs when a class is called."""
    bound = {name for node in walk_scope(owner.body) for name in bound_names(node)}
    only = machine.language.initializer not in bound and not owner.decorators and not machine.members.unsteady
    return only and not machine.bases.get(owner) and _made_plainly(machine, owner)


def _made_plainly(machine: Machine, owner: Class) -> bool:
    bases = [single(values) for values in machine.bases.get(owner, [])]
    plain = [
        isinstance(base, External) and (base.path in machine.targets or base.path == machine.language.root_class)
        for base in bases
    ]
    bound = {name for node in walk_scope(owner.body) for name in bound_names(node)}
    return all(plain) and machine.language.class_methods.isdisjoint(bound)


def owner_of(function: Function, parameter: Parameter, around: Scope) -> Class | None:
    """The class that `parameter` is an object of, when it is what a method of that class is called on."""
    owner = around.node
    if not isinstance(owner, Class) or function.decorators or parameter is not function.parameters[0]:
        return None
    return owner if parameter.kind == "plain" and parameter.default is None else None


def method(machine: Machine, owner: Class, name: str) -> Function | None:
    """The function that `name` means on an object of `owner`; None when it may be another one."""
    known = machine.members
    if owner.decorators or known.unsteady or owner.name in known.subclassed or name in known.assigned:
        return None
    if any(base.name for base in owner.bases) or name in machine.language.class_methods:
        return None
    every = [node for node in walk_scope(owner.body) if name in bound_names(node)]
    only = every[0] if len(every) == 1 else None
    return only if isinstance(only, Function) and only in owner.body else None
