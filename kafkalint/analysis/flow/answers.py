"""From what was found to producers: each value with its place, and whether it can be edited there."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.analysis.flow.machine import Found, Machine
from kafkalint.analysis.flow.maps import disturb
from kafkalint.analysis.flow.values import Held, Known, MapThing, Nested, Unknown, Written, describe
from kafkalint.model.place import Place
from kafkalint.model.producer import Candidate, Home, Made, Producer, Setting, Site, Slot
from kafkalint.model.program import Argument, Call, Function, Key, Map, MapEntry, Name, Node
from kafkalint.model.source import Span
from kafkalint.model.value import Dynamic, Literal, Value
from kafkalint.model.version import VersionRange

SHARED = "shared with other uses"


def answer(machine: Machine, call: Call, found: Found, spoiled: str = "") -> Producer:
    """The producer that `call` makes; `spoiled` is a reason why nothing of it is certain."""
    place, received = found.place, found.received
    if spoiled:
        disturbed = disturb(received, spoiled, call)
        assert isinstance(disturbed, MapThing)
        received = disturbed
    slots = tuple(_slot(machine, call, found, key, held) for key, held in received.entries.items())
    return Producer(
        place=place.id,
        site=_site(machine, call.span),
        candidates=tuple(Candidate(client, VersionRange(), "") for client in place.clients),
        slots=slots,
        open=(*received.open, *([place.open] if place.open else [])),
        home=_home(machine, call, found, slots),
        may_add=place.may_add,
        made=Made(call, found.constructor.object),
    )


def _site(machine: Machine, span: Span) -> Site:
    return Site(machine.program.source.path, span)


def _slot(machine: Machine, call: Call, found: Found, key: str, held: Held) -> Slot:
    settings = (_setting(machine, call, found, key, written) for written in held.written)
    return Slot(tuple(sorted(settings, key=lambda setting: (setting.site.span, repr(setting.value)))), held.absent)


def _setting(machine: Machine, call: Call, found: Found, name: str, written: Written) -> Setting:
    node = _node(written)
    handle, locked = _handle(machine, call, written, node)
    return Setting(
        name=name,
        written=name,
        value=_value(machine, written),
        site=_site(machine, node.span),
        name_site=_site(machine, written.name),
        handle=handle,
        locked=locked,
        related=tuple(_hops(machine, call, found, written, node)),
    )


def _node(written: Written) -> Node:
    """Where the value itself is written."""
    one = written.value
    return one.node if isinstance(one, Known | Nested | Unknown) else written.node


def _value(machine: Machine, written: Written) -> Value:
    one = written.value
    if isinstance(one, Known | Nested):
        return Literal(one.value)
    if isinstance(one, Unknown):
        return Dynamic(one.reason, one.default, one.source)
    return Dynamic(machine.text(written.node) or describe(one))


def _handle(machine: Machine, call: Call, written: Written, node: Node) -> tuple[Key | None, str]:
    """What to edit, and why it must not be edited although it could be."""
    key = written.key
    if key is None or written.locked:
        return None, written.locked or "set by code that cannot be edited"
    if node is not written.node:
        if not isinstance(written.node, Name):
            return None, "one of several values"
        if machine.relevance.reads.get(written.node.name, 0) > 1:
            return None, SHARED
        if isinstance(one := written.value, Known) and _given_by_caller(machine, written.node, one.node):
            return None, "given by a caller"
    return key, _other_use(machine, key, call)


def _given_by_caller(machine: Machine, name: Name, node: Node) -> bool:
    """Whether a name inside of a function means what stands outside of it or among its defaults."""
    for function in machine.followed.values():
        parameters = [each for each in function.parameters if each.name == name.name]
        if _within(name.span, function.span) and parameters:
            return not any(_within(node.span, each.span) for each in function.body)
    return False


def _other_use(machine: Machine, node: Node, call: Call) -> str:
    """Who else is given what `node` makes, in words that fit behind "not rewritten: "."""
    others = (use for where, use in machine.uses.get(node, {}).items() if where is not call)
    use = next(others, "")
    if use:
        return f"the same map is also {use}"
    return SHARED if any(_also_unfollowed(machine, each) for each in _functions_around(machine, node, call)) else ""


def _functions_around(machine: Machine, node: Node, call: Call) -> Iterator[Function]:
    """Functions that were followed to `node` from outside, where `call` is."""
    for function in machine.followed.values():
        if _within(node.span, function.span) and not _within(call.span, function.span):
            yield function


def _also_unfollowed(machine: Machine, function: Function) -> bool:
    return function.name not in machine.relevance.private - machine.unfollowed


def _hops(machine: Machine, call: Call, found: Found, written: Written, node: Node) -> Iterator[tuple[Site, str]]:
    if not _within(node.span, written.node.span):
        yield _site(machine, written.node.span), "used here"
    for each in _calls_around(machine, found, written):
        if not _within(each.span, call.span):
            yield _site(machine, each.span), "called here"
    if not _within(node.span, call.span):
        yield _site(machine, call.span), "the producer"


def _calls_around(machine: Machine, found: Found, written: Written) -> Iterator[Node]:
    """The calls of the function in which the setting is written, as far as it is known which of them count."""
    calls = [each for each, function in machine.followed.items() if _within(written.node.span, function.span)]
    taken = {each for address in found.homes for each, _function in address.chain}
    return (each for each in calls if len(calls) == 1 or each in taken)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _home(machine: Machine, call: Call, found: Found, slots: tuple[Slot, ...]) -> Home | None:
    """Where a new setting can be written: into the map of settings, or as a keyword where there are no maps."""
    container: Node = call
    shared = ""
    if any(not each.last for each in found.constructor.mappings):
        if len(found.homes) != 1:
            return None
        address = next(iter(found.homes))
        container = address.node
        shared = machine.changed.get(container, "") or _other_use(machine, container, call)
    elif any(argument.name == "**" for argument in call.arguments) and found.received.open:
        shared = f"it may be in {found.received.open[0]} already"
    if not isinstance(container, Map | Call):
        return None
    return Home(container, _neighbour(container, found.place, slots), "{name}", shared, found.place.textual)


def _neighbour(container: Map | Call, place: Place, slots: tuple[Slot, ...]) -> Key | None:
    """The setting behind which a new one is written; None puts it last."""
    inside = set[MapEntry | Argument](container.entries if isinstance(container, Map) else container.arguments)
    for name in place.after:
        for slot in slots:
            for setting in slot.values:
                if slot.name == name and isinstance(setting.handle, MapEntry | Argument) and setting.handle in inside:
                    return setting.handle
    return None
