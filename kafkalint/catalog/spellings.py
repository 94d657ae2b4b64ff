"""How files of the catalogue may write a value: one or a list, a version as text."""

from __future__ import annotations

from typing import Annotated, TypeAlias, TypeVar

from pydantic import AfterValidator, BeforeValidator, GetJsonSchemaHandler, PlainValidator, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from kafkalint.model.version import Version

Item = TypeVar("Item")


class _OneOrMany:
    """Tells the schema of a list that one item may stand without it."""

    @staticmethod
    def __get_pydantic_json_schema__(schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        many = handler(schema)
        return {"anyOf": [many["items"], many]}


Many: TypeAlias = Annotated[
    tuple[Item, ...],
    BeforeValidator(lambda given: given if isinstance(given, list | tuple) else (given,)),
    _OneOrMany,
]
"""One item, or a list of them of which one must fit."""


def _text(text: str) -> str:
    Version.parse(text)
    return text


def _version(given: object) -> Version:
    if not isinstance(given, str):
        raise ValueError("a version is text: put it in quotes")
    return Version.parse(given)


VERSION: JsonSchemaValue = {"type": "string", "pattern": r"^\s*v?[0-9]"}
"""The schema of a version."""
VersionText: TypeAlias = Annotated[str, AfterValidator(_text), WithJsonSchema(VERSION)]
"""A version, kept as it is written."""
VersionValue: TypeAlias = Annotated[Version, PlainValidator(_version), WithJsonSchema(VERSION)]
"""A version, parsed."""
