"""Where an object of a class gets its methods: its class and those above it, in the order in which they are asked.

What makes a producer is asked like any other class. Where code that is not seen may have a say, that is the doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kafkalint.analysis.flow.language import Language
from kafkalint.analysis.flow.scopes import bound_names, walk, walk_scope
from kafkalint.analysis.flow.values import Alternative, Code, External, Values, join_values, single
from kafkalint.model.program import Argument, Attribute, Call, Class, Function, Name, Node

if TYPE_CHECKING:
    from kafkalint.analysis.flow.machine import Machine

Ancestor: TypeAlias = Class | str
"""A class of the project, or the dotted path of what makes a producer."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """A class and those above it, first asked first."""

    line: tuple[Ancestor, ...]
    doubt: str = ""
    """Why other code may be given what the class is called with."""
    unseen: str = ""
    """A base that is not known, which may have any method."""

    @property
    def makes(self) -> str:
        """The path of what makes a producer among them, empty when there is none."""
        return next((one for one in self.line if isinstance(one, str)), "")


def lineage(machine: Machine, owner: Class) -> Lineage:
    """The classes that an object of `owner` gets its methods from."""
    line = _line(machine, owner, ())
    every = line or tuple(dict.fromkeys(_above(machine, owner, ())))
    classes = [one for one in every if isinstance(one, Class)]
    doubts = (doubt for one in classes for doubt in _doubts(machine, one))
    unseen = (base for one in classes for base in _unseen(machine, one))
    return Lineage(every, next(doubts, ""), next(unseen, "" if line else f"the bases of {owner.name}"))


def provider(machine: Machine, owner: Class, name: str, behind: Class | None = None) -> Function | str | None:
    """What `name` means on an object of `owner`, asked `behind` one of its classes: a method, or a path of `Lineage`.

    None when it means nothing, or what is not known.
    """
    line = lineage(machine, owner).line
    for one in line[line.index(behind) + 1 :] if behind in line else line:
        if isinstance(one, str):
            return one
        every = [node for node in walk_scope(one.body) if name in bound_names(node)]
        if every:
            only = every[0] if len(every) == 1 else None
            return only if isinstance(only, Function) and only in one.body else None
    return None


def learn_bases(machine: Machine, owner: Class, bases: Sequence[Values]) -> None:
    """Remember what the bases of a class may be, and what they were when it was defined before."""
    before = machine.learnt.bases.said.get(owner, bases)
    machine.learnt.bases.tell(owner, tuple(map(join_values, before, bases)))


def bases_of(machine: Machine, owner: Class) -> list[Alternative | None]:
    """What each base and keyword of a class is, None where that is not certain."""
    return list(map(single, machine.learnt.bases.ask(owner) or ()))


def heirs(machine: Machine, owner: Class) -> Iterator[Class]:
    """The known classes that are made from `owner`, itself the first."""
    yield owner
    every = list(machine.learnt.bases.ask_all())
    yield from (one for one in every if one is not owner and owner in _above(machine, one, ()))


def is_bare(machine: Machine, one: Alternative | None) -> bool:
    """Whether it is a class of a library that has no say in how the objects of those made from it are made."""
    return isinstance(one, External) and one.path in machine.language.bare


def _line(machine: Machine, owner: Class, below: tuple[Class, ...]) -> tuple[Ancestor, ...]:
    """`owner` and those above it in the language's order; nothing where that has none."""
    if owner in below:
        return ()
    heads = list(_bases(machine, owner))
    lines = [(one,) if isinstance(one, str) else _line(machine, one, (*below, owner)) for one in heads]
    merged = _merged([*lines, tuple(heads)]) if all(lines) else None
    return () if merged is None else (owner, *merged)


def _merged(lines: Sequence[tuple[Ancestor, ...]]) -> tuple[Ancestor, ...] | None:
    """One line that keeps the order of each; None when there is none."""
    made: list[Ancestor] = []
    while lines := [line for line in lines if line]:
        head = next((line[0] for line in lines if not any(line[0] in other[1:] for other in lines)), None)
        if head is None:
            return None
        made.append(head)
        lines = [line[1:] if line[0] is head or line[0] == head else line for line in lines]
    return tuple(made)


