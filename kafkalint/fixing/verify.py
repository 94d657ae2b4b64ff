"""The proof of a rewrite: read again, and the producers are what was planned and do what was promised."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kafkalint.formats import Format
from kafkalint.model.change import Plan
from kafkalint.model.edit import Edit, Refusal, Unreadable, splice
from kafkalint.model.producer import Producer, Slot
from kafkalint.model.source import Source
from kafkalint.model.value import Dynamic, Native, Value
from kafkalint.model.verdict import Judgement

Reread = Callable[[], Sequence[Producer]]
"""The producers of the result, found by the very same way as those of the file."""
Judge = Callable[[Producer], Judgement]


def rewritten(source: Source, edits: tuple[Edit, ...], syntax: Format) -> Source | Refusal:
    """The file with `edits` made, as new bytes and the text that they say."""
    encode = getattr(syntax, "encode", None)
    try:
        text = splice(source.text, edits)
        after = syntax.decode(source.path, encode(source, edits) if encode else source.encode(text))
    except ValueError as error:  # overlapping edits, or a character that the file's encoding does not have
        return Refusal(f"the edits cannot be made: {error}")
    except Unreadable as error:
        return Refusal(f"the result could not be read again: {error.reason}")
    return after if after.text == text else Refusal("the result does not say what was to be written")


def prove(before: Sequence[Producer], plans: Sequence[Plan], reread: Reread, judge: Judge) -> Refusal | None:
    """None when the result holds exactly the planned producers and each does what its plan promised."""
    try:
        found = tuple(reread())
    except Unreadable as error:
        return Refusal(f"the result could not be read again: {error.reason}")
    if len(found) != len(before):
        return Refusal(f"the result holds {len(found)} producers instead of {len(before)}")
    planned = {id(plan.producer): plan for plan in plans}
    pairs = zip(before, found, strict=True)
    return next(filter(None, (_wrong(old, new, planned.get(id(old)), judge) for old, new in pairs)), None)


def _wrong(old: Producer, new: Producer, plan: Plan | None, judge: Judge) -> Refusal | None:
    """What is wrong with one producer of the result; a variant may also have what was planned for another one."""
    as_planned = settings(new) == settings(plan.after if plan else old)
    if not as_planned and old.variant is None:
        return Refusal("the result does not hold the planned settings")
    if plan and outcomes(judge(new)) != outcomes(plan.promise):
        return Refusal("the result does not reach the promised verdict")
    if not as_planned and old.variant and not judge(new).no_worse_than(judge(old)):
        return Refusal(f"it would do harm in the profile {old.variant.name}".rstrip())
    return None


def settings(producer: Producer) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The settings of a producer, comparable between a plan and what is read back."""
    return tuple(sorted((slot.name, _texts(slot)) for slot in producer.slots))


def outcomes(judgement: Judgement) -> tuple[tuple[str, str, str], ...]:
    """What every client of every version does, comparable."""
    return tuple((point.client, str(point.version), point.verdict.outcome.value) for point in judgement.points)


def _texts(slot: Slot) -> tuple[str, ...]:
    return tuple(sorted({_text(setting.value) for setting in slot.values}))


def _text(value: Value) -> str:
    if isinstance(value, Dynamic):
        return f"dynamic {value.reason}"
    return _spelled(value.value)


def _spelled(value: Native) -> str:
    """One spelling for values that a text format and a typed format write differently."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)
