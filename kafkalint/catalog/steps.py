"""Values that depend on the version: ``{by-version: {"0": false, "3.2": true}}`` may stand for any value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, TypeVar

from pydantic import BaseModel, GetJsonSchemaHandler, ValidatorFunctionWrapHandler, WrapValidator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from kafkalint.catalog.spellings import VERSION
from kafkalint.model.version import Version

T = TypeVar("T")
KEY = "by-version"


@dataclass(frozen=True, slots=True)
class Steps:
    """A step function: each value holds from its version up to the next; total, since the first version is 0."""

    values: tuple[tuple[Version, object], ...]

    def at(self, version: Version) -> object:
        """The value that holds at `version`."""
        return [value for since, value in self.values if since <= version][-1]


def _stepped(value: object, inner: ValidatorFunctionWrapHandler) -> object:
    if not (isinstance(value, dict) and KEY in value):
        return inner(value)
    steps = value[KEY]
    if len(value) > 1 or not isinstance(steps, dict) or not all(isinstance(since, str) for since in steps):
        raise ValueError(f"{KEY} stands alone and maps quoted versions to values")
    found = sorted(((Version.parse(since), inner(each)) for since, each in steps.items()), key=lambda step: step[0])
    if not found or found[0][0] != Version((0,)):
        raise ValueError(f'the first version under {KEY} must be "0"')
    return Steps(tuple(found))


class _ByVersion:
    """Tells the schema of a value that steps may stand for it."""

    @staticmethod
    def __get_pydantic_json_schema__(schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        value = handler(schema)
        steps = {
            "description": "The value by the version from which on it holds.",
            "type": "object",
            "required": ["0"],
            "propertyNames": VERSION,
            "additionalProperties": value,
        }
        alone = {"type": "object", "properties": {KEY: steps}, "required": [KEY], "additionalProperties": False}
        return {"anyOf": [*value.get("anyOf", [value]), alone]}


Stepped = Annotated[T, WrapValidator(_stepped), _ByVersion]
"""A field whose value may be given by version; after `frozen` the annotation tells the whole truth."""


def frozen(value: T, version: Version) -> T:
    """`value` with everything that depends on the version settled for `version`."""
    return _settle(value, version)  # type: ignore[return-value]  # steps disappear, the type stays


def _settle(value: object, version: Version) -> object:
    if isinstance(value, Steps):
        return _settle(value.at(version), version)
    if isinstance(value, BaseModel):
        fields = {name: _settle(getattr(value, name), version) for name in value.model_fields_set}
        return value.model_copy(update=fields)
    if isinstance(value, dict):
        return {key: _settle(each, version) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(_settle(each, version) for each in value)
    return value


def carried(value: T, numbers: Steps | str) -> T:
    """`value` with its steps at one's own versions, where `numbers` are those that they stand for, or the only one."""
    if isinstance(numbers, str):
        return frozen(value, Version.parse(numbers))
    return _carried(value, numbers)  # type: ignore[return-value]  # steps stay steps


def _carried(value: object, numbers: Steps) -> object:
    if isinstance(value, Steps):
        return Steps(tuple((own, _settle(value, Version.parse(str(theirs)))) for own, theirs in numbers.values))
    if isinstance(value, BaseModel):
        fields = {name: _carried(getattr(value, name), numbers) for name in value.model_fields_set}
        return value.model_copy(update=fields)
    if isinstance(value, dict):
        return {key: _carried(each, numbers) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(_carried(each, numbers) for each in value)
    return value


def versions(value: object) -> Iterator[Version]:
    """Every version that a step anywhere in `value` begins with."""
    if isinstance(value, Steps):
        for since, each in value.values:
            yield since
            yield from versions(each)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from versions(getattr(value, name))
    elif isinstance(value, dict):
        for each in value.values():
            yield from versions(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from versions(each)
