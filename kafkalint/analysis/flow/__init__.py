"""Finding producers in source code, and what their clients receive: an abstract run of one module.

Sound, not complete: what may differ at run time is never said to be certain. `relevance` decides what is run at all,
`follow` runs it, `answers` puts the result into words. Nothing here knows a client; places name what is looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kafkalint.analysis.flow.answers import answer
from kafkalint.analysis.flow.follow import follow
from kafkalint.analysis.flow.language import PYTHON
from kafkalint.analysis.flow.machine import Found, Machine, places_by_path
from kafkalint.analysis.flow.relevance import Relevance, relevance
from kafkalint.analysis.flow.scopes import dotted
from kafkalint.analysis.flow.values import MapThing
from kafkalint.model.place import Place
from kafkalint.model.producer import Producer
from kafkalint.model.program import Call, Program

MOST_STEPS = 20_000
"""Expressions and statements that are followed in one module, all repetitions counted."""


def producers(
    program: Program, places: Sequence[Place], module: Callable[[str], Program | None]
) -> tuple[Producer, ...]:
    """Every producer that a module makes, in written order; `module` gives other modules of the project by name."""
    targets = places_by_path(places)
    relevant = relevance(program, targets, PYTHON)
    if not relevant.calls:
        return ()
    readers = frozenset(path for place in places for path in place.readers)
    machine = Machine(program, targets, PYTHON, module, MOST_STEPS, relevant, readers)
    spoiled = follow(machine)
    if relevant.reflective:
        spoiled = f"the use of {relevant.reflective}, which may change any name"
    found = dict(machine.found)
    if spoiled:
        found = _not_reached(machine, relevant) | found
    every = (answer(machine, call, one, spoiled) for (call, _place), one in found.items())
    return tuple(sorted(every, key=lambda producer: producer.site.span))


def _not_reached(machine: Machine, relevant: Relevance) -> dict[tuple[Call, str], Found]:
    """Calls that make a producer by what their import says, for code that was not followed to its end."""
    found = {}
    for call in relevant.calls:
        root = dotted(call.function)
        path = "" if root is None else relevant.imports.get(root[0].name, "") + root[1].removeprefix(root[0].name)
        if path in machine.targets:
            place, constructor = machine.targets[path]
            found[call, place.id] = Found(place, constructor, MapThing())
    return found
