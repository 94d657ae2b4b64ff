"""Finding producers in source code, and what their clients receive: an abstract run of one module.

Sound, not complete: what may differ at run time is never said to be certain. `linking` says which other modules of the
project belong to it, `relevance` what is run at all; `follow` runs it, `contexts` and `answers` put the result into
words. Nothing here knows a client; places name what is looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from kafkalint.analysis.flow.answers import answer, site
from kafkalint.analysis.flow.contexts import Way, ways
from kafkalint.analysis.flow.exports import exports
from kafkalint.analysis.flow.follow import TOO_LONG, follow
from kafkalint.analysis.flow.language import PYTHON
from kafkalint.analysis.flow.linking import Linked, add_users, link
from kafkalint.analysis.flow.machine import Machine, places_by_path
from kafkalint.analysis.flow.modules import Module, Modules, NoModules
from kafkalint.analysis.flow.unreached import named
from kafkalint.analysis.flow.web import Web
from kafkalint.model.place import Place
from kafkalint.model.producer import Producer
from kafkalint.model.program import Program

HOPS = 2
"""How far callers are looked for: those of a function, and those who call them."""


def producers(program: Program, places: Sequence[Place], modules: Modules) -> tuple[Producer, ...]:
    """Every producer that a module makes, in written order; `modules` gives the others of the project."""
    targets = places_by_path(places)
    web = Web(modules, frozenset(targets), PYTHON)
    linked = link(web, program)
    relevant = linked.main.relevance
    if not relevant.calls and not relevant.begins and not relevant.makers:
        return ()
    readers = frozenset(path for place in places for path in place.readers)
    start = partial(Machine, targets=targets, language=PYTHON, modules=modules, readers=readers)
    crowded: set[str] = set()
    machine, spoiled = _followed(start, linked)
    for _hop in range(HOPS):
        asked = {path: names - web.exports.get(path, set()) for path, names in exports(machine).items()}
        crowded |= {path for path, names in asked.items() if names and not add_users(web, path, names)}
        again = link(web, program)
        if [module.path for module in again.every] == [module.path for module in linked.every]:
            break
        with_users = start(again)
        if follow(with_users) == TOO_LONG:
            crowded |= asked.keys()
            break
        linked, machine, spoiled = again, with_users, ""
    machine.crowded = frozenset(module for module in linked.every if module.path in crowded)
    return tuple(_answers(machine, spoiled))


def _followed(start: Callable[..., Machine], linked: Linked) -> tuple[Machine, str]:
    """The modules as followed, and why nothing is certain, if so; the main one alone when all take too many steps."""
    machine = start(linked)
    spoiled = follow(machine)
    if spoiled and len(linked.every) > 1:
        machine = start(linked.alone)
        spoiled = follow(machine)
    return machine, spoiled


def _answers(machine: Machine, spoiled: str) -> Iterator[Producer]:
    every = [(way, spoiled) for way in ways(machine)]
    doubt = spoiled or machine.exposed(machine.main.scope) or ("" if machine.reach or not machine.helpers else TOO_LONG)
    if doubt:
        reached = {way.call for way, _ in every}
        every += [(way, doubt) for way in named(machine) if way.call not in reached]
    every.sort(key=lambda each: _order(machine, each[0]))
    return (answer(machine, way, reason) for way, reason in every)


def _order(machine: Machine, way: Way) -> tuple[object, ...]:
    at = [site(machine, node) for node in (way.call, *(call for call, _function in way.chain))]
    return (at[0].path != machine.main.path, *((each.path, each.span) for each in at))


__all__ = ["TOO_LONG", "Module", "Modules", "NoModules", "producers"]
