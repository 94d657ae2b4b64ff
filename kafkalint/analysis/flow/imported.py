"""What the names of other modules of the project mean here."""

from __future__ import annotations

from kafkalint.analysis.flow.frame import Frame
from kafkalint.analysis.flow.modules import Module
from kafkalint.analysis.flow.states import State
from kafkalint.analysis.flow.values import NOTHING, Imported, Unknown, Values
from kafkalint.model.program import Constant, Import, Items


def linked(frame: Frame, state: State, node: Import) -> Values:
    """What an import of something of the project gives; nothing when that is not followed."""
    found = frame.machine.linked.links.get(node, {})
    if not node.name:
        whole = node.alias != node.module.partition(".")[0]
        return frozenset({Imported(node.module if whole else node.alias, node)}) if found else NOTHING
    values = state.value((found[node.module].scope, node.name)) if node.module in found else NOTHING
    inner = f"{node.module}.{node.name}".removeprefix(".")
    return values or (frozenset({Imported(inner, node)}) if inner in found else NOTHING)


def member(frame: Frame, state: State, one: Imported, name: str) -> Values:
    """What a member of a module is; unknown when that is not followed."""
    found = frame.machine.linked.links.get(one.node, {})
    values = state.value((found[one.name].scope, name)) if one.name in found else NOTHING
    inner = f"{one.name}.{name}"
    if not values and any(f"{known}.".startswith(f"{inner}.") for known in found):
        return frozenset({Imported(inner, one.node)})
    return values or frozenset({Unknown(f"{name} of the module {one.name}", one.node)})


def exported(state: State, module: Module) -> dict[str, Values]:
    """What all public names of a module mean, an unknown rest as ``*`` included."""
    cells = {name: values for (scope, name), values in state.cells.items() if scope is module.scope}
    listed = _listed(cells.get("__all__", NOTHING))
    return {
        name: values
        for name, values in cells.items()
        if (name in listed if listed is not None else not name.startswith("_") or name == "*")
    }


def _listed(values: Values) -> frozenset[str] | None:
    """The names in ``__all__``; None when there is no such list."""
    for one in values:
        node = getattr(getattr(one, "address", one), "node", None)
        if isinstance(node, Items):
            texts = (item.value for item in node.items if isinstance(item, Constant))
            return frozenset(text for text in texts if isinstance(text, str))
    return None
