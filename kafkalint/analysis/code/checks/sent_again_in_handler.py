"""The handler of a failed send sends the same record again."""

from __future__ import annotations

from kafkalint.analysis.code.resend import failed_before
from kafkalint.analysis.code.use import Given, Use

TAKES = ()


def look(use: Use, _given: Given) -> str | None:
    """Whether `use` is the second send."""
    return "the handler of its failure sends it again" if any(True for _ in failed_before(use)) else ""
