"""A rule as data: when it fires, what it says, how it is mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kafkalint.model.finding import Applicability, Confidence, Severity


@dataclass(frozen=True, slots=True)
class Condition:
    """One node of a condition: an operator of the closed list and what it is given."""

    operator: str
    arguments: Mapping[str, object]
    parts: tuple[Condition, ...] = ()
    """Operands of ``all``, ``any`` and ``not``."""


@dataclass(frozen=True, slots=True)
class Repair:
    """What a rule wants changed, in terms that hold for every client.

    `action`: ``idempotent`` (whatever it takes until the client is idempotent), ``conflicts`` (only what the client
    refuses), ``rename`` (to the suggested name), ``translate`` (the same, or removal where a
    refused setting has no counterpart), ``respell`` (to the intended value), ``strengthen`` (acks to all),
    ``remove`` (the setting that the finding points at), ``trim`` (the same, but neither acks nor the switch),
    ``explicit`` (those two written out),
    ``pin`` (the same as the client has them today, on or off); of suppressions ``uncomment`` (what has no effect).
    """

    title: str
    action: str
    applicability: Applicability | None
    """None: safe where no version in question starts today, otherwise unsafe and safe under contract."""
    because: str
    respects_comments: bool = False
    """Whether a comment beside a changed value leaves the change to a person."""
    migration: bool = False
    """Whether only a migration makes it, in which the rule then runs unasked and under every profile."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule says instead when something further holds; None keeps what the rule has."""

    when: Condition
    message: str | None = None
    severity: Severity | None = None
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A before and after that is test and documentation at once."""

    title: str
    path: str
    before: str
    after: str | None
    """None: no fix is expected."""
    fires: bool
    versions: Mapping[str, str]
    """Declared client versions, as in the configuration."""
    options: Mapping[str, object]
    """Further configuration that the example needs."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, frozen."""

    id: str
    name: str
    title: str
    subject: str
    """``producer``, ``use``, ``move``, ``broker``, ``dependency``, ``stray`` or ``suppression``."""
    severity: Severity
    confidence: Confidence
    when: Condition
    message: str
    """A template over the fields of the facts (see docs); ``{setting}``, ``{value}``, ``{client}``, ``{version}`` …"""
    at: str
    """The primary span: ``reason`` (the first setting to blame), ``producer``, ``setting:ROLE``, ``subject``."""
    why: str
    yields_to: tuple[str, ...] = ()
    """Rules whose findings on the same subject make this one superfluous, setting by setting."""
    per_reason: bool = False
    """One finding for every matching reason instead of one for all."""
    repair: Repair | None = None
    cases: tuple[Case, ...] = ()
    """The first that holds refines message, severity and confidence."""
    tier: str = "must"
    """``must``, ``should`` or ``could``: how near the rule is to the purpose of kafkalint."""
    profiles: tuple[str, ...] = ()
    """The only profiles under which it runs; empty when it always does."""
    on_request: bool = False
    """Whether it runs only where it is selected."""
    gate: bool = False
    """Whether what it finds must be mended before producers wait for all replicas."""
    unless_written: tuple[str, ...] = ()
    """Settings of brokers or topics, one of which in any file makes it needless."""
    references: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    page: str = ""
    """The address of its documentation; empty for a user's own rule."""

    @property
    def of_migration(self) -> bool:
        """Whether it speaks in plans of a migration, and nowhere else."""
        return self.subject == "move"
