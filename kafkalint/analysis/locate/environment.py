"""Settings that are environment variables: in a map, a list of assignments, or a file of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kafkalint.analysis.locate.found import Found, Written
from kafkalint.analysis.locate.image import release
from kafkalint.analysis.locate.names import behind, setting, shown
from kafkalint.analysis.locate.sheet import containers, plain
from kafkalint.model.document import Container, Mapping, Node, Sequence, walk
from kafkalint.model.place import Environment, Layer, Place
from kafkalint.model.source import Span

_ANY = "*"


def find(environment: Environment, root: Node, place: Place, path: str) -> Iterator[Found]:
    """A producer for every container with a variable of a layer of its own, and for all that ``*`` stands for there."""
    around = _around(root) if place.runs else {}
    for container in containers(root):
        for name in _names(environment, container):
            settings = tuple(_settings(environment, container, name))
            own = [written.entry for written in settings if not written.shared]
            if own and shown(environment.signs, path, plain(container, place)):
                spelling = _prefix(environment.layers[-1]).replace(_ANY, name) + "{upper}"
                outside = around.get(container.span, [container])
                runs = release(place.runs, outside) if place.runs else None
                yield Found(own[0].key_span, settings, container, spelling, _open(container), runs=runs)


def _names(environment: Environment, container: Container) -> Iterator[str]:
    """What stands in the place of ``*``; nothing, once, where there is none."""
    prefixes = (_prefix(layer) for layer in environment.layers if _ANY in layer.path)
    begins = [re.compile(re.escape(prefix).replace(re.escape(_ANY), "([A-Z0-9_]+?)") + ".") for prefix in prefixes]
    if not begins:
        return iter([""])
    found = (begin.match(entry.key) for entry in container.entries for begin in begins)
    return iter(dict.fromkeys(one[1] for one in found if one))


def _around(root: Node) -> dict[Span, list[Container]]:
    """The maps that a value stands in, by where it is written: several keys may share one."""
    found: dict[Span, list[Container]] = {}
    for _, outer, entry in walk(root):
        found.setdefault(entry.value.span, []).append(outer)
    return found


def _settings(environment: Environment, container: Container, any_: str) -> Iterator[Written]:
    for layer in environment.layers:
        prefix = _prefix(layer).replace(_ANY, any_)
        for entry in container.entries:
            rest = behind(prefix, entry.key)
            if not rest or isinstance(entry.value, Mapping):
                continue
            name = _name(rest, environment) if layer.verbatim else setting(layer, rest)
            if name:
                yield Written(name, entry, layer.shared)


def _prefix(layer: Layer) -> str:
    return "".join(f"{part.upper()}_" for part in layer.path)


def _name(variable: str, environment: Environment) -> str:
    """The setting that the rest of a variable's name stands for; the longest run of underscores counts first."""
    name = variable.lower()
    for count in range(len(environment.underscores), 0, -1):
        name = name.replace("_" * count, environment.underscores[count - 1].replace("_", "\0"))
    return name.replace("\0", "_")


def _open(container: Container) -> str:
    """Items of a list that are no plain assignments may set anything, and so may what does not stand there."""
    if container.open:
        return container.open
    hidden = isinstance(container, Sequence) and len(container.entries) < len(container.items)
    return "the list has items whose values stand elsewhere" if hidden else ""
