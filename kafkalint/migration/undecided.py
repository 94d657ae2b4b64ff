"""Why it cannot be said what a producer's client does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kafkalint.model.survey import Surveyed
from kafkalint.model.verdict import Cause, Judgement, Outcome, Reason
from kafkalint.runner.redact import redacted

_SAYS = {
    Outcome.IDEMPOTENT: "is idempotent",
    Outcome.NOT_IDEMPOTENT: "is not",
    Outcome.REJECTED: "refuses to start",
    Outcome.UNKNOWN: "may be",
}


def why_undecided(producer: Surveyed) -> str:
    """What would have to be known, as clauses."""
    judgement = producer.before.judgement
    newest = judgement.newest.verdict
    if newest.outcome is Outcome.UNKNOWN:
        reasons = (redacted(_clause(one)) for one in newest.reasons if one.cause is Cause.DYNAMIC)
        return "; ".join(dict.fromkeys(reasons))
    return f"it depends on the version: {', '.join(_steps(judgement))}"


def _clause(reason: Reason) -> str:
    """What is not known: one value, or whether there are further settings."""
    return reason.text if reason.setting else f"not all its settings are known: {reason.text}"


def _steps(judgement: Judgement) -> Iterator[str]:
    """What each client does from which version on."""
    for (_client, outcome), points in groupby(judgement.points, lambda one: (one.client, one.verdict.outcome)):
        first = next(points)
        yield f"{first.client} {first.version} {_SAYS[outcome]}"
