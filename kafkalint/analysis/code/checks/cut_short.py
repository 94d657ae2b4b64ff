"""The waiting for queued records ends at a time limit, and nobody asks whether some are left."""

from __future__ import annotations

from kafkalint.analysis.code.loops import loops
from kafkalint.analysis.code.outcome import dropped
from kafkalint.analysis.code.records import argument
from kafkalint.analysis.code.use import Given, Use
from kafkalint.model.program import Call, Constant, Name

TAKES = ()


def look(use: Use, _given: Given) -> str | None:
    """The limit."""
    limit = argument(use.call, use.method.timeout) if use.call and use.method else None
    seconds = limit.value if isinstance(limit, Constant) else None
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or seconds < 0:
        return ""
    if not dropped(use, use.awaited) or any(True for _ in loops(use.outline, use.node)) or _counted(use):
        return ""
    return f"after {seconds:g}"


def _counted(use: Use) -> bool:
    """Whether the code asks how many records are queued."""
    calls = (
        next((each for each in use.outline.around(node) if isinstance(each, Call)), None)
        for node in use.life.handled.escapes
    )
    return any(call is not None and isinstance(call.function, Name) and call.function.name == "len" for call in calls)
