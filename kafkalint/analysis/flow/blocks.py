"""The parts of a module that are run only when they matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kafkalint.analysis.flow.facts import KEPT, Facts
from kafkalint.analysis.flow.scopes import bound_names, name_uses, walk
from kafkalint.model.program import Attribute, Branch, Call, Comprehension, Exit, Function, Import, Node, children


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A branch, function, generator or comprehension, which is run only when it matters."""

    node: Branch | Function | Comprehension
    uses: frozenset[str]
    """Names in it that somebody else may mean, too."""
    members: frozenset[str]
    """Names of members in the body of a function."""
    always: bool
    """Whether it matters in any case: it leaves the code around, or gives a name of the language another meaning."""
    functions: tuple[Function, ...]
    """Those that are defined inside."""


class Blocks:
    """All blocks of one module."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    @cached_property
    def every(self) -> tuple[Block, ...]:
        """All that is run only when it matters."""
        found = (node for node in self.facts.every if isinstance(node, Branch | Function | Comprehension))
        return tuple(_block(node, self.facts) for node in found)

    @cached_property
    def inside(self) -> Mapping[Node, tuple[Function, ...]]:
        """The functions that are defined inside of each."""
        return {block.node: block.functions for block in self.every}

    @cached_property
    def around(self) -> Mapping[Node, tuple[Node, ...]]:
        """The blocks around each call and member, which are a block themselves when they stand for one."""
        found: dict[Node, tuple[Node, ...]] = {}
        waiting: list[tuple[Node, tuple[Node, ...]]] = [(node, ()) for node in self.facts.program.body]
        while waiting:
            node, blocks = waiting.pop()
            if isinstance(node, Branch | Function | Comprehension):
                blocks = (*blocks, node)
            if isinstance(node, Call | Attribute):
                found[node] = blocks
            waiting += [(inner, blocks) for inner in children(node)]
        return found


@lru_cache(maxsize=KEPT)
def blocks(facts: Facts) -> Blocks:
    """All blocks of one module."""
    return Blocks(facts)


def _block(node: Branch | Function | Comprehension, facts: Facts) -> Block:
    inside = list(walk([node]))
    functions = tuple(each for each in inside if isinstance(each, Function) and each is not node)
    uses = frozenset(name_uses([node]))
    if isinstance(node, Function):
        members_used = frozenset(each.name for each in walk(node.body) if isinstance(each, Attribute))
        return Block(node, uses - facts.scope.names_of(node), members_used, False, functions)
    bound = {name for each in inside for name in bound_names(each)}
    leaves = any(isinstance(each, Exit) or (isinstance(each, Import) and each.name == "*") for each in inside)
    return Block(node, uses, frozenset(), leaves or any(name in facts.language.builtins for name in bound), functions)
