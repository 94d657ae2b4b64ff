"""What the operators of conditions are given: a shape for each that takes more than a value."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import ConfigDict, model_validator

from kafkalint.catalog.reading import Strict
from kafkalint.catalog.spellings import Many, VersionValue
from kafkalint.model.service import Support
from kafkalint.model.verdict import Cause, Effect, Outcome

Plain: TypeAlias = str | int | float | bool
Role: TypeAlias = Literal["switch", "acks", "retries", "in-flight", "transactional", "protocol"]
UseRole: TypeAlias = Literal["make", "send", "flush", "close", "poll", "begin", "commit"]


class OutcomeShape(Strict):
    """The answer for the whole range of versions, or what some of them answer, is one of these."""

    is_: Many[Outcome] | None = None
    """The answer for the whole range, which may stand alone: `idempotent` when every version is, `unknown` when some
    are or when it cannot be known, otherwise the answer of the newest."""
    newest: Many[Outcome] | None = None
    """What the newest version answers."""
    every: Many[Outcome] | None = None
    """What every version answers."""
    some: Many[Outcome] | None = None
    """What some version answers."""


class ReasonShape(Strict):
    """The newest version gives a reason with all of these traits; such reasons are blamed. Without one it is unknown
    where the verdict is."""

    cause: Many[Cause] | None = None
    """What kind of thing it speaks of; `written` is what the rule itself blames."""
    effect: Many[Effect] | None = None
    """What the client does about it."""
    role: Many[Role | Literal["none"]] | None = None
    """What the setting is for; `none` for any other."""
    asked: bool | None = None
    """Whether idempotence was asked for."""
    stage: Many[Literal["construct", "start"]] | None = None
    """When it shows: `construct`, or `start` for what fails later."""
    limit: Many[Literal["is", "not", "minimum", "maximum"]] | None = None
    """Which bound is set, by an idempotent producer or another setting."""
    given: bool | None = None
    """Whether a written setting is blamed."""
    intended: Many[Plain] | None = None
    """The value that was meant."""
    suggestion: bool | None = None
    """Whether another name was probably meant."""
    suggests: Many[Role] | None = None
    """The role of the setting that was meant."""
    other_client: bool | None = None
    """Whether another client has a setting of that name, and this one never had."""
    respelt: bool | None = None
    """Whether the setting that was meant has the same letters, in another case or with other punctuation."""
    former: bool | None = None
    """Whether the client had the setting once, and no version in question has it any more."""
    by: Literal["user", "framework"] | None = None
    """Who set it: the `user`, who wrote it, or the `framework` around the client."""


class SettingShape(Strict):
    """Such a setting is written, named by what it is for the idempotent producer, or by the client's names; unknown
    when it may be absent or may be another value."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": ["role"]}, {"required": ["name"]}]})

    role: Role | None = None
    """What it is for the idempotent producer."""
    name: Many[str] | None = None
    """The client's names."""
    present: bool | None = None
    """Whether it is written."""
    value: Many[Plain] | None = None
    """What is written."""
    above: float | str | None = None
    """Its number lies above this one, or above that of the setting with this name."""
    below: float | str | None = None
    """Its number lies below this one, or below that of the setting with this name."""
    editable: bool | None = None
    """Whether it may be changed."""
    blamed: bool | None = None
    """Whether settings that fit are blamed, as if they were reasons."""

    @model_validator(mode="after")
    def _one_of_both(self) -> SettingShape:
        if (self.role is None) is (self.name is None):
            raise ValueError("a setting has either a role or a name")
        return self


class RepeatedShape(Strict):
    """A setting is written again; the one without effect is blamed. Unknown when a value cannot be known or the later
    one may be absent."""

    by: Many[Literal["name", "alias", "layer"]] | None = None
    """What takes its place: the same name, another name of it, or a map that is merged over its own where the producer
    itself is written."""
    differ: bool | None = None
    """Whether the values are different; either way without it."""
    reader: Many[Literal["last", "refused", "unsure"]] | None = None
    """What who reads the file makes of it: the last one counts, the file is refused, or that is not known."""


class BoundShape(Strict):
    """What an effective value must be."""

    is_: Many[Plain] | None = None
    """It is one of these."""
    above: float | None = None
    """It is more than this."""
    below: float | None = None
    """It is less than this."""


