"""Which code can touch what reaches a producer: found backwards from the calls, by names, before anything is run.

Names are compared as text, whatever their scope, so that too much counts as relevant and never too little. What other
modules want of a module, and what they make producers with, comes as names too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kafkalint.analysis.flow.blocks import Blocks, blocks
from kafkalint.analysis.flow.facts import Facts, facts
from kafkalint.analysis.flow.kin import Kin, kin
from kafkalint.analysis.flow.language import Language
from kafkalint.analysis.flow.needs import needs_of_builders, uses
from kafkalint.analysis.flow.scopes import name_uses
from kafkalint.model.program import Attribute, Call, Function, Node, Program, children

KEPT = 256
"""Slices that are kept: the same modules belong to many others."""


@dataclass(frozen=True, slots=True)
class Relevance:
    """What there is to follow in a module."""

    calls: tuple[Call, ...] = ()
    """Calls that may make a producer."""
    begins: tuple[Attribute, ...] = ()
    """Members of anything that may begin to make one."""
    nodes: frozenset[Node] = frozenset()
    """Branches, functions and generators that must be run."""
    imports: Mapping[str, str] = field(default_factory=dict)
    """Paths to what makes a producer, or to where it is, by the name that an import gives them."""
    makers: frozenset[str] = frozenset()
    """Names that may mean what makes a producer."""
    needs: frozenset[str] = frozenset()
    """Names that lead from a producer to where its settings come from; members with a dot before them."""
    helpers: frozenset[Function] = frozenset()
    """Functions whose calls can be followed into them."""


@lru_cache(maxsize=KEPT)
def relevance(
    program: Program,
    targets: frozenset[str],
    language: Language,
    wanted: frozenset[str] = frozenset(),
    borrowed: frozenset[str] = frozenset(),
) -> Relevance:
    """What must be followed to find calls of `targets`, and what the names `wanted` mean to other modules.

    `borrowed` are names by which the module knows what makes a producer in another module of the project.
    """
    known = facts(program, language)
    names_of, parts = kin(known), blocks(known)
    imports = dict(_imports(known, targets))
    begins = tuple(_begins(known, targets))
    if not imports and not begins and not wanted and not borrowed:
        return Relevance()
    makers = names_of.passed_on.closure({*imports, *borrowed})
    calls = tuple(call for call, names in names_of.made_by.items() if not makers.isdisjoint(names))
    straight = _straight(known, wanted)
    names = {function.name for function in straight}
    roots = (*calls, *begins)
    hubs = known.standard - makers
    interest = names_of.linked.closure([*name_uses(roots), *wanted], hubs, names | wanted, names) - hubs
    needed = {*_needs(names_of, calls, makers | wanted), *needs_of_builders(known.every, known.receivers, begins)}
    nodes = _nodes(parts, interest, needed, roots)
    return Relevance(
        calls,
        begins,
        nodes,
        imports,
        frozenset(makers),
        frozenset(needed),
        frozenset(each for each in straight if each in nodes and nodes.isdisjoint(parts.inside[each])),
    )


def _straight(known: Facts, wanted: Collection[str]) -> list[Function]:
    """Straight functions that are called by name, here or as `wanted`, or that compute a member."""
    called = known.called.union(wanted, known.computed)
    if not called.isdisjoint(known.classes):
        called |= {known.language.initializer}
    return [function for function in known.straight if function.name in called]


def _nodes(parts: Blocks, interest: set[str], needed: set[str], roots: Collection[Node]) -> frozenset[Node]:
    """All that has to do with names of interest, or with a member that leads to a producer."""
    members = {name.removeprefix(".") for name in needed if name.startswith(".")}
    found = {node for root in roots for node in parts.around[root]}
    for block in parts.every:
        sets = not members.isdisjoint(block.members)
        if sets or block.always or not interest.isdisjoint(block.uses):
            found.add(block.node)
    return frozenset(found)


def _needs(names_of: Kin, calls: Collection[Call], wanted: Collection[str]) -> set[str]:
    """Names that what is `wanted`, or what `calls` are given, may come from."""
    start = {name for call in calls for name in uses(children(call), names_of.facts.receivers)}
    return names_of.sources.closure([*start, *wanted])


def _imports(known: Facts, targets: Collection[str]) -> Iterator[tuple[str, str]]:
    for node in known.imports:
        if node.level:
            continue
        if node.name == "*":
            yield from ((path.rpartition(".")[2], path) for path in targets if path.rpartition(".")[0] == node.module)
            continue
        path = f"{node.module}.{node.name}" if node.name else node.module
        root = node.alias if not node.name and node.alias == node.module.partition(".")[0] else path
        if any(target == root or target.startswith(f"{root}.") for target in targets):
            yield node.alias, root


def _begins(known: Facts, targets: Collection[str]) -> Iterator[Attribute]:
    """Members of anything that are looked for; what is called is no such member."""
    names = {target.removeprefix(".") for target in targets if target.startswith(".")}
    if names:
        yield from (node for node in known.of(Attribute) if node.name in names and node not in known.callees)
