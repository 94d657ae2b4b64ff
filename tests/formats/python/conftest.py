"""Ways into a Program for the tests of the Python format."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from kafkalint.formats import python
from kafkalint.model.edit import Refusal, splice
from kafkalint.model.program import (
    Argument,
    Assign,
    Call,
    Constant,
    Map,
    MapEntry,
    Name,
    Node,
    Program,
    Subscript,
    children,
)


def _walk(program: Program) -> Iterator[Node]:
    rest = list(reversed(program.body))
    while rest:
        node = rest.pop()
        yield node
        rest.extend(reversed(children(node)))


def _read(data: str | bytes) -> Program:
    return python.read(python.decode("module.py", data.encode() if isinstance(data, str) else data))


def _named(node: Node, key: str) -> bool:
    if isinstance(node, Argument):
        return node.name == key
    if isinstance(node, MapEntry):
        return isinstance(node.key, Constant) and node.key.value == key
    places = (
        [target.key for target in node.targets if isinstance(target, Subscript)] if isinstance(node, Assign) else []
    )
    return any(isinstance(place, Constant) and place.value == key for place in places)


def _container(program: Program) -> Call | Map:
    for node in _walk(program):
        if isinstance(node, Map):
            return node
        if isinstance(node, Call) and isinstance(node.function, Name) and node.function.name in ("P", "dict"):
            return node
    raise LookupError("no map and no call of P")


def _find(program: Program, key: str) -> Node:
    return next(node for node in _walk(program) if _named(node, key))


def _edit(before: bytes, verb: str, key: str, *more: object) -> bytes | str:
    program = _read(before)
    if verb == "insert":
        value, after = more
        edits = python.insert(program, _container(program), key, value, _find(program, after) if after else None)
    elif verb == "delete":
        edits = python.delete(program, None, _find(program, key))
    else:
        edits = getattr(python, verb)(program, _find(program, key), *more)
    if isinstance(edits, Refusal):
        return edits.reason
    return program.source.encode(splice(program.source.text, edits))


@pytest.fixture(scope="session")
def walk() -> Callable[[Program], Iterator[Node]]:
    """Every node of a Program, in written order of the fields."""
    return _walk


@pytest.fixture(scope="session")
def read() -> Callable[[str | bytes], Program]:
    """The Program of a text."""
    return _read


@pytest.fixture(scope="session")
def find() -> Callable[[Program, str], Node]:
    """The first argument, entry or assignment with this key."""
    return _find


@pytest.fixture(scope="session")
def edit() -> Callable[..., bytes | str]:
    """The bytes after an edit, or the reason of its refusal.

    ``replace key value``, ``rename key new``, ``delete key`` work on the first target with that key; ``insert key value
    after`` on the first map, or call of ``P`` or ``dict``.
    """
    return _edit
