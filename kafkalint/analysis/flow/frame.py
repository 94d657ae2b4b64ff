"""Where code stands while it is followed: what all of flow's functions are given, and how they reach one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from kafkalint.analysis.flow.machine import Activation, Machine
from kafkalint.analysis.flow.maps import join_things
from kafkalint.analysis.flow.past import Cell
from kafkalint.analysis.flow.scopes import Scope
from kafkalint.analysis.flow.states import State, join_all, reach
from kafkalint.analysis.flow.values import Address, Chain, MapThing, Reference, Thing, Unknown, Values
from kafkalint.model.program import Call, Node

Result: TypeAlias = tuple[State, Values]
Expression: TypeAlias = "Callable[[Frame, State, Node], Result]"
"""Evaluates one kind of expression."""
Statement: TypeAlias = "Callable[[Frame, State, Node, Ways], State | None]"
"""Runs one kind of statement; None when the code behind it is never reached."""


@dataclass(frozen=True, slots=True)
class Syntax:
    """How each kind of node is followed."""

    expressions: Mapping[type[Node], Expression]
    statements: Mapping[type[Node], Statement]


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways out of a body other than its end, each with the states that take it."""

    exits: Mapping[str, list[State]] = field(
        default_factory=lambda: {"break": [], "continue": [], "return": [], "raise": []}
    )

    def take(self, kind: str, state: State) -> None:
        """Remember that `state` leaves by `kind`."""
        self.exits[kind].append(state)

    def joined(self, *kinds: str) -> State | None:
        """Whatever leaves by one of `kinds`."""
        return join_all(state for kind in kinds for state in self.exits[kind])


@dataclass(frozen=True, slots=True)
class Frame:
    """Where an expression or statement stands."""

    machine: Machine
    activation: Activation
    scope: Scope
    syntax: Syntax
    chain: Chain = ()
    """The calls that are being followed."""
    watchers: tuple[list[State], ...] = ()
    """Where the states go from which an exception may be raised."""
    awaited: Node | None = None
    """The call whose code runs now although it is that of a task."""

    def watch(self, state: State) -> None:
        """Tell that an exception may be raised here."""
        for watcher in self.watchers:
            if not watcher or watcher[-1].past is not state.past:
                watcher.append(state)

    def evaluate(self, state: State, node: Node) -> Result:
        """What an expression may be, and the state after it."""
        self.machine.enter()
        handler = self.syntax.expressions.get(type(node))
        result = handler(self, state, node) if handler else (state, self.unknown(node, "the expression"))
        self.machine.leave()
        return result

    def evaluate_all(self, state: State, nodes: Iterable[Node]) -> tuple[State, list[Values]]:
        """What each of `nodes` may be, in turn."""
        every = []
        for node in nodes:
            state, values = self.evaluate(state, node)
            every.append(values)
        return state, every

    def run(self, state: State | None, body: Iterable[Node], ways: Ways) -> State | None:
        """Run statements one after the other; None when their end is never reached."""
        for node in body:
            if state is None:
                return None
            self.watch(state)
            self.machine.enter()
            statement = self.syntax.statements.get(type(node))
            state = statement(self, state, node, ways) if statement else self.evaluate(state, node)[0]
            self.machine.leave()
        if state is not None:
            self.watch(state)
        return state

    def unknown(self, node: Node, what: str) -> Values:
        """A value that nothing is known of, called `what` and its text."""
        text = self.machine.text(node)
        return frozenset({Unknown(f"{what} {text}" if text else what, node)})

    def result(self, node: Call) -> Values:
        """What a call gives that nothing is known of."""
        return frozenset({Unknown(f"a call of {self.machine.callee(node)}", node)})

    def make(self, state: State, node: Node, thing: Thing) -> tuple[State, Values]:
        """A new thing."""
        at = self.machine.address(node, self.chain)
        state, reference = state.make(at, thing)
        self.activation.made.add(at)
        changed = self.machine.learnt.changed.ask(node)
        if changed is not None:
            state = state.share(frozenset({reference}), changed)
        return state, frozenset({reference})

    def store(self, state: State, address: Address, thing: Thing, sure: bool) -> State:
        """The state after a change to the thing at `address`; `sure` when it can be no other thing."""
        if self.machine.belongs_elsewhere(self.activation, address):
            self.machine.learnt.tell_changed(address.node, f"a map that {self.activation.name} changes")
        before = state.heap[address]
        exact = sure and not address.old
        state = state.put({address: thing if exact else join_things(before, thing, address.node)})
        if not before.shared:
            return state
        state = self.share(state, thing.held, before.shared, address.node).disturb_foreign(address)
        foreign = isinstance(before, MapThing) and before.foreign
        return self.unseen(state) if foreign and self.machine.reflective else state  # it may hold names

    def bind(self, state: State, cell: Cell, values: Values) -> State:
        """The state with a name meaning `values`, in this scope or an outer one."""
        owner, name = cell
        reason = self.machine.exposed(owner)
        if reason or not self.owns(owner):
            reason = reason or f"{name}, which {self.activation.name} sets"
            self.machine.learnt.rebound.tell_first(cell, reason)
            return self.share(state, values, reason, owner.node).bind(cell, values)
        return self.bind_own(state, cell, values)

    def bind_own(self, state: State, cell: Cell, values: Values) -> State:
        """The state with a name meaning `values` that only the code around binds, as far as is known by now."""
        self.machine.learnt.rebound.ask(cell)
        return state.bind(cell, values)

    def owns(self, owner: Scope) -> bool:
        """Whether the names of `owner` live and die with this activation."""
        scope: Scope | None = self.scope
        while scope is not None and scope is not owner and scope.kind != "function":
            scope = scope.parent
        return scope is owner

    def share(self, state: State, values: Values, reason: str, where: Node, use: str = "") -> State:
        """The state after `values` get known to code that is not seen; `use` tells it as a use of the map."""
        for address in reach(state.heap, values):
            if self.machine.belongs_elsewhere(self.activation, address):
                self.machine.learnt.tell_changed(address.node, reason)
        if use:
            self.used(state, values, where, use)
        return state.share(values, reason)

    def used(self, state: State, values: Values, where: Node, use: str) -> None:
        """Remember who is given the maps among `values`."""
        for one in values:
            if isinstance(one, Reference):
                thing = state.heap[one.address]
                keys = [one.address.node]
                if isinstance(thing, MapThing):
                    keys += [each.key for held in thing.entries.values() for each in held.written if each.key]
                for key in keys:
                    self.machine.uses.setdefault(key, {})[where] = use

    def unseen(self, state: State) -> State:
        """The state after code that is not seen has run; inner code may run here."""
        learnt = self.machine.learnt
        state = state.forget_members(learnt.kept_names.ask).disturb(learnt.rebound.said)
        self.activation.see(state)
        self.watch(state)
        return state
