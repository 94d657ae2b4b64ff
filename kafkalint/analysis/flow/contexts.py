"""One call that makes a producer may be reached in several ways, each with settings of its own: which of them count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from kafkalint.analysis.flow.machine import Found, Machine
from kafkalint.analysis.flow.maps import join_maps
from kafkalint.analysis.flow.values import Chain
from kafkalint.model.program import Attribute, Call, Class, Function, Node

MOST_CONTEXTS = 16
"""More ways than this to one call are told as one, with whatever any of them gives."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a call that makes a producer, or several that give it the same."""

    call: Call
    found: Found
    chain: Chain
    alone: bool
    """Whether there is no other way to the same call."""


def ways(machine: Machine) -> Iterator[Way]:
    """Every way to every call of the main module, and to those elsewhere that only the main module makes one."""
    grouped: dict[tuple[Call, str], list[tuple[Chain, Found]]] = {}
    for (call, place, chain), found in machine.found.items():
        if _answers_for(machine, call, found):
            grouped.setdefault((call, place), []).append((chain, found))
    for (call, _place), every in grouped.items():
        chains = [chain for chain, _found in every]
        different = _different([one for one in every if not _replaced(machine, call, one[0], chains)])
        for chain, found in different:
            yield Way(call, found, chain, len(different) == 1)


def function_around(machine: Machine, node: Node) -> Function | None:
    """The innermost function that holds `node`."""
    return machine.homes[node].facts.function_around(node)


def within(machine: Machine, inner: Node, outer: Node) -> bool:
    """Whether `inner` stands inside `outer`, in the same module."""
    return outer.span.holds(inner.span) and machine.homes.get(inner) is machine.homes.get(outer)


def _answers_for(machine: Machine, call: Node, found: Found) -> bool:
    """Whether a call is told with the main module: one elsewhere is, unless its module makes producers by itself.

    What only serves classes that are made from a client is told with those.
    """
    nodes = [call] if found.heir is None or machine.homes[call].relevance.imports else [call, found.heir]
    modules = [machine.homes[node] for node in nodes]
    return any(
        module is machine.main
        or (module in machine.linked.users and not module.relevance.imports and not module.relevance.begins)
        for module in modules
    )


def _replaced(machine: Machine, call: Call, chain: Chain, chains: Sequence[Chain]) -> bool:
    """Whether a way that begins in a function with unknown arguments is known from all who call that function."""
    function = function_around(machine, chain[0][0] if chain else call)
    if function is None or not _all_followed(machine, function):
        return False
    longer = (other[len(other) - len(chain) - 1 :] for other in chains if len(other) > len(chain))
    return any(other[0][1] is function and other[1:] == chain for other in longer)


def _all_followed(machine: Machine, function: Function) -> bool:
    """Whether every call of a function that is seen is followed, and it is used in no other way."""
    owner = _class_of(machine, function)
    if owner is None:
        return machine.only_called(function)
    if function.name == machine.language.initializer:
        return machine.only_called(owner) and owner.name not in machine.members.subclassed
    calls = [
        node
        for module in machine.linked.every
        for node in module.facts.calls
        if isinstance(node.function, Attribute) and node.function.name == function.name
    ]
    return function.name not in machine.members.read and all(machine.followed.get(each) is function for each in calls)


def _class_of(machine: Machine, function: Function) -> Class | None:
    every = machine.homes[function].facts.of(Class)
    return next((each for each in every if function in each.body), None)


def _different(every: Sequence[tuple[Chain, Found]]) -> list[tuple[Chain, Found]]:
    """The ways that give different things; all as one when they are too many."""
    kept: dict[object, tuple[Chain, Found]] = {}
    for chain, found in sorted(every, key=lambda one: [call.span for call, _function in one[0]]):
        key = (tuple(found.received.entries.items()), found.received.open)
        before = kept.get(key)
        kept[key] = (before[0], _joined(before[1], found)) if before else (chain, found)
    if len(kept) > MOST_CONTEXTS:
        return [((), reduce(_joined, (found for _chain, found in kept.values())))]
    return list(kept.values())


def _joined(left: Found, right: Found) -> Found:
    received = join_maps(left.received, right.received, left.call)
    return replace(left, received=received, homes=left.homes | right.homes)
