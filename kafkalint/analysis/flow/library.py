"""Calls of the language's library and of other packages: what they give, and what may have happened meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kafkalint.analysis.flow.frame import Frame, Result
from kafkalint.analysis.flow.given import SIDE_BY_SIDE, Given, put_together, runs
from kafkalint.analysis.flow.literals import ENVIRONMENT, converted, formatted, joined, looked_up
from kafkalint.analysis.flow.maps import as_items, as_map, change_references, copied, merge, put, put_somewhere
from kafkalint.analysis.flow.states import State
from kafkalint.analysis.flow.values import (
    NOTHING,
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
from kafkalint.model.program import Attribute, Constant, Name

LONGEST_PATH = 80
"""Longer chains of members and calls are not named any more."""
TEXTS = ("builtins.str().format", "builtins.str().join")


def call_library(frame: Frame, state: State, path: str, given: Given) -> Result:
    """Call what another package, or the language's library, defines."""
    language = frame.machine.language
    result: Values = frozenset({External(f"{path}()")}) if len(path) < LONGEST_PATH else NOTHING
    result = result or frame.result(given.node)
    if path in language.maps:
        return frame.make(_walked(frame, state, given), given.node, put_together(state, MapThing(), given))
    if path in _MAKERS:
        return _MAKERS[path](frame, _walked(frame, state, given), given)
    if path in language.binds and given.positional[:1] == given.arguments[:1] != ():
        return frame.make(state, given.node, ListThing(tuple(given.values())))
    if path in language.copies:
        return _copy(frame, state, given, deep=language.copies[path])
    if path in language.converts:
        return _ran(frame, state, given), converted(frame, path, given) or result
    if path in language.environment_reads:
        return state, looked_up(frame, given, ENVIRONMENT)
    if path.removesuffix(".get") in language.settings:
        return state, looked_up(frame, given, language.settings[path.removesuffix(".get")])
    if path == language.asks_member and (what := _settings(frame, given.at(0))):
        return state, looked_up(frame, given, what, 1)
    if path in language.iterates:
        return _walked(frame, state, given), _text(frame, state, path, given) or result
    if path in frame.machine.readers:
        _noted(frame, state, given)
    elif not language.is_harmless(path):
        return unseen(frame, state, given), result
    return _ran(frame, state, given), _text(frame, state, path, given) or result


def _settings(frame: Frame, values: Values) -> str:
    """What the members of an object are when they are set outside, such as settings of a framework."""
    one = single(values)
    return frame.machine.language.settings.get(one.path, "") if isinstance(one, External) else ""


def _text(frame: Frame, state: State, path: str, given: Given) -> Values:
    """The text that a method of a literal one gives; nothing where that is not known."""
    function = given.node.function
    if path not in TEXTS or not isinstance(function, Attribute) or not isinstance(function.object, Constant | Name):
        return NOTHING
    own = single(frame.evaluate(state, function.object)[1])
    if not isinstance(own, Known) or not isinstance(own.value, str):
        return NOTHING
    if path == TEXTS[0]:
        made = formatted(own.value, given)
    else:
        made = joined(own.value, given, as_items(state.heap, given.at(0)))
    return NOTHING if made is None else frozenset({Known(made, given.node)})


def _noted(frame: Frame, state: State, given: Given) -> None:
    """Keep in mind who else is given these maps, since an edit of them would reach further."""
    for _argument, values in given.arguments:
        frame.used(state, values, given.node, f"passed to {frame.machine.callee(given.node)}")


def unseen(frame: Frame, state: State, given: Given) -> State:
    """The state after code that is not seen was called with these arguments."""
    callee = frame.machine.callee(given.node)
    for argument, values in given.arguments:
        frame.used(state, values, given.node, f"passed to {callee}")
        if argument.name in ("*", "**"):
            things = [state.heap[one.address] for one in values if isinstance(one, Reference)]
            values = NOTHING.union(*(thing.held for thing in things))
        state = frame.share(state, values, f"a map that is passed to {callee}", given.node)
    return frame.unseen(state)


def _ran(frame: Frame, state: State, given: Given) -> State:
    """The state after a harmless call: code of the program that it is given may run."""
    return frame.unseen(state) if runs(frame, state, NOTHING.union(*given.values())) else state


def _walked(frame: Frame, state: State, given: Given) -> State:
    """The state after the arguments are walked through: a generator among them runs, items get another holder."""
    state = _ran(frame, state, given)
    for values in given.values():
        for one in values:
            thing = state.heap[one.address] if isinstance(one, Reference) else None
            if isinstance(thing, ListThing):
                state = frame.share(state, thing.held, "a value that is taken from a list", given.node)
            elif isinstance(one, Unknown):
                state = frame.unseen(state)
    return state


def _copy(frame: Frame, state: State, given: Given, deep: bool) -> Result:
    one = single(given.at(0))
    thing = state.heap[one.address] if isinstance(one, Reference) else None
    if not isinstance(thing, MapThing):
        state = frame.share(state, given.at(0), "a value that is copied", given.node)
        return state, frame.result(given.node)
    made = copied(thing)
    if deep:
        nested = frame.unknown(given.node, "a map that is copied in")
        made = _without_references(made, nested)
    return frame.make(state, given.node, made)


def _without_references(thing: MapThing, instead: Values) -> MapThing:
    changed = change_references(thing, lambda values: values if not _refers(values) else instead)
    assert isinstance(changed, MapThing)
    return changed


def _refers(values: Values) -> bool:
    return any(isinstance(one, Reference) for one in values)


def _chain(frame: Frame, state: State, given: Given) -> Result:
    """Maps behind one another, the first one foremost; a change of any of them shows through."""
    made = MapThing(foreign=True, shared="a map that is made of others")
    for argument, values in reversed(given.positional):
        made = merge(made, as_map(state.heap, values, argument.value), argument.value)
        state = frame.share(state, values, made.shared, given.node)
    if given.starred or given.named:
        made = put_somewhere(made, "arguments that are spread", given.node)
    return frame.make(state, given.node, made)


def _same_value(frame: Frame, state: State, given: Given) -> Result:
    """A map that has one value at all of its keys."""
    keys, value = as_items(state.heap, given.at(0)), given.at(1) or frozenset({Known(None, given.node)})
    names = [text_key(key) for key in keys or ()]
    thing = MapThing(open=() if keys is not None else ("keys that are computed",))
    for name in names:
        written = frozenset(
            Written(one, given.node, given.node.span, None, "given to all keys at once") for one in value
        )
        thing = put(thing, name, written) if name else put_somewhere(thing, "a key that is computed", given.node)
    return frame.make(frame.share(state, value, "a value at several keys", given.node), given.node, thing)


def _zipped(frame: Frame, state: State, given: Given) -> Result:
    """Two lists side by side: one list of all, marked so that only a map is made from it."""
    left, right = (as_items(state.heap, given.at(index)) for index in (0, 1))
    if left is None or right is None or len(given.arguments) != 2 or len(left) != len(right):
        return state, frame.result(given.node)
    return frame.make(state, given.node, ListThing((*left, *right), (SIDE_BY_SIDE,)))


_MAKERS: Mapping[str, Callable[[Frame, State, Given], Result]] = {
    "builtins.dict.fromkeys": _same_value,
    "builtins.zip": _zipped,
    "collections.ChainMap": _chain,
}
