"""Producers by what names say alone, where code was not followed to its end, or may give names another meaning."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from kafkalint.analysis.flow.contexts import Way
from kafkalint.analysis.flow.machine import Found, Machine
from kafkalint.analysis.flow.scopes import dotted
from kafkalint.analysis.flow.values import MapThing
from kafkalint.model.place import Constructor
from kafkalint.model.program import Class, Node


def named(machine: Machine) -> Iterator[Way]:
    """Calls of a client, or of a class of the module that is made from one."""
    relevant = machine.main.relevance
    classes = machine.main.facts.classes
    for call in relevant.calls:
        path = _path(call.function, classes, relevant.imports, machine.targets)
        finder = machine.targets[path][1] if path else None
        if finder is not None and not (isinstance(finder, Constructor) and not finder.always):
            yield Way(call, Found(call, *machine.targets[path], MapThing()), (), True)


def _path(node: Node, classes: Mapping[str, Class], imports: Mapping[str, str], targets: Container[str]) -> str:
    """The client that a name stands for, itself or as a base; empty where it stands for none."""
    root = dotted(node)
    if root is None:
        return ""
    name, written = root[0].name, root[1]
    path = imports.get(name, "") + written.removeprefix(name)
    if path in targets:
        return path
    above = {one: each for one, each in classes.items() if one != written}
    bases = (base.value for base in classes[written].bases if not base.name) if written in classes else ()
    return next(filter(None, (_path(base, above, imports, targets) for base in bases)), "")
