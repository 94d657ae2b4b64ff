"""What an expression may be while code is followed: sets of alternatives, and the things that they refer to.

A set of alternatives always contains what the program really has there; an empty set is a value that never comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from kafkalint.model.program import Class, Function, Import, Key, Node
from kafkalint.model.source import Span
from kafkalint.model.value import Literal, Native

MOST_LITERALS = 16
"""More literals than this in one set are as good as unknown."""


@dataclass(frozen=True, slots=True)
class Known:
    """A literal, and where it is written."""

    value: Native
    node: Node


@dataclass(frozen=True, slots=True)
class Nested:
    """A map of literals as it was when a producer was given it."""

    entries: tuple[tuple[str, Known | Nested], ...]
    node: Node

    @property
    def value(self) -> Native:
        """The map itself."""
        return {key: one.value for key, one in self.entries}


@dataclass(frozen=True, slots=True)
class Unknown:
    """Anything at all, and what it comes from."""

    reason: str
    node: Node
    default: Literal | None = None
    source: str = ""
    owner: Class | None = None
    """The class that it is an object of, for what a method of the class is called on."""


@dataclass(frozen=True, slots=True)
class External:
    """Something that another package defines, by its dotted path; ``()`` in it stands for a call's result."""

    path: str
    doubt: str = ""
    """Why code that is not seen may come before it when it is called."""
    heir: Class | None = None
    """The class of the project whose initializer calls it for its object."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A module of the project, or a package on the way to one."""

    name: str
    """As the import says it."""
    node: Import
    """The import that binds it."""


@dataclass(frozen=True, slots=True)
class Code:
    """A function or class of the module itself."""

    node: Function | Class
    receiver: Unknown | Code | None = None
    """What a method is called on: an object, or a class."""


Chain: TypeAlias = tuple[tuple[Node, Function], ...]
"""How code is reached from where following began: calls, each with the function that it runs."""


@dataclass(frozen=True, slots=True, eq=False)
class Address:
    """A thing, named by the expression that makes it; when that runs again, the one before becomes an old one.

    There is one for each expression and way to it, and one for what was made there before.
    """

    node: Node
    chain: Chain = ()
    """The calls inside which it is made."""
    before: Address | None = None
    """What stands for all that were made before; None for that itself."""

    @property
    def old(self) -> bool:
        """Whether it stands for any number of things, and not for exactly one, the newest."""
        return self.before is None


def address(node: Node, chain: Chain) -> Address:
    """A new address of exactly one thing."""
    return Address(node, chain, Address(node, chain))


@dataclass(frozen=True, slots=True)
class Reference:
    """The thing at an address."""

    address: Address


Alternative: TypeAlias = Known | Nested | Unknown | External | Imported | Code | Reference
Values: TypeAlias = frozenset[Alternative]

NOTHING: Values = frozenset()


@dataclass(frozen=True, slots=True)
class Written:
    """One value of a key of a map, as some code puts it there."""

    value: Alternative
    node: Node
    """The expression that stands for the value at the key."""
    name: Span
    key: Key | None = None
    locked: str = ""
    """Why there is no place to edit, or why it must not be edited."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a key of a map may hold."""

    written: frozenset[Written]
    absent: bool = False
    """Whether the key may be missing."""


@dataclass(frozen=True, slots=True)
class Holder:
    """What holds values: those that it was made with."""

    _refers: frozenset[Address] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def held(self) -> Values:
        """Everything that it holds."""
        raise NotImplementedError

    @property
    def refers(self) -> frozenset[Address]:
        """Where the things are that it holds, found out once."""
        found = self._refers
        if found is None:
            found = addresses(self.held)
            object.__setattr__(self, "_refers", found)
        return found


@dataclass(frozen=True, slots=True)
class MapThing(Holder):
    """A map: keys in order with what they hold, and why there may be more."""

    entries: Mapping[str, Held] = field(default_factory=dict)
    open: tuple[str, ...] = ()
    shared: str = ""
    """Why code that is not seen may change it at any time; empty when none can."""
    foreign: bool = False
    """Whether it was made by code that is not seen, so that any shared thing may be the same one."""
    builder: str = ""
    """What gave it, where it is no map but a builder, which keeps the settings of its methods."""

    @property
    def held(self) -> Values:
        """Everything that it holds."""
        return frozenset(one.value for held in self.entries.values() for one in held.written)


@dataclass(frozen=True, slots=True)
class ListThing(Holder):
    """A list, or a tuple of things: what its items may be."""

    items: tuple[Values, ...]
    open: tuple[str, ...] = ()
    shared: str = ""

    @property
    def held(self) -> Values:
        """Everything that it holds."""
        return NOTHING.union(*self.items)


Thing: TypeAlias = MapThing | ListThing


def addresses(values: Iterable[Alternative]) -> frozenset[Address]:
    """Where the things are that values refer to."""
    return frozenset(one.address for one in values if isinstance(one, Reference))


def single(values: Values) -> Alternative | None:
    """The only alternative, None when there are several or none."""
    return next(iter(values)) if len(values) == 1 else None


def describe(one: Alternative) -> str:
    """What it is, in words that fit behind "comes from"."""
    match one:
        case Unknown(reason=reason):
            return reason
        case External(path=path) if path.endswith("()"):
            return f"a call of {path.removesuffix('()').removeprefix('builtins.')}()"
        case External(path=path):
            return path.removeprefix("builtins.")
        case Imported(name=name):
            return f"the module {name}"
        case Code(node=node):
            return f"the code of {node.name or 'a lambda'}"
    return "a value of another kind"


def in_order(values: Values) -> list[Alternative]:
    """The alternatives by where they are written, so that every run sees them alike."""
    return sorted(values, key=_place)


def _place(one: Alternative) -> tuple[int, int, str]:
    if isinstance(one, External):
        return -1, -1, one.path
    node = one.address.node if isinstance(one, Reference) else one.node
    text = repr(one.value) if isinstance(one, Known) else _age(one.address) if isinstance(one, Reference) else ""
    return node.span.start, node.span.end, text or describe(one)


def _age(address: Address) -> str:
    return repr((address.old, [call.span.start for call, _function in address.chain]))


def text_key(values: Values) -> str | None:
    """The only text that the values can be, as a key of a map; None when there is no such."""
    only = single(values)
    return only.value if isinstance(only, Known) and isinstance(only.value, str) else None


def join_values(left: Values, right: Values) -> Values:
    """Whatever either side may be, a side itself when it holds both; too many literals become one unknown."""
    if left is right or right <= left:
        return left
    if left < right:
        return right
    both = left | right
    known = sorted((one for one in both if isinstance(one, Known)), key=lambda one: one.node.span)
    if len(known) <= MOST_LITERALS:
        return both
    return both.difference(known) | {Unknown("a value that changes too often to follow", known[0].node)}
