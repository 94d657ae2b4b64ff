"""Where a new setting of a producer can be written: a map, the call that makes it, or a chain of calls."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.analysis.flow.contexts import Way
from kafkalint.analysis.flow.handles import other_use
from kafkalint.analysis.flow.machine import Machine
from kafkalint.model.place import Builder, Constructor, Place
from kafkalint.model.producer import Home, Slot
from kafkalint.model.program import Argument, Attribute, Call, Chain, Key, Link, Map, MapEntry, Node


def home(machine: Machine, way: Way, slots: tuple[Slot, ...]) -> Home | None:
    """The one place for a new setting; None where there is none."""
    finder = way.found.finder
    if isinstance(finder, Builder):
        return _in_chain(machine, way, finder, slots)
    return _in_arguments(machine, way, finder, slots)


def _in_arguments(machine: Machine, way: Way, finder: Constructor, slots: tuple[Slot, ...]) -> Home | None:
    """The map of settings, or the call itself where there are no maps."""
    container: Node = way.call
    shared, found = "", way.found
    if any(not each.last for each in finder.mappings):
        if len(found.homes) != 1:
            return None
        container = next(iter(found.homes)).node
        shared = machine.learnt.changed.said.get(container, "") or other_use(machine, container, way.call, way.chain)
    elif any(argument.name == "**" for argument in way.call.arguments) and found.received.open:
        shared = f"it may be in {found.received.open[0]} already"
    if not isinstance(container, Map | Call):
        return None
    inside = set[Key](container.entries if isinstance(container, Map) else container.arguments)
    after = next((key for key in _preferred(found.place, slots) if key in inside), None)
    return Home(container, after, "{name}", shared, found.place.textual, machine.homes[container].path)


def _in_chain(machine: Machine, way: Way, finder: Builder, slots: tuple[Slot, ...]) -> Home | None:
    """The chain whose last call makes the producer."""
    if not finder.adds:
        return None
    inside, opened = list(_links(way.call)), way.found.received.open
    written = [key for slot in slots for one in slot.values if isinstance(key := one.handle, Link)]
    last = next((key for call in inside for key in written if key.call is call), None)
    wanted = (key for key in _preferred(way.found.place, slots) if isinstance(key, Link) and key.call in inside)
    return Home(
        Chain(way.call.span, way.call, finder.adds),
        next(wanted, last),
        f"{finder.prefix}{{name}}",
        f"it may be in {opened[0]} already" if opened else "",
        way.found.place.textual,
        machine.homes[way.call].path,
    )


def _links(call: Call) -> Iterator[Call]:
    """The calls of a chain, from the last one back."""
    node: Node = call
    while isinstance(node, Call | Attribute):
        if isinstance(node, Call):
            yield node
        node = node.function if isinstance(node, Call) else node.object


def _preferred(place: Place, slots: tuple[Slot, ...]) -> Iterator[Key]:
    """Settings behind which a new one is written, the best first; where there is none, it is the last."""
    for name in place.after:
        for slot in slots:
            for setting in slot.values:
                if slot.name == name and isinstance(setting.handle, MapEntry | Argument | Link):
                    yield setting.handle
