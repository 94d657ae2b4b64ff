"""Settings that are entries of one flat map: a whole file, or a map inside one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kafkalint.analysis.locate.found import Found, Written
from kafkalint.analysis.locate.names import shown
from kafkalint.analysis.locate.values import value_of
from kafkalint.model.document import Container, Mapping, Node, walk
from kafkalint.model.place import Place, Sheet
from kafkalint.model.value import Value

_BESIDE = "more hangs on it than producers"


def find(sheet: Sheet, root: Node, place: Place, path: str) -> Iterator[Found]:
    """A producer for every map that shows the signs and holds a setting, and for every text that ``*`` stands for."""
    prefix = re.compile(re.escape(sheet.prefix).replace(re.escape("*"), r"([^.>]+)"))
    for mapping in containers(root):
        if not isinstance(mapping, Mapping) or not shown(sheet.signs, path, plain(mapping, place)):
            continue
        settings: dict[tuple[str, str], list[Written]] = {}
        for entry in mapping.entries:
            begin = prefix.match(entry.key)
            if begin and begin.end() < len(entry.key) and not isinstance(entry.value, Mapping):
                name = begin[1] if begin.groups() else ""
                settings.setdefault((begin[0], name), []).append(Written(entry.key[begin.end() :], entry))
        for (begun, name), own in settings.items():
            known = {one.replace("*", name): setting for one, setting in sheet.beside.items()}
            beside = (Written(known[one.key], one, _BESIDE) for one in mapping.entries if one.key in known)
            yield Found(own[0].entry.key_span, (*beside, *own), mapping, begun + "{name}", mapping.open)


def containers(root: Node) -> Iterator[Container]:
    """Everything with entries, the outermost first."""
    return iter({id(container): container for _, container, _ in walk(root)}.values())


def plain(container: Container, place: Place) -> dict[str, Value]:
    """What `container` holds apart from further maps."""
    entries = (entry for entry in container.entries if not isinstance(entry.value, Mapping))
    return {entry.key: value_of(entry.value, place) for entry in entries}
