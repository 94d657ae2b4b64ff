"""A use of a producer in code: its making, or a method of it, with everything that the module does with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from kafkalint.analysis.flow.outline import Outline
from kafkalint.analysis.flow.scopes import walk
from kafkalint.analysis.flow.uses import Handled, handled
from kafkalint.model.place import Method, Object
from kafkalint.model.producer import Producer, Site
from kafkalint.model.program import Call, Node, Operation

Given: TypeAlias = Mapping[str, tuple[str, ...]]
"""What a rule gives to its check, by the names of the rule file."""

MAKE = "make"
"""The role of the call that makes a producer."""


@dataclass(frozen=True, slots=True, eq=False)
class Life:
    """What a module does with one producer."""

    producer: Producer
    object: Object
    outline: Outline
    handled: Handled
    by_role: dict[str, list[Use]] = field(default_factory=dict)
    by_node: dict[Node, Use] = field(default_factory=dict)

    def of(self, *roles: str) -> list[Use]:
        """The uses with one of these roles."""
        return [use for role in roles for use in self.by_role.get(role, ())]

    def within(self, nodes: Iterable[Node], role: str) -> list[Use]:
        """The uses with that role anywhere under `nodes`."""
        found = (self.by_node.get(node) for node in walk(nodes))
        return [use for use in found if use is not None and use.role == role]


@dataclass(frozen=True, slots=True, eq=False)
class Use:
    """One use."""

    life: Life
    node: Node
    """The call; the mere mention of a method that is not called here."""
    role: str
    method: Method | None = None

    @property
    def producer(self) -> Producer:
        """Whose use it is."""
        return self.life.producer

    @property
    def outline(self) -> Outline:
        """The module around."""
        return self.life.outline

    @property
    def site(self) -> Site:
        """Where it is written."""
        return Site(self.life.producer.site.path, self.node.span)

    @property
    def call(self) -> Call | None:
        """The call; None for a mere mention."""
        return self.node if isinstance(self.node, Call) else None

    @property
    def awaited(self) -> Node:
        """The call with the ``await`` around it, if there is one."""
        parent = self.outline.parents.get(self.node)
        return parent if isinstance(parent, Operation) and parent.operator == "await" else self.node

    @property
    def written(self) -> str:
        """What is called, as written: ``producer.send``."""
        return self.outline.text(self.node.function if isinstance(self.node, Call) else self.node)


def uses(outline: Outline, producer: Producer) -> list[Use]:
    """Every use of `producer` in the module that makes it; none where no code of the module does."""
    made = producer.made
    if made is None or made.call not in outline.scopes:
        return []
    life = Life(producer, made.object, outline, handled(outline, made.call))
    for use in _uses(life):
        life.by_role.setdefault(use.role, []).append(use)
        life.by_node[use.node] = use
    return life.of(*life.by_role)


def _uses(life: Life) -> Iterator[Use]:
    """The producer's making, and every method that its place file knows, called or only named."""
    yield Use(life, life.handled.made, MAKE)
    for member in life.handled.members:
        method = life.object.methods.get(member.name)
        parent = life.outline.parents.get(member)
        called = isinstance(parent, Call) and parent.function is member
        if method is not None:
            yield Use(life, parent if called and parent else member, method.role, method)
