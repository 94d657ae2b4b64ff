"""Loops over what is known item by item: each round is followed by itself instead of all of them as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from kafkalint.analysis.flow.frame import Frame, Result
from kafkalint.analysis.flow.maps import as_items
from kafkalint.analysis.flow.scopes import dotted, walk
from kafkalint.analysis.flow.states import State
from kafkalint.analysis.flow.targets import assign
from kafkalint.analysis.flow.values import Address, Held, Known, MapThing, Reference, Values, single
from kafkalint.model.program import Attribute, Call, Items, Map, Node

MOST_NODES = 1_000
"""Rounds times the nodes that each of them follows; more are followed as one."""
NO_ENTRY = Held(frozenset())
Round: TypeAlias = "Callable[[State], tuple[State, Held] | None]"
"""Binds the loop's targets to one item: the state after it, and the entry of the map if it is one.

None when what is walked through is no longer what it was before the first round.
"""


@dataclass(frozen=True, slots=True)
class Walk:
    """What a loop goes through."""

    items: Node
    rounds: tuple[Round, ...] = ()
    """One for each item; none at all when they are not all known."""
    values: Values | None = None
    """What it goes through, None when that is the view of a map."""

    def together(self, frame: Frame, state: State) -> Result:
        """What it goes through, for all rounds as one."""
        return frame.evaluate(state, self.items) if self.values is None else (state, self.values)


def walk_through(
    frame: Frame, state: State, target: Node | None, items: Node, body: Iterable[Node]
) -> tuple[State, Walk]:
    """Evaluate what is walked through, and how to go through it."""
    viewed = _viewed(items)
    state, values = frame.evaluate(state, viewed.object if viewed else items)
    one = single(values)
    made: list[Round] = []
    if isinstance(one, Reference) and isinstance(state.heap[one.address], MapThing):
        made = _over_map(state, one.address, viewed.name if viewed else "keys", target, items, frame)
    elif not viewed:
        known = as_items(state.heap, values) or ()
        made = [_at(frame, values, index, len(known), target) for index in range(len(known))]
    few = len(made) * sum(1 for _node in walk(body)) <= MOST_NODES
    return state, Walk(items, tuple(made) if few else (), None if viewed else values)


def _viewed(items: Node) -> Attribute | None:
    """``m.items`` in ``m.items()`` and the like, where evaluating `m` twice does no harm."""
    function = items.function if isinstance(items, Call) and not items.arguments else None
    if not isinstance(function, Attribute) or function.name not in ("items", "keys", "values"):
        return None
    return function if dotted(function.object) or isinstance(function.object, Map) else None


def _at(frame: Frame, values: Values, index: int, count: int, target: Node | None) -> Round:
    def bind(state: State) -> tuple[State, Held] | None:
        items = as_items(state.heap, values)
        if items is None or len(items) != count:
            return None
        return (state if target is None else assign(frame, state, target, items[index])), NO_ENTRY

    return bind


def _over_map(state: State, address: Address, view: str, target: Node | None, items: Node, frame: Frame) -> list[Round]:
    """A round for each key; none when there may be other keys."""
    before = state.heap[address]
    targets = target.items if view == "items" and isinstance(target, Items) else (target,)
    if target is None or len(targets) != 1 + (view == "items") or not isinstance(before, MapThing) or before.open:
        return []

    def entry(key: str) -> Round:
        def bind(state: State) -> tuple[State, Held] | None:
            thing = state.heap[address]
            if not isinstance(thing, MapThing) or thing.open or list(thing.entries) != list(before.entries):
                return None
            held = thing.entries[key]
            parts: dict[str, Values] = {
                "keys": frozenset({Known(key, items)}),
                "values": frozenset(one.value for one in held.written),
            }
            for each, part in zip(targets, [parts[view]] if view in parts else parts.values(), strict=True):
                assert each is not None
                state = assign(frame, state, each, part)
            return state, held

        return bind

    return [entry(key) for key in before.entries]
