"""Where the files of the catalogue are: inside an installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path


def rules_folder() -> Path:
    """The folder with rules, clients and places that ships with kafkalint."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"
