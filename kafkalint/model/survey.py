"""A producer as a migration sees it: what is written, what its client makes of it, before and after."""

from __future__ import annotations

from dataclasses import dataclass

from kafkalint.model.finding import Applicability, Severity
from kafkalint.model.producer import Candidate, Target
from kafkalint.model.verdict import Judgement


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as readers count it: from 1, columns in characters."""

    path: str
    line: int
    column: int
    cell: int | None = None
    """Of a notebook, in which the line is counted."""

    def __str__(self) -> str:
        """`send.py:3`, `report.ipynb:cell 2:3`."""
        cell = "" if self.cell is None else f"cell {self.cell}:"
        return f"{self.path}:{cell}{self.line}"


@dataclass(frozen=True, slots=True)
class Written:
    """One value that a setting may have, as it stands in a file; secrets are masked."""

    name: str
    """The client's name of the setting."""
    written: str
    """The name as it stands in the file."""
    text: str
    at: Spot


@dataclass(frozen=True, slots=True)
class Said:
    """What a rule says about a producer."""

    rule: str
    severity: Severity
    message: str
    at: Spot
    silenced: bool = False
    """Whether a comment keeps it from being told."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What comes with a migration of a producer, as a rule says it."""

    rule: str
    name: str
    message: str
    unless_written: tuple[str, ...] = ()
    """Settings of brokers or topics, one of which in any file makes it needless."""


@dataclass(frozen=True, slots=True)
class Stand:
    """A producer at one time."""

    judgement: Judgement
    settings: tuple[Written, ...]
    said: tuple[Said, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of the warnings and errors about it that nothing silences."""
        return tuple(sorted({one.rule for one in self.said if one.severity > Severity.NOTE and not one.silenced}))

    @property
    def silenced(self) -> tuple[str, ...]:
        """Ids of what comments silence about it."""
        return tuple(sorted({one.rule for one in self.said if one.silenced}))


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One producer, as it is and as a rewriting leaves it."""

    at: Spot
    index: int
    """Which one in its file, by position; with the path it tells producers apart while files stay what they are."""
    place: str
    client: str
    """The name of its likeliest client for people."""
    candidates: tuple[Candidate, ...]
    target: Target
    before: Stand
    after: Stand
    content: bool
    """Whether it is declared to be content without idempotence."""
    meant: str
    """What it is declared to be instead, until when and why; empty where it is not."""
    lapsed: str
    """What was declared of it and has ended, as a clause."""
    applicability: Applicability | None
    """The least free of what was done; None where nothing was."""
    reason: str
    """Why it is safe or unsafe; for what was not done, why not."""
    excerpt: str
    """The lines around it, with secrets masked."""
    excerpt_line: int
    """The number of the first of them."""
    file: str
    """The file that was looked at when it was found."""
    profile: str = ""
    """The profile of its application in which it is like this; empty where there is only one way."""
    counted: str = ""
    """The file with which it is counted; empty for a profile that makes no other producer than another one."""
    remarks: tuple[Remark, ...] = ()

    @property
    def key(self) -> tuple[str, int]:
        """What it is called within one run."""
        return self.file, self.index

    @property
    def identity(self) -> tuple[object, ...]:
        """What is the same for each file of an application that leads to it."""
        return (self.at, self.profile) if self.profile else self.key
