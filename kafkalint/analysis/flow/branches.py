"""What control flow does: every way that may be taken is followed, and joined where the ways meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kafkalint.analysis.flow.definitions import define_class, define_function, import_name
from kafkalint.analysis.flow.frame import Frame, Statement, Ways
from kafkalint.analysis.flow.inline import give_back, only_followed
from kafkalint.analysis.flow.loops import repeat
from kafkalint.analysis.flow.narrowing import narrowed
from kafkalint.analysis.flow.rounds import Walk, walk_through
from kafkalint.analysis.flow.states import State, join_all, join_states
from kafkalint.analysis.flow.targets import assign, delete, next_item
from kafkalint.analysis.flow.values import External, Known, Values
from kafkalint.model.program import (
    Arm,
    Assign,
    Branch,
    Class,
    Constant,
    Declare,
    Delete,
    Exit,
    Function,
    Import,
    Node,
)


def _branch(frame: Frame, state: State, node: Node, ways: Ways) -> State | None:
    assert isinstance(node, Branch)
    if node not in frame.machine.nodes:
        return frame.unseen(state)
    return _KINDS[node.kind](frame, state, node, ways)


def _if(frame: Frame, state: State, node: Branch, ways: Ways) -> State | None:
    ends: list[State | None] = []
    otherwise: State | None = state
    for arm in node.arms:
        inside = otherwise
        if arm.test is not None and otherwise is not None:
            after, _values = frame.evaluate(otherwise, arm.test)
            inside, otherwise = (narrowed(frame, after, arm.test, truth) for truth in (True, False))
        ends.append(frame.run(inside, arm.body, ways))
    return join_all(ends if node.arms[-1].kind == "else" else [*ends, otherwise])


def _match(frame: Frame, state: State, node: Branch, ways: Ways) -> State | None:
    assert node.arms[0].test is not None
    state, subject = frame.evaluate(state, node.arms[0].test)
    ends: list[State | None] = []
    for arm in node.arms:
        inside = assign(frame, state, arm.target, subject) if arm.target is not None else state
        ends.append(frame.run(inside, arm.body, ways))
        state = _after_guard(frame, state, inside, arm)
    return join_all(ends if node.arms[-1].kind == "else" else [*ends, state])


def _after_guard(frame: Frame, state: State, inside: State, arm: Arm) -> State:
    """What the next case finds: a guard, which stands first in the body, may have run."""
    first = arm.body[0] if arm.body else None
    if first is None or (type(first) in frame.syntax.statements and not isinstance(first, Assign)):
        return join_states(state, inside) or state
    return join_all((state, inside, frame.evaluate(inside, first)[0])) or state


def _for(frame: Frame, state: State, node: Branch, ways: Ways) -> State | None:
    loop = node.arms[0]
    assert loop.test is not None
    state, going = walk_through(frame, state, loop.target, loop.test, loop.body)
    ended = _one_by_one(frame, state, loop, going) if going.rounds else None
    if ended is not None:
        return _after_loop(frame, ended[0], node, ended[1], ways)
    state, items = going.together(frame, state)
    left = Ways()

    def once(state: State) -> State | None:
        return _round(frame, next_item(frame, state, loop.target, items), loop, left)

    state = next_item(frame, repeat(state, once), None, items)
    return _after_loop(frame, state, node, left, ways)


def _one_by_one(frame: Frame, state: State, loop: Arm, going: Walk) -> tuple[State | None, Ways] | None:
    """The state behind all rounds, and how the loop is left before; None when it is not known what the rounds are."""
    left = Ways()
    end: State | None = state
    for bind in going.rounds:
        if end is None:
            break
        bound = bind(end)
        if bound is None or bound[1].absent:  # with it the order of the others is in doubt
            return None
        end = _round(frame, bound[0], loop, left)
    return end, left


def _while(frame: Frame, state: State, node: Branch, ways: Ways) -> State | None:
    loop = node.arms[0]
    test = loop.test
    assert test is not None
    left = Ways()

    def once(state: State) -> State | None:
        inside = narrowed(frame, frame.evaluate(state, test)[0], test, truth=True)
        return _round(frame, inside, loop, left)

    state, _values = frame.evaluate(repeat(state, once), test)
    endless = isinstance(test, Constant) and bool(test.value)
    behind = None if endless else narrowed(frame, state, test, truth=False)
    return _after_loop(frame, behind, node, left, ways)


def _round(frame: Frame, state: State | None, loop: Arm, left: Ways) -> State | None:
    inner = Ways()
    end = frame.run(state, loop.body, inner)
    _pass_on(inner, left, "break", "return", "raise")
    return join_states(end, inner.joined("continue"))


def _after_loop(frame: Frame, state: State | None, node: Branch, left: Ways, ways: Ways) -> State | None:
    _pass_on(left, ways, "return", "raise")
    for arm in node.arms[1:]:
        state = frame.run(state, arm.body, ways)
    return join_states(state, left.joined("break"))


def _pass_on(inner: Ways, outer: Ways, *kinds: str) -> None:
    for kind in kinds:
        joined = inner.joined(kind)
        if joined is not None:
            outer.take(kind, joined)


def _try(frame: Frame, state: State, node: Branch, ways: Ways) -> State | None:
    parts = {kind: [arm for arm in node.arms if arm.kind == kind] for kind in ("try", "except", "else", "finally")}
    inner, raised, raised_later = Ways(), [state], list[State]()
    guarded = replace(frame, watchers=(*frame.watchers, raised))
    handling = replace(frame, watchers=(*frame.watchers, raised_later))
    end = guarded.run(state, _bodies(parts["try"]), inner)
    ends = [handling.run(end, _bodies(parts["else"]), inner)]
    caught = join_all(raised)
    ends += [_handle(handling, caught, arm, inner) for arm in parts["except"] if caught is not None]
    final = tuple(_bodies(parts["finally"]))
    for kind in inner.exits:
        _take(kind, frame.run(inner.joined(kind), final, ways), ways)
    if final:
        _take("raise", frame.run(join_all([*raised, *raised_later]), final, ways), ways)
    return frame.run(join_all(ends), final, ways)


def _bodies(arms: Iterable[Arm]) -> Iterable[Node]:
    return (node for arm in arms for node in arm.body)


def _handle(frame: Frame, state: State, arm: Arm, ways: Ways) -> State | None:
    if arm.test is not None:
        state, _values = frame.evaluate(state, arm.test)
    if arm.target is not None:
        state = assign(frame, state, arm.target, frame.unknown(arm.target, "the exception"))
    return frame.run(state, arm.body, ways)


def _take(kind: str, state: State | None, ways: Ways) -> None:
    if state is not None:
        ways.take(kind, state)


def _with(frame: Frame, state: State, node: Branch, ways: Ways) -> State | None:
    """A manager runs code before and behind the body, and may swallow what is raised inside."""
    arm = node.arms[0]
    assert arm.test is not None
    state, managers = frame.evaluate(state, arm.test)
    steady = _steady(frame, managers)
    if not steady:
        state = frame.unseen(frame.share(state, managers, "a map behind a context manager", arm.test))
    if arm.target is not None:
        state = assign(frame, state, arm.target, frame.unknown(arm.target, "the context"))
    if steady:
        return frame.run(state, arm.body, ways)
    inner, raised = Ways(), list[State]()
    end = replace(frame, watchers=(*frame.watchers, raised)).run(state, arm.body, inner)
    for kind in inner.exits:
        joined = inner.joined(kind)
        _take(kind, frame.unseen(joined) if joined else None, ways)
    after = join_all([end, *raised])
    return frame.unseen(after) if after else None


def _steady(frame: Frame, managers: Values) -> bool:
    return all(isinstance(one, External) and one.path in frame.machine.language.steady for one in managers)


def _exit(frame: Frame, state: State, node: Node, ways: Ways) -> None:
    assert isinstance(node, Exit)
    values: Values = frozenset({Known(None, node)})
    if node.value is not None:
        state, values = frame.evaluate(state, node.value)
    if node.kind == "return" and frame.chain:
        state = give_back(frame, state, values)
    else:
        word = "returned" if node.kind == "return" else "raised"
        use = "" if node.kind == "return" and only_followed(frame) else word
        state = frame.share(state, values, f"a map that is {word}", node, use)
    frame.watch(state)
    ways.take(node.kind, state)


def _delete(frame: Frame, state: State, node: Node, _ways: Ways) -> State:
    assert isinstance(node, Delete)
    for target in node.targets:
        state = delete(frame, state, target)
    return state


def _declare(_frame: Frame, state: State, _node: Node, _ways: Ways) -> State:
    return state


_KINDS = {"if": _if, "for": _for, "while": _while, "try": _try, "with": _with, "match": _match}

STATEMENTS: Mapping[type[Node], Statement] = {
    Branch: _branch,
    Class: define_class,
    Declare: _declare,
    Delete: _delete,
    Exit: _exit,
    Function: define_function,
    Import: import_name,
}
