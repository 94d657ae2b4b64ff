"""Names of modules that decide about a producer and that other modules may use: who uses them must be known, too."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.analysis.flow.contexts import function_around, ways
from kafkalint.analysis.flow.machine import Found, Machine
from kafkalint.analysis.flow.modules import Module
from kafkalint.analysis.flow.values import Known, Unknown
from kafkalint.model.program import Assign, Class, Function, Import, Name, Node, Parameter


def exports(machine: Machine) -> dict[str, set[str]]:
    """By the path of a module, the names to ask about."""
    found: dict[str, set[str]] = {}
    for module, name in _names(machine):
        found.setdefault(module.path, set()).add(name)
    for node, modules in machine.linked.links.items():
        if any(node.name in found.get(module.path, ()) for module in modules.values()):
            found.setdefault(machine.homes[node].path, set()).add(node.alias)
    return found


def _names(machine: Machine) -> Iterator[tuple[Module, str]]:
    for way in ways(machine):
        for node in (way.call, *(call for call, _function in way.chain)) if _given(way.found) else ():
            yield from _defined_around(machine, node)
        for written in _sources(way.found):
            yield from _defined_around(machine, written)
            yield from _constants(machine, written)
    yield from ((machine.main, name) for name in _makers(machine))


def _given(found: Found) -> bool:
    """Whether a producer depends on what some caller gives."""
    received = found.received
    values = (one.value for held in received.entries.values() for one in held.written)
    return bool(received.open) or any(isinstance(one, Unknown) and isinstance(one.node, Parameter) for one in values)


def _sources(found: Found) -> Iterator[Node]:
    """The maps and literals that a producer gets its settings from."""
    yield from (address.node for address in found.homes)
    for held in found.received.entries.values():
        for one in held.written:
            if isinstance(one.value, Known):
                yield one.value.node
            yield one.node


def _defined_around(machine: Machine, node: Node) -> Iterator[tuple[Module, str]]:
    """The function of a module, or the class, that holds `node`."""
    function = function_around(machine, node)
    if function is None:
        return
    module = machine.homes[node]
    statement = module.facts.statement_around(node)
    if isinstance(statement, Function | Class):
        yield module, statement.name


def _constants(machine: Machine, node: Node) -> Iterator[tuple[Module, str]]:
    """The name of a module under which `node` stands."""
    module = machine.homes.get(node)
    if module is None:
        return
    statement = module.facts.statement_around(node)
    if isinstance(statement, Assign):
        yield from ((module, target.name) for target in statement.targets if isinstance(target, Name))


def _makers(machine: Machine) -> Iterator[str]:
    """Names of the main module that make a producer for whoever imports them: subclasses, aliases, partial calls."""
    makers = machine.main.relevance.makers
    for node in machine.main.program.body:
        if isinstance(node, Class) and node.name in makers:
            yield node.name
        elif isinstance(node, Assign):
            made = {call.function for call in machine.main.relevance.calls}
            names = [target.name for target in node.targets if isinstance(target, Name) and target.name in makers]
            yield from (name for name in names if getattr(node.value, "function", None) not in made)
        elif isinstance(node, Import) and node.alias in makers:
            yield node.alias
