"""Which modules of the project are followed together, and which module each import means."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kafkalint.analysis.flow.language import Language
from kafkalint.analysis.flow.modules import Module, Modules, Other, module_of
from kafkalint.analysis.flow.relevance import relevance
from kafkalint.model.program import Import, Program

MOST_MODULES = 24
"""Modules that one module is followed into; what further ones define stays unknown."""
MOST_TEXT = 1_000_000
"""Characters in all of them."""
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


@dataclass(slots=True)
class Linker:
    """Finds out which modules belong together."""

    modules: Modules
    targets: frozenset[str]
    language: Language
    known: dict[str, Module] = field(default_factory=dict)
    """Modules by path; their relevance is that of the last round."""
    users: dict[str, None] = field(default_factory=dict)
    exports: dict[str, set[str]] = field(default_factory=dict)
    """Names of a module that its users may mean, by path."""
    wanted: dict[str, set[str]] = field(default_factory=dict)
    borrowed: dict[str, set[str]] = field(default_factory=dict)
    links: dict[Import, dict[str, str]] = field(default_factory=dict)
    imports: dict[str, dict[str, None]] = field(default_factory=dict)
    """The modules that a module imports, by path."""
    done: dict[str, object] = field(default_factory=dict)
    """What was known when a module was last looked at."""

    def link(self, main: Program) -> Linked:
        """All that must be followed with `main`."""
        self._add(main)
        for _round in range(MOST_ROUNDS):
            before = self._size()
            for path in list(self.known):
                asked = self._size(), sum(map(len, self.exports.values()))
                if self.done.get(path) != asked:
                    self.done[path] = asked
                    self._follow(path)
            if self._size() == before:
                break
        links = {node: {name: self.known[path] for name, path in names.items()} for node, names in self.links.items()}
        top = main.source.path
        every = [path for path in self._in_order([top, *self.users]) if path != top]
        order = [path for path in every if path not in self.users]
        circular = frozenset(self.known[path] for path in order if top in self._in_order([path]))
        imported, users = (
            tuple(self.known[path] for path in paths)
            for paths in (order, [path for path in every if path in self.users])
        )
        return Linked(imported, self.known[top], users, links, circular)

    def add_users(self, path: str, names: Collection[str]) -> bool:
        """Follow those who import `names` from the module at `path`, too; False when there are too many."""
        found = self.modules.users(path, names)
        if found is None:
            return False
        self.exports.setdefault(path, set()).update(names)
        self.wanted[path].update(names)
        for other in found:
            if other.path not in self.known and self._has_room(other.text) and (program := other.program) is not None:
                self._add(program)
                self.users[other.path] = None
        return all(other.path in self.known for other in found)

    def _add(self, program: Program) -> None:
        path = program.source.path
        if path not in self.known:
            self.known[path] = module_of(program, self.language, relevance(program, self.targets, self.language))
            self.wanted[path], self.borrowed[path], self.imports[path] = set(), set(), {}

    def _size(self) -> tuple[int, ...]:
        sets = (*self.wanted.values(), *self.borrowed.values(), *self.links.values())
        return len(self.known), sum(map(len, sets))

    def _has_room(self, text: str) -> bool:
        size = sum(len(module.program.source.text) for module in self.known.values())
        return len(self.known) <= MOST_MODULES and size + len(text) <= MOST_TEXT

    def _follow(self, path: str) -> None:
        """Look at what one module wants of those that it imports."""
        module = self._refreshed(path)
        names = module.relevance.needs
        first = len(self.known) == 1 and (module.relevance.imports or not module.relevance.begins)
        used = module.facts.used_as_code if path in self.users or first else frozenset()
        for node in module.facts.imports:
            if not self._of_a_client(node):
                self._use(module, node)
                if node.name == "*" or node.alias in names:
                    self._want(module, node, names)
                elif node.alias in used:
                    self._borrow(module, node)

    def _refreshed(self, path: str) -> Module:
        module = self.known[path]
        asked = frozenset(self.wanted[path]), frozenset(self.borrowed[path])
        self.known[path] = (
            replace(module, relevance=relevance(module.program, self.targets, self.language, *asked))
            if any(asked)
            else module
        )
        return self.known[path]

    def _of_a_client(self, node: Import) -> bool:
        """Whether an import means the library that makes producers, whatever folders there are of that name."""
        if node.level:
            return False
        root = node.module.partition(".")[0]
        return any(target.partition(".")[0] == root for target in self.targets)

    def _use(self, module: Module, node: Import) -> None:
        """Take into account that a module imports what others want, too: it may change it, or call it."""
        for name, path in self._meant(module, node):
            exported = {*self.exports.get(path, ()), *self.wanted[path]}
            if not exported:
                continue
            if node.name == "*":
                self._link(module, node, name, path)
                self.wanted[module.path].update(exported)
                continue
            whole = node.name != name.rpartition(".")[2] or self._is_module(node, name)
            if whole or node.name in exported:
                self._link(module, node, name, path)
                self.wanted[module.path].add(node.alias)
                self.wanted[path].update(_methods_called(module, self.known[path]))
                makers = self.known[path].relevance.makers
                if (whole and makers) or node.name in makers:
                    self.borrowed[module.path].add(node.alias)

    def _is_module(self, node: Import, name: str) -> bool:
        return not node.name or name == _joined(node.module, node.name)

    def _meant(self, module: Module, node: Import) -> Iterator[tuple[str, str]]:
        """Modules among the known ones that an import means, by the name that it says."""
        for name in dict.fromkeys((node.module, _joined(node.module, node.name))):
            other = self.modules.find(name, node.level, module.path)
            if other is not None and other.path in self.known and other.path != module.path:
                yield name, other.path

    def _want(self, module: Module, node: Import, names: Collection[str]) -> None:
        """Read what an import leads to, and what the module uses of it."""
        other = self._found(module, node, node.module)
        if node.name == "*":
            self._load(module, node, node.module, other, names)
        elif node.name:
            self._load(module, node, node.module, other, [node.name])
            inner = _joined(node.module, node.name)
            self._load_members(module, node, inner, node.alias)
        else:
            whole = node.alias != node.module.partition(".")[0]
            self._load_members(module, node, node.module if whole else node.alias, node.alias)

    def _borrow(self, module: Module, node: Import) -> None:
        """Read what an import leads to when that may make producers."""
        other = self._found(module, node, node.module)
        if other is None or not node.name or not self._speaks_of_a_client(other):
            return
        self._load(module, node, node.module, other, [node.name])
        if other.path in self.known and node.name in self._refreshed(other.path).relevance.makers:
            self.borrowed[module.path].add(node.alias)

    def _speaks_of_a_client(self, other: Other) -> bool:
        return any(target.partition(".")[0] in other.text for target in self.targets if not target.startswith("."))

    def _load_members(self, module: Module, node: Import, base: str, alias: str) -> None:
        """Read the modules whose members are used behind the name of an import."""
        for chain in sorted(module.facts.chains.get(alias, ())):
            parts = chain.split(".")
            for count in range(len(parts)):
                name = ".".join([base, *parts[:count]])
                self._load(module, node, name, self._found(module, node, name), [parts[count]])

    def _found(self, module: Module, node: Import, name: str) -> Other | None:
        other = self.modules.find(name, node.level, module.path)
        return None if other is None or other.path == module.path else other

    def _load(self, module: Module, node: Import, name: str, other: Other | None, wanted: Iterable[str]) -> None:
        if other is None:
            return
        if other.path not in self.known:
            program = other.program if self._has_room(other.text) else None
            if program is None:
                return
            self._add(program)
        self._link(module, node, name, other.path)
        self.wanted[other.path].update(wanted)
        makers = self.known[other.path].relevance.makers
        if node.name in makers:
            self.borrowed[module.path].add(node.alias)

    def _link(self, module: Module, node: Import, name: str, path: str) -> None:
        self.links.setdefault(node, {})[name] = path
        self.imports[module.path][path] = None

    def _in_order(self, paths: Iterable[str]) -> list[str]:
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


def _joined(module: str, name: str) -> str:
    return ".".join(part for part in (module, name) if part)


def _methods_called(module: Module, other: Module) -> frozenset[str]:
    """Names of functions of another module that are called, or computed, as members of something."""
    called = module.facts.called_members & other.facts.functions.keys()
    return called | (module.facts.members.read & other.facts.computed)
