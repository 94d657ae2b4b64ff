"""Client files: loading them, letting one extend another, and freezing each into a Client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from kafkalint.catalog.client_build import build
from kafkalint.catalog.client_names import brought, joined, with_inventory
from kafkalint.catalog.client_shape import ClientShape, ExtendsShape, KnownShape
from kafkalint.catalog.client_words import renamed
from kafkalint.catalog.reading import CatalogError, read_shape, yaml_files
from kafkalint.catalog.steps import carried
from kafkalint.model.client import Client

_MERGED = ("readings", "settings", "misspellings")


def load_clients(folders: Sequence[Path]) -> dict[str, Client]:
    """The clients in ``clients/`` of every folder, by id; a later folder adds to or replaces what an earlier one has.

    Raises CatalogError for a file that does not hold.
    """
    files: dict[str, tuple[Path, ClientShape]] = {}
    for folder in folders:
        for path in yaml_files(folder / "clients"):
            shape = with_inventory(read_shape(path, ClientShape), folder / "names")
            files[shape.client] = (path, shape)
    return {name: _client(name, files) for name in sorted(files)}


def _client(name: str, files: Mapping[str, tuple[Path, ClientShape]]) -> Client:
    path, _ = files[name]
    try:
        return build(_whole(name, files, ()))
    except ValueError as error:
        raise CatalogError(path, 1, str(error)) from None


def _whole(name: str, files: Mapping[str, tuple[Path, ClientShape]], below: tuple[str, ...]) -> ClientShape:
    """The shape of a client with everything that it takes over from another."""
    if name in below:
        raise ValueError(f"{' extends '.join((*below, name))}: a circle")
    if name not in files:
        raise ValueError(f"there is no client {name!r} to extend; known: {', '.join(sorted(files))}")
    shape = files[name][1]
    if shape.extends is None:
        return shape
    return _over(shape, _taken(shape.extends, _whole(shape.extends.client, files, (*below, name))))


def _taken(extends: ExtendsShape, parent: ClientShape) -> ClientShape:
    """What is taken over from `parent`: at which of its versions, and under which names."""
    known = parent.known
    if extends.version is not None:
        known = brought(known, extends.version)
        parent = carried(parent, extends.version).model_copy(update={"assumed_from": None, "asked": "", "defects": ()})
    if not extends.names:
        known = KnownShape(since={})
        parent = parent.model_copy(update={"asked": ""})
    parent = parent.model_copy(update={"known": known})
    return renamed(parent, extends.words, also=extends.names)


def _over(shape: ClientShape, parent: ClientShape) -> ClientShape:
    """`parent` with what `shape` says itself laid over it."""
    fields = {name: getattr(shape, name) for name in shape.model_fields_set}
    for name in _MERGED:
        fields[name] = {**getattr(parent, name), **getattr(shape, name)}
    fields["known"] = shape.known if shape.asked else joined(parent.known, shape.known)
    return parent.model_copy(update=fields)
