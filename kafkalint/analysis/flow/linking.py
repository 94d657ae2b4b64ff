"""Which modules of the project are followed together, and which module each import means."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kafkalint.analysis.flow.modules import Module
from kafkalint.analysis.flow.wanting import look
from kafkalint.analysis.flow.web import Web
from kafkalint.model.program import Import, Program

MOST_ROUNDS = 8
"""Rounds until no module wants more of another one."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Modules that are followed together."""

    imported: tuple[Module, ...]
    """In an order in which each comes behind those that it imports, as far as there is one."""
    main: Module
    users: tuple[Module, ...]
    """Modules that import from the others."""
    links: Mapping[Import, Mapping[str, Module]]
    """What an import leads to, by dotted names as the import says them."""
    circular: frozenset[Module]
    """Imported modules that import the main one: it may see them before they are complete."""

    @property
    def alone(self) -> Linked:
        """The main module without the others: what comes from them is unknown."""
        return Linked((), self.main, (), {}, frozenset())

    @property
    def every(self) -> tuple[Module, ...]:
        """All of them."""
        return (*self.imported, self.main, *self.users)


def link(web: Web, main: Program) -> Linked:
    """All that must be followed with `main`."""
    web.add(main)
    for _round in range(MOST_ROUNDS):
        before = web.size
        for path in list(web.known):
            asked = web.size, sum(map(len, web.exports.values()))
            if web.done.get(path) != asked:
                web.done[path] = asked
                look(web, path)
        if web.size == before:
            break
    return _linked(web, main.source.path)


def _linked(web: Web, top: str) -> Linked:
    links = {node: {name: web.known[path] for name, path in names.items()} for node, names in web.links.items()}
    every = [path for path in web.in_order([top, *web.users]) if path != top]
    imported = [path for path in every if path not in web.users]
    circular = frozenset(web.known[path] for path in imported if top in web.in_order([path]))
    users = tuple(web.known[path] for path in every if path in web.users)
    return Linked(tuple(web.known[path] for path in imported), web.known[top], users, links, circular)


def add_users(web: Web, path: str, names: Collection[str]) -> bool:
    """Follow those who import `names` from the module at `path`, too; False when there are too many."""
    found = web.modules.users(path, names)
    if found is None:
        return False
    web.exports.setdefault(path, set()).update(names)
    web.wanted[path].update(names)
    for other in found:
        if other.path not in web.known and web.add_other(other):
            web.users[other.path] = None
    return all(other.path in web.known for other in found)
