"""What following some code says of other code, and whether it is said too late for those who have asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Generic, TypeAlias, TypeVar

from kafkalint.analysis.flow.past import Cell
from kafkalint.analysis.flow.scopes import Scope
from kafkalint.analysis.flow.values import Address, Thing, Values
from kafkalint.model.program import Class, Function, Node

K = TypeVar("K")
V = TypeVar("V")
Member: TypeAlias = tuple[Class, str]


class Lessons(Generic[K, V]):
    """One kind of lesson, by what it is about."""

    def __init__(self) -> None:
        self._said: dict[K, V] = {}
        self._asked: set[K] = set()
        self._all_asked = False
        self.late = False
        """Whether somebody has been told something else before."""

    @property
    def said(self) -> Mapping[K, V]:
        """All that is said so far, in the order in which it came up."""
        return self._said

    def ask(self, about: K) -> V | None:
        """What is said so far; None when that is nothing."""
        self._asked.add(about)
        return self._said.get(about)

    def ask_all(self) -> Mapping[K, V]:
        """What is said so far about anything."""
        self._all_asked = True
        return self._said

    def tell(self, about: K, lesson: V) -> None:
        """Say something for the first time, or something else than before."""
        before = self._said.get(about)
        if before is None or (before is not lesson and before != lesson):
            self._said[about] = lesson
            self.late = self.late or self._all_asked or about in self._asked

    def tell_first(self, about: K, lesson: V) -> None:
        """Say something unless something is said already."""
        if about not in self._said:
            self.tell(about, lesson)

    def again(self) -> None:
        """Forget who has asked; what is said is said."""
        self._asked.clear()
        self._all_asked = self.late = False


@dataclass(slots=True)
class Learnt:
    """All lessons. Code is followed again when one came too late, and not otherwise."""

    changed: Lessons[Node, str] = field(default_factory=Lessons)
    """Things, by what makes them, that code outside of their own scope changes or passes on, and how."""
    rebound: Lessons[Cell, str] = field(default_factory=Lessons)
    """Names that code outside of their own scope binds, and how."""
    unfollowed: Lessons[str, bool] = field(default_factory=Lessons)
    """Names by which something is called that is not followed."""
    kept: Lessons[Member, Values] = field(default_factory=Lessons)
    """What members of objects are set to for calls of the class that are followed."""
    kept_by_others: Lessons[Member, Values] = field(default_factory=Lessons)
    """What they are set to for calls with unknown arguments."""
    kept_names: Lessons[str, bool] = field(default_factory=Lessons)
    """Names of these members."""
    kept_things: Lessons[Address, Thing] = field(default_factory=Lessons)
    """The things that they refer to, as they are when whoever set them is done."""
    bases: Lessons[Class, tuple[Values, ...]] = field(default_factory=Lessons)
    """What the bases of each class may be."""
    defined: Lessons[Function, Scope] = field(default_factory=Lessons)
    """Functions with the scope around them."""

    def tell_changed(self, node: Node, reason: str) -> None:
        """Say that code elsewhere may change what `node` makes, also where members refer to that."""
        if node not in self.changed.said:
            self.changed.tell(node, reason)
            mine = [(at, thing) for at, thing in self.kept_things.said.items() if at.node is node and not thing.shared]
            for at, thing in mine:
                self.kept_things.tell(at, replace(thing, shared=reason))

    @property
    def late(self) -> bool:
        """Whether one came too late."""
        return any(each.late for each in self._every)

    def again(self) -> None:
        """Begin to follow the code once more."""
        for each in self._every:
            each.again()

    @property
    def _every(self) -> Sequence[Lessons[Any, Any]]:
        return [getattr(self, each.name) for each in fields(self)]
