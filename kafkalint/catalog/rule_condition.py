"""The condition language of rule files: one shape for every operator, and nothing else is accepted."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from kafkalint.catalog.reading import OneKey, Strict
from kafkalint.catalog.rule_operators import (
    BrokerShape,
    ClientShape,
    CodeShape,
    DefectShape,
    DependencyShape,
    EffectiveShape,
    OutcomeShape,
    PermissionShape,
    PlaceShape,
    ReasonShape,
    RepeatedShape,
    ServiceShape,
    SettingShape,
    StrayShape,
    SuppressionShape,
    UseShape,
    VersionShape,
)
from kafkalint.catalog.spellings import Many
from kafkalint.model.rule import Condition
from kafkalint.model.verdict import State

Subject: TypeAlias = Literal["producer", "use", "move", "broker", "dependency", "stray", "suppression"]


def _whole(given: object) -> object:
    """Bare answers are those for the whole range."""
    return given if isinstance(given, dict) else {"is": given}


class _Bare:
    """Tells the schema of an operator that its `is` may stand for it."""

    @staticmethod
    def __get_pydantic_json_schema__(schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        whole = handler(schema)
        return {"anyOf": [*handler.resolve_ref_schema(whole)["properties"]["is"]["anyOf"], whole]}


class ConditionShape(OneKey):
    """One operator and what it is given."""

    all: Annotated[list[ConditionShape], Field(min_length=1)] | None = None
    """Every one of these is true; false when one is false."""
    any: Annotated[list[ConditionShape], Field(min_length=1)] | None = None
    """One of these is true; false when every one is false."""
    not_: ConditionShape | None = None
    """This is false; unknown stays unknown."""
    outcome: Annotated[OutcomeShape, BeforeValidator(_whole), _Bare] | None = None
    """The answer for the whole range of versions, or what some of them answer, is one of these."""
    state: Many[State] | None = None
    """The newest version comes to its answer like this; unknown where the outcome is."""
    reason: ReasonShape | None = None
    setting: SettingShape | None = None
    repeated: RepeatedShape | None = None
    redundant: bool | None = None
    """Whether a setting of the producer alone, but for the switch, is the default of every version in question, and
    each answers the same without it; it is blamed."""
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
    before: ConditionShape | None = None
    """This is true of the producer as it is today."""
    used: ConditionShape | None = None
    """This is true of something that code does with the producer; unknown where no code is seen."""

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


_ALL: tuple[Subject, ...] = ("producer", "use", "move", "broker", "dependency", "stray", "suppression")
_PRODUCERS: tuple[Subject, ...] = ("producer", "use", "move")
_SUBJECTS: dict[str, tuple[Subject, ...]] = {
    "all": _ALL,
    "any": _ALL,
    "not": _ALL,
    "setting": (*_PRODUCERS, "broker"),
    "broker": (*_PRODUCERS, "broker"),
    "service": (*_PRODUCERS, "broker"),
    "before": ("move",),
    "used": ("move",),
    "use": ("use",),
    "code": ("use",),
    "dependency": ("dependency",),
    "stray": ("stray",),
    "suppression": ("suppression",),
}
"""Where an operator has a meaning; one that is not listed speaks of producers, of their use and of their moves."""
_WITHIN: dict[str, Subject] = {"before": "producer", "used": "use"}
"""What the condition inside such an operator is about."""


def operators(subject: Subject | None = None) -> tuple[str, ...]:
    """The names of all operators, or of those that fit a subject."""
    names = (_name(field) for field in ConditionShape.model_fields)
    return tuple(name for name in names if subject is None or subject in _SUBJECTS.get(name, _PRODUCERS))


def misfits(condition: Condition, subject: Subject) -> tuple[str, ...]:
    """Operators in `condition` that say nothing about such a subject."""
    own = () if condition.operator in operators(subject) else (condition.operator,)
    inside = _WITHIN.get(condition.operator, subject)
    return own + tuple(name for part in condition.parts for name in misfits(part, inside))


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
