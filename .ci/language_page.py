"""Tables for the page about the language of rule files: operators and traits, as the shapes of the catalogue are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from kafkalint.catalog.rule_condition import Subject, operators
from kafkalint.catalog.schemas import json_schema

Schema = dict[str, Any]
_SHAPES: dict[str, Schema] = json_schema("rule")["$defs"]  # type: ignore[assignment]
_TRAITS = "reason"
"""The operator whose keys have a table of their own."""


def operator_rows() -> list[str]:
    """A row for every operator, and below it one for each key that it may be given."""
    head = ["| operator | one of | true when, or what the key says |", "|---|---|---|"]
    return [*head, *(_row(*cells) for name in operators() for cells in _operator(name))]


def trait_rows() -> list[str]:
    """A row for every trait of a reason."""
    keys = _keys(_SHAPES["ConditionShape"]["properties"][_TRAITS])
    return ["| trait | one of | what it says |", "|---|---|---|", *(_row(*cells) for cells in keys)]


def _operator(name: str) -> Iterator[tuple[str, str, str]]:
    found = _SHAPES["ConditionShape"]["properties"][name]
    shape = _shape(found)
    said = found.get("description") or shape["description"]
    bare = "" if "properties" in shape else _values(found)
    yield f"`{name}`", bare, f"{said}{_subjects(name)}"
    if name != _TRAITS and shape is not _SHAPES["ConditionShape"]:
        yield from ((f"- {key}", *cells) for key, *cells in _keys(found))


def _keys(found: Schema) -> Iterator[tuple[str, str, str]]:
    """The keys of a shape, the values of each kind said once."""
    told: set[str] = set()
    for key, each in _shape(found).get("properties", {}).items():
        values = _values(each)
        yield f"`{key}`", "" if values in told else values, each["description"]
        told.add(values)


def _subjects(name: str) -> str:
    """What a rule with this operator may be about, where it is not everything."""
    fit = [subject for subject in get_args(Subject) if name in operators(subject)]
    return "" if len(fit) == len(get_args(Subject)) else f" *({', '.join(fit)})*"


def _shape(found: Schema) -> Schema:
    """What a key refers to, if it is a map of keys; otherwise what is said of it."""
    refers = [each["$ref"] for each in (found, *found.get("anyOf", ())) if each.get("$ref", "").endswith("Shape")]
    return _SHAPES[refers[0].rpartition("/")[2]] if refers else found


def _values(found: Schema) -> str:
    """The words that a key may be, where there are certain ones."""
    return ", ".join(f"`{each}`" for each in dict.fromkeys(_words(found)))


def _words(found: Schema) -> Iterator[str]:
    named = _SHAPES[found["$ref"].rpartition("/")[2]] if "$ref" in found else found
    yield from named.get("enum", ())
    yield from [named["const"]] if "const" in named else []
    for each in (*named.get("anyOf", ()), *([named["items"]] if "items" in named else [])):
        yield from _words(each) if _shape(each) is each else ()


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
