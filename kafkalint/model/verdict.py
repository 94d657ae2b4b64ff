"""What the real client would do with the settings of one producer, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kafkalint.model.value import Literal, Native
from kafkalint.model.version import Version


class Outcome(str, Enum):
    """The four answers."""

    IDEMPOTENT = "idempotent"
    NOT_IDEMPOTENT = "not-idempotent"
    REJECTED = "rejected"
    UNKNOWN = "unknown"


_RANK = {Outcome.REJECTED: 0, Outcome.UNKNOWN: 1, Outcome.NOT_IDEMPOTENT: 1, Outcome.IDEMPOTENT: 2}


class State(str, Enum):
    """How the answer came about."""

    ON = "on"
    OFF_EXPLICIT = "off-explicit"
    OFF_DEFAULT = "off-default"
    OFF_SILENT = "off-silent"
    REJECTED = "rejected"
    UNSUPPORTED = "unsupported"
    UNKNOWN = "unknown"


class Cause(str, Enum):
    """What kind of thing a Reason speaks of."""

    CONFLICT = "conflict"
    """A value that the idempotent producer cannot have."""
    REQUIRES = "requires"
    """A setting that cannot live without idempotence, while idempotence is off."""
    UNREADABLE = "unreadable"
    """A value that the client refuses to read."""
    UNKNOWN_SETTING = "unknown-setting"
    """A name that this client and version does not have; refused or ignored."""
    CONSTRAINT = "constraint"
    """Numbers that do not fit together."""
    EXPLICIT = "explicit"
    """Idempotence switched off in so many words."""
    DEFAULT = "default"
    """Idempotence off because nobody asked for it."""
    UNSUPPORTED = "unsupported"
    """A client or version that has no idempotent producer."""
    MISREAD = "misread"
    """A value that is accepted but means something else than it says (``"false"`` is true, ``"-1"`` is not -1)."""
    DYNAMIC = "dynamic"
    """A value, or a part of the configuration, that cannot be known."""
    LATER = "later"
    """Accepted by the constructor, fails when the producer starts or sends."""
    VERSION = "version"
    """A version beyond those that are known, judged as the closest of them."""
    WRITTEN = "written"
    """A setting as it is written, which a rule blames although the client does not."""


class Effect(str, Enum):
    """What the client does about it."""

    REJECTS = "rejects"
    DISABLES = "disables"
    IGNORES = "ignores"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Limit:
    """What a setting must be for an idempotent producer, as far as it is set at all."""

    is_: tuple[Native, ...] = ()
    not_: tuple[Native, ...] = ()
    minimum: float | tuple[int, ...] | None = None
    maximum: float | tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that led to the verdict."""

    cause: Cause
    effect: Effect
    text: str
    """What happens and why: a clause without a full stop, in kafkalint's own words."""
    setting: str = ""
    """The client's canonical name of the setting, empty when none is to blame."""
    role: str = ""
    """What the setting is for the idempotent producer: ``switch``, ``acks``, ``retries``, ``in-flight``,
    ``transactional``, ``protocol``, or empty."""
    index: int | None = None
    """Which of the given settings (by position), None for a default."""
    limit: Limit | None = None
    asked: bool = False
    """Whether idempotence was asked for (by the switch or by a setting that needs it)."""
    suggestion: str = ""
    """For an unknown setting: the name that was meant. For a misread or unreadable value: see `intended`."""
    intended: Native = None
    """For a misread or unreadable value whose meaning is evident: the value as this client spells it."""
    stage: str = "construct"
    """``construct``, or ``start`` for what fails only later."""
    declared: bool = False
    """Whether the client declares a default that does not take effect."""
    put: Literal | None = None
    """The value that the framework around the client set, which nobody wrote; None where it did not."""


@dataclass(frozen=True, slots=True)
class Effective:
    """The values that apply, None where the client has no such setting or was rejected."""

    acks: Native = None
    retries: Native = None
    max_in_flight: Native = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one client of one version does."""

    outcome: Outcome
    state: State
    reasons: tuple[Reason, ...] = ()
    effective: Effective = Effective()
    error: str | None = None
    """What the client says when it refuses, shortened and in our words."""


@dataclass(frozen=True, slots=True)
class Point:
    """The verdict of one client at one version."""

    client: str
    version: Version
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdicts at every version (and candidate client) where behaviour can differ; newest last, never empty."""

    points: tuple[Point, ...]

    @property
    def newest(self) -> Point:
        """The point that names a finding."""
        return self.points[-1]

    @property
    def outcomes(self) -> frozenset[Outcome]:
        """Every answer that some version gives."""
        return frozenset(point.verdict.outcome for point in self.points)

    @property
    def outcome(self) -> Outcome:
        """The answer for the whole range: *not idempotent at any version* is certain, *at some only* is unknown."""
        found = self.outcomes
        if found == {Outcome.IDEMPOTENT}:
            return Outcome.IDEMPOTENT
        if Outcome.IDEMPOTENT in found or Outcome.UNKNOWN in found:
            return Outcome.UNKNOWN
        return self.newest.verdict.outcome

    def no_worse_than(self, before: Judgement) -> bool:
        """Whether no version refuses that started before, and none has stopped to be idempotent."""
        return all(now >= then for then, now in self._ranks(before))

    def better_than(self, before: Judgement) -> bool:
        """Whether some version starts that refused before, or has become idempotent."""
        return any(now > then for then, now in self._ranks(before))

    def _ranks(self, before: Judgement) -> list[tuple[int, int]]:
        then = {(point.client, point.version): _RANK[point.verdict.outcome] for point in before.points}
        now = {(point.client, point.version): _RANK[point.verdict.outcome] for point in self.points}
        return [(then[key], rank) for key, rank in now.items() if key in then]
