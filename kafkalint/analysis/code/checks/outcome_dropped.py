"""Nobody learns what became of the record: no function is told, and the future that is given is dropped."""

from __future__ import annotations

from kafkalint.analysis.code.outcome import dropped, futures, reported
from kafkalint.analysis.code.use import Given, Use
from kafkalint.model.program import Assign

TAKES = ()


def look(use: Use, _given: Given) -> str | None:
    """How the outcome is lost."""
    if use.call is None or use.method is None:
        return ""
    if use.method.tells == "callback":
        told = reported(use)
        return None if told is None else "" if told else "no function is told what becomes of it"
    if use.method.tells != "future" or (use.method.coroutine and use.awaited is use.node):
        return ""
    first, *others = futures(use)
    if dropped(use, first):
        return "the future that it gives is dropped"
    parent = use.outline.parents.get(first)
    kept = isinstance(parent, Assign) and parent.value is first and all(map(use.outline.cell, parent.targets))
    local = kept and use.outline.function(use.node) is not None
    return "nobody looks at the future that it gives" if local and not others else ""
