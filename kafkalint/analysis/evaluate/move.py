"""A producer as it is and as a plan leaves it: what notes on a migration speak of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kafkalint.analysis.code.use import Use
from kafkalint.model.producer import Producer, Site
from kafkalint.model.verdict import Judgement


@dataclass(frozen=True, slots=True)
class Move:
    """One producer; whatever is asked of a move itself is asked of what the plan leaves."""

    before: Producer
    judged: Judgement
    """What its client makes of it today."""
    after: Producer
    uses: Callable[[], Sequence[Use] | None]
    """What code does with it; None where no code is seen. It is only looked for when somebody asks."""

    @property
    def site(self) -> Site:
        """Where it stands today."""
        return self.before.site
