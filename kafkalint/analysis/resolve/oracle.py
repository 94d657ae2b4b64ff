"""Deciding with unknowns: ask a question, and go through every answer that it may have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
BUDGET = 500
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
    answers: tuple[Mapping[Question, int], ...]
    """To each result the answers that led to it."""
    complete: bool
    """False when there were too many possibilities to see all."""

    def deciding(self, key: Callable[[T], object]) -> tuple[Question, ...]:
        """The questions whose answers make a difference to `key`, in the order in which they were asked.

        All questions when none does so on its own.
        """
        questions = tuple(dict.fromkeys(question for answers in self.answers for question in answers))
        return tuple(question for question in questions if self._divides(question, key)) or questions

    def _divides(self, question: Question, key: Callable[[T], object]) -> bool:
        found: dict[int, set[object]] = {}
        for result, answers in zip(self.results, self.answers, strict=True):
            if question in answers:
                found.setdefault(answers[question], set()).add(key(result))
        return any(keys != other for keys in found.values() for other in found.values())


def explore(decide: Callable[[Oracle], T]) -> Explored[T]:
    """Run `decide` with every oracle that answers its questions differently."""
    pending: list[dict[Question, int]] = [{}]
    results: list[tuple[T, Mapping[Question, int]]] = []
    runs = 0
    while pending and runs < BUDGET:
        answers = pending.pop()
        runs += 1
        try:
            results.append((decide(Oracle(answers)), answers))
        except _Unanswered as fork:
            pending += [{**answers, fork.question: place} for place in reversed(range(len(fork.question.options)))]
    return Explored(tuple(each for each, _ in results), tuple(answers for _, answers in results), not pending)
