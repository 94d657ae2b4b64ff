"""From the changes of one plan to edits, by the verbs of the format that holds the producer."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.fixing.stepwise import stepwise, touch
from kafkalint.formats import Format
from kafkalint.model.change import Change, Plan
from kafkalint.model.document import Container, Document, Entry, Scalar, walk
from kafkalint.model.edit import Edit, Refusal
from kafkalint.model.producer import Home
from kafkalint.model.program import Argument, Assign, Call, Key, Map, MapEntry, Node, Program, children
from kafkalint.model.value import Literal, Native


def lower(read: Document | Program, syntax: Format, plan: Plan) -> tuple[Edit, ...] | Refusal:
    """The edits of every change of `plan`, or the first reason why one cannot be made."""
    removed = tuple(change.setting.handle for change in plan.changes if change.kind == "remove" and change.setting)

    edits: list[Edit] = []
    for change in plan.changes:
        made = _lower(read, syntax, change, plan.producer.home, removed)
        if isinstance(made, Refusal):
            return made
        edits += [edit for edit in made if edit not in edits]
    edits.sort()
    if touch(edits) or _emptied(plan.producer.home, removed):
        return stepwise(read, syntax, plan.changes, plan.producer.home, _lower)
    return tuple(edits)


def _emptied(home: Home | None, removed: tuple[object, ...]) -> bool:
    """Whether nothing is left of what stood where a new setting goes."""
    if home is None or not removed:
        return False
    there = home.container.arguments if isinstance(home.container, Call) else home.container.entries
    return bool(there) and all(any(one is gone for gone in removed) for one in there)


def _lower(
    read: Document | Program, syntax: Format, change: Change, home: Home | None, removed: tuple[object, ...] = ()
) -> tuple[Edit, ...] | Refusal:
    if change.setting is None:
        return _add(read, syntax, change, home, removed)
    handle = change.setting.handle
    if change.setting.locked or handle is None:
        return Refusal(change.setting.locked or "the value is not written where it could be edited")
    if change.kind == "set":
        return syntax.replace(read, handle, _typed_like(handle, change.value))
    if change.kind == "rename":
        return syntax.rename(read, handle, _renamed(change, home))
    return syntax.delete(read, container_of(read, handle), handle)


def _add(
    read: Document | Program, syntax: Format, change: Change, home: Home | None, removed: tuple[object, ...]
) -> tuple[Edit, ...] | Refusal:
    if home is None:
        return Refusal("there is no one place to add the setting")
    if home.shared:
        return Refusal(home.shared)
    after = None if any(home.after is handle for handle in removed) else home.after
    return syntax.insert(read, home.container, _spelled(home, change.name), change.value, after)


def _typed_like(handle: Entry | Key, value: Native) -> Native:
    """`value` as text where quotes say that text is meant: a ``"false"`` becomes ``"true"``."""
    old = handle.value.value if isinstance(handle, Entry) and isinstance(handle.value, Scalar) else None
    if isinstance(old, Literal) and isinstance(old.value, str) and not old.plain and isinstance(value, bool | int):
        return str(value).lower()
    return value


def _renamed(change: Change, home: Home | None) -> str:
    """The new name with what the old one has around it, or as the place spells new settings."""
    assert change.setting is not None  # only what is written can get another name
    written, old = change.setting.written, change.setting.name
    if written.endswith(old):
        return written[: -len(old)] + change.name
    return _spelled(home, change.name) if home else change.name


def _spelled(home: Home, name: str) -> str:
    return home.spelling.format(name=name, upper=name.upper().replace(".", "_"))


def container_of(read: Document | Program, handle: Entry | Key) -> Container | Call | Map | None:
    """What `handle` is an entry, argument or map entry of; None for a statement of its own."""
    if isinstance(read, Program):
        return next(_holders(read.body, handle), None)
    for root in read.roots:
        for _, container, entry in walk(root):
            if entry is handle:
                return container
    return None


def _holders(nodes: tuple[Node, ...], handle: Entry | Key) -> Iterator[Call | Map]:
    if not isinstance(handle, MapEntry | Argument | Assign):
        return
    stack = list(nodes)
    while stack:
        node = stack.pop()
        inner = children(node)
        if isinstance(node, Call | Map) and any(item is handle for item in inner):
            yield node
        stack.extend(inner)
