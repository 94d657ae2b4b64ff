"""What dependencies bring along: a framework its client, an edition the version that it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kafkalint.analysis.evidence.specifiers import GRAMMARS, OPEN, hull
from kafkalint.model.manifest import Bundle, Manifest
from kafkalint.model.producer import Dependency
from kafkalint.model.version import VersionRange


def with_bundles(
    found: Iterable[Dependency], manifest: Manifest, variables: Mapping[str, str | None]
) -> tuple[Dependency, ...]:
    """The dependencies with what they bring along behind them; what is managed already is not brought again."""
    named = list(found)
    for bundle in manifest.bundles:
        if bundle.edition:
            named = [_of_edition(bundle, one) for one in named]
    brought: list[Dependency] = []
    for bundle in manifest.bundles:
        managed = {one.name for one in brought if one.versions != OPEN}
        names = [name for name in bundle.brings if name not in managed]
        along = [(one, name) for one in named if one.name in bundle.packages for name in names]
        brought += [_brought(bundle, one, name, variables) for one, name in along]
    return (*named, *brought)


def _of_edition(bundle: Bundle, one: Dependency) -> Dependency:
    if one.name not in bundle.packages or bundle.edition not in one.written:
        return one
    versions = _along(bundle, one.versions)
    return replace(one, versions=versions)


def _brought(bundle: Bundle, one: Dependency, name: str, variables: Mapping[str, str | None]) -> Dependency:
    override = variables.get(bundle.override)
    versions = GRAMMARS[bundle.ecosystem](override) if override else _along(bundle, one.versions)
    return replace(one, name=name, versions=versions, through=one.name)


def _along(bundle: Bundle, versions: VersionRange) -> VersionRange:
    """What any version of a range brings along; open below the table and for an open low end."""
    first = bundle.at(versions.low) if versions.low is not None else None
    if first is None:
        return OPEN
    return hull([first, *(brought for start, brought in bundle.versions if start in versions)])
