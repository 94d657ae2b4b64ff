"""The plain result of a run: findings, failures, rewrites and counts; reporters present it."""

from __future__ import annotations

from dataclasses import dataclass

from kafkalint.model.baseline import Gone
from kafkalint.model.finding import Finding
from kafkalint.model.rule import Rule
from kafkalint.model.source import Source


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be checked or written; makes the run's exit status 2."""

    path: str
    kind: str
    """``missing``, ``unreadable``, ``undecodable``, ``unparsable``, ``unwritable``, ``changed``, ``rule``."""
    message: str
    line: int | None = None
    column: int | None = None
    cell: int | None = None
    """Of a notebook, in which `line` is counted."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """A discovered file that could not be judged: a template, not quite YAML, not quite JSON."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A file that was, or with ``--diff`` would be, rewritten."""

    path: str
    before: Source
    after: Source
    fixed: int
    """How many findings it removes."""


@dataclass(frozen=True, slots=True)
class Report:
    """The plain result of a run; reporters present it."""

    findings: tuple[Finding, ...] = ()
    silenced: tuple[Finding, ...] = ()
    """Findings that comments silence; they count for nothing."""
    known: tuple[Finding, ...] = ()
    """Findings that a baseline has; they count for nothing either."""
    gone: tuple[Gone, ...] = ()
    """What a baseline has and this run, which looked for it, has not."""
    compared: bool = False
    """Whether there is a baseline, so that every finding is either known or new."""
    rules: tuple[Rule, ...] = ()
    """Those that the findings name, by id, with the texts that explain them."""
    failures: tuple[Failure, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
    sources: tuple[Source, ...] = ()
    """The files that findings point at, for frames and columns; redacted text has the same length."""
    files_seen: int = 0
    files_read: int = 0
    producers: int = 0
    undecided_producers: int = 0
    fixed: int = 0
    version: str = ""