class EffectiveShape(Strict):
    """The values that apply at the newest version are like this."""

    acks: BoundShape | None = None
    """What is in effect for acks: `is` one of these, `above` or `below` a number."""
    retries: BoundShape | None = None
    """The same for retries."""
    in_flight: BoundShape | None = None
    """The same for the number of requests in flight."""


class ClientShape(Strict):
    """The likeliest client is like this."""

    is_: Many[str] | None = None
    """Ids of clients."""
    can_be_idempotent: bool | None = None
    """Whether it has an idempotent producer."""
    framework: bool | None = None
    """Whether it sets something of its own around another client, at the newest version."""


class DefectShape(Strict):
    """Idempotence is known to go wrong."""

    known: bool
    """Whether every version in question has a known defect; with `false`, not every one has."""


class VersionShape(Strict):
    """The newest version of the likeliest client lies here, or every version in question."""

    is_: Many[VersionValue] | None = None
    """It is one of these."""
    from_: VersionValue | None = None
    """It is this one or newer."""
    below: VersionValue | None = None
    """It is older than this."""
    every: bool = False
    """Whether every version in question lies there, and no other client is possible, not only the newest."""
    known: bool | None = None
    """Whether something says which versions are in question."""
    differ: bool | None = None
    """Whether the producer does not do the same at every version in question, with the same values."""

    @model_validator(mode="after")
    def _range(self) -> VersionShape:
        if self.every and self.is_ is not None:
            raise ValueError("every version lies in a range: from, below")
        return self


class BrokerShape(Strict):
    """The brokers that a producer talks to, or the broker that the rule is about, are like this."""

    from_: VersionValue | None = None
    """Their version is this one or newer."""
    below: VersionValue | None = None
    """Their version is older than this."""
    declared: bool | None = None
    """Whether the configuration says it."""
    named: Many[str] | None = None
    """How the name of the broker's setting ends."""


class ServiceShape(Strict):
    """The brokers of a producer, or the broker itself, belong to such a service; false where none is known."""

    is_: Many[str] | None = None
    """Ids of services."""
    idempotent: Many[Support] | None = None
    """Whether it takes idempotent writes."""
    transactions: Many[Support] | None = None
    """Whether it takes transactions."""


class PermissionShape(Strict):
    """An idempotent producer needs a right at its brokers that it is not declared to have."""

    asked: Many[Literal["always", "by-version", "perhaps", "no"]]
    """Who asks for it: the service whatever the version (`always`), the brokers' version, that perhaps, since it is not
    known, or nobody, also where the right is declared as granted (`no`)."""


class DependencyShape(Strict):
    """The pinned distribution is like this."""

    packages: Many[str] | None = None
    """Names of distributions."""
    lacks_idempotence: Many[Literal["always", "every", "some"]] | None = None
    """Which of the versions that it allows lack it: `every` one, or `some`; `always` when no version of the package has
    it."""


class UseShape(Strict):
    """The code does this with the producer."""

    role: Many[UseRole] | None = None
    """What the call does: it makes the producer, or is a method of it."""
    tells: Many[Literal["raises", "result", "future", "callback", "nothing"]] | None = None
    """How a caller learns what became of records."""


class CodeShape(Strict):
    """The named check sees what it looks for in the code around a use; unknown when it cannot tell."""

    check: str
    """The check: a name in docs/rules-language.md."""
    callees: Many[str] = ()
    """Dotted paths of other libraries."""
    keywords: Many[str] = ()
    """Keywords of a call."""
    methods: Many[str] = ()
    """Last names of methods."""
    names: Many[str] = ()
    """Last names of functions, names of settings, or words: what the check takes."""


class PlaceShape(Strict):
    """The place of a producer allows this."""

    may_add: bool
    """Whether idempotence may be added there by itself."""


class StrayShape(Strict):
    """The setting gets lost here."""

    place: Many[str]
    """Ids of places where it gets lost."""


class SuppressionShape(Strict):
    """This is wrong with the suppression."""

    problem: Many[Literal["unused", "malformed", "unknown-id", "expired", "intent-unused", "intent-expired"]]
    """What the comment is, or names; `intent-unused` is what a configuration declares of producers that there are none
    of, `intent-expired` what it declares until a day that is over."""
