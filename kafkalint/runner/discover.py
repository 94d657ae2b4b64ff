"""Which files to look at: what was named, and what lies in named folders without being ignored."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kafkalint.config.settings import Settings
from kafkalint.model.report import Failure
from kafkalint.runner import repository, tree
from kafkalint.runner.patterns import absolute, matches
from kafkalint.runner.prefilter import EXCLUDED, in_excluded


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
    """Every file under `paths` whose name is `wanted`; a path that is neither a file nor a folder is a failure."""
    result = Discovered()
    seen: set[str] = set()
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112  # one call for each of many paths
            files, into = _Search(settings_for, wanted, result.failures).below(path), result.found
        elif os.path.isfile(path):  # noqa: PTH113
            skip = force_exclude and excluded(path, settings_for)
            files, into = iter(() if skip else (path,)), result.named
        else:
            result.failures.append(_no_file(path))
            continue
        for file in files:
            where = _place(file) if len(paths) > 1 else file
            if where not in seen:
                seen.add(where)
                into.append(file)
    return result


@dataclass(slots=True)
class _Search:
    """The files below one named folder; what the settings say is looked up once for each folder in it."""

    settings_for: Callable[[Path], Settings]
    wanted: Callable[[str], bool]
    failures: list[Failure]
    _known: dict[str, Settings | None] = field(default_factory=dict)
    """The settings of a folder; None where it is skipped."""

    def below(self, folder: str) -> Iterator[str]:
        """Paths of the files to look at."""
        prefix = "" if folder in (".", "./") else folder.rstrip("/") + "/"
        self._known[prefix[:-1]] = self.settings_for(absolute(folder))
        names: Iterable[str] | None = repository.listed(folder)
        if names is None:
            names = tree.files(folder, lambda name: self._at(prefix + name) is not None, self._failed(prefix))
        for name in names:
            path = prefix + name
            settings = self._at(path.rpartition("/")[0])
            if settings is not None:
                yield from self._one(path, settings)

    def _one(self, path: str, settings: Settings) -> Iterator[str]:
        wanted = self.wanted(path.rpartition("/")[2])
        try:
            mode = os.lstat(path).st_mode
        except (FileNotFoundError, NotADirectoryError):
            return  # git lists what was deleted, too
        except OSError as error:
            if wanted:
                self.failures.append(_unreadable(path, error))
            return
        if stat.S_ISDIR(mode):
            if os.path.lexists(f"{path}/.git") and self._at(path.rstrip("/")) is not None:
                yield from self.below(path)
        elif wanted and stat.S_ISREG(mode):  # what a link leads to is found by itself
            patterns = _patterns(settings)
            if not patterns or not matches(patterns, path, settings.root):
                yield path

    def _at(self, folder: str) -> Settings | None:
        waiting = []
        while folder not in self._known:
            waiting.append(folder)
            folder = folder.rpartition("/")[0]
        while waiting:
            outer, folder = self._known[folder], waiting.pop()
            skipped = outer is None or _skips(outer, folder)
            self._known[folder] = None if skipped else self.settings_for(absolute(folder))
        return self._known[folder]

    def _failed(self, prefix: str) -> Callable[[str, OSError], None]:
        return lambda name, error: self.failures.append(_unreadable(prefix + name, error))


def _skips(settings: Settings, folder: str) -> bool:
    """Whether `settings`, those of the folder around it, leave `folder` out."""
    name = folder.rpartition("/")[2]
    if name == ".git" or os.path.islink(folder):  # noqa: PTH114  # one call a folder
        return True
    if settings.exclude is None and (name in EXCLUDED or os.path.lexists(f"{folder}/pyvenv.cfg")):
        return True
    patterns = _patterns(settings)
    return bool(patterns) and matches(patterns, f"{folder}/", settings.root)


def excluded(path: str, settings_for: Callable[[Path], Settings]) -> bool:
    """Whether a named file is one that discovery would have skipped."""
    settings = settings_for(absolute(os.path.dirname(path)))  # noqa: PTH120
    patterns = _patterns(settings)
    built_in = settings.exclude is None and in_excluded(path)
    return built_in or (bool(patterns) and matches(patterns, path, settings.root))


def _patterns(settings: Settings) -> tuple[str, ...]:
    return (settings.exclude or ()) + settings.extend_exclude


def _place(path: str) -> str:
    """The same for all ways to write the path of one file; a link is a file of its own."""
    head, tail = os.path.split(path)
    return f"{absolute(head)}/{tail}"


def _no_file(path: str) -> Failure:
    if os.path.lexists(path):
        return Failure(path, "unreadable", "cannot be read: neither a file nor a folder")
    return Failure(path, "missing", "no such file or folder")


def _unreadable(path: str, error: OSError) -> Failure:
    return Failure(path, "unreadable", f"cannot be read: {error.strerror}")
