"""The condition language of rule files: one shape for every operator, and nothing else is accepted."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias, TypeVar

from pydantic import BeforeValidator, Field, PlainValidator, model_validator

from kafkalint.catalog.reading import Strict
from kafkalint.model.rule import Condition
from kafkalint.model.service import Support
from kafkalint.model.verdict import Cause, Effect, Outcome, State
from kafkalint.model.version import Version

Item = TypeVar("Item")
Many: TypeAlias = Annotated[
    tuple[Item, ...], BeforeValidator(lambda given: given if isinstance(given, list | tuple) else (given,))
]
"""One item, or a list of them of which one must fit."""

Plain: TypeAlias = str | int | float | bool
Role: TypeAlias = Literal["switch", "acks", "retries", "in-flight", "transactional", "protocol"]
Subject: TypeAlias = Literal["producer", "use", "broker", "dependency", "stray", "suppression"]
UseRole: TypeAlias = Literal["make", "send", "flush", "close", "poll", "begin", "commit"]


def _version(given: object) -> Version:
    if not isinstance(given, str):
        raise ValueError("a version is text: put it in quotes")
    return Version.parse(given)


VersionText: TypeAlias = Annotated[Version, PlainValidator(_version)]


class OutcomeShape(Strict):
    """Which answers count, and where along the range of versions."""

    is_: Many[Outcome] | None = None
    newest: Many[Outcome] | None = None
    every: Many[Outcome] | None = None
    some: Many[Outcome] | None = None


class ReasonShape(Strict):
    """What one reason of the newest verdict must be."""

    cause: Many[Cause] | None = None
    effect: Many[Effect] | None = None
    role: Many[Role | Literal["none"]] | None = None
    asked: bool | None = None
    stage: Many[Literal["construct", "start"]] | None = None
    limit: Many[Literal["is", "not", "minimum", "maximum"]] | None = None
    given: bool | None = None
    intended: Many[Plain] | None = None
    suggestion: bool | None = None
    suggests: Many[Role] | None = None
    other_client: bool | None = None
    respelt: bool | None = None
    former: bool | None = None
    by: Literal["user", "framework"] | None = None


class SettingShape(Strict):
    """A setting, named by what it is for the idempotent producer, or by the client's names."""

    role: Role | None = None
    name: Many[str] | None = None
    present: bool | None = None
    value: Many[Plain] | None = None
    above: float | str | None = None
    below: float | str | None = None
    editable: bool | None = None
    blamed: bool | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> SettingShape:
        if (self.role is None) is (self.name is None):
            raise ValueError("a setting has either a role or a name")
        return self


class RepeatedShape(Strict):
    """Settings that are written more than once, by what takes their place."""

    by: Many[Literal["name", "alias", "layer"]] | None = None
    differ: bool | None = None


class BoundShape(Strict):
    """What an effective value must be."""

    is_: Many[Plain] | None = None
    above: float | None = None
    below: float | None = None


class EffectiveShape(Strict):
    """The values that apply at the newest version."""

    acks: BoundShape | None = None
    retries: BoundShape | None = None
    in_flight: BoundShape | None = None


class ClientShape(Strict):
    """Facts about the likeliest client."""

    is_: Many[str] | None = None
    can_be_idempotent: bool | None = None
    framework: bool | None = None


class DefectShape(Strict):
    """What is known to go wrong in every version in question."""

    known: bool


class VersionShape(Strict):
    """The newest version of the likeliest client, or every version in question."""

    is_: Many[VersionText] | None = None
    from_: VersionText | None = None
    below: VersionText | None = None
    every: bool = False

    @model_validator(mode="after")
    def _range(self) -> VersionShape:
        if self.every and self.is_ is not None:
            raise ValueError("every version lies in a range: from, below")
        return self


class BrokerShape(Strict):
    """The brokers that a producer talks to, or the broker that the rule is about."""

    from_: VersionText | None = None
    below: VersionText | None = None
    declared: bool | None = None
    named: Many[str] | None = None


class ServiceShape(Strict):
    """The service that the brokers of a producer belong to; nothing is true where none is known."""

    is_: Many[str] | None = None
    idempotent: Many[Support] | None = None
    transactions: Many[Support] | None = None


class PermissionShape(Strict):
    """The right that an idempotent producer needs at its brokers and is not declared to have."""

    asked: Many[Literal["always", "by-version", "perhaps", "no"]]


