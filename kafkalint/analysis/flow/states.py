"""What is known at one point of the program: a State, never changed, so that branches share it without a copy.

It holds what names mean (in cells) and what things hold (on the heap). A write copies one flat table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from kafkalint.analysis.flow.maps import change_references, disturb, inside, join_things
from kafkalint.analysis.flow.scopes import Scope
from kafkalint.analysis.flow.values import (
    NOTHING,
    Address,
    MapThing,
    Reference,
    Thing,
    Unknown,
    Values,
    join_values,
)

Cell: TypeAlias = tuple[Scope, str]
"""A name of a scope, or a member behind one: ``self.conf``."""


@dataclass(frozen=True, slots=True)
class State:
    """What is known at one point."""

    cells: Mapping[Cell, Values] = field(default_factory=dict)
    heap: Mapping[Address, Thing] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How much there is to join with another state."""
        return len(self.cells) + len(self.heap)

    def bind(self, cell: Cell, values: Values) -> State:
        """The state with `cell` meaning `values`; members behind the name are forgotten."""
        scope, name = cell
        kept = {key: value for key, value in self.cells.items() if not _behind(key, scope, name)}
        return replace(self, cells={**kept, cell: values})

    def unbind(self, cell: Cell) -> State:
        """The state without `cell`."""
        return replace(self, cells={key: value for key, value in self.cells.items() if key != cell})

    def forget_members(self, names: frozenset[str]) -> State:
        """The state without what members of these names were last set to."""
        gone = [cell for cell in self.cells if cell[1].rpartition(".")[2] in names and cell[1].count(".") == 1]
        kept = {key: value for key, value in self.cells.items() if key not in gone}
        return replace(self, cells=kept) if gone else self

    def store(self, address: Address, thing: Thing) -> State:
        """The state with `thing` at `address`."""
        return replace(self, heap={**self.heap, address: thing})

    def without(self, scope: Scope) -> State:
        """The state without the names of `scope`."""
        return replace(self, cells={key: value for key, value in self.cells.items() if key[0] is not scope})

    def make(self, address: Address, thing: Thing) -> tuple[State, Reference]:
        """The state with a new thing; what was made there before, as in a loop, becomes an old one."""
        aged = self._age(address) if address in self.heap else self
        return aged.store(address, thing), Reference(address)

    def _age(self, address: Address) -> State:
        old = replace(address, old=True)

        def change(values: Values) -> Values:
            new = Reference(address)
            return values - {new} | {Reference(old)} if new in values else values

        heap = {at: change_references(thing, change) for at, thing in self.heap.items()}
        thing = heap.pop(address)
        heap[old] = join_things(heap[old], thing, address.node) if old in heap else thing
        return State({cell: change(values) for cell, values in self.cells.items()}, heap)

    def share(self, values: Values, reason: str) -> State:
        """The state after `values`, and all that they reach, are known to code that is not seen."""
        private = [address for address in self.reach(values) if not self.heap[address].shared]
        if not private:
            return self
        known = {address: replace(self.heap[address], shared=reason) for address in private}
        return replace(self, heap={**self.heap, **known})

    def reach(self, values: Values) -> set[Address]:
        """Where everything stands that `values` refer to, directly or through other things."""
        found: set[Address] = set()
        waiting = [one.address for one in values if isinstance(one, Reference)]
        while waiting:
            address = waiting.pop()
            if address not in found:
                found.add(address)
                waiting += [one.address for one in inside(self.heap[address]) if isinstance(one, Reference)]
        return found

    def disturb(self, volatile: Mapping[Cell, str]) -> State:
        """The state after code that is not seen has run; it may rebind `volatile` cells (each with the reason why)."""
        shared = {address: thing for address, thing in self.heap.items() if thing.shared}
        heap = {address: disturb(thing, thing.shared, address.node) for address, thing in shared.items()}
        cells = {cell: volatile[cell] for cell in self.cells if cell in volatile}
        cells |= {cell: f"the attribute {cell[1]}" for cell in self.cells if "." in cell[1]}
        if not heap and not cells:
            return self
        changed = {cell: self.cells[cell] | {Unknown(reason, cell[0].node)} for cell, reason in cells.items()}
        return State({**self.cells, **changed}, {**self.heap, **heap})

    def disturb_foreign(self, but: Address | None) -> State:
        """The state after a write into a thing of unknown origin, which any shared thing may turn out to be."""
        theirs = but is None or _foreign(self.heap[but])
        heap = {
            address: disturb(thing, thing.shared, address.node)
            for address, thing in self.heap.items()
            if address != but and thing.shared and (theirs or _foreign(thing))
        }
        return replace(self, heap={**self.heap, **heap}) if heap else self


def join_states(left: State | None, right: State | None) -> State | None:
    """Whatever either side may be; None is a point that is never reached."""
    if left is None or right is None or left is right:
        return right if left is None else left
    cells = _join_cells(left.cells, right.cells)
    heap = dict(left.heap)
    for address, thing in right.heap.items():
        if address not in heap:
            heap[address] = thing
        elif heap[address] is not thing:
            heap[address] = join_things(heap[address], thing, address.node)
    return State(cells, heap)


def join_all(states: Iterable[State | None]) -> State | None:
    """Whatever one of `states` is."""
    joined: State | None = None
    for state in states:
        joined = join_states(joined, state)
    return joined


def _join_cells(left: Mapping[Cell, Values], right: Mapping[Cell, Values]) -> Mapping[Cell, Values]:
    if left is right:
        return left
    cells = dict(left)
    for cell, values in right.items():
        mine = cells.get(cell, NOTHING)
        if mine is not values:
            cells[cell] = join_values(mine, values)
    for cell in left.keys() ^ right.keys():
        if "." in cell[1]:
            del cells[cell]
    return cells


def _behind(cell: Cell, scope: Scope, name: str) -> bool:
    return cell[0] is scope and cell[1].startswith(f"{name}.")


def _foreign(thing: Thing) -> bool:
    return isinstance(thing, MapThing) and thing.foreign
