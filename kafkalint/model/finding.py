"""What a rule says when it fires: the finding, and the fix that goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from kafkalint.model.edit import Patch
from kafkalint.model.producer import Site


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
    """A planned and proved rewrite, mostly of one file; findings of one producer share it."""

    title: str
    applicability: Applicability
    reason: str
    """Why it is safe, unsafe, or only shown."""
    patches: tuple[Patch, ...]
    """By path; all of them are made, or none."""


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
    profiles: tuple[str, ...] = ()
    """The profiles of an application in which it holds; empty where the application has none."""
    excused: tuple[str, ...] = ()
    """Those in which comments silence it, while it holds in others."""
    silenced: Site | None = None
    """The comment that silences it."""
