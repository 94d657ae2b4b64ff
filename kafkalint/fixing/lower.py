"""From the changes of one plan to edits, by the verbs of the formats that hold the producer's settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from kafkalint.fixing.stepwise import stepwise, touch
from kafkalint.formats import Format, format_of
from kafkalint.formats.within import outward
from kafkalint.model.change import Change, Plan
from kafkalint.model.document import Container, Document, Entry, Inner, Scalar, walk
from kafkalint.model.edit import Edit, Patch, Refusal
from kafkalint.model.producer import Home
from kafkalint.model.program import Argument, Assign, Call, Chain, Key, Map, MapEntry, Node, Program, children
from kafkalint.model.value import Literal, Native

Reading: TypeAlias = "tuple[Document | Program, Format]"
"""One file as read, and the format that reads it."""


def lower(reading: Callable[[str], Reading | None], plan: Plan) -> tuple[Patch, ...] | Refusal:
    """The edits of every change of `plan` by file, or the first reason why one cannot be made.

    `reading` gives the file at a path as it was read when the plan was made.
    """
    removed = tuple(change.setting.handle for change in plan.changes if change.kind == "remove" and change.setting)
    patches = []
    for path in sorted({_path(change, plan) for change in plan.changes}):
        found = reading(path)
        if found is None:
            return Refusal(f"{path} is not at hand")
        changes = [change for change in plan.changes if _path(change, plan) == path]
        made = _in_one_file(*found, changes, plan.producer.home, removed)
        if isinstance(made, Refusal):
            return made
        patches += [Patch(path, made)] if made else []
    return tuple(patches)


def _in_one_file(
    read: Document | Program,
    syntax: Format,
    changes: Sequence[Change],
    home: Home | None,
    removed: tuple[object, ...],
) -> tuple[Edit, ...] | Refusal:
    inside: list[Edit] = []
    for inner, own in _by_text(read, changes, home):
        assert isinstance(read, Document)  # nothing else has texts inside
        made = _in_inner(read, syntax, inner, own, home, removed)
        if isinstance(made, Refusal):
            return made
        inside += made
        changes = [change for change in changes if not any(change is one for one in own)]
    made = _outside(read, syntax, changes, home, removed) if changes else ()
    return made if isinstance(made, Refusal) else tuple(sorted((*inside, *made)))


def _outside(
    read: Document | Program,
    syntax: Format,
    changes: Sequence[Change],
    home: Home | None,
    removed: tuple[object, ...],
) -> tuple[Edit, ...] | Refusal:
    """The edits of what does not stand in a text of its own."""
    edits: list[Edit] = []
    for change in changes:
        made = _lower(read, syntax, change, home, removed)
        if isinstance(made, Refusal):
            return made
        edits += [edit for edit in made if edit not in edits]
    edits.sort()
    if touch(edits) or _emptied(home, removed):
        return stepwise(read, syntax, changes, home, _lower)
    return tuple(edits)


def _in_inner(
    read: Document,
    syntax: Format,
    inner: Inner,
    changes: Sequence[Change],
    home: Home | None,
    removed: tuple[object, ...],
) -> tuple[Edit, ...] | Refusal:
    """The edits of a document inside `read`, where they are written."""
    own = format_of(inner.document.source.path.rpartition("/")[2])
    assert own is not None  # else it could not have been read
    made = _in_one_file(inner.document, own, changes, home, removed)
    return made if isinstance(made, Refusal) else outward(read, syntax, inner, made)


def _by_text(
    read: Document | Program, changes: Sequence[Change], home: Home | None
) -> Iterator[tuple[Inner, list[Change]]]:
    """The documents inside `read` that hold something that is to change, each with that."""
    for inner in read.inner if isinstance(read, Document) else ():
        things = list(_things(inner.document))
        own = [change for change in changes if any(thing is _changed(change, home) for thing in things)]
        if own:
            yield inner, own


def _changed(change: Change, home: Home | None) -> object:
    return change.setting.handle if change.setting else home and home.container


def _things(document: Document) -> Iterator[Entry | Container]:
    """Every entry and container of a document, and of those inside it."""
    for root in document.roots:
        if not isinstance(root, Scalar):
            yield root
        for _, container, entry in walk(root):
            yield from (container, entry)
    for inner in document.inner:
        yield from _things(inner.document)


def _emptied(home: Home | None, removed: tuple[object, ...]) -> bool:
    """Whether nothing is left of what stood where a new setting goes."""
    if home is None or not removed or isinstance(home.container, Chain):
        return False
    there = home.container.arguments if isinstance(home.container, Call) else home.container.entries
    return bool(there) and all(any(one is gone for gone in removed) for one in there)


def _path(change: Change, plan: Plan) -> str:
    """The file that a change is made in."""
    if change.setting is None:
        home = plan.producer.home
        return home.path if home and home.path else plan.producer.site.path
    moved = change.kind == "set" and change.setting.origin is not None
    return change.setting.site.path if moved else change.setting.name_site.path


def _lower(
    read: Document | Program, syntax: Format, change: Change, home: Home | None, removed: tuple[object, ...] = ()
) -> tuple[Edit, ...] | Refusal:
    if change.setting is None:
        return _add(read, syntax, change, home, removed)
    handle = change.setting.handle
    if change.setting.locked or handle is None:
        return Refusal(change.setting.locked or "the value is not written where it could be edited")
    if change.kind == "set":
        return syntax.replace(read, change.setting.origin or handle, _typed_like(handle, change.value))
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
    return home.words.get(name) or home.spelling.format(name=name, upper=name.upper().replace(".", "_"))


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