def _above(machine: Machine, owner: Class, below: tuple[Class, ...]) -> Iterator[Ancestor]:
    """`owner` and all above it, in no order of the language's."""
    if owner not in below:
        yield owner
        for one in _bases(machine, owner):
            yield from (one,) if isinstance(one, str) else _above(machine, one, (*below, owner))


def _bases(machine: Machine, owner: Class) -> Iterator[Ancestor]:
    """The bases that are known."""
    for base, one in _given(machine, owner):
        if not base.name and isinstance(one, Code) and isinstance(one.node, Class):
            yield one.node
        elif not base.name and isinstance(one, External) and one.path in machine.targets:
            yield one.path


def _given(machine: Machine, owner: Class) -> Iterator[tuple[Argument, Alternative | None]]:
    """Bases and keywords of a class with what each is."""
    return zip(owner.bases, bases_of(machine, owner), strict=False)


def _doubts(machine: Machine, owner: Class) -> Iterator[str]:
    """What in `owner` may give others what it is called with."""
    if owner.decorators:
        yield f"the decorated {owner.name}"
    if machine.members.unsteady:
        yield "members that are set by a computed name"
    for base, one in _given(machine, owner):
        passed_on = isinstance(one, Code) and _passes_on(machine, one.node)
        if base.name and not is_bare(machine, one) and not passed_on:
            yield f"the {base.name} {machine.text(base.value)}".rstrip()
    bound = {name for node in walk_scope(owner.body) for name in bound_names(node)} | machine.members.assigned
    yield from (f"{name} of {owner.name}" for name in sorted(machine.language.class_methods & bound))


def _unseen(machine: Machine, owner: Class) -> Iterator[str]:
    """Bases of `owner` that are not known."""
    for base, one in _given(machine, owner):
        known = isinstance(one, Code) and isinstance(one.node, Class)
        known = known or (isinstance(one, External) and one.path in machine.targets)
        if not base.name and not known and not is_bare(machine, one):
            yield f"the base {machine.text(base.value)}".rstrip()


def _passes_on(machine: Machine, owner: Node) -> bool:
    """Whether a class of classes gives on what they are called with as it is, if it calls them at all."""
    language = machine.language
    if not isinstance(owner, Class) or owner.decorators:
        return False
    if bases_of(machine, owner) != [External(language.metaclass)]:
        return False
    bound = {name for node in walk_scope(owner.body) for name in bound_names(node) if name.startswith("__")}
    called = [each for each in owner.body if isinstance(each, Function) and each.name == language.calling]
    return bound <= {language.calling} and all(_gives_on(each, language) for each in called)


def _gives_on(function: Function, language: Language) -> bool:
    """Whether nothing is done with the arguments of a method but to call the same one above with all of them."""
    kinds = [each.kind for each in function.parameters]
    if kinds[1:] != ["*", "**"] or function.decorators or function.asynchronous:
        return False
    names = [each.name for each in function.parameters]
    inside = list(walk(function.body))
    calls = [node for node in inside if isinstance(node, Call) and _calls_above(node, function.name, language)]
    given = [[(each.name, getattr(each.value, "name", "")) for each in call.arguments] for call in calls]
    uses = [node for node in inside if isinstance(node, Name) and node.name in names[1:]]
    bound = {name for node in inside for name in bound_names(node)}
    plain = all(each == [("*", names[1]), ("**", names[2])] for each in given)
    return plain and len(uses) == 2 * len(calls) and bound.isdisjoint(names)


def _calls_above(node: Call, name: str, language: Language) -> bool:
    """Whether a call is that of the method `name` of the class above."""
    above = node.function.object if isinstance(node.function, Attribute) and node.function.name == name else None
    called = above.function if isinstance(above, Call) else None
    return isinstance(called, Name) and f"builtins.{called.name}()" == language.parent
