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
    if isinstance(node, Assign) and isinstance(node.targets[0], Subscript):
        place = node.targets[0].key
        return isinstance(place, Constant) and place.value == key
    return False


def _container(program: Program) -> Call | Map:
    for node in _walk(program):
        if isinstance(node, Map):
            return node
        if isinstance(node, Call) and isinstance(node.function, Name) and node.function.name in ("P", "dict"):
            return node
    raise LookupError("no map and no call of P")


def _edited(program: Program, edits: object) -> bytes | str:
    if isinstance(edits, Refusal):
        return edits.reason
    assert isinstance(edits, tuple)
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
    return lambda program, key: next(node for node in _walk(program) if _named(node, key))


@pytest.fixture(scope="session")
def container() -> Callable[[Program], Call | Map]:
    """The first map literal or call of ``P`` or ``dict``."""
    return _container


@pytest.fixture(scope="session")
def edited() -> Callable[[Program, object], bytes | str]:
    """The bytes after the edits, or the reason of the refusal."""
    return _edited
