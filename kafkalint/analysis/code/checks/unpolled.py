"""An endless loop sends records with callbacks, and nothing ever runs these."""

from __future__ import annotations

from kafkalint.analysis.code.loops import loops
from kafkalint.analysis.code.outcome import reported
from kafkalint.analysis.code.use import Given, Use
from kafkalint.model.program import Constant

TAKES = ()


def look(use: Use, _given: Given) -> str | None:
    """Whether it is so; a poll anywhere may be the one of another thread."""
    endless = any(loop.kind == "while" and isinstance(loop.test, Constant) for loop in loops(use.outline, use.node))
    if not endless or use.life.of("poll", "flush", "commit") or use.life.handled.escapes:
        return ""
    told = reported(use)
    return None if told is None else "an endless loop" if told else ""
