"""What to edit for a value that reaches a producer, and why it must not be edited although it could be."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.analysis.flow.contexts import within
from kafkalint.analysis.flow.machine import Machine
from kafkalint.analysis.flow.values import Chain, Known, Written
from kafkalint.model.program import Assign, Attribute, Call, Function, Key, Name, Node

SHARED = "shared with other uses"


def handle(machine: Machine, call: Call, written: Written, node: Node) -> tuple[Key | None, str]:
    """The key whose value `node` is, and why it must not be edited, if so."""
    key = written.key
    if key is None or written.locked:
        return None, written.locked or "set by code that cannot be edited"
    if node is not written.node:
        if not isinstance(written.node, Name | Attribute):
            return None, "one of several values"
        if _shared(machine, written.node, node):
            return None, SHARED
        if isinstance(one := written.value, Known) and _given_by_caller(machine, written.node, one.node):
            return None, "given by a caller"
    return key, other_use(machine, key, call)


def origin(machine: Machine, written: Written, node: Node) -> Assign | None:
    """The assignment of a constant, when that is where the value stands."""
    if node is written.node or not isinstance(written.node, Name | Attribute):
        return None
    module = machine.homes.get(node, machine.main)
    return next((each for each in module.facts.of(Assign) if each.value is node), None)


def _shared(machine: Machine, use: Name | Attribute, node: Node) -> bool:
    """Whether the constant behind a use is read elsewhere, too."""
    here, there = machine.homes[use], machine.homes.get(node, machine.main)
    if isinstance(use, Attribute) and there is here:
        return True
    reads = sum(module.facts.reads.get(use.name, 0) for module in {here, there})
    if there is not here:
        imports = [each for each in machine.linked.links if each.name == use.name and machine.homes[each] is not here]
        members = [
            each
            for module in machine.linked.every
            for each in module.facts.of(Attribute)
            if each.name == use.name and each is not use
        ]
        reads += len(imports) + len(members) + isinstance(use, Attribute)
    return reads > 1 or there in machine.crowded


def _given_by_caller(machine: Machine, name: Node, node: Node) -> bool:
    """Whether a name inside of a function means what stands outside of it or among its defaults."""
    for function in machine.followed.values():
        parameters = [each for each in function.parameters if isinstance(name, Name) and each.name == name.name]
        if within(machine, name, function) and parameters:
            return not any(within(machine, node, each) for each in function.body)
    return False


def other_use(machine: Machine, node: Node, call: Call, chain: Chain = ()) -> str:
    """Who else is given what `node` makes, in words that fit behind "not rewritten: "."""
    own = {call, *(each for each, _function in chain)}
    others = [(where, use) for where, use in machine.uses.get(node, {}).items() if where not in own]
    for where, use in others:
        module = machine.homes.get(where, machine.main)
        return f"the same map is also {use}" + ("" if module is machine.homes[call] else f" in {module.path}")
    if machine.homes.get(node, machine.main) in machine.crowded:
        return SHARED
    return SHARED if any(_also_unfollowed(machine, each) for each in _functions_around(machine, node, call)) else ""


def _functions_around(machine: Machine, node: Node, call: Call) -> Iterator[Function]:
    """Functions that were followed to `node` from outside, where `call` is."""
    for function in machine.followed.values():
        if within(machine, node, function) and not within(machine, call, function):
            yield function


def _also_unfollowed(machine: Machine, function: Function) -> bool:
    return not machine.only_called(function)
