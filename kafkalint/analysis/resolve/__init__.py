"""What the real client does with settings; the only code that decides it, and it names no client."""

from __future__ import annotations

from kafkalint.analysis.resolve.judge import judge
from kafkalint.analysis.resolve.verdicts import possible, resolve

__all__ = ["judge", "possible", "resolve"]
