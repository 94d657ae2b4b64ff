"""Globs of files, written like those of gitignore."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


def absolute(folder: str) -> Path:
    """A folder without links and dots."""
    return _resolved(os.path.join(os.getcwd(), folder))  # noqa: PTH109, PTH118  # hot loop


@cache
def _resolved(folder: str) -> Path:
    return Path(folder).resolve()


def matches(patterns: tuple[str, ...], path: str, root: Path) -> bool:
    """Whether `path`, of a folder with a slash behind it, meets one of `patterns`, which are relative to `root`."""
    head, tail = os.path.split(path.rstrip("/"))
    slash = "/" * path.endswith("/")
    try:
        relative = (absolute(head) / tail).relative_to(_resolved(str(root)))
    except ValueError:
        return False
    return _compiled(patterns).match_file(relative.as_posix() + slash)


def compiled(lines: Iterable[str]) -> GitIgnoreSpec:
    """The patterns in `lines`; raises ValueError for one that is no pattern."""
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


@cache
def _compiled(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    return compiled(patterns)
