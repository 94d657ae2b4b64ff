"""How a plan is put into words, the same in every form for people."""

from __future__ import annotations

from kafkalint.migration.differences import Difference
from kafkalint.migration.plan import Entry, Plan, Status
from kafkalint.model.producer import NO_PROFILE, Target
from kafkalint.model.verdict import Outcome
from kafkalint.reporters.summary import count

OUTCOMES = {
    Outcome.IDEMPOTENT: "idempotent",
    Outcome.NOT_IDEMPOTENT: "not idempotent",
    Outcome.REJECTED: "refused",
    Outcome.UNKNOWN: "unknown",
}
TITLES = {
    Status.READY: "Ready",
    Status.APPLIED: "Applied",
    Status.FAILED: "Not written",
    Status.GATED: "Held back by what must come first",
    Status.LEFT: "Left out",
    Status.MANUAL: "By hand",
    Status.UNDECIDED: "Undecided",
    Status.MEANT: "Not idempotent, as declared",
    Status.DONE: "Nothing to do",
}
"""Headings, in the order in which they come."""


NOTES = "What comes with it"
"""The heading of what a reader should know beside the plan."""


def client(entry: Entry) -> str:
    """The client with its versions and where they come from."""
    found = entry.producer.candidates[-1]
    return f"{entry.producer.client} {found.versions} ({found.evidence})"


def target(found: Target) -> str:
    """The brokers, as far as they are known; empty when nothing is."""
    parts = [found.service.title if found.service else "", f"Kafka {found.broker}" if found.broker else ""]
    told = " ".join(filter(None, parts))
    return f"{found.name}: {told}" if found.name and told else found.name or told


def profile(entry: Entry) -> str:
    """The profile of its application in which alone a producer is like this; empty where there is none."""
    name = entry.producer.profile
    return f"profile {name}" if name not in ("", NO_PROFILE) else ""


def verdicts(entry: Entry) -> str:
    """What the client does today, and behind the edits."""
    before, after = (OUTCOMES[one.judgement.outcome] for one in (entry.producer.before, entry.producer.after))
    return f"{before} -> {after}" if entry.differences and before != after else before


def change(one: Difference) -> str:
    """`acks: 1 -> all`."""
    if one.kind == "add":
        return f"{one.name}: {one.after} (added)"
    return f"{one.name}: {one.before} -> {one.after}" if one.kind == "set" else f"{one.name}: {one.before} (removed)"


def headline(plan: Plan) -> str:
    """What the plan is about, in a line."""
    what = "Today's behaviour written out" if plan.pinned else "Migration to the Kafka 3.0 defaults"
    return f"{what}: {count(len(plan.entries), 'producer')} in {count(plan.files_seen, 'file')}"


def closing(plan: Plan) -> str:
    """What was done, and what to do next."""
    ready, applied = plan.of(Status.READY), plan.of(Status.APPLIED)
    held = len(plan.of(Status.GATED))
    if plan.applied:
        done = f"{count(len(applied), 'producer')} rewritten in {count(len(plan.rewrites), 'file')}"
        return f"{done}. `kafkalint migrate --undo` takes it back." if applied else "Nothing was written."
    if ready:
        edits, files = count(plan.edits, "edit"), count(len(plan.rewrites), "file")
        return f"{edits} in {files}; nothing is written yet. `--apply` writes them."
    if plan.failures:
        return f"{count(len(plan.failures), 'failure')}: what could not be read is not in this plan."
    if held:
        return f"Nothing can be written before {count(held, 'producer')} can pass."
    return "Nothing is left to do." if not plan.of(Status.MANUAL) else "Nothing can be written; the rest is by hand."
