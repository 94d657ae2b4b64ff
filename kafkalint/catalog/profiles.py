"""Profile files: which rules an intended deviation silences or sharpens."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from kafkalint.catalog.reading import Strict, read_shape, yaml_files
from kafkalint.model.finding import Severity
from kafkalint.model.profile import Profile


class ProfileShape(Strict):
    """One file in `profiles/`."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    """What a configuration calls it."""
    title: str
    """What its producers are meant to be."""
    off: tuple[str, ...] = ()
    severity: dict[str, Literal["error", "warning", "note"]] = Field(default={})


def load_profiles(folders: list[Path]) -> dict[str, Profile]:
    """The profiles of every folder by id; a later folder replaces.

    Raises CatalogError.
    """
    found: dict[str, Profile] = {}
    for folder in folders:
        for path in yaml_files(folder / "profiles"):
            shape = read_shape(path, ProfileShape)
            severity = {rule: Severity[level.upper()] for rule, level in shape.severity.items()}
            found[shape.id] = Profile(shape.id, shape.title, shape.off, severity)
    return found
