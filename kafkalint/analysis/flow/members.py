"""What the text says of a module's functions and classes: which can be followed, and what a method name means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafkalint.analysis.flow.language import Language
from kafkalint.analysis.flow.lineage import lineage, provider
from kafkalint.analysis.flow.scopes import Scope, bound_names, name_uses, walk, walk_scope
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
    assigned = frozenset(node.name for node in walk(_targets(every)) if isinstance(node, Attribute))
    return Members(
        frozenset(name_uses(bases)) | {base.name for base in walk(bases) if isinstance(base, Attribute)},
        assigned,
        not used.isdisjoint(language.unsteady) or not assigned.isdisjoint(language.swaps),
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


def is_straight(function: Function, language: Language) -> bool:
    """Whether the code of a function runs from its beginning at each call."""
    if function.decorators and not on_class(function, language) and not is_computed(function, language):
        return False
    return not any(
        isinstance(node, Class)
        or (isinstance(node, Comprehension) and node.kind == "generator")
        or (isinstance(node, Operation) and node.operator == "yield")
        for node in walk_scope(function.body)
    )


def on_class(function: Function, language: Language) -> str:
    """The only decorator of a function, when that makes it one of the class instead of its objects."""
    name = _only_decorator(function)
    return name if name in language.on_class else ""


def is_computed(function: Function, language: Language) -> bool:
    """Whether a method is a member that is computed whenever it is read."""
    return _only_decorator(function) == language.computed


def _only_decorator(function: Function) -> str:
    """The name that is the only decorator of a function; empty where there is none, or more."""
    only = function.decorators[0] if len(function.decorators) == 1 else None
    return only.name if isinstance(only, Name) else ""


def owner_of(function: Function, parameter: Parameter, around: Scope, language: Language) -> Class | None:
    """The class that `parameter` is an object of, when it is what a method of that class is called on."""
    owner = around.node
    decorated = function.decorators and not is_computed(function, language)
    if not isinstance(owner, Class) or decorated or parameter is not function.parameters[0]:
        return None
    return owner if parameter.kind in ("positional", "plain") and parameter.default is None else None


def method(machine: Machine, owner: Class, name: str) -> Function | None:
    """The function that `name` means on an object of `owner`; None when it may be another one."""
    known = machine.members
    if known.unsteady or owner.name in known.subclassed or name in known.assigned:
        return None
    if name in machine.language.class_methods:
        return None
    own = any(name in bound_names(node) for node in walk_scope(owner.body))
    line = lineage(machine, owner)
    if line.doubt or (line.unseen and not own):
        return None
    found = provider(machine, owner, name)
    return found if isinstance(found, Function) else None


def computed(machine: Machine, owner: Class, name: str) -> Function | None:
    """The function that computes a member of an object of `owner` when it is read; None when there is none for sure."""
    function = method(machine, owner, name)
    if function is None or not is_computed(function, machine.language):
        return None
    return None if machine.language.computed in machine.homes[function].scope.names else function
