"""From what was found to producers: each value with its place, and whether it can be edited there."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace

from kafkalint.analysis.flow.contexts import Way, function_around, within
from kafkalint.analysis.flow.handles import handle, origin
from kafkalint.analysis.flow.homes import home
from kafkalint.analysis.flow.machine import Machine
from kafkalint.analysis.flow.maps import blurred
from kafkalint.analysis.flow.values import Held, Known, Nested, Unknown, Written, describe
from kafkalint.model.place import Builder, Place
from kafkalint.model.producer import Candidate, Home, Made, Producer, Setting, Site, Slot
from kafkalint.model.program import Chain, Constant, Map, Node
from kafkalint.model.source import Span
from kafkalint.model.value import Dynamic, Literal, Value, as_text
from kafkalint.model.version import VersionRange


def answer(machine: Machine, way: Way, spoiled: str = "") -> Producer:
    """The producer that a call makes; `spoiled` is a reason why nothing of it is certain."""
    place, received = way.found.place, way.found.received
    if spoiled:
        received = blurred(received, spoiled, way.call)
        way = replace(way, found=replace(way.found, received=received))
    slots = tuple(_slot(machine, way, key, held) for key, held in received.entries.items())
    new = home(machine, way, slots)
    slots = tuple(each for slot in slots for each in (*_overruled(machine, way, new, slot.name), slot))
    shown = _shown(machine, way, new)
    return Producer(
        place=place.id,
        site=site(machine, shown),
        candidates=tuple(Candidate(client, VersionRange(), "") for client in place.clients),
        slots=slots,
        open=(*received.open, *([place.open] if place.open else [])),
        home=new,
        related=tuple(_way_from(machine, way, shown)),
        may_add=place.may_add,
        made=Made(way.call, way.found.finder.object),
    )


def site(machine: Machine, node: Node, span: Span | None = None) -> Site:
    """Where a node stands, or a part of it."""
    return Site(machine.homes.get(node, machine.main).path, node.span if span is None else span)


def _shown(machine: Machine, way: Way, home: Home | None) -> Node:
    """What stands for the whole producer: its call, or the one that leads there with settings of its own."""
    heir = way.found.heir
    made = (call for call, function in way.chain if function.name == machine.language.initializer)
    if heir is not None and not within(machine, way.call, heir):
        return next(made, way.call)
    if way.alone or not way.chain or home is None or home.container is way.call or isinstance(home.container, Chain):
        return way.call
    function = function_around(machine, way.call)
    inside = function is not None and within(machine, home.container, function)  # type: ignore[arg-type]
    return way.call if inside else way.chain[0][0]


def _way_from(machine: Machine, way: Way, shown: Node) -> Iterator[tuple[Site, str]]:
    if shown is not way.call:
        yield from ((site(machine, each), "called here") for each, _function in way.chain if each is not shown)
        yield site(machine, way.call), "the producer"


def _slot(machine: Machine, way: Way, key: str, held: Held) -> Slot:
    settings = [_setting(machine, way, key, written) for written in held.written]
    said = {(one.site, one.value.reason) for one in settings if isinstance(one.value, Dynamic) and one.value.default}
    settings = [one for one in settings if not _less_said(one, said)]
    order = sorted(settings, key=lambda one: (one.site.path, one.site.span, repr(one.value)))
    return Slot(tuple(order), held.absent)


def _less_said(setting: Setting, said: Container[object]) -> bool:
    """Whether the same value is told with its default, too."""
    value = setting.value
    return isinstance(value, Dynamic) and value.default is None and (setting.site, value.reason) in said


def _overruled(machine: Machine, way: Way, home: Home | None, name: str) -> Iterator[Slot]:
    """Constants that the map itself holds under a name whose value is another one by the time of the call."""
    entries = home.container.entries if home and isinstance(home.container, Map) else ()
    alive = {written.node for written in way.found.received.entries[name].written}
    for entry in entries:
        named = isinstance(entry.key, Constant) and entry.key.value == name
        if named and isinstance(entry.value, Constant) and entry.value not in alive:
            written = Written(Known(entry.value.value, entry.value), entry.value, entry.key.span, entry)  # type: ignore[union-attr]
            yield Slot((_setting(machine, way, name, written),))


def _setting(machine: Machine, way: Way, name: str, written: Written) -> Setting:
    node, finder = _node(written), way.found.finder
    key, locked = handle(machine, way.call, written, node)
    return Setting(
        name=name,
        written=f"{finder.prefix}{name}" if isinstance(finder, Builder) else name,
        value=_value(machine, written, way.found.place),
        site=site(machine, node),
        name_site=site(machine, written.node, written.name),
        handle=key,
        origin=origin(machine, written, node) if key and not locked else None,
        locked=locked,
        related=tuple(_hops(machine, way, written, node)),
    )


def _node(written: Written) -> Node:
    """Where the value itself is written."""
    one = written.value
    return one.node if isinstance(one, Known | Nested | Unknown) else written.node


def _value(machine: Machine, written: Written, place: Place) -> Value:
    one = written.value
    if isinstance(one, Known | Nested):
        plain = one.value if isinstance(one.value, str | int | float) else None
        if not place.textual:
            return Literal(one.value)
        return Dynamic("a value that is no text") if plain is None else Literal(as_text(plain))
    if isinstance(one, Unknown):
        return Dynamic(one.reason, one.default, one.source)
    return Dynamic(machine.text(written.node) or describe(one))


def _hops(machine: Machine, way: Way, written: Written, node: Node) -> Iterator[tuple[Site, str]]:
    call = way.call
    if not within(machine, node, written.node):
        yield site(machine, written.node), "used here"
    chain = [each for each, _function in way.chain]
    for each in dict.fromkeys([*_calls_around(machine, way, written), *chain]):
        if not within(machine, each, call) and not within(machine, node, each):
            yield site(machine, each), "called here"
    if not within(machine, node, call):
        yield site(machine, call), "the producer"


def _calls_around(machine: Machine, way: Way, written: Written) -> Iterator[Node]:
    """The calls of the function in which the setting is written, as far as it is known which of them count."""
    calls = [each for each, function in machine.followed.items() if within(machine, written.node, function)]
    taken = {each for address in way.found.homes for each, _function in address.chain}
    return (each for each in calls if len(calls) == 1 or each in taken)
