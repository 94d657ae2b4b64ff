"""What defining a function or a class and importing a name does."""

from __future__ import annotations

from dataclasses import replace

from kafkalint.analysis.flow.attributes import keep
from kafkalint.analysis.flow.frame import Frame, Result, Ways
from kafkalint.analysis.flow.imported import exported, linked
from kafkalint.analysis.flow.lineage import learn_bases
from kafkalint.analysis.flow.members import on_class
from kafkalint.analysis.flow.modules import Module
from kafkalint.analysis.flow.states import State
from kafkalint.analysis.flow.values import Code, External, Unknown, Values
from kafkalint.model.program import Class, Function, Import, Node


def define(frame: Frame, state: State, node: Node) -> Result:
    """A function or lambda: its defaults are evaluated now, its body another time."""
    assert isinstance(node, Function)
    defaults = [each.default for each in node.parameters if each.default is not None]
    state, every = frame.evaluate_all(state, defaults)
    for values in every:
        state = frame.share(state, values, "a default that all calls share", node)
    frame.machine.learnt.defined.tell_first(node, frame.scope)
    if node in frame.machine.nodes:
        frame.activation.later[node] = frame.scope
    return state, frozenset({Code(node)})


def define_function(frame: Frame, state: State, node: Node, _ways: Ways) -> State:
    """Run ``def``."""
    assert isinstance(node, Function)
    state, values = define(frame, state, node)
    return _name(frame, state, node, values)


def define_class(frame: Frame, state: State, node: Node, ways: Ways) -> State | None:
    """Run ``class``: its body now, its methods another time."""
    assert isinstance(node, Class)
    state, bases = frame.evaluate_all(state, [base.value for base in node.bases])
    for values in bases:
        state = frame.share(state, values, f"a map that class {node.name} is given", node)
    learn_bases(frame.machine, node, bases)
    scope = frame.machine.scope(frame.scope, node)
    after = replace(frame, scope=scope).run(state, node.body, ways)
    if after is None:
        return None
    for cell in [cell for cell in after.cells if cell[0] is scope]:
        if not keep(frame.machine, node, cell[1], after.cells[cell], followed=True):
            reason = f"a map that is kept in class {node.name}"
            after = frame.share(after, after.cells[cell], reason, node, "kept in a class")
    return _name(frame, frame.unseen(after), node, frozenset({Code(node)}))


def _name(frame: Frame, state: State, node: Function | Class, values: Values) -> State:
    """Bind the name of a definition to what its decorators make of it."""
    state, _decorators = frame.evaluate_all(state, node.decorators)
    if isinstance(node, Function) and _of_class(frame, node):
        return frame.bind(state, (frame.scope.owner(node.name), node.name), values)
    if node.decorators:
        owner = node if isinstance(node, Class) else None
        decorated = Unknown(f"the decorated {node.name}", node, owner=owner)
        state, values = frame.unseen(state), frozenset({decorated})
    return frame.bind(state, (frame.scope.owner(node.name), node.name), values)


def _of_class(frame: Frame, function: Function) -> bool:
    """Whether the decorator, which keeps the code as it is, is the language's own."""
    name = on_class(function, frame.machine.language)
    return bool(name) and name not in frame.scope.module.names and frame.scope.kind == "class"


def import_name(frame: Frame, state: State, node: Node, _ways: Ways) -> State:
    """Run an import."""
    assert isinstance(node, Import)
    if node.name == "*":
        return _import_all(frame, state, node)
    path = f"{node.module}.{node.name}" if node.name else node.module
    if not node.name and node.alias == node.module.partition(".")[0]:
        path = node.alias
    values = linked(frame, state, node) or _imported(frame, node, path)
    if node in frame.machine.linked.links:
        state = frame.unseen(state)  # other modules may run, and functions of this one
    return frame.bind(state, (frame.scope.owner(node.alias), node.alias), values)


def _imported(frame: Frame, node: Import, path: str) -> Values:
    """What an import gives: a module of the project hides one of the language's library, but never a client."""
    root, machine = path.partition(".")[0], frame.machine
    own = node.level > 0
    if machine.language.knows(root):
        own = own or machine.modules.find(root, 0, machine.homes[node].path) is not None
    return frozenset({Unknown(f"{node.alias} from {node.module or 'a module'}", node) if own else External(path)})


def _import_plain(frame: Frame, state: State, module: Module) -> State:
    """Bind every public name of a module of the project."""
    given = exported(state, module)
    for name, values in given.items():
        state = frame.bind(state, (frame.scope.module, name), values)
    return frame.unseen(state)


def _import_all(frame: Frame, state: State, node: Import) -> State:
    """Bind every name of a client that makes a producer; any other module may bind any name."""
    scope = frame.scope.module
    module = frame.machine.linked.links.get(node, {}).get(node.module)
    if module is not None:
        return _import_plain(frame, state, module)
    paths = [path for path in frame.machine.targets if path.rpartition(".")[0] == node.module and not node.level]
    for path in paths:
        state = frame.bind(state, (scope, path.rpartition(".")[2]), frozenset({External(path)}))
    if paths:
        return state
    names: Values = frozenset({Unknown(f"a name from {node.module or 'a module'}", node)})
    cells = {cell: values | names for cell, values in state.cells.items() if cell[0] is scope}
    return state.assume({**cells, (scope, "*"): state.value((scope, "*")) | names})
