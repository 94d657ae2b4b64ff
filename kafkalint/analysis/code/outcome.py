"""How code learns what became of a record that it has sent, and where."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.analysis.code.records import argument
from kafkalint.analysis.code.use import Use
from kafkalint.model.program import Argument, Arm, Assign, Attribute, Call, Class, Function, Node, Operation


def learnt(use: Use, region: Node | None) -> list[Node]:
    """Where inside of `region`, or anywhere, it comes out whether the record that `use` sends was delivered."""
    found = [*by_itself(use), *_by_flush(use), *_by_callback(use)]
    return [node for node in found if region is None or node is region or region in use.outline.around(node)]


def dropped(use: Use, node: Node) -> bool:
    """Whether nobody looks at the value of `node`: it stands alone as a statement."""
    parent = use.outline.parents.get(node)
    return parent is None or (isinstance(parent, Arm | Class | Function) and node in parent.body)


def futures(use: Use) -> Iterator[Node]:
    """Expressions that are the future that `use` gives."""
    first = use.awaited if use.method and use.method.coroutine else use.node
    yield first
    parent = use.outline.parents.get(first)
    if isinstance(parent, Assign) and first is parent.value and parent.operator == "=":
        for target in parent.targets:
            cell = use.outline.cell(target)
            yield from (node for node in use.outline.mentions.get(cell, ()) if node is not target) if cell else ()


def reported(use: Use) -> bool | None:
    """Whether a function is told what becomes of the record; None when that cannot be seen."""
    if use.call is None or use.method is None:
        return None
    if argument(use.call, use.method.callbacks) is not None:
        return True
    names = {slot.name for slot in use.producer.slots}
    if not names.isdisjoint(use.life.object.reports):
        return True
    return None if use.producer.open or any(each.name in ("*", "**") for each in use.call.arguments) else False


def by_itself(use: Use) -> Iterator[Node]:
    """Where the code waits for this very record."""
    if use.method is None or use.call is None:
        return
    if use.method.tells == "raises" and not (use.method.coroutine and dropped(use, use.node)):
        yield use.node
    if use.method.tells == "future":
        yield from (node for future in futures(use) for node in _waited(use, future))


def _waited(use: Use, future: Node) -> Iterator[Node]:
    """Where a future is waited for."""
    parents = use.outline.parents
    parent = parents.get(future)
    if isinstance(parent, Attribute) and parent.name in use.life.object.waits:
        call = parents.get(parent)
        if isinstance(call, Call):
            yield call
    elif isinstance(parent, Argument):
        outer = parents.get(parents[parent])
        if isinstance(outer, Operation) and outer.operator == "await":
            yield outer
    elif isinstance(parent, Operation) and parent.operator == "await":
        yield parent


def _by_flush(use: Use) -> Iterator[Node]:
    for flush in use.life.of("flush", "close", "commit"):
        if flush.method is None or flush.call is None:
            continue
        if flush.method.tells == "raises" or (flush.method.tells == "result" and not dropped(flush, flush.awaited)):
            yield flush.node


def _by_callback(use: Use) -> Iterator[Node]:
    """Callbacks run while the queue is served, and may raise there."""
    if reported(use):
        yield from (other.node for other in use.life.of("flush", "poll") if other.call is not None)
