"""Rules as data against what was found: conditions, messages, precedence, and the comments that silence them."""

from __future__ import annotations

from kafkalint.analysis.evaluate.rules import Fired, evaluate, select

__all__ = ["Fired", "evaluate", "select"]
