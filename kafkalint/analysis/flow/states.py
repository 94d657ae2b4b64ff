"""What is known at one point of the program: a State, never changed, so that branches share it without a copy.

It holds what names mean (in cells), what members behind names were last set to, and what things hold (on the heap). A
write copies one flat table; joining two states costs what they have changed since they were one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import chain, islice, pairwise
from typing import TypeVar

from kafkalint.analysis.flow.maps import disturb, exchanged, join_things
from kafkalint.analysis.flow.past import BEGINNING, Cell, Past, apart
from kafkalint.analysis.flow.scopes import Scope
from kafkalint.analysis.flow.values import (
    NOTHING,
    Address,
    MapThing,
    Reference,
    Thing,
    Unknown,
    Values,
    addresses,
    join_values,
)

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """What is known at one point; `past` tells all changes, so that two states with the same one are equal."""

    cells: Mapping[Cell, Values] = field(default_factory=dict)
    members: Mapping[Cell, Values] = field(default_factory=dict)
    heap: Mapping[Address, Thing] = field(default_factory=dict)
    past: Past = BEGINNING
    calm: Past = BEGINNING
    """Where code that is not seen ran last: what was not changed since need not be disturbed again."""
    volatile: int = 0
    """How many cells such code could rebind then."""

    def get(self, cell: Cell) -> Values | None:
        """What a name or a member behind one means; None when nothing is known of it."""
        return (self.members if "." in cell[1] else self.cells).get(cell)

    def value(self, cell: Cell) -> Values:
        """What a name or a member behind one means; nothing when nothing is known of it."""
        return self.get(cell) or NOTHING

    def bind(self, cell: Cell, values: Values) -> State:
        """The state with `cell` meaning `values`; members behind the name are forgotten."""
        scope, name = cell
        behind = [key for key in self.members if key[0] is scope and key[1].startswith(f"{name}.")]
        if not behind and self.get(cell) == values:
            return self
        return self.drop(behind).assume({cell: values})

    def assume(self, known: Mapping[Cell, Values]) -> State:
        """The state in which cells are known to mean something; members behind the names stay."""
        if not known:
            return self
        members = {cell: values for cell, values in known.items() if "." in cell[1]}
        cells = {cell: values for cell, values in known.items() if cell not in members} if members else known
        past = self.past.then(known)
        return State(_with(self.cells, cells), _with(self.members, members), self.heap, past, self.calm, self.volatile)

    def forget_members(self, forgotten: Callable[[str], object]) -> State:
        """The state without what members, by those of their names that are `forgotten`, were last set to."""
        return self.drop([cell for cell in self.members if forgotten(cell[1].partition(".")[2])])

    def forget_member(self, name: str) -> State:
        """The state without what members of this name were last set to, behind whatever."""
        return self.drop([cell for cell in self.members if cell[1].endswith(f".{name}")])

    def without(self, scope: Scope, *further: str) -> State:
        """The state without the names of `scope`, and without further cells of it."""
        names = [(scope, name) for name in (*scope.names, *further)]
        return self.drop([*names, *(cell for cell in self.members if cell[0] is scope)])

    def drop(self, gone: Collection[Cell]) -> State:
        """The state in which nothing is known of these cells."""
        known = [cell for cell in gone if self.get(cell) is not None]
        if not known:
            return self
        cells, members = _but(self.cells, known), _but(self.members, known)
        return replace(self, cells=cells, members=members, past=self.past.then(known))

    def put(self, things: Mapping[Address, Thing], made: Address | None = None) -> State:
        """The state with things where they are said to be; the one at `made` is a new one."""
        if not things:
            return self
        heap, past = _with(self.heap, things), self.past.then(things, made)
        return State(self.cells, self.members, heap, past, self.calm, self.volatile)

    def make(self, address: Address, thing: Thing) -> tuple[State, Reference]:
        """The state with a new thing; what was made there before, as in a loop, becomes an old one."""
        aged = self._age(address) if address in self.heap else self
        return aged.put({address: thing}, address), Reference(address)

    def _age(self, address: Address) -> State:
        assert address.before is not None  # nothing is made that is old already
        old, new, aged = address.before, Reference(address), Reference(address.before)
        things = {address: self.heap[address]}
        cells: dict[Cell, Values] = {}
        for each in dict.fromkeys(self.past.since_made(address)):
            if isinstance(each, Address):
                _differ(things, each, thing := self.heap[each], exchanged(thing, new, aged))
            elif new in (values := self.value(each)):
                cells[each] = values - {new} | {aged}
        thing = things.pop(address)
        before = things.get(old, self.heap.get(old))
        things[old] = thing if before is None else join_things(before, thing, address.node)
        return self.put(things).assume(cells)

    def share(self, values: Values, reason: str) -> State:
        """The state after `values`, and all that they reach, are known to code that is not seen."""
        private = [address for address in reach(self.heap, values) if not self.heap[address].shared]
        return self.put({address: replace(self.heap[address], shared=reason) for address in private})

    def disturb(self, volatile: Mapping[Cell, str]) -> State:
        """The state after code that is not seen has run; it may rebind `volatile` cells (each with the reason why).

        Such cells are only ever added to, in the same order.
        """
        if self.past is self.calm and len(volatile) == self.volatile:
            return self
        things: dict[Address, Thing] = {}
        cells: dict[Cell, Values] = {}
        for each in chain(self.past.since(self.calm), islice(volatile, self.volatile, None)):
            if isinstance(each, Address):
                thing = self.heap.get(each)
                if thing is not None and thing.shared:
                    _differ(things, each, thing, disturb(thing, thing.shared, each.node))
            elif (values := self.get(each)) is not None:
                reason = f"the attribute {each[1]}" if "." in each[1] else volatile.get(each)
                if reason is not None:
                    _differ(cells, each, values, join_values(values, frozenset({Unknown(reason, each[0].node)})))
        state = self.put(things).assume(cells)
        return replace(state, calm=state.past, volatile=len(volatile))

    def disturb_foreign(self, but: Address | None) -> State:
        """The state after a write into a thing of unknown origin, which any shared thing may turn out to be."""
        theirs = but is None or _foreign(self.heap[but])
        things: dict[Address, Thing] = {}
        for address, thing in self.heap.items():
            if address != but and thing.shared and (theirs or _foreign(thing)):
                _differ(things, address, thing, disturb(thing, thing.shared, address.node))
        return self.put(things)


def reach(heap: Mapping[Address, Thing], values: Values) -> set[Address]:
    """Where everything stands that `values` refer to, directly or through other things."""
    found: set[Address] = set()
    waiting = list(addresses(values))
    while waiting:
        address = waiting.pop()
        if address not in found:
            found.add(address)
            waiting += heap[address].refers
    return found


def join_states(left: State | None, right: State | None) -> State | None:
    """Whatever either side may be, `left` itself when `right` adds nothing; None is a point that is never reached."""
    return join_all((left, right))


def join_all(states: Iterable[State | None]) -> State | None:
    """Whatever one of `states` is: the first of them when the others add nothing, None when there is none."""
    every = [state for state in states if state is not None]
    if not every:
        return None
    cells: dict[Cell, list[Values | None]] = {}
    things: dict[Address, list[Thing | None]] = {}
    for before, state in pairwise(every):
        for each in apart(before.past, state.past):
            if isinstance(each, Address):
                things.setdefault(each, [before.heap.get(each)]).append(state.heap.get(each))
            else:
                cells.setdefault(each, [before.get(each)]).append(state.get(each))
    return _joined(every[0], every[-1], cells, things)


def _joined(
    first: State, last: State, cells: Mapping[Cell, list[Values | None]], things: Mapping[Address, list[Thing | None]]
) -> State:
    """The join of a line of states, given all that was found at what is not the same in every one."""
    heap = {at: _any_thing(found, at) for at, found in things.items()}
    known = {cell: _any_values(found, "." in cell[1]) for cell, found in cells.items()}
    if all(first.heap.get(at) is thing for at, thing in heap.items()) and all(
        first.get(cell) is values for cell, values in known.items()
    ):
        return first
    lost = [cell for cell, values in known.items() if values is None and last.get(cell) is not None]
    changed = {cell: values for cell, values in known.items() if values is not None and last.get(cell) is not values}
    return (
        last.drop(lost).put({at: thing for at, thing in heap.items() if last.heap.get(at) is not thing}).assume(changed)
    )


def _any_thing(found: Iterable[Thing | None], at: Address) -> Thing:
    """Whatever one of the things at an address is; where there is none it cannot be meant."""
    return reduce(
        lambda left, right: join_things(left, right, at.node), (thing for thing in found if thing is not None)
    )


def _any_values(found: Collection[Values | None], member: bool) -> Values | None:
    """Whatever one of these values is; a member behind a name is forgotten where it is not always known."""
    known = [values for values in found if values is not None]
    return reduce(join_values, known) if known and not (member and len(known) < len(found)) else None


def _foreign(thing: Thing) -> bool:
    return isinstance(thing, MapThing) and thing.foreign


def _with(mapping: Mapping[K, V], more: Mapping[K, V]) -> Mapping[K, V]:
    return {**mapping, **more} if more else mapping


def _but(mapping: Mapping[K, V], gone: Iterable[K]) -> Mapping[K, V]:
    known = [key for key in gone if key in mapping]
    if not known:
        return mapping
    kept = dict(mapping)
    for key in known:
        del kept[key]
    return kept


def _differ(found: dict[K, V], key: K, before: V | None, after: V) -> None:
    """Remember what is another object than before."""
    if after is not before:
        found[key] = after
