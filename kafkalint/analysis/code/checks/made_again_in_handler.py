"""A handler makes a new producer and sends with it what the one before has failed to send."""

from __future__ import annotations

from kafkalint.analysis.code.failure import handlers_around
from kafkalint.analysis.code.outcome import learnt
from kafkalint.analysis.code.records import record, same
from kafkalint.analysis.code.use import Given, Use

TAKES = ()


def look(use: Use, _given: Given) -> str | None:
    """Whether it is so; the two producers have one name, so that all sends are uses of both."""
    for handler, branch in handlers_around(use):
        after = use.life.within(handler.body, "send")
        for first in use.life.within(branch.arms[0].body, "send"):
            again = any(same(record(first), record(send)) for send in after)
            if again and learnt(first, branch.arms[0]):
                return "the handler of a failed send"
    return ""
