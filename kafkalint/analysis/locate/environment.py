"""Settings that are environment variables: in a map, a list of assignments, or a file of them."""

from __future__ import annotations

from collections.abc import Iterator

from kafkalint.analysis.locate.found import Found, Written
from kafkalint.analysis.locate.names import behind, shown
from kafkalint.analysis.locate.sheet import containers, plain
from kafkalint.model.document import Container, Mapping, Node, Sequence
from kafkalint.model.place import Environment, Place


def find(environment: Environment, root: Node, place: Place, path: str) -> Iterator[Found]:
    """A producer for every container with a variable behind the prefix."""
    for container in containers(root):
        settings = tuple(
            Written(_name(rest, environment), entry)
            for entry in container.entries
            if (rest := behind(environment.prefix, entry.key)) and not isinstance(entry.value, Mapping)
        )
        if settings and shown(environment.signs, path, plain(container, place)):
            site = settings[0].entry.key_span
            yield Found(site, settings, container, environment.prefix + "{upper}", _open(container))


def _name(variable: str, environment: Environment) -> str:
    """The setting that the rest of a variable's name stands for; the longest run of underscores counts first."""
    name = variable.lower()
    for count in range(len(environment.underscores), 0, -1):
        name = name.replace("_" * count, environment.underscores[count - 1].replace("_", "\0"))
    return name.replace("\0", "_")


def _open(container: Container) -> str:
    """Items of a list that are no plain assignments may set anything."""
    hidden = isinstance(container, Sequence) and len(container.entries) < len(container.items)
    return "the list has items whose values stand elsewhere" if hidden else ""
