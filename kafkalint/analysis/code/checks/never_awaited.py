"""A coroutine is made and dropped, so that nothing of it ever runs."""

from __future__ import annotations

from kafkalint.analysis.code.outcome import dropped
from kafkalint.analysis.code.use import Given, Use

TAKES = ()


def look(use: Use, _given: Given) -> str | None:
    """Whether it is dropped."""
    lost = use.call is not None and use.method is not None and use.method.coroutine and dropped(use, use.node)
    return "nobody awaits it" if lost else ""
