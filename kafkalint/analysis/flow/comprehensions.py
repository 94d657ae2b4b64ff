"""Comprehensions that make a map from a map: the entries stay what they are, perhaps not all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kafkalint.analysis.flow.values import Address, MapThing, Reference, Thing, Values, single
from kafkalint.model.program import Attribute, Call, Comprehension, Items, MapEntry, Name, Node


def source_of(node: Comprehension) -> Node | None:
    """The map whose items a comprehension gives as they are: ``m`` in ``{k: v for k, v in m.items() if v}``."""
    if len(node.clauses) != 1 or not isinstance(node.element, MapEntry):
        return None
    clause, entry = node.clauses[0], node.element
    target, items = clause.target, clause.items
    if not isinstance(target, Items) or [_name(each) for each in target.items] != [
        _name(entry.key),
        _name(entry.value),
    ]:
        return None
    if not isinstance(items, Call) or items.arguments or not isinstance(items.function, Attribute):
        return None
    named = _name(entry.key) and _name(entry.value) and _name(entry.key) != _name(entry.value)
    return items.function.object if named and items.function.name == "items" else None


def taken(
    values: Values, before: Mapping[Address, Thing], after: Mapping[Address, Thing], tested: bool
) -> MapThing | None:
    """The new map; None when what it is made from is no map that is known."""
    one = single(values)
    if not isinstance(one, Reference):
        return None
    thing = after.get(one.address)
    if not isinstance(thing, MapThing) or before.get(one.address) != thing:
        return None
    entries = {key: replace(held, absent=held.absent or tested) for key, held in thing.entries.items()}
    return MapThing(entries, thing.open)


def _name(node: Node | None) -> str:
    return node.name if isinstance(node, Name) else ""
