"""Manifests and lock files as data: where dependencies stand in them, and what a dependency brings along."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from kafkalint.model.version import Version, VersionRange

KeyPath = tuple[str, ...]
"""Keys from the root of a file; ``*`` is any key or index, ``**`` any number of them."""


@dataclass(frozen=True, slots=True)
class Pins:
    """One stretch of a manifest with dependencies in it."""

    at: KeyPath
    form: str
    """``requirement`` (text of PEP 508), ``coordinate`` (``group:name:version``), ``table`` (the key is the name,
    the value its constraint), ``record`` (a table with a name and a constraint)."""
    names: tuple[tuple[str, ...], ...] = ()
    """For records: keys whose texts, joined by colons, are the name; the first group that is complete counts."""
    constraint: str = "version"
    """For records: the key of the constraint."""
    spelling: str = "{name}"
    """What the dependency is called in its ecosystem: ``{name}:{name}.gradle.plugin``."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A table of what versions of one package bring along, or of what versions of an edition of it stand for."""

    id: str
    ecosystem: str
    packages: tuple[str, ...]
    brings: tuple[str, ...]
    """The packages that come along; none for an edition, which is one of `packages` itself."""
    versions: tuple[tuple[Version, VersionRange], ...]
    """In ascending order: from this version of the package on, that range comes along."""
    edition: str = ""
    """What the written version must hold: ``-ccs``."""
    manages: bool = False
    """Whether it decides the version even where another package would bring its own."""
    override: str = ""
    """The variable of a manifest that overrides the table."""

    def at(self, version: Version) -> VersionRange | None:
        """What `version` brings along; None below the table."""
        found = None
        for start, brought in self.versions:
            if start > version:
                break
            found = brought
        return found


@dataclass(frozen=True, slots=True)
class Manifest:
    """One kind of file that names dependencies."""

    id: str
    files: tuple[str, ...]
    """Patterns of paths below the folder that the file speaks for: ``pom.xml``, ``requirements/*.txt``."""
    format: str
    """The name of the format that reads it."""
    ecosystem: str
    pins: tuple[Pins, ...]
    locked: bool = False
    inherits: bool = False
    """Whether a dependency without a version takes it from a manifest further up."""
    variables: tuple[KeyPath, ...] = ()
    """Where the texts stand that ``${name}`` stands for; a name is any tail of the key path."""
    nested: tuple[str, ...] = ()
    """Keys that hold the constraint where a table stands in its place, in order."""
    reference: str = ""
    """The key in such a table that names a variable instead."""
    bundles: tuple[Bundle, ...] = ()

    def folder(self, path: str) -> str | None:
        """The folder that the file at `path` (with forward slashes) speaks for; None when it is no such file."""
        parts = path.split("/")
        for pattern in self.files:
            depth = pattern.count("/") + 1
            if len(parts) >= depth and _matches(parts[-depth:], pattern.split("/")):
                return "/".join(parts[:-depth])
        return None


def manifest_of(path: str, manifests: Iterable[Manifest]) -> Manifest | None:
    """The first manifest that the file at `path` is one of."""
    return next((manifest for manifest in manifests if manifest.folder(path) is not None), None)


def manifest_names(manifests: Iterable[Manifest]) -> tuple[str, ...]:
    """Every pattern to look for in a folder, without repetition."""
    return tuple(dict.fromkeys(pattern for manifest in manifests for pattern in manifest.files))


def _matches(parts: list[str], patterns: list[str]) -> bool:
    return all(fnmatchcase(part, pattern) for part, pattern in zip(parts, patterns, strict=True))
