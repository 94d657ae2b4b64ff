"""What comes with a rewriting of each producer of a text: rules about moves, asked of it before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kafkalint.analysis.code import Use, uses
from kafkalint.analysis.evaluate.move import Move
from kafkalint.analysis.flow.outline import Outline, outline
from kafkalint.model.producer import Producer
from kafkalint.model.program import Program
from kafkalint.model.survey import Remark
from kafkalint.runner.examine import Examined, Judged, fired_by
from kafkalint.runner.keep import unsilenced
from kafkalint.runner.options import Options
from kafkalint.runner.project import Context


@dataclass
class Remarking:
    """One text as it is, and as a rewriting leaves it."""

    first: Examined
    last: Examined
    context: Context
    options: Options

    @cached_property
    def asked(self) -> bool:
        """Whether there is a rule to ask."""
        return any(rule.of_migration for rule in self.context.rules)

    @cached_property
    def outline(self) -> Outline | None:
        """The code afterwards, where the text is code."""
        return outline(self.last.read) if isinstance(self.last.read, Program) else None

    def about(self, old: Judged, new: Judged) -> tuple[Remark, ...]:
        """What is to be said of one producer, without what is silenced where it stands today."""
        if not self.asked:
            return ()
        move = Move(old.producer, old.judgement, new.producer, lambda: self._uses(new.producer))
        fired = list(fired_by(move, new.judgement, new.profile, self.context))
        heard = unsilenced(self.first, [one.finding for one in fired], self.context, self.options)
        needless = {one.rule.id: one.rule.unless_written for one in fired}
        return tuple(Remark(one.rule, one.name, one.message, needless[one.rule]) for one in heard)

    def _uses(self, producer: Producer) -> Sequence[Use] | None:
        if self.outline is None or producer.made is None:
            return None
        return uses(self.outline, producer)
