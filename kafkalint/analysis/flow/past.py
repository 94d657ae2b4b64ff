"""What a line of states has changed, newest first: two states differ in nothing that neither line has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from kafkalint.analysis.flow.scopes import Scope
from kafkalint.analysis.flow.values import Address

Cell: TypeAlias = tuple[Scope, str]
"""A name of a scope, or a member behind one: ``self.conf``."""


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """One change, and all that came before it."""

    changed: tuple[Cell | Address, ...] = ()
    before: Past | None = None
    depth: int = 0
    made: Address | None = None
    """Where a new thing was made, if that was the change."""

    def then(self, changed: Iterable[Cell | Address], made: Address | None = None) -> Past:
        """The past after another change."""
        return Past(tuple(changed), self, self.depth + 1, made)

    def since_made(self, address: Address) -> Iterator[Cell | Address]:
        """All that was changed after the newest thing at `address` was made: what may refer to it."""
        at: Past | None = self
        while at is not None:
            yield from at.changed
            at = None if at.made == address else at.before

    def since(self, earlier: Past) -> Iterator[Cell | Address]:
        """All that was changed after `earlier`, which is a part of this past; some of it several times."""
        at: Past | None = self
        while at is not None and at is not earlier:
            yield from at.changed
            at = at.before


BEGINNING = Past()
"""Nothing was changed yet; every past goes back to it."""


def apart(left: Past, right: Past) -> dict[Cell | Address, None]:
    """All that may differ between two states: what either changed after their pasts went apart."""
    found: dict[Cell | Address, None] = {}
    one: Past | None = left
    other: Past | None = right
    while one is not other:
        if other is None or (one is not None and one.depth >= other.depth):
            assert one is not None
            found.update(dict.fromkeys(one.changed))
            one = one.before
        else:
            found.update(dict.fromkeys(other.changed))
            other = other.before
    return found
