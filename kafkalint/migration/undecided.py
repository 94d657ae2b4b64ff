"""Why it cannot be said what a producer's client does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
        return redacted("; ".join(_clauses([one for one in newest.reasons if one.cause is Cause.DYNAMIC])))
    return f"it depends on the version: {', '.join(_steps(judgement))}"


def _clauses(reasons: Sequence[Reason]) -> Iterator[str]:
    """What is not known: values, and where there may be further settings."""
    yield from dict.fromkeys(one.text for one in reasons if one.setting)
    sources = dict.fromkeys(one.text for one in reasons if not one.setting)
    if sources:
        yield f"not all its settings are known: {', '.join(sources)}"


def _steps(judgement: Judgement) -> Iterator[str]:
    """What each client does from which version on."""
    for (_client, outcome), points in groupby(judgement.points, lambda one: (one.client, one.verdict.outcome)):
        first = next(points)
        yield f"{first.client} {first.version} {_SAYS[outcome]}"
