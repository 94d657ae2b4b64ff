"""Deciding with unknowns: ask a question, and go through every answer that it may have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
BUDGET = 2000
"""Runs after which the question stays open."""


class Question(NamedTuple):
    """Something that cannot be known, about the setting at a position, or about one that is not seen."""

    what: str
    subject: int | str
    options: tuple[object, ...]


class _Unanswered(Exception):
    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.question = question


@dataclass(slots=True)
class Oracle:
    """Answers questions in one of all the ways in which they may be answered, the same each time."""

    answers: Mapping[Question, int] = field(default_factory=dict)
    """To each question the position of the option that is the answer."""

    def which(self, what: str, subject: int | str, options: tuple[T, ...]) -> T:
        """One of `options`; every option is some oracle's answer."""
        question = Question(what, subject, options)
        if question not in self.answers:
            raise _Unanswered(question)
        return options[self.answers[question]]

    def whether(self, what: str, subject: int | str) -> bool:
        """Yes or no."""
        return self.which(what, subject, (False, True))


@dataclass(frozen=True, slots=True)
class Explored(Generic[T]):
    """Every result that is possible."""

    results: tuple[T, ...]
    questions: tuple[Question, ...]
    """What the results depend on, in the order in which it was asked."""
    complete: bool
    """False when there were too many possibilities to see all."""


def explore(decide: Callable[[Oracle], T]) -> Explored[T]:
    """Run `decide` with every oracle that answers its questions differently."""
    pending: list[dict[Question, int]] = [{}]
    results: list[T] = []
    questions: dict[Question, None] = {}
    runs = 0
    while pending and runs < BUDGET:
        answers = pending.pop()
        runs += 1
        try:
            results.append(decide(Oracle(answers)))
        except _Unanswered as fork:
            questions[fork.question] = None
            pending += [{**answers, fork.question: place} for place in reversed(range(len(fork.question.options)))]
    return Explored(tuple(results), tuple(questions), not pending)
