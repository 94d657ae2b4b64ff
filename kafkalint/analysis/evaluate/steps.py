"""What another version of the client changes, although no setting does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kafkalint.analysis.resolve.wording import shown
from kafkalint.model.verdict import Effective, Judgement, Outcome, Verdict

_NOW = {
    Outcome.IDEMPOTENT: "it is idempotent",
    Outcome.NOT_IDEMPOTENT: "it is not idempotent",
    Outcome.REJECTED: "it refuses to start",
}
_ALL = -1


def steps(judgement: Judgement) -> Iterator[str]:
    """A clause for each version at which something becomes different, oldest first."""
    for old, new in pairwise(judgement.points):
        told = list(_changes(old.verdict, new.verdict)) if old.client == new.client else []
        if told:
            yield f"from {new.version} on {', '.join(told)}"


def _changes(old: Verdict, new: Verdict) -> Iterator[str]:
    if old.outcome is not new.outcome and new.outcome in _NOW:
        yield _NOW[new.outcome]
    before, after = _values(old.effective), _values(new.effective)
    for name, value in before.items():
        if after.get(name, value) != value:
            yield f"{name}={after[name]} instead of {value}"


def _values(effective: Effective) -> dict[str, str]:
    """The values that apply, as far as there are any, as people write them."""
    acks = "all" if effective.acks == _ALL else effective.acks
    values = {"acks": acks, "retries": effective.retries, "requests in flight": effective.max_in_flight}
    return {name: shown(value) for name, value in values.items() if value is not None}
