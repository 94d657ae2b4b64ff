"""A small neutral picture of one module of source code: no syntax of one language, no word of Kafka.

Every node has a Span that leaves out parentheses of its own, except those of a tuple.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TypeAlias

from kafkalint.model.edit import Unreadable
from kafkalint.model.source import Source, Span
from kafkalint.model.value import Native


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """Whatever stands somewhere in the code."""

    span: Span


# Values


@dataclass(frozen=True, slots=True, eq=False)
class Name(Node):
    """A use of a name."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Constant(Node):
    """A literal; adjacent strings are one, a sign belongs to its number."""

    value: Native


@dataclass(frozen=True, slots=True, eq=False)
class Attribute(Node):
    """``object.name``."""

    object: Node
    name: str
    name_span: Span


@dataclass(frozen=True, slots=True, eq=False)
class Subscript(Node):
    """``object[key]``; a key that is no plain expression is Opaque."""

    object: Node
    key: Node


@dataclass(frozen=True, slots=True, eq=False)
class MapEntry(Node):
    """``key: value`` in a Map; without a key it is a spread, ``**value``."""

    key: Node | None
    value: Node


@dataclass(frozen=True, slots=True, eq=False)
class Map(Node):
    """A map literal."""

    entries: tuple[MapEntry, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Items(Node):
    """A list, tuple or set literal."""

    kind: str
    """``list``, ``tuple`` or ``set``."""
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Argument(Node):
    """One argument of a call: `name` is empty for a positional one, ``*`` and ``**`` for spreads."""

    name: str
    value: Node


@dataclass(frozen=True, slots=True, eq=False)
class Call(Node):
    """A call; its arguments in written order."""

    function: Node
    arguments: tuple[Argument, ...]


# Joining


@dataclass(frozen=True, slots=True, eq=False)
class Choice(Node):
    """One of several values: a conditional expression, ``or``, ``and``."""

    kind: str
    """``if`` (test apart), ``or``, ``and``."""
    options: tuple[Node, ...]
    test: Node | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Operation(Node):
    """A value computed from others."""

    operator: str
    """``+``, ``|``, ``%``, ``text`` (formatted text), ``not``, ``is``, ``is not``, ``in``, ``not in``, ``await``,
    ``yield``."""
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Clause(Node):
    """One ``for target in items if tests`` of a comprehension."""

    target: Node
    items: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Comprehension(Node):
    """A comprehension; `element` is a MapEntry for a map."""

    kind: str
    """``list``, ``set``, ``map`` or ``generator``."""
    element: Node
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Opaque(Node):
    """Anything else; its children keep calls and names inside visible."""

    children: tuple[Node, ...]


# Names


@dataclass(frozen=True, slots=True, eq=False)
class Import(Node):
    """One imported name: ``import module as alias`` or ``from module import name as alias``."""

    module: str
    name: str
    """Empty for a plain import, ``*`` for all."""
    alias: str
    """The name it binds here."""
    level: int
    """Leading dots of a relative import."""


@dataclass(frozen=True, slots=True, eq=False)
class Assign(Node):
    """``a = b = value``, also inside an expression; `operator` is ``=`` or an augmented one such as ``|=``."""

    targets: tuple[Node, ...]
    value: Node
    operator: str = "="


@dataclass(frozen=True, slots=True, eq=False)
class Declare(Node):
    """``global`` or ``nonlocal`` names."""

    kind: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Delete(Node):
    """``del`` of names, members or items."""

    targets: tuple[Node, ...]


# Code


@dataclass(frozen=True, slots=True, eq=False)
class Parameter(Node):
    """One parameter; `kind` is ``positional`` (by position alone), ``plain``, ``keyword``, ``*`` or ``**``."""

    name: str
    kind: str
    default: Node | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Function(Node):
    """A function, method or lambda (whose name is empty)."""

    name: str
    parameters: tuple[Parameter, ...]
    body: tuple[Node, ...]
    decorators: tuple[Node, ...] = ()
    asynchronous: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Class(Node):
    """A class; its bases and keywords as arguments."""

    name: str
    bases: tuple[Argument, ...]
    body: tuple[Node, ...]
    decorators: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Exit(Node):
    """A way out: ``return``, ``raise``, ``break``, ``continue``."""

    kind: str
    value: Node | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Arm(Node):
    """One body of a Branch with what leads to it.

    `test` is the condition of an ``if`` or ``while``, the items of a ``for``, the managers of a ``with``,
    the type of a handler, the subject of a ``match`` case; `target` what it binds.
    """

    kind: str
    """``if``, ``else``, ``for``, ``while``, ``try``, ``except``, ``finally``, ``with``, ``case``."""
    test: Node | None
    target: Node | None
    body: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Branch(Node):
    """Control flow: its arms in written order; which of them run depends on `kind`."""

    kind: str
    """``if``, ``for``, ``while``, ``try``, ``with``, ``match``."""
    arms: tuple[Arm, ...]


@dataclass(frozen=True, slots=True)
class Link(Node):
    """A call that gives one setting to what it is called on, ``.option(key, value)``; no part of the tree itself."""

    call: Call
    key: Node | None
    """None where the method stands for the setting."""
    value: Node


@dataclass(frozen=True, slots=True)
class Chain(Node):
    """Calls in one expression, each of a method of what the one before gives; no part of the tree itself."""

    call: Call
    """The last one."""
    method: str
    """The method that a new link calls."""


Key: TypeAlias = "MapEntry | Argument | Assign | Link"
"""Where one setting can be written in source code."""


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """One module as read."""

    source: Source
    body: tuple[Node, ...]
    comments: tuple[Span, ...] = ()
    exact: bool = True
    """False when the parser lost blanks of the text: what is read holds, but nothing may be edited."""
    unread: tuple[Unreadable, ...] = ()
    """Why parts of the text were set aside."""


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly under `node`, in written order of its fields."""
    names = _HOLDING.get(type(node))
    if names is None:
        names = _holding(type(node))
    if not names:
        return ()
    found: list[Node] = []
    for name in names:
        value = getattr(node, name)
        if isinstance(value, Node):
            found.append(value)
        elif isinstance(value, tuple):
            found += [item for item in value if isinstance(item, Node)]
    return tuple(found)


_HOLDING: dict[type[Node], tuple[str, ...]] = {}
"""The fields of a kind that may hold nodes, once somebody has asked for them."""


def _holding(kind: type[Node]) -> tuple[str, ...]:
    plain = ("Span", "str", "int", "bool", "Native")
    _HOLDING[kind] = tuple(field.name for field in fields(kind) if field.type not in plain)
    return _HOLDING[kind]
