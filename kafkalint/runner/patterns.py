"""Globs of files, written like those of gitignore."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import PathSpec
    from pathspec.pattern import Pattern


def absolute(folder: str) -> Path:
    """A folder without links and dots."""
    return _resolved(os.path.join(os.getcwd(), folder))  # noqa: PTH109, PTH118  # hot loop


@cache
def _resolved(folder: str) -> Path:
    return Path(folder).resolve()


def matches(patterns: tuple[str, ...], path: str, root: Path) -> bool:
    """Whether `path` meets one of `patterns`, which are written like those of gitignore, relative to `root`."""
    file = absolute(os.path.dirname(path)) / os.path.basename(path)  # noqa: PTH119, PTH120  # cached folders
    try:
        relative = file.relative_to(root.resolve())
    except ValueError:
        return False
    return _compiled(patterns).match_file(relative.as_posix())


@cache
def _compiled(patterns: tuple[str, ...]) -> PathSpec[Pattern]:
    from pathspec import PathSpec

    return PathSpec.from_lines("gitignore", patterns)