class DependencyShape(Strict):
    """A pinned distribution."""

    packages: Many[str] | None = None
    lacks_idempotence: Many[Literal["always", "every", "some"]] | None = None


class UseShape(Strict):
    """What code does with a producer."""

    role: Many[UseRole] | None = None
    tells: Many[Literal["raises", "result", "future", "callback", "nothing"]] | None = None


class CodeShape(Strict):
    """A named check on the code around a use, and what it is given."""

    check: str
    callees: Many[str] = ()
    keywords: Many[str] = ()
    methods: Many[str] = ()
    names: Many[str] = ()


class PlaceShape(Strict):
    """What the place of a producer allows."""

    may_add: bool


class StrayShape(Strict):
    """Where a setting gets lost."""

    place: Many[str]


class SuppressionShape(Strict):
    """What is wrong with a suppression."""

    problem: Many[Literal["unused", "malformed", "unknown-id", "expired", "intent-unused", "intent-expired"]]


def _whole(given: object) -> object:
    """Bare answers are those for the whole range."""
    return given if isinstance(given, dict) else {"is": given}


class ConditionShape(Strict):
    """One operator and what it is given."""

    all: Annotated[list[ConditionShape], Field(min_length=1)] | None = None
    any: Annotated[list[ConditionShape], Field(min_length=1)] | None = None
    not_: ConditionShape | None = None
    outcome: Annotated[OutcomeShape, BeforeValidator(_whole)] | None = None
    state: Many[State] | None = None
    reason: ReasonShape | None = None
    setting: SettingShape | None = None
    repeated: RepeatedShape | None = None
    redundant: bool | None = None
    effective: EffectiveShape | None = None
    client: ClientShape | None = None
    defect: DefectShape | None = None
    version: VersionShape | None = None
    broker: BrokerShape | None = None
    service: ServiceShape | None = None
    permission: PermissionShape | None = None
    dependency: DependencyShape | None = None
    place: PlaceShape | None = None
    use: UseShape | None = None
    code: CodeShape | None = None
    stray: StrayShape | None = None
    suppression: SuppressionShape | None = None

    @model_validator(mode="after")
    def _one_operator(self) -> ConditionShape:
        if len(self.model_fields_set) != 1:
            raise ValueError(f"a condition is exactly one operator of: {', '.join(operators())}")
        return self

    @property
    def operator(self) -> str:
        """The operator's name as the file has it."""
        return _name(next(iter(self.model_fields_set)))

    def freeze(self) -> Condition:
        """The condition as the analysis reads it: names as in the file, versions parsed."""
        given = getattr(self, next(iter(self.model_fields_set)))
        if isinstance(given, ConditionShape):
            return Condition(self.operator, {}, (given.freeze(),))
        if isinstance(given, list):
            return Condition(self.operator, {}, tuple(part.freeze() for part in given))
        return Condition(self.operator, _arguments(given))


_ALL: tuple[Subject, ...] = ("producer", "use", "broker", "dependency", "stray", "suppression")
_SUBJECTS: dict[str, tuple[Subject, ...]] = {
    "all": _ALL,
    "any": _ALL,
    "not": _ALL,
    "setting": ("producer", "use", "broker"),
    "broker": ("producer", "use", "broker"),
    "use": ("use",),
    "code": ("use",),
    "dependency": ("dependency",),
    "stray": ("stray",),
    "suppression": ("suppression",),
}
"""Where an operator has a meaning; one that is not listed speaks of producers, and of whose use it is."""


def operators(subject: Subject | None = None) -> tuple[str, ...]:
    """The names of all operators, or of those that fit a subject."""
    names = (_name(field) for field in ConditionShape.model_fields)
    return tuple(name for name in names if subject is None or subject in _SUBJECTS.get(name, ("producer", "use")))


def misfits(condition: Condition, subject: Subject) -> tuple[str, ...]:
    """Operators in `condition` that say nothing about such a subject."""
    own = () if condition.operator in operators(subject) else (condition.operator,)
    return own + tuple(name for part in condition.parts for name in misfits(part, subject))


def _name(field: str) -> str:
    return field.rstrip("_").replace("_", "-")


def _arguments(given: object) -> dict[str, object]:
    if not isinstance(given, Strict):
        return {"is": given}
    named = {_name(field): getattr(given, field) for field in type(given).model_fields}
    return {
        name: _arguments(value) if isinstance(value, Strict) else value
        for name, value in named.items()
        if value is not None
    }
