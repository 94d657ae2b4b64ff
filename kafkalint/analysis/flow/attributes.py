"""What the members of a class's objects may be: whatever its methods, or its own body, keep there.

Objects of one class are not told apart. Members that only the class's methods set are followed; those that nobody else
even reads keep their maps to themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafkalint.analysis.flow.language import Language
from kafkalint.analysis.flow.lessons import Member
from kafkalint.analysis.flow.lineage import bases_of
from kafkalint.analysis.flow.maps import alike, disturb, join_things
from kafkalint.analysis.flow.members import is_computed
from kafkalint.analysis.flow.scopes import bound_names, walk
from kafkalint.analysis.flow.states import State, reach
from kafkalint.analysis.flow.values import (
    NOTHING,
    Address,
    Alternative,
    Code,
    External,
    Thing,
    Unknown,
    Values,
    addresses,
)
from kafkalint.model.program import Assign, Attribute, Call, Class, Constant, Delete, Function, Name, Node
from kafkalint.model.value import Literal

if TYPE_CHECKING:
    from kafkalint.analysis.flow.machine import Machine


@dataclass(frozen=True, slots=True)
class Owned:
    """Members that belong to a class."""

    steady: frozenset[Member] = frozenset()
    """Set by nobody but the class."""
    hidden: frozenset[Member] = frozenset()
    """Not even read by anybody else."""


def owned(every: Iterable[Node], language: Language) -> Owned:
    """The members of all classes, every node of all modules given."""
    every = list(every)
    mine: dict[Node, Class] = {}
    owners = [node for node in every if isinstance(node, Class) and not node.decorators]
    for owner in owners:
        mine.update(dict.fromkeys(_own_uses(owner, language), owner))
    stored = set(_stored(every))
    members = {(owner, name) for owner in owners for name in _names(owner, mine)}
    foreign = [node for node in every if isinstance(node, Attribute) and node not in mine]
    set_elsewhere = {node.name for node in foreign if node in stored} | _changed(every)
    named = {node: node.object.name for node in foreign if isinstance(node.object, Name)}
    classes = {owner.name for owner, _name in members}
    read_elsewhere = {node.name for node in foreign if named.get(node) not in classes}
    steady = frozenset(one for one in members if one[1] not in set_elsewhere)
    return Owned(steady, frozenset(one for one in steady if one[1] not in read_elsewhere))


def _own_uses(owner: Class, language: Language) -> Iterator[Node]:
    """Members of the object itself in methods of the class."""
    for method in owner.body:
        if not isinstance(method, Function) or not method.parameters:
            continue
        if not method.decorators or is_computed(method, language):
            own = method.parameters[0].name
            inner = list(walk(method.body))
            if not any(isinstance(node, Class) for node in inner):
                yield from (
                    node
                    for node in inner
                    if isinstance(node, Attribute) and isinstance(node.object, Name) and node.object.name == own
                )


def _names(owner: Class, mine: dict[Node, Class]) -> set[str]:
    body = {
        target.name
        for node in owner.body
        if isinstance(node, Assign)
        for target in node.targets
        if isinstance(target, Name)
    }
    used = {node.name for node, one in mine.items() if one is owner and isinstance(node, Attribute)}
    return body | used


def _stored(every: Iterable[Node]) -> Iterator[Node]:
    """Members that are set, alone or among others."""
    for node in every:
        targets = node.targets if isinstance(node, Assign) else [getattr(node, "target", None)]
        yield from walk(target for target in targets if isinstance(target, Node))


def _changed(every: Iterable[Node]) -> set[str]:
    """Names of members that are deleted, or set to something computed from what they were."""
    found = set()
    for node in every:
        if isinstance(node, Delete) or (isinstance(node, Assign) and node.operator != "="):
            found |= {target.name for target in node.targets if isinstance(target, Attribute)}
    return found


def keep(machine: Machine, owner: Class | None, name: str, values: Values, followed: bool) -> bool:
    """Remember what a member is set to; whether nobody else can get at it."""
    if owner is None or (owner, name) not in machine.owned.steady or not _plain(machine, owner):
        return False
    lessons = machine.learnt.kept if followed else machine.learnt.kept_by_others
    lessons.tell((owner, name), lessons.said.get((owner, name), NOTHING) | values)
    machine.learnt.kept_names.tell(name, True)
    return (owner, name) in machine.owned.hidden and not machine.opened


def settle(machine: Machine, end: State) -> None:
    """Remember the things that members refer to as they are at the end of some code."""
    learnt, things = machine.learnt, machine.learnt.kept_things
    every = NOTHING.union(*learnt.kept.said.values(), *learnt.kept_by_others.said.values())
    start = frozenset(one for one in every if _at(one) in end.heap)
    for address in reach(end.heap, start):
        before, now = things.said.get(address), end.heap[address]
        joined = now if before is None else join_things(before, now, address.node)
        if before is None or not alike(before, joined):
            things.tell(address, joined)


def read(machine: Machine, state: State, owner: Class, name: str) -> tuple[State, Values]:
    """What a member may be; nothing when that is not known."""
    if machine.members.unsteady or owner.name in machine.members.subclassed:
        return state, NOTHING
    values = machine.learnt.kept.ask((owner, name)) or NOTHING
    if not values or not machine.only_called(owner):
        values |= machine.learnt.kept_by_others.ask((owner, name)) or NOTHING
    heap = _missing(machine, state, values)
    known = frozenset(one for one in values if _at(one) is None or _at(one) in heap or _at(one) in state.heap)
    return state.put(heap), known


def _missing(machine: Machine, state: State, values: Values) -> dict[Address, Thing]:
    """The things that members refer to and code does not have that does not know what has run before."""
    found: dict[Address, Thing] = {}
    waiting = list(addresses(values))
    while waiting:
        at = waiting.pop()
        thing = None if at in found or at in state.heap else machine.learnt.kept_things.ask(at)
        if thing is not None:
            found[at] = disturb(thing, thing.shared, at.node) if thing.shared else thing
            waiting += found[at].refers
    return found


def default(machine: Machine, owner: Class, node: Attribute) -> Values:
    """What a class that others complete says of a member, which may be another one; nothing when it says nothing."""
    if not completed(machine, owner):
        return NOTHING
    said = [
        each.value
        for each in owner.body
        if isinstance(each, Assign) and any(isinstance(one, Name) and one.name == node.name for one in each.targets)
    ]
    if len(said) != 1 or not isinstance(said[0], Constant):
        return NOTHING
    reason = f"the attribute {machine.text(node) or node.name}"
    return frozenset({Unknown(reason, node, Literal(said[0].value))})


def completed(machine: Machine, owner: Class) -> bool:
    """Whether others make arguments or settings, with defaults, from the members of a class."""
    bases = bases_of(machine, owner)
    made_of = {base.path for base in bases if isinstance(base, External)} | set(_decorators(owner))
    return not machine.language.completes.isdisjoint(made_of)


def enumerated(machine: Machine, one: Alternative | None, name: str) -> Constant | None:
    """The literal that a member of an enumeration stands for."""
    owner = one.node if isinstance(one, Code) else None
    if not isinstance(owner, Class) or owner.decorators or any(base.name for base in owner.bases):
        return None
    bases = bases_of(machine, owner)
    paths = {base.path for base in bases if isinstance(base, External)}
    plain = all(isinstance(node, Assign) for node in owner.body) and len(paths) == len(bases)
    if not plain or machine.language.enumerations.isdisjoint(paths) or not paths <= machine.language.enumerations_of:
        return None
    said = [each for each in owner.body if isinstance(each, Assign) and name in bound_names(each)]
    value = said[0].value if len(said) == 1 else None
    return value if isinstance(value, Constant) else None


def member_of_kind(machine: Machine, one: Alternative | None, name: str) -> Constant | None:
    """The literal that a member of an enumeration is itself, when its members are texts or numbers."""
    literal = enumerated(machine, one, name)
    owner = one.node if isinstance(one, Code) else None
    bases = bases_of(machine, owner) if isinstance(owner, Class) else []
    mixed = any(isinstance(base, External) and base.path in machine.language.enumerations_as for base in bases)
    return literal if mixed else None


def _decorators(owner: Class) -> Iterator[str]:
    """The last names of what decorates a class."""
    for node in owner.decorators:
        function = node.function if isinstance(node, Call) else node
        if isinstance(function, Name | Attribute):
            yield function.name


def _at(one: object) -> Address | None:
    return getattr(one, "address", None)


def _plain(machine: Machine, owner: Class) -> bool:
    """Whether nothing but the class's own code makes its objects."""
    bare, targets = machine.language.bare, machine.targets
    return not owner.decorators and all(
        isinstance(base, External) and (base.path in bare or base.path in targets) for base in bases_of(machine, owner)
    )
