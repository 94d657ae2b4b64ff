"""A comment that silences rules on one line, in a block or in a whole file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kafkalint.model.producer import Site


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment with what it says, or with what is wrong with it."""

    site: Site
    ids: tuple[str, ...]
    line: int
    """The first line that it speaks of, counted from 0."""
    last: int
    """The last one; mostly the same."""
    until: date | None = None
    profiles: tuple[str, ...] = ()
    """Globs of the profiles of an application in which alone it holds; empty where it always does."""
    end: Site | None = None
    """The comment that ends its block."""
    problem: str = ""
    """``malformed``, ``unknown-id``, ``expired``, ``unused``; empty for a good one. `ids` are those concerned.

    ``intent-expired`` and ``intent-unused`` for a declaration in a configuration, whose `ids` are its profile.
    """
    text: str = ""
    """What is wrong with a malformed one: a clause without a full stop; of an unused one, where it holds; of a
    declaration, its reason."""
