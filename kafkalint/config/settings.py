"""What the user has decided: frozen settings with their defaults, standard library only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from kafkalint.model.declared import DeclaredTarget
from kafkalint.model.finding import Severity


class ConfigError(Exception):
    """A configuration that does not hold; the text is one line with file, place and what to do."""


@dataclass(frozen=True, slots=True)
class PerFile:
    """What is different for the files that `paths` match.

    `key` narrows `ignore` to settings at or below it, `in_profile` to profiles of an application.
    """

    paths: tuple[str, ...]
    ignore: tuple[str, ...] = ()
    profile: str = ""
    target: str = ""
    key: str = ""
    in_profile: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PerProducer:
    """A declared intent for the producers that match."""

    profile: str
    reason: str
    client_id: str = ""
    path: str = ""
    place: str = ""
    until: date | None = None
    origin: Path | None = None
    """The file that says it, in `line`."""
    line: int = 1

    def has_ended(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.until is not None and self.until < today


@dataclass(frozen=True, slots=True)
class PerPrefix:
    """A prefix behind which settings of a producer stand as at another place."""

    prefix: str
    like: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run needs to know from its user; the defaults are kafkalint's."""

    root: Path
    """Globs and rule folders are relative to it."""
    origin: Path | None = None
    """The file that these settings come from."""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    mandatory: tuple[str, ...] = ()
    """Rules that no comment, configuration or baseline silences."""
    baseline: Path | None = None
    exclude: tuple[str, ...] | None = None
    extend_exclude: tuple[str, ...] = ()
    rules: tuple[Path, ...] = ()
    profile: str = ""
    target: DeclaredTarget = field(default_factory=DeclaredTarget)
    targets: tuple[DeclaredTarget, ...] = ()
    client_versions: Mapping[str, str] = field(default_factory=dict)
    per_file: tuple[PerFile, ...] = ()
    producers: tuple[PerProducer, ...] = ()
    places: tuple[PerPrefix, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    severity: Mapping[str, Severity] = field(default_factory=dict)


_SINGLE = ("select", "ignore", "exclude", "extend_exclude", "rules", "profile", "baseline")
_TARGET = ("broker_version", "service", "idempotent_write_granted")


def over(base: Settings, own: Settings, given: Collection[str]) -> Settings:
    """`own`, whose file gives the keys `given`, over the `base` that it extends.

    A key that `own` does not give comes from `base`; tables are joined by name, and lists of tables are put together.
    """
    return replace(
        own,
        target=replace(own.target, **_missing(_TARGET, base.target, given)),
        targets=tuple({target.name: target for target in (*base.targets, *own.targets)}.values()),
        client_versions={**base.client_versions, **own.client_versions},
        env={**base.env, **own.env},
        severity={**base.severity, **own.severity},
        mandatory=(*base.mandatory, *own.mandatory),
        per_file=(*base.per_file, *own.per_file),  # the last that says something counts
        places=(*base.places, *own.places),
        producers=(*own.producers, *base.producers),  # the first that matches counts
        **_missing(_SINGLE, base, given),
    )


def _missing(names: Collection[str], base: Settings | DeclaredTarget, given: Collection[str]) -> dict[str, Any]:
    return {name: getattr(base, name) for name in names if name.replace("_", "-") not in given}
