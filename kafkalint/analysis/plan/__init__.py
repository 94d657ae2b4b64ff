"""What would mend a producer: all its settings together, proved by the resolver."""

from __future__ import annotations

from kafkalint.analysis.plan.moves import Wanted, plan

__all__ = ["Wanted", "plan"]
