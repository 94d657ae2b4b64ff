"""Platforms, which count versions of their own: the lines of Kafka in theirs, for whatever refers to one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from kafkalint.catalog.reading import CatalogError, Strict, read_shape, yaml_files
from kafkalint.catalog.spellings import VersionText

Lines = Mapping[str, Mapping[str, str]]
"""Kafka's lines by those of each platform, by its id."""


class PlatformShape(Strict):
    """One file of the folder ``platforms/``."""

    id: str
    """The name of the file."""
    title: str
    """What it is called."""
    lines: Mapping[VersionText, VersionText]
    """Kafka's lines by its own, both by their first numbers."""


def load_platforms(folders: Iterable[Path]) -> Lines:
    """The lines of every platform of every folder; a later folder replaces by id. Raises CatalogError."""
    return dict(_read(path) for folder in folders for path in yaml_files(folder / "platforms"))


def lines_of(platforms: Lines, name: str, path: Path) -> Mapping[str, str]:
    """The lines of the platform that the file at `path` names; raises CatalogError where there is none of that name."""
    if name not in platforms:
        raise CatalogError(path, 1, f"there is no platform {name!r}; known: {', '.join(sorted(platforms))}")
    return platforms[name]


def _read(path: Path) -> tuple[str, Mapping[str, str]]:
    shape = read_shape(path, PlatformShape)
    if shape.id != path.stem:
        raise CatalogError(path, 1, f"id: {shape.id!r} is not the name of the file")
    return shape.id, shape.lines
