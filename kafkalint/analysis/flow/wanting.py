"""What a module wants of others that it imports: names that lead from a producer to its settings, or what makes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from kafkalint.analysis.flow.modules import Module, Other
from kafkalint.analysis.flow.web import Web
from kafkalint.model.program import Import


def look(web: Web, path: str) -> None:
    """Find what the module at `path` wants of others, and read it."""
    module = web.refreshed(path)
    names = module.relevance.needs
    first = len(web.known) == 1 and (module.relevance.imports or not module.relevance.begins)
    used = module.facts.used_as_code if path in web.users or first else frozenset()
    for node in module.facts.imports:
        if not _of_a_client(web, node):
            _use(web, module, node)
            if node.name == "*" or node.alias in names:
                _want(web, module, node, names)
            elif node.alias in used:
                _borrow(web, module, node)


def _of_a_client(web: Web, node: Import) -> bool:
    """Whether an import means the library that makes producers, whatever folders there are of that name."""
    if node.level:
        return False
    root = node.module.partition(".")[0]
    return any(target.partition(".")[0] == root for target in web.targets)


def _use(web: Web, module: Module, node: Import) -> None:
    """Take into account that a module imports what others want, too: it may change it, or call it."""
    for name, path in _meant(web, module, node):
        exported = {*web.exports.get(path, ()), *web.wanted[path]}
        if not exported:
            continue
        if node.name == "*":
            web.link(module, node, name, path)
            web.wanted[module.path].update(exported)
            continue
        whole = node.name != name.rpartition(".")[2] or not node.name or name == _joined(node.module, node.name)
        if whole or node.name in exported:
            web.link(module, node, name, path)
            web.wanted[module.path].add(node.alias)
            web.wanted[path].update(_methods_called(module, web.known[path]))
            makers = web.known[path].relevance.makers
            if (whole and makers) or node.name in makers:
                web.borrowed[module.path].add(node.alias)


def _meant(web: Web, module: Module, node: Import) -> Iterator[tuple[str, str]]:
    """Modules among the known ones that an import means, by the name that it says."""
    for name in dict.fromkeys((node.module, _joined(node.module, node.name))):
        other = _found(web, module, node, name)
        if other is not None and other.path in web.known:
            yield name, other.path


def _want(web: Web, module: Module, node: Import, names: Collection[str]) -> None:
    """Read what an import leads to, and what the module uses of it."""
    if node.name == "*":
        _load(web, module, node, node.module, names)
    elif node.name:
        _load(web, module, node, node.module, [node.name])
        _load_members(web, module, node, _joined(node.module, node.name))
    else:
        whole = node.alias != node.module.partition(".")[0]
        _load_members(web, module, node, node.module if whole else node.alias)


def _borrow(web: Web, module: Module, node: Import) -> None:
    """Read what an import leads to when that may make producers."""
    other = _found(web, module, node, node.module)
    if other is None or not node.name or not _speaks_of_a_client(web, other):
        return
    _load(web, module, node, node.module, [node.name])
    if other.path in web.known and node.name in web.refreshed(other.path).relevance.makers:
        web.borrowed[module.path].add(node.alias)


def _speaks_of_a_client(web: Web, other: Other) -> bool:
    return any(target.partition(".")[0] in other.text for target in web.targets if not target.startswith("."))


def _load_members(web: Web, module: Module, node: Import, base: str) -> None:
    """Read the modules whose members are used behind the name of an import."""
    for chain in sorted(module.facts.chains.get(node.alias, ())):
        parts = chain.split(".")
        for count, part in enumerate(parts):
            _load(web, module, node, ".".join([base, *parts[:count]]), [part])


def _load(web: Web, module: Module, node: Import, name: str, wanted: Iterable[str]) -> None:
    """Read the module that an import means by `name`, for the sake of names in it."""
    other = _found(web, module, node, name)
    if other is None or not web.add_other(other):
        return
    web.link(module, node, name, other.path)
    web.wanted[other.path].update(wanted)
    if node.name in web.known[other.path].relevance.makers:
        web.borrowed[module.path].add(node.alias)


def _found(web: Web, module: Module, node: Import, name: str) -> Other | None:
    other = web.modules.find(name, node.level, module.path)
    return None if other is None or other.path == module.path else other


def _joined(module: str, name: str) -> str:
    return ".".join(part for part in (module, name) if part)


def _methods_called(module: Module, other: Module) -> frozenset[str]:
    """Names of functions of another module that are called, or computed, as members of something."""
    called = module.facts.called_members & other.facts.functions.keys()
    return called | (module.facts.members.read & other.facts.computed)
