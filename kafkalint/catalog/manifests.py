"""Manifest and bundle files: their shape, and reading them into the model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from kafkalint.catalog.platforms import Lines, lines_of, load_platforms
from kafkalint.catalog.reading import CatalogError, Strict, read_shape, yaml_files
from kafkalint.catalog.spellings import VersionText
from kafkalint.model.manifest import Bundle, Manifest, Pins
from kafkalint.model.version import Version, VersionRange


def _brought(text: str) -> str:
    _range(text)
    return text


RangeText = Annotated[str, AfterValidator(_brought)]
Ecosystem = Literal["pypi", "maven"]
Keys = tuple[str, ...]


class PinsShape(Strict):
    """One stretch of a manifest with dependencies in it."""

    at: Keys
    """Keys from the root of the file; `*` is any key or index, `**` any number of them."""
    form: Literal["requirement", "coordinate", "table", "record"]
    names: tuple[Keys, ...] = ()
    constraint: str = "version"
    spelling: str = "{name}"

    @model_validator(mode="after")
    def _named(self) -> PinsShape:
        if (self.form == "record") != bool(self.names):
            raise ValueError("give names for records, and for nothing else")
        return self


class ManifestShape(Strict):
    """One file of the folder ``manifests/``."""

    id: str
    """The name of the file."""
    files: Keys = Field(min_length=1)
    format: str
    ecosystem: Ecosystem
    """Where the dependencies come from."""
    pins: tuple[PinsShape, ...] = Field(min_length=1)
    """Where dependencies stand."""
    locked: bool = False
    """Whether it names the versions that are installed."""
    inherits: bool = False
    variables: tuple[Keys, ...] = ()
    nested: Keys = ()
    reference: str = ""


class BundleShape(Strict):
    """One file of the folder ``bundles/``."""

    id: str
    """The name of the file."""
    ecosystem: Ecosystem
    """Where the packages come from."""
    packages: Keys = Field(min_length=1)
    """The packages that bring it along."""
    brings: Keys = ()
    versions: Mapping[VersionText, RangeText] = {}
    platform: str = ""
    """The platform whose versions it has, a name in ``platforms/``, in the place of a table here."""
    edition: str = ""
    manages: bool = False
    override: str = ""


def load_manifests(folders: Iterable[Path]) -> tuple[Manifest, ...]:
    """Every manifest of every folder, by id, with the bundles of its ecosystem; a later folder replaces by id.

    Raises CatalogError.
    """
    manifests: dict[str, Manifest] = {}
    bundles: dict[str, Bundle] = {}
    known = tuple(folders)
    platforms = load_platforms(known)
    for folder in known:
        manifests |= {found.id: found for found in map(_manifest, yaml_files(folder / "manifests"))}
        bundles |= {found.id: found for found in (_bundle(path, platforms) for path in yaml_files(folder / "bundles"))}
    ordered = sorted(bundles.values(), key=lambda bundle: (not bundle.manages, bundle.id))
    return tuple(
        replace(manifest, bundles=tuple(bundle for bundle in ordered if bundle.ecosystem == manifest.ecosystem))
        for _, manifest in sorted(manifests.items())
    )


def _manifest(path: Path) -> Manifest:
    shape = read_shape(path, ManifestShape)
    _named_as_file(path, shape.id)
    pins = tuple(Pins(one.at, one.form, one.names, one.constraint, one.spelling) for one in shape.pins)
    return Manifest(
        shape.id,
        shape.files,
        shape.format,
        shape.ecosystem,
        pins,
        shape.locked,
        shape.inherits,
        shape.variables,
        shape.nested,
        shape.reference,
    )


def _bundle(path: Path, platforms: Lines) -> Bundle:
    shape = read_shape(path, BundleShape)
    _named_as_file(path, shape.id)
    lines = lines_of(platforms, shape.platform, path) if shape.platform else {}
    versions = {**{own: f"~={line}.0" for own, line in lines.items()}, **shape.versions}
    table = sorted((Version.parse(start), _range(brought)) for start, brought in versions.items())
    return Bundle(
        shape.id,
        shape.ecosystem,
        shape.packages,
        shape.brings,
        tuple(table),
        shape.edition,
        shape.manages,
        shape.override,
    )


def _named_as_file(path: Path, id_: str) -> None:
    if id_ != path.stem:
        raise CatalogError(path, 1, f"id: {id_!r} is not the name of the file")


def _range(text: str) -> VersionRange:
    """``3.1.1`` alone, ``~=3.1.1`` with later ones that share all numbers but the last, ``>=3.1.1`` with all later."""
    version = Version.parse(text.removeprefix("~=").removeprefix(">="))
    if text.startswith(">="):
        return VersionRange(version)
    if not text.startswith("~="):
        return VersionRange.exactly(version)
    if len(version.numbers) < 2:
        raise ValueError(f"two numbers at least: {text!r}")
    kept = version.numbers[:-1]
    return VersionRange(version, Version((*kept[:-1], kept[-1] + 1)))
