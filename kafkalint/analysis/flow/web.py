"""The modules that are looked at together, as far as they are found: what each wants of the others, and imports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kafkalint.analysis.flow.language import Language
from kafkalint.analysis.flow.modules import Module, Modules, Other, module_of
from kafkalint.analysis.flow.relevance import relevance
from kafkalint.model.program import Import, Program

MOST_MODULES = 24
"""Modules that one module is followed into; what further ones define stays unknown."""
MOST_TEXT = 1_000_000
"""Characters in all of them."""


@dataclass(slots=True)
class Web:
    """What is found so far."""

    modules: Modules
    """All modules of the project."""
    targets: frozenset[str]
    language: Language
    known: dict[str, Module] = field(default_factory=dict)
    """Modules by path; their relevance is that of the last round."""
    users: dict[str, None] = field(default_factory=dict)
    """Those that are looked at since they import from others."""
    exports: dict[str, set[str]] = field(default_factory=dict)
    """Names of a module that its users may mean, by path."""
    wanted: dict[str, set[str]] = field(default_factory=dict)
    """Names of a module that others want, by path."""
    borrowed: dict[str, set[str]] = field(default_factory=dict)
    """Names by which a module knows what makes a producer elsewhere, by path."""
    links: dict[Import, dict[str, str]] = field(default_factory=dict)
    """The paths that an import leads to, by dotted names as it says them."""
    imports: dict[str, dict[str, None]] = field(default_factory=dict)
    """The modules that a module imports, by path."""
    done: dict[str, object] = field(default_factory=dict)
    """What was known when a module was last looked at."""

    @property
    def size(self) -> tuple[int, ...]:
        """How much is known: nothing more was found when it stays the same."""
        sets = (*self.wanted.values(), *self.borrowed.values(), *self.links.values())
        return len(self.known), sum(map(len, sets))

    def add(self, program: Program) -> None:
        """Look at a module, too."""
        path = program.source.path
        if path not in self.known:
            self.known[path] = module_of(program, self.language, relevance(program, self.targets, self.language))
            self.wanted[path], self.borrowed[path], self.imports[path] = set(), set(), {}

    def add_other(self, other: Other) -> bool:
        """Look at a module of the project, too, if there is room for it; whether it is known then."""
        if other.path not in self.known and self._has_room(other.text) and (program := other.program) is not None:
            self.add(program)
        return other.path in self.known

    def _has_room(self, text: str) -> bool:
        size = sum(len(module.program.source.text) for module in self.known.values())
        return len(self.known) <= MOST_MODULES and size + len(text) <= MOST_TEXT

    def refreshed(self, path: str) -> Module:
        """The module with what is relevant by now."""
        module = self.known[path]
        asked = frozenset(self.wanted[path]), frozenset(self.borrowed[path])
        if any(asked):
            self.known[path] = replace(module, relevance=relevance(module.program, self.targets, self.language, *asked))
        return self.known[path]

    def link(self, module: Module, node: Import, name: str, path: str) -> None:
        """Remember that an import of `module` leads to the one at `path` by `name`."""
        self.links.setdefault(node, {})[name] = path
        self.imports[module.path][path] = None

    def in_order(self, paths: Iterable[str]) -> list[str]:
        """These modules and those that they import, each behind its own imports."""
        done: dict[str, None] = {}
        entered: set[str] = set()

        def visit(one: str) -> None:
            if one not in entered:
                entered.add(one)
                for inner in self.imports[one]:
                    visit(inner)
                done[one] = None

        for one in paths:
            visit(one)
        return list(done)
