"""What goes with following one module: steps left, what was found, and who changes what belongs to others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kafkalint.analysis.flow.language import Language
from kafkalint.analysis.flow.relevance import Relevance
from kafkalint.analysis.flow.scopes import Scope
from kafkalint.analysis.flow.states import Cell, State
from kafkalint.analysis.flow.values import Address, Chain, MapThing, Values
from kafkalint.model.place import Constructor, Place
from kafkalint.model.program import Call, Class, Comprehension, Function, Node, Program

DEEPEST = 120
"""Expressions and statements inside one another; deeper code is not followed."""


class Spent(Exception):
    """No steps are left, or the code is nested too deeply; what is not followed yet stays unknown."""


@dataclass(slots=True)
class Found:
    """A call that makes a producer, with everything it may be given, whenever it runs."""

    place: Place
    constructor: Constructor
    received: MapThing
    homes: frozenset[Address] = frozenset()
    """The maps that a new setting could be written into."""


@dataclass(slots=True)
class Machine:
    """One module being followed."""

    program: Program
    targets: Mapping[str, tuple[Place, Constructor]]
    """What makes a producer, by dotted path."""
    language: Language
    module: Callable[[str], Program | None]
    """Other modules of the project."""
    steps: int
    relevance: Relevance
    readers: frozenset[str] = frozenset()
    """Callees that neither change nor keep the maps they are given, by dotted path."""
    depth: int = 0
    found: dict[tuple[Call, str], Found] = field(default_factory=dict)
    uses: dict[Node, dict[Node, str]] = field(default_factory=dict)
    """Who is given a map (by the node that makes it) or an entry of one (by its key), in words."""
    reach: int = 0
    """How many calls inside one another are followed."""
    scopes: dict[tuple[Scope, Node, Chain], Scope] = field(default_factory=dict)
    defined: dict[Function, Scope] = field(default_factory=dict)
    """Functions with the scope around them."""
    bases: dict[Class, list[Values]] = field(default_factory=dict)
    """What the bases of each class may be."""
    followed: dict[Node, Function] = field(default_factory=dict)
    """Calls of functions of the module that are followed."""
    unfollowed: set[str] = field(default_factory=set)
    """Names by which something is called that is not followed."""
    changed: dict[Node, str] = field(default_factory=dict)
    """Things, by what makes them, that code outside of their own scope changes or passes on, and how."""
    rebound: dict[Cell, str] = field(default_factory=dict)
    """Names that code outside of their own scope binds, and how."""

    def enter(self) -> None:
        """Count one step down into the code; raises Spent when that is one too many."""
        self.steps -= 1
        self.depth += 1
        if self.steps < 0 or self.depth > DEEPEST:
            raise Spent

    def leave(self) -> None:
        """Step up again."""
        self.depth -= 1

    def restart(self, steps: int, reach: int) -> None:
        """Forget all that was found out."""
        self.steps, self.reach, self.depth = steps, reach, 0
        for known in (self.found, self.uses, self.followed, self.unfollowed, self.changed, self.rebound):
            known.clear()

    @property
    def learnt(self) -> int:
        """How much is known that the next pass over the code must take into account."""
        return len(self.changed) + len(self.rebound) + len(self.unfollowed)

    def scope(self, outer: Scope, node: Node, chain: Chain = ()) -> Scope:
        """The scope that `node` opens in `outer` when it is reached by `chain`, the same one every time."""
        key = (outer, node, chain)
        if key not in self.scopes:
            self.scopes[key] = outer.inner(node)
        return self.scopes[key]

    def callee(self, node: Call) -> str:
        """How what is called is written, with parentheses."""
        return f"{self.text(node.function) or 'a function'}()"

    def text(self, node: Node) -> str:
        """How `node` is written, when that is short enough for a message."""
        text = self.program.source.slice(node.span)
        return text if len(text) <= 40 and "\n" not in text else ""


@dataclass(slots=True)
class Activation:
    """One run of a module's, function's or generator's code."""

    name: str
    """In words: ``the module``, ``send()``."""
    base: State = field(default_factory=State)
    """What was there before; belongs to others."""
    seen: State | None = None
    """What code that runs in between or later may find."""
    later: dict[Function | Comprehension, Scope] = field(default_factory=dict)
    """Inner code that runs at some other time, with the scope around it."""


def places_by_path(places: Sequence[Place]) -> dict[str, tuple[Place, Constructor]]:
    """Every dotted path that makes a producer."""
    return {
        path: (place, finder)
        for place in places
        for finder in place.finders
        if isinstance(finder, Constructor)
        for path in finder.calls
    }
