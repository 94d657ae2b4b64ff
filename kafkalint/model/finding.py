"""What a run says: findings, fixes, failures and the Report that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from kafkalint.model.edit import Edit
from kafkalint.model.producer import Site
from kafkalint.model.source import Source


class Severity(IntEnum):
    """How bad it is; ordered."""

    NOTE = 1
    WARNING = 2
    ERROR = 3


class Confidence(IntEnum):
    """How sure kafkalint is; ordered."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


class Applicability(IntEnum):
    """How freely a fix may be applied; ordered."""

    DISPLAY = 1
    UNSAFE = 2
    SAFE = 3


@dataclass(frozen=True, slots=True)
class Related:
    """A further place that belongs to a finding."""

    site: Site
    message: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A planned and proved rewrite of one file; findings of one producer share it."""

    title: str
    applicability: Applicability
    reason: str
    """Why it is safe, unsafe, or only shown."""
    edits: tuple[Edit, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fired."""

    rule: str
    name: str
    severity: Severity
    confidence: Confidence
    message: str
    site: Site
    setting: str = ""
    """The setting's name as written in the file."""
    value: str = ""
    """The value as written; redacted when the name looks secret."""
    client: str = ""
    client_version: str = ""
    related: tuple[Related, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences to show below: what was assumed, what other versions do, why there is no fix."""
    fix: Fix | None = None
    fingerprint: str = ""
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be checked or written; makes the run's exit status 2."""

    path: str
    kind: str
    """``missing``, ``unreadable``, ``undecodable``, ``unparsable``, ``unwritable``, ``changed``, ``rule``."""
    message: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Undecided:
    """A discovered file that could not be judged: a template, not quite YAML, not quite JSON."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class RuleText:
    """What a reporter may want to say about a rule."""

    id: str
    name: str
    title: str
    severity: Severity
    url: str = ""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A file that was, or with ``--diff`` would be, rewritten."""

    path: str
    before: Source
    after: str
    fixed: int
    """How many findings it removes."""


@dataclass(frozen=True, slots=True)
class Report:
    """The plain result of a run; reporters present it."""

    findings: tuple[Finding, ...] = ()
    failures: tuple[Failure, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
    sources: tuple[Source, ...] = ()
    """The files that findings point at, for frames and columns; redacted text has the same length."""
    rules: tuple[RuleText, ...] = ()
    files_seen: int = 0
    files_read: int = 0
    producers: int = 0
    undecided_producers: int = 0
    fixed: int = 0
    suppressed: int = 0
    version: str = ""
