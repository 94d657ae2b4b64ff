"""Which files to look at: what was named, and what lies in named folders without being ignored."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kafkalint.config.settings import Settings
from kafkalint.model.report import Failure
from kafkalint.runner.patterns import absolute, matches

if TYPE_CHECKING:
    from pathspec import PathSpec
    from pathspec.pattern import Pattern

EXCLUDED = frozenset(
    {
        ".git", ".hg", ".svn", ".bzr", ".direnv", ".eggs", ".ipynb_checkpoints", ".mypy_cache", ".nox", ".pants.d",
        ".pytest_cache", ".ruff_cache", ".tox", ".venv", "__pycache__", "__pypackages__", "node_modules",
        "site-packages", "venv",
    }
)  # fmt: skip
"""Folders that are skipped unless a file in them is named, or the configuration says what to skip instead."""


@dataclass(slots=True)
class Discovered:
    """The files of a run, in order and without duplicates, as paths that can be opened."""

    named: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def discover(
    paths: tuple[str, ...],
    settings_for: Callable[[Path], Settings],
    wanted: Callable[[str], bool],
    force_exclude: bool = False,
) -> Discovered:
    """Every file under `paths` whose name is `wanted`; a path that does not exist is a failure."""
    result = Discovered()
    seen: set[str] = set()
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112  # one call for each of many paths
            files, into = _in_folder(path, settings_for, wanted), result.found
        elif os.path.lexists(path):
            skip = force_exclude and _excluded(path, settings_for)
            files, into = iter(() if skip else (path,)), result.named
        else:
            result.failures.append(Failure(path, "missing", "no such file or folder"))
            continue
        for file in files:
            if file not in seen:
                seen.add(file)
                into.append(file)
    return result


def _in_folder(folder: str, settings_for: Callable[[Path], Settings], wanted: Callable[[str], bool]) -> Iterator[str]:
    prefix = "" if folder == "." else folder.rstrip("/") + "/"
    skipped = _skipped(settings_for(absolute(folder)))
    names = _from_git(folder)
    for name in _from_disk(folder, skipped) if names is None else names:
        head, _, tail = name.rpartition("/")
        if not wanted(tail) or not skipped.isdisjoint(head.split("/")):
            continue
        path = prefix + name
        if _patterns_exclude(path, settings_for):
            continue
        if os.path.islink(path) or not os.path.isfile(path):  # noqa: PTH113, PTH114  # hot loop
            continue  # a link's target is found by itself; git also lists deleted files and submodules
        yield path


def _from_git(folder: str) -> list[str] | None:
    """Tracked and untracked but not ignored files below `folder`; None where git does not answer."""
    # Nothing that the repository configures may run: no fsmonitor, no hooks.
    command = ["git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-C", folder]
    command += ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return None
    if done.returncode != 0:
        return None
    names = os.fsdecode(done.stdout).split("\0")[:-1]
    modules = [name for name in names if os.path.isdir(f"{folder}/{name}")] if _has_modules(folder) else []  # noqa: PTH112
    for module in modules:
        names += [f"{module}/{name}" for name in _from_git(f"{folder}/{module}") or ()]
    return names


def _has_modules(folder: str) -> bool:
    path = Path(folder).resolve()
    return any((parent / ".gitmodules").exists() for parent in (path, *path.parents))


def _from_disk(folder: str, skipped: frozenset[str]) -> Iterator[str]:
    """Files below `folder` outside a repository, by its own `.gitignore` files."""
    stack: list[tuple[str, tuple[tuple[str, PathSpec[Pattern]], ...]]] = [("", ())]
    while stack:
        below, ignores = stack.pop()
        base = f"{folder}/{below}" if below else folder
        try:
            entries = sorted(os.scandir(base), key=lambda entry: entry.name, reverse=True)
        except OSError:
            continue
        names = {entry.name for entry in entries}
        if "pyvenv.cfg" in names:
            continue
        if ".gitignore" in names:
            ignores = (*ignores, (below, _spec(f"{base}/.gitignore")))
        for entry in entries:
            name = f"{below}/{entry.name}" if below else entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            if any(spec.match_file(_relative(name, top) + "/" * is_folder) for top, spec in ignores):
                continue
            if is_folder:
                if entry.name not in skipped:
                    stack.append((name, ignores))
            elif entry.is_file(follow_symlinks=False):
                yield name


def _relative(name: str, top: str) -> str:
    return name[len(top) + 1 :] if top else name


def _spec(path: str) -> PathSpec[Pattern]:
    from pathspec import PathSpec

    with open(path, encoding="utf-8", errors="replace") as file:  # noqa: PTH123  # a plain string path
        return PathSpec.from_lines("gitignore", file)


def _skipped(settings: Settings) -> frozenset[str]:
    """Names of folders to skip: the configuration's `exclude` stands instead of them, but git's own folder stays."""
    return EXCLUDED if settings.exclude is None else frozenset({".git"})


def _excluded(path: str, settings_for: Callable[[Path], Settings]) -> bool:
    """Whether a named file is one that discovery would have skipped."""
    file = Path(path)
    skipped = _skipped(settings_for(absolute(str(file.parent))))
    return not skipped.isdisjoint(file.parts[:-1]) or _patterns_exclude(path, settings_for)


def _patterns_exclude(path: str, settings_for: Callable[[Path], Settings]) -> bool:
    head = os.path.dirname(path)  # noqa: PTH120  # hot loop
    settings = settings_for(absolute(head))
    patterns = (settings.exclude or ()) + settings.extend_exclude
    return bool(patterns) and matches(patterns, path, settings.root)
