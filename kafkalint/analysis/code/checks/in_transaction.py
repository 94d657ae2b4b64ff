"""The module begins transactions with the producer, so that records count when one commits, and not before."""

from __future__ import annotations

from kafkalint.analysis.code.use import Given, Use

TAKES = ()


def look(use: Use, _given: Given) -> str | None:
    """Whether it does."""
    return "it begins transactions" if use.life.of("begin") else ""
