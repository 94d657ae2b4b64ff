"""The files of the catalogue as JSON Schemas, for editors."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from textwrap import dedent

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from kafkalint.catalog import client_shape, manifests, places, platforms, profiles, rule_shape, services
from kafkalint.catalog.reading import Strict
from kafkalint.model import client, manifest, place, profile, rule, service

KINDS: Mapping[str, tuple[str, type[Strict]]] = {
    "rule": ("*.yaml", rule_shape.RuleShape),
    "client": ("clients/*.yaml", client_shape.ClientShape),
    "names": ("names/*.yaml", client_shape.NamesShape),
    "place": ("places/*.yaml", places.PlaceShape),
    "service": ("services/*.yaml", services.ServiceShape),
    "profile": ("profiles/*.yaml", profiles.ProfileShape),
    "manifest": ("manifests/*.yaml", manifests.ManifestShape),
    "bundle": ("bundles/*.yaml", manifests.BundleShape),
    "platform": ("platforms/*.yaml", platforms.PlatformShape),
}
"""Where the files of each kind are in a folder of rules, and their shape."""
_BECOMES: Mapping[type, type] = {
    rule_shape.RuleShape: rule.Rule,
    rule_shape.FixShape: rule.Repair,
    rule_shape.CaseShape: rule.Case,
    rule_shape.ExampleShape: rule.Example,
    client_shape.ClientShape: client.Client,
    client_shape.SettingShape: client.ClientSetting,
    client_shape.ReadingShape: client.Reading,
    client_shape.DemandShape: client.Demand,
    client_shape.TieShape: client.Tie,
    client_shape.ConstraintShape: client.Constraint,
    client_shape.PutShape: client.Put,
    client_shape.DefectShape: client.Defect,
    places.PlaceShape: place.Place,
    services.ServiceShape: service.Service,
    services.PermissionShape: service.Permission,
    profiles.ProfileShape: profile.Profile,
    manifests.ManifestShape: manifest.Manifest,
    manifests.PinsShape: manifest.Pins,
    manifests.BundleShape: manifest.Bundle,
}
"""What a shape is frozen into, which says what a field means where the shape does not."""


def json_schema(kind: str) -> dict[str, object]:
    """The JSON Schema of the files of one kind."""
    _, shape = KINDS[kind]
    schema = shape.model_json_schema(by_alias=True, schema_generator=_Telling)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": f"{kind} file of kafkalint",
    }


class _Telling(GenerateJsonSchema):
    """Schemas that say of every key what the docstring of its field says."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002
        """Names are not told again as titles."""
        return False

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """A map whose keys have a form, and no others."""
        found = super().dict_schema(schema)
        return {**found, "additionalProperties": False} if "patternProperties" in found else found

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """A shape."""
        return _told(schema["cls"], super().model_schema(schema))

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        """A part of the model that stands in files as it is."""
        return {**_told(schema["cls"], super().dataclass_schema(schema)), "additionalProperties": False}


def _told(owner: type, schema: JsonSchemaValue) -> JsonSchemaValue:
    texts = {**(_docstrings(_BECOMES[owner]) if owner in _BECOMES else {}), **_docstrings(owner)}
    fields = owner.model_fields if issubclass(owner, BaseModel) else {}
    for name, text in texts.items():
        key = (fields[name].alias if name in fields else None) or name
        if key in schema["properties"]:
            schema["properties"][key]["description"] = text
    if "extends" not in fields:
        schema["properties"] = {key: _something(found) for key, found in schema["properties"].items()}
    del schema["title"]
    return {**schema, "description": _plain(owner.__doc__ or "")}


def _something(found: JsonSchemaValue) -> JsonSchemaValue:
    """A key without the null that stands for its absence, which nobody needs where nothing is taken over."""
    if found.get("default", "") is not None:
        return found
    bare = {key: value for key, value in found.items() if key not in ("anyOf", "default")}
    some = [each for each in found["anyOf"] if each != {"type": "null"}]
    return {**bare, "anyOf": some} if len(some) > 1 else {**bare, **some[0]}


def _docstrings(owner: type) -> dict[str, str]:
    """What stands below the fields of a class and of those that it is made from."""
    found: dict[str, str] = {}
    for each in reversed(owner.__mro__[: owner.__mro__.index(Strict) if issubclass(owner, Strict) else 1]):
        (tree,) = ast.parse(dedent(inspect.getsource(each))).body
        assert isinstance(tree, ast.ClassDef)
        for field, below in zip(tree.body, tree.body[1:], strict=False):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(below, ast.Expr):
                assert isinstance(below.value, ast.Constant)
                found[field.target.id] = _plain(str(below.value.value))
    return found


def _plain(text: str) -> str:
    """A docstring in one line, with the marks that editors know."""
    return " ".join(text.split()).replace("``", "`")
