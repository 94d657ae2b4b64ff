"""Putting another value or key in the place of one."""

from __future__ import annotations

import re

from kafkalint.formats.python.places import above, refusal
from kafkalint.formats.python.writing import named, quotes, siblings, written
from kafkalint.model.edit import Edit, Refusal
from kafkalint.model.program import (
    Argument,
    Assign,
    Attribute,
    Call,
    Constant,
    Items,
    Key,
    Link,
    MapEntry,
    Node,
    Program,
    Subscript,
    children,
)
from kafkalint.model.source import Span
from kafkalint.model.value import Native

_WORD = re.compile(r"\w+")


def replace(program: Program, target: Key, value: Native) -> tuple[Edit, ...] | Refusal:
    """Edits after which `target` holds `value`; none when it does already."""
    node = target.call if isinstance(target, Link) else target
    refused = refusal(program, node)
    if refused:
        return refused
    if isinstance(target, Assign) and target.operator != "=":
        return Refusal(f"the value is added by {target.operator}")
    if _says(target.value, value):
        return ()
    if _binds(target.value):
        return Refusal("the value assigns a name")
    container = node if isinstance(target, Link) else next(iter(above(program, target)), target)
    near = (target.value, _key(target), *siblings(container))
    new = written(value, quotes(program.source, near), program.source)
    if new is None:
        return Refusal(f"a {type(value).__name__} cannot be written here")
    return (Edit(target.value.span, new),)


def rename(program: Program, target: Key, key: str) -> tuple[Edit, ...] | Refusal:
    """Edits after which `target` has the name `key`."""
    refused = refusal(program, target.call if isinstance(target, Link) else target)
    if refused:
        return refused
    if isinstance(target, Argument):
        return _rename_argument(program, target, key)
    place = _key(target)
    if isinstance(place, Attribute):
        return _rename_word(place.name, place.name_span, key)
    if not isinstance(place, Constant) or not isinstance(place.value, str):
        return Refusal("the key is no string literal")
    if place.value == key:
        return ()
    new = written(key, quotes(program.source, (place,)), program.source)
    return (Edit(place.span, new),) if new else Refusal("the key cannot be written here")


def _rename_argument(program: Program, target: Argument, key: str) -> tuple[Edit, ...] | Refusal:
    word = _WORD.match(program.source.text, target.span.start)
    if target.name in ("", "*", "**") or not word:
        return Refusal("the argument has no name")
    outer = above(program, target)[0]
    if isinstance(outer, Call) and any(other.name == key and other is not target for other in outer.arguments):
        return Refusal(f"{key} is an argument already")
    return _rename_word(target.name, Span(*word.span()), key)


def _rename_word(old: str, span: Span, new: str) -> tuple[Edit, ...] | Refusal:
    if old == new:
        return ()
    return (Edit(span, new),) if named(new) else Refusal(f"{new!r} cannot be a name in Python")


def _key(target: Key) -> Node | None:
    """What names the setting: a key, or the attribute assigned to."""
    if isinstance(target, MapEntry | Link):
        return target.key
    if isinstance(target, Assign):
        place = target.targets[0]
        return place.key if isinstance(place, Subscript) else place
    return None


def _says(node: Node, value: Native) -> bool:
    """Whether `node` is the literal for `value`; a list says the same as a tuple."""
    if isinstance(node, Constant):
        return type(node.value) is type(value) and node.value == value
    if isinstance(node, Items) and node.kind != "set" and isinstance(value, tuple):
        return len(node.items) == len(value) and all(_says(*pair) for pair in zip(node.items, value, strict=True))
    return False


def _binds(node: Node) -> bool:
    return isinstance(node, Assign) or any(_binds(child) for child in children(node))
