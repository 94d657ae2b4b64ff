"""What a call is given, and a map put together from it."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace

from kafkalint.analysis.flow.frame import Frame
from kafkalint.analysis.flow.maps import as_items, as_map, merge, put, put_somewhere
from kafkalint.analysis.flow.states import State, reach
from kafkalint.analysis.flow.values import (
    NOTHING,
    Code,
    External,
    Known,
    ListThing,
    MapThing,
    Reference,
    Unknown,
    Values,
    Written,
    single,
    text_key,
)
from kafkalint.model.program import Argument, Attribute, Call, Node
from kafkalint.model.source import Span

SPREAD = "arguments that are spread"
SIDE_BY_SIDE = "lists side by side"
"""Why a list that is the one half of pairs, then the other, is open to all that do not know this."""


@dataclass(frozen=True, slots=True)
class Given:
    """A call with what each of its arguments may be, in written order."""

    node: Call
    arguments: tuple[tuple[Argument, Values], ...]

    @property
    def positional(self) -> tuple[tuple[Argument, Values], ...]:
        """Arguments whose position is known."""
        plain = []
        for argument, values in self.arguments:
            if argument.name == "*":
                break
            if not argument.name:
                plain.append((argument, values))
        return tuple(plain)

    @property
    def starred(self) -> bool:
        """Whether there may be further positional arguments."""
        return any(argument.name == "*" for argument, _values in self.arguments)

    @property
    def named(self) -> tuple[tuple[Argument, Values], ...]:
        """Keyword arguments and spreads of maps."""
        return tuple(pair for pair in self.arguments if pair[0].name not in ("", "*"))

    def values(self) -> Iterator[Values]:
        """What each argument may be."""
        return (values for _argument, values in self.arguments)

    def at(self, index: int) -> Values:
        """The positional argument at `index`, nothing when there is none."""
        return self.positional[index][1] if index < len(self.positional) else frozenset()


def evaluate_arguments(frame: Frame, state: State, node: Call) -> tuple[State, Given]:
    """What the arguments of a call are, and the state after they are evaluated."""
    state, values = frame.evaluate_all(state, [argument.value for argument in node.arguments])
    return state, Given(node, tuple(zip(node.arguments, values, strict=True)))


def unspread(state: State, given: Given) -> Given:
    """The call with lists that it spreads as arguments of their own, as far as they are known."""
    arguments: list[tuple[Argument, Values]] = []
    for argument, values in given.arguments:
        items = as_items(state.heap, values) if argument.name == "*" else None
        if items is None:
            arguments.append((argument, values))
        else:
            arguments += [(Argument(argument.span, "", argument.value), item) for item in items]
    return Given(given.node, tuple(arguments))


def positions(state: State, given: Given) -> tuple[list[Values], Values]:
    """The positional arguments, those of lists that are spread included, and what any further one may be."""
    found: list[Values] = []
    rest = NOTHING
    for argument, values in given.arguments:
        items = as_items(state.heap, values) if argument.name == "*" else () if argument.name else (values,)
        if items is None:
            rest |= {Unknown(SPREAD, argument)}
        elif rest:
            rest = rest.union(*items)
        else:
            found += items
    return found, rest


def keywords(state: State, given: Given) -> tuple[dict[str, tuple[Values, bool]], Values]:
    """The keyword arguments, with whether each is certainly given, and what any other one may be."""
    found: dict[str, tuple[Values, bool]] = {}
    rest = NOTHING
    for argument, values in given.named:
        if argument.name != "**":
            found[argument.name] = values, True
            continue
        thing = as_map(state.heap, values, argument.value)
        rest |= {Unknown(reason, argument) for reason in thing.open}
        for key, held in thing.entries.items():
            found[key] = frozenset(one.value for one in held.written), not held.absent
    return found, rest


def bound_call(state: State, one: Reference, given: Given) -> tuple[Values, Given] | None:
    """The function and all arguments of a call, when what is called is a function with some arguments filled in.

    Such a thing is a list made by a call, which holds that call's arguments; nobody can change it, only what it holds.
    """
    thing, call = state.heap[one.address], one.address.node
    if not isinstance(thing, ListThing) or not isinstance(call, Call) or SIDE_BY_SIDE in thing.open:
        return None
    if isinstance(given.node.function, Attribute) or one.address in reach(state.heap, NOTHING.union(*thing.items)):
        return None
    filled = tuple(zip(call.arguments, thing.items, strict=True))[1:]
    return thing.items[0], Given(given.node, (*filled, *given.arguments))


def runs(frame: Frame, state: State, values: Values) -> bool:
    """Whether there is code of the program among `values`, alone or with arguments filled in."""
    return any(
        isinstance(one, Code)
        or (isinstance(one, External) and one.path.removeprefix("builtins.") in frame.machine.language.reflective)
        or (
            isinstance(one, Reference)
            and isinstance(one.address.node, Call)
            and isinstance(state.heap[one.address], ListThing)
        )
        for one in values
    )


def put_together(state: State, thing: MapThing, given: Given) -> MapThing:
    """The map with the arguments of a call put over it: a map or pairs, then keywords."""
    if given.starred:
        thing = put_somewhere(thing, SPREAD, given.node)
    for argument, values in given.positional[:1]:
        thing = merge(thing, _pairs(state, values, argument.value) or as_map(state.heap, values, argument), argument)
    return put_keywords(state, thing, given)


def put_keywords(state: State, thing: MapThing, given: Given, but: Container[str] = ()) -> MapThing:
    """The map with keyword arguments and spread maps put over it, without the names `but`.

    What a call names itself holds, whatever it spreads: a call with one name twice fails.
    """
    certain = {}
    for argument, values in given.named:
        if argument.name == "**":
            other = as_map(state.heap, values, argument.value)
            kept = {key: held for key, held in other.entries.items() if key not in but}
            thing = merge(thing, replace(other, entries=kept), argument.value)
        elif argument.name not in but:
            name = Span(argument.span.start, argument.span.start + len(argument.name))
            here = argument in given.node.arguments
            locked = "" if here else "given to a function before it is called"
            written = frozenset(Written(one, argument.value, name, argument, locked) for one in values)
            thing = put(thing, argument.name, written)
            if here:
                certain[argument.name] = written
    for key, written in certain.items():
        thing = put(thing, key, written)
    return thing


def _pairs(state: State, values: Values, node: Node) -> MapThing | None:
    """A map given as a list of pairs, or as two lists side by side."""
    made, pairs = MapThing(), _side_by_side(state, values, node)
    if pairs is None:
        pairs = [(as_items(state.heap, pair) or (), _node(pair)) for pair in as_items(state.heap, values) or (NOTHING,)]
    for parts, at in pairs:
        key = text_key(parts[0]) if len(parts) == 2 else None
        if key is None or at is None:
            return None
        written = (Written(one, at, at.span, None, "given as a pair") for one in parts[1])
        made = put(made, key, frozenset(written))
    return made


def _side_by_side(state: State, values: Values, node: Node) -> list[tuple[tuple[Values, ...], Node | None]] | None:
    """The pairs that two lists make, when they are made right here: they can be walked through just once."""
    one = single(values)
    thing = state.heap[one.address] if isinstance(one, Reference) else None
    if not isinstance(one, Reference) or not isinstance(thing, ListThing) or one.address.node is not node:
        return None
    if thing.open != (SIDE_BY_SIDE,):
        return None
    half = len(thing.items) // 2
    return [(pair, one.address.node) for pair in zip(thing.items[:half], thing.items[half:], strict=True)]


def _node(values: Values) -> Node | None:
    one = single(values)
    return one.address.node if isinstance(one, Reference) else one.node if isinstance(one, Known) else None
