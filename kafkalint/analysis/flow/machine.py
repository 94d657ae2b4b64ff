"""What goes with following one module: steps left, what was found, and who changes what belongs to others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import TypeAlias

from kafkalint.analysis.flow.attributes import Owned, owned
from kafkalint.analysis.flow.language import Language
from kafkalint.analysis.flow.lessons import Learnt
from kafkalint.analysis.flow.linking import Linked
from kafkalint.analysis.flow.members import Members, joined
from kafkalint.analysis.flow.modules import Module, Modules
from kafkalint.analysis.flow.scopes import Scope
from kafkalint.analysis.flow.states import State, join_all
from kafkalint.analysis.flow.values import Address, Chain, MapThing, address
from kafkalint.model.place import CodeFinder, Constructor, Place
from kafkalint.model.program import Attribute, Call, Class, Comprehension, Function, Node

DEEPEST = 120
"""Expressions and statements inside one another; deeper code is not followed."""
FEWEST_STEPS = 4_000
"""Expressions and statements that are followed in one pass over any code, all repetitions counted."""
STEPS_EACH = 5
"""How many more for each node of the modules, which is about what parsing it costs."""
MOST_STEPS = 60_000
"""The same at most, however much code there is."""
MOST_SEEN = 64
"""States of one run that are kept before they are joined."""
LONGEST_TEXT = 40
"""Characters of code in a message."""


class Spent(Exception):
    """No steps are left, or the code is nested too deeply; what is not followed yet stays unknown."""


@dataclass(slots=True)
class Found:
    """A call that makes a producer, with everything it may be given, whenever it runs."""

    call: Call
    place: Place
    finder: CodeFinder
    received: MapThing
    homes: frozenset[Address] = frozenset()
    """The maps that a new setting could be written into."""
    heir: Class | None = None
    """The class of the project whose object the producer is."""


Context: TypeAlias = tuple[Call, str, Chain]
"""A call that makes a producer, the place that knows it, and the calls by which it is reached."""


@dataclass(slots=True)
class Machine:
    """One module being followed, with those that belong to it."""

    linked: Linked
    targets: Mapping[str, tuple[Place, CodeFinder]]
    """What makes a producer, or what begins to, by dotted path; behind a dot, a member of anything."""
    language: Language
    modules: Modules
    """Other modules of the project."""
    readers: frozenset[str] = frozenset()
    """Callees that neither change nor keep the maps they are given, by dotted path."""
    steps: int = 0
    """Steps that are left in this pass over the code."""
    depth: int = 0
    found: dict[Context, Found] = field(default_factory=dict)
    uses: dict[Node, dict[Node, str]] = field(default_factory=dict)
    """Who is given a map (by the node that makes it) or an entry of one (by its key), in words."""
    reach: int = 0
    """How many calls inside one another are followed."""
    scopes: dict[tuple[Scope, Node, Chain], Scope] = field(default_factory=dict)
    called_as: dict[Function | Class, frozenset[str]] = field(default_factory=dict)
    """The names of functions and classes that are only called."""
    addresses: dict[tuple[Node, Chain], Address] = field(default_factory=dict)
    followed: dict[Node, Function] = field(default_factory=dict)
    """Calls of functions of the module that are followed."""
    asked: dict[Attribute, Call] = field(default_factory=dict)
    """Reads of members that are computed, as the calls that they are."""
    learnt: Learnt = field(default_factory=Learnt)
    """What some code says of other code."""
    crowded: frozenset[Module] = frozenset()
    """Modules that more others use than can be followed."""
    homes: dict[Node, Module] = field(init=False)
    """The module of every node."""
    nodes: frozenset[Node] = field(init=False)
    """What must be run."""
    helpers: frozenset[Function] = field(init=False)
    """Functions that can be followed."""
    members: Members = field(init=False)
    owned: Owned = field(init=False)
    reflective: str = field(init=False)
    """The name in use through which code may change any name of a module; empty when there is none."""
    open_scopes: frozenset[Node] = field(init=False)
    """Functions whose own names are open to such code, and classes and comprehensions."""
    opened: bool = field(init=False)
    """Whether members may be read by other names than their own."""

    def __post_init__(self) -> None:
        every = self.linked.every
        self.homes = {node: module for module in every for node in module.facts.every}
        self.nodes = frozenset[Node]().union(*(module.relevance.nodes for module in every))
        self.helpers = frozenset[Function]().union(*(module.relevance.helpers for module in every))
        self.owned = owned(self.homes, self.language)
        reflections = [module.facts.reflection for module in every]
        self.reflective = next((each.module for each in reflections if each.module), "")
        self.open_scopes = frozenset[Node]().union(*(each.inside for each in reflections))
        self.opened = any(each.reads for each in reflections) or bool(self.reflective)
        members = reduce(joined, (module.facts.members for module in every))
        self.members = replace(members, unsteady=members.unsteady or bool(self.reflective))

    def address(self, node: Node, chain: Chain) -> Address:
        """Where what `node` makes is when it is reached by `chain`, the same address every time."""
        key = (node, chain)
        if key not in self.addresses:
            self.addresses[key] = address(node, chain)
        return self.addresses[key]

    @property
    def main(self) -> Module:
        """The module whose producers are looked for."""
        return self.linked.main

    def exposed(self, scope: Scope) -> str:
        """Why code that is not seen may change the names of a scope; empty when it cannot."""
        if scope.kind == "module":
            return f"the use of {self.reflective}, which may change any name" if self.reflective else ""
        return "names that are asked for without naming them" if scope.node in self.open_scopes else ""

    def only_called(self, function: Function | Class) -> bool:
        """Whether a function or class is called, and all uses of it that are seen are calls that are followed."""
        scope = self.learnt.defined.ask(function) if isinstance(function, Function) else None
        if self.reflective or (scope is not None and scope.kind == "class"):
            return False
        if function not in self.called_as:
            self.called_as[function] = self._called_as(function)
        names = self.called_as[function]
        return bool(names) and not any(self.learnt.unfollowed.ask(name) for name in names)

    def _called_as(self, function: Function | Class) -> frozenset[str]:
        """The names by which modules call it; none when one of them does anything else with it."""
        module, name = self.homes[function], function.name
        names = {other: self._aliases(other, module, name) for other in self.linked.every if other is not module}
        names[module] = {name}
        if any(not mine.isdisjoint(other.facts.meant) for other, mine in names.items()):
            return frozenset()
        called = any(not mine.isdisjoint(other.facts.called) for other, mine in names.items())
        return frozenset[str]().union(*names.values()) if called else frozenset()

    def _aliases(self, other: Module, module: Module, name: str) -> set[str]:
        """What another module calls a name of `module`."""
        found = [
            node
            for node, modules in self.linked.links.items()
            if self.homes[node] is other and module in modules.values()
        ]
        return {node.alias for node in found if node.name == name} | ({name} if found else set())

    def enter(self) -> None:
        """Count a step down into the code; raises Spent when that is one too many."""
        self.steps -= 1
        self.depth += 1
        if self.steps < 0 or self.depth > DEEPEST:
            raise Spent

    def leave(self) -> None:
        """Step up again."""
        self.depth -= 1

    def belongs_elsewhere(self, activation: Activation, address: Address) -> bool:
        """Whether a thing was there before this run."""
        if address in activation.base.heap:
            return True
        return address not in activation.made and self.learnt.kept_things.ask(address) is not None

    def restart(self, reach: int) -> None:
        """Forget all that was found out."""
        self.reach, self.learnt = reach, Learnt()
        self.followed.clear()

    def again(self) -> None:
        """Begin to follow the code once more, with what is learnt by now."""
        self.steps, self.depth = min(FEWEST_STEPS + STEPS_EACH * len(self.homes), MOST_STEPS), 0
        self.found.clear()
        self.uses.clear()
        self.learnt.again()

    def scope(self, outer: Scope, node: Node, chain: Chain = ()) -> Scope:
        """The scope that `node` opens in `outer` when it is reached by `chain`, the same one every time."""
        key = (outer, node, chain)
        if key not in self.scopes:
            self.scopes[key] = outer.inner(node)
        return self.scopes[key]

    def call_of(self, node: Attribute) -> Call:
        """The call that reading a computed member is."""
        if node not in self.asked:
            self.asked[node] = Call(node.span, node, ())
            self.homes[self.asked[node]] = self.homes[node]
        return self.asked[node]

    def callee(self, node: Call) -> str:
        """How what is called is written, with parentheses."""
        return f"{self.text(node.function) or 'a function'}()"

    def text(self, node: Node) -> str:
        """How `node` is written, cut to what fits into a message."""
        source = self.homes.get(node, self.main).program.source
        text = " ".join(source.slice(node.span)[: LONGEST_TEXT * 4].split())
        return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


@dataclass(slots=True)
class Activation:
    """One run of a module's, function's or generator's code."""

    name: str
    """In words: ``the module``, ``send()``."""
    base: State = field(default_factory=State)
    """What was there before; belongs to others."""
    made: set[Address] = field(default_factory=set)
    """Things that are made in this run."""
    later: dict[Function | Comprehension, Scope] = field(default_factory=dict)
    """Inner code that runs at some other time, with the scope around it."""
    _seen: list[State] = field(default_factory=list)

    def see(self, state: State) -> None:
        """Code that is not seen runs here."""
        if not self._seen or self._seen[-1].past is not state.past:
            self._seen.append(state)
        if len(self._seen) > MOST_SEEN:
            self._seen = [one for one in [self.seen] if one is not None]

    @property
    def seen(self) -> State | None:
        """What code that runs in between or later may find."""
        return join_all(self._seen)


def places_by_path(places: Sequence[Place]) -> dict[str, tuple[Place, CodeFinder]]:
    """Every dotted path that makes a producer, or begins to."""
    return {
        path: (place, finder)
        for place in places
        for finder in place.finders
        if isinstance(finder, CodeFinder)
        for path in (finder.calls if isinstance(finder, Constructor) else finder.begins)
    }
