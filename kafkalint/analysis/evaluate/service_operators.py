"""Operators about where a producer sends: the service, and the right that it must have there."""

from __future__ import annotations

from kafkalint.analysis.evaluate.facts import Facts
from kafkalint.analysis.evaluate.truth import Answer, Arguments, many
from kafkalint.model.producer import Broker, Target


def service(facts: Facts, given: Arguments) -> Answer:
    """Which service the brokers belong to and what it takes; false where no service is known."""
    if facts.producer is None and not isinstance(facts.subject, Broker):
        return Answer(None)
    found = facts.service
    if found is None:
        return Answer(False)
    traits = {"is": found.id, "idempotent": found.idempotent, "transactions": found.transactions}
    return Answer(all(traits[name] in many(wanted) for name, wanted in given.items()))


def permission(facts: Facts, given: Arguments) -> Answer:
    """How surely the brokers ask for a right that the producer is not declared to have."""
    if facts.producer is None:
        return Answer(None)
    return Answer(_asked(facts.producer.target) in many(given["asked"]))


def _asked(target: Target) -> str:
    wanted = target.permission
    if wanted is None or target.obstacle:
        return "no"
    if wanted.below is None:
        return "always"
    return "perhaps" if target.broker is None else "by-version"
