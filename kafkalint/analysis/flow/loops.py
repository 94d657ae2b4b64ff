"""Code that runs again and again: what holds every time."""

from __future__ import annotations

from collections.abc import Callable

from kafkalint.analysis.flow.machine import Spent
from kafkalint.analysis.flow.states import State, join_states

MOST_ROUNDS = 40
"""Rounds until nothing new is learnt; sets of values are bounded, so that a few are enough."""


def repeat(state: State, body: Callable[[State], State | None]) -> State:
    """What holds before every round of `body`, the first one included, and after the last.

    `body` gives None when it never comes to its end; the last time it is called with the result.
    """
    for _round in range(MOST_ROUNDS):
        after = join_states(state, body(state))
        if after is None or after is state:
            return state
        state = after
    raise Spent
