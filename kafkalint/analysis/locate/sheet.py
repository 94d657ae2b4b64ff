"""Settings that are entries of one flat map: a whole file, or a map inside one."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.analysis.locate.found import Found, Written
from kafkalint.analysis.locate.names import behind, shown
from kafkalint.analysis.locate.values import value_of
from kafkalint.model.document import Container, Mapping, Node, walk
from kafkalint.model.place import Place, Sheet
from kafkalint.model.value import Value


def find(sheet: Sheet, root: Node, place: Place, path: str) -> Iterator[Found]:
    """A producer for every map that shows the signs and holds a setting."""
    for mapping in containers(root):
        if not isinstance(mapping, Mapping) or not shown(sheet.signs, path, plain(mapping, place)):
            continue
        settings = tuple(
            Written(name, entry)
            for entry in mapping.entries
            if (name := behind(sheet.prefix, entry.key)) and not isinstance(entry.value, Mapping)
        )
        if settings:
            yield Found(settings[0].entry.key_span, settings, mapping, sheet.prefix + "{name}")


def containers(root: Node) -> Iterator[Container]:
    """Everything with entries, the outermost first."""
    return iter({id(container): container for _, container, _ in walk(root)}.values())


def plain(container: Container, place: Place) -> dict[str, Value]:
    """What `container` holds apart from further maps."""
    entries = (entry for entry in container.entries if not isinstance(entry.value, Mapping))
    return {entry.key: value_of(entry.value, place) for entry in entries}
