"""Values of a data file as the client at a place receives them."""

from __future__ import annotations

from dataclasses import replace

from kafkalint.analysis.locate.names import file_chosen
from kafkalint.analysis.locate.placeholders import dynamic
from kafkalint.model.document import Mapping, Node, Scalar, Sequence
from kafkalint.model.place import Place
from kafkalint.model.value import Dynamic, Literal, Value, as_text


def within(place: Place, path: str) -> Place:
    """The place as it is in the file at `path`, where its loader may read no words."""
    return place if not place.words or file_chosen(path, place.worded) else replace(place, words={})


def value_of(node: Node, place: Place) -> Value:
    """What `node` says at `place`: text where the place makes everything text."""
    if isinstance(node, Scalar):
        return _scalar(node.value, place)
    if isinstance(node, Sequence):
        return _sequence(node, place)
    return _mapping(node, place)


def _scalar(literal: Literal, place: Place) -> Value:
    value = literal.value
    if isinstance(value, str):
        found = dynamic(value, place.defaults)
        if found is not None:
            return found
        if literal.plain and value.lower() in place.words:
            return Literal(place.words[value.lower()])
        return literal
    if value is None and place.textual:
        return Dynamic("an empty value")
    return Literal(as_text(value)) if place.textual else literal


def _sequence(node: Sequence, place: Place) -> Value:
    values = [value_of(item, place) for item in node.items]
    items = tuple(value.value for value in values if isinstance(value, Literal))
    if len(items) < len(values):
        return Dynamic("a list with variables")
    return Literal(",".join(map(str, items))) if place.textual else Literal(items)


def _mapping(node: Mapping, place: Place) -> Value:
    values = {entry.key: value_of(entry.value, place) for entry in node.entries}
    items = {key: value.value for key, value in values.items() if isinstance(value, Literal)}
    if place.textual or len(items) < len(values):
        return Dynamic("a nested map")
    return Literal(items)
