"""The files of a folder as they stand on disk, where no repository knows better."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kafkalint.runner.patterns import compiled

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    Ignores = tuple[tuple[str, GitIgnoreSpec], ...]


def files(folder: str, enters: Callable[[str], bool], failed: Callable[[str, OSError], None]) -> Iterator[str]:
    """Files below `folder` that its `.gitignore` files leave, in folders that `enters` agrees to."""
    stack: list[tuple[str, Ignores]] = [("", ())]
    while stack:
        below, ignores = stack.pop()
        base = f"{folder}/{below}"
        try:
            with os.scandir(base) as scanned:
                entries = sorted(scanned, key=lambda entry: entry.name)
        except OSError as error:
            failed(below, error)
            continue
        if any(entry.name == ".gitignore" and entry.is_file(follow_symlinks=False) for entry in entries):
            ignores = (*ignores, (below, _read(f"{base}/.gitignore")))
        inner: list[tuple[str, Ignores]] = []
        for entry in entries:
            name = f"{below}/{entry.name}" if below else entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            if _ignored(name + "/" * is_folder, ignores):
                continue
            if not is_folder:
                yield name
            elif enters(name):
                inner.append((name, ignores))
        stack += reversed(inner)


def _ignored(name: str, ignores: Ignores) -> bool:
    """What the nearest file that speaks of `name` says."""
    for top, spec in reversed(ignores):
        said = spec.check_file(name[len(top) + 1 :] if top else name).include
        if said is not None:
            return said
    return False


def _read(path: str) -> GitIgnoreSpec:
    """The patterns in a file; what git would not understand either counts for nothing."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:  # noqa: PTH123  # a plain string path
            lines = file.read().splitlines()
    except OSError:
        lines = []
    try:
        return compiled(lines)
    except ValueError:
        return compiled(line for line in lines if _valid(line))


def _valid(line: str) -> bool:
    try:
        compiled([line])
    except ValueError:
        return False
    return True
