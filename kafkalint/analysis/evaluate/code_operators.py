"""Operators about uses of a producer in code: what is done with it, and the named checks on the code around."""

from __future__ import annotations

from typing import cast

from kafkalint.analysis.code import Use, check_named
from kafkalint.analysis.code.use import Given
from kafkalint.analysis.evaluate.facts import Facts
from kafkalint.analysis.evaluate.truth import Answer, Arguments, many
from kafkalint.model.verdict import Cause, Effect, Reason


def use(facts: Facts, given: Arguments) -> Answer:
    """What the use is, and how a caller of such a method learns what became of records."""
    subject = facts.subject
    if not isinstance(subject, Use):
        return Answer(None)
    tells = (subject.method.tells if subject.method else "") or "nothing"
    found = {"role": subject.role, "tells": tells}
    return Answer(all(found[name] in many(wanted) for name, wanted in given.items()))


def code(facts: Facts, given: Arguments) -> Answer:
    """Whether a named check sees what it looks for; what it says is told as a reason."""
    subject = facts.subject
    if not isinstance(subject, Use):
        return Answer(None)
    told = check_named(str(given["check"])).look(subject, cast("Given", given))
    return Answer(None if told is None else bool(told), (Reason(Cause.WRITTEN, Effect.NONE, told),) if told else ())
