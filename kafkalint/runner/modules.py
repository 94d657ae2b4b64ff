"""Other files that are read with one: modules by the names in imports, and documents beside it."""

from __future__ import annotations

import os
import re
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kafkalint.formats import Format, format_of
from kafkalint.formats.text import LARGEST
from kafkalint.model.document import Document
from kafkalint.model.edit import Unreadable
from kafkalint.model.program import Program
from kafkalint.model.source import Source

MOST_USERS = 16
"""More modules than this that may use one name are not looked at."""
MOST_FILES = 20_000
"""Larger projects are not searched for the users of a name."""
MOST_BESIDE = 64
"""More files beside one that belong to it are not read."""
KEPT = 64
"""Files that are kept in memory."""
SUFFIX = ".py"
PACKAGE = "__init__.py"
BESIDE = ("", "src")
"""Where packages lie beside what imports them, and in the folders above."""

_IMPORT = re.compile(rb"(?m)^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]*(\([^)]*\)|[^\r\n]*)|import[ \t]+([^\r\n]+))")
_WORD = re.compile(rb"\w+")


@dataclass(slots=True)
class Lazy:
    """A file that is parsed when somebody asks for it."""

    path: str
    source: Source | None
    syntax: Format
    _read: list[Program | Document | None] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What it says."""
        return self.source.text if self.source else ""

    @property
    def was_read(self) -> bool:
        """Whether somebody has asked what it holds."""
        return bool(self._read)

    @property
    def read(self) -> Program | Document | None:
        """What it holds; None when it cannot be read."""
        if not self._read:
            self._read.append(self._parsed())
        return self._read[0]

    @property
    def program(self) -> Program | None:
        """The module; None when it cannot be read."""
        return self.read if isinstance(self.read, Program) else None

    def _parsed(self) -> Program | Document | None:
        if self.source is None:
            return None
        try:
            return self.syntax.read(self.source)
        except (Unreadable, RecursionError):
            return None


@dataclass(slots=True)
class Shelf:
    """Files of all projects, the last ones that were asked for."""

    shown: Callable[[str], str]
    read: Callable[[str], bytes]
    beyond: Collection[str] = ()
    """Absolute paths of files that can be read and are not on disk."""
    found: dict[tuple[str, str, int, str], str | None] = field(default_factory=dict)
    """The file that an import means, by the project, the folder, the dots and the name."""
    _kept: OrderedDict[str, Lazy] = field(default_factory=OrderedDict)
    _files: dict[str, bool] = field(default_factory=dict)
    _folders: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def is_file(self, path: str) -> bool:
        """Whether there is a file at `path`."""
        if path not in self._files:
            self._files[path] = path in self.beyond or os.path.isfile(path)  # noqa: PTH113  # many paths
        return self._files[path]

    def names_in(self, folder: str) -> tuple[str, ...]:
        """The files in a folder that are no links, by name; none when it cannot be read."""
        if folder not in self._folders:
            split = (os.path.split(path) for path in self.beyond)
            self._folders[folder] = tuple(sorted({*_names_in(folder), *(name for at, name in split if at == folder)}))
        return self._folders[folder]

    def module(self, path: str) -> Lazy:
        """The module in the file at an absolute path."""
        if path not in self._kept:
            self._kept[path] = self._taken(path)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(path)
        return self._kept[path]

    def _taken(self, path: str) -> Lazy:
        name, syntax = self.shown(path), syntax_of(path)
        try:
            data = self.read(path)
            source = None if len(data) > LARGEST else syntax.decode(name, data)
        except (OSError, Unreadable):
            source = None
        return Lazy(name, source, syntax)


def _names_in(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]
    except OSError:
        return []


def decoded(path: str, data: bytes) -> Source:
    """A file that can certainly be read, since it was before."""
    return syntax_of(path).decode(path, data)


def syntax_of(path: str) -> Format:
    """The format of a file that can be read for its name."""
    syntax = format_of(os.path.basename(path))  # noqa: PTH119
    assert syntax is not None  # nothing else is asked for
    return syntax


@dataclass(slots=True)
class Index:
    """Which files of a project import a module of some name: found by a search of their bytes, once."""

    top: str
    files: Callable[[], Sequence[str]]
    """Absolute paths of the project's modules."""
    read: Callable[[str], bytes]
    _importers: dict[bytes, list[str]] | None = None
    _large: bool = False

    def importers(self, name: str) -> list[str] | None:
        """Files that import something called `name`, or from it; None in a project that is too large."""
        if self._importers is None:
            paths = self.files()
            self._large = len(paths) > MOST_FILES
            self._importers = {} if self._large else _indexed(paths, self.read)
        return None if self._large else self._importers.get(_bytes(name), [])


def _indexed(paths: Sequence[str], read: Callable[[str], bytes]) -> dict[bytes, list[str]]:
    names = {_bytes(_module_name(path)) for path in paths}
    found: dict[bytes, list[str]] = {}
    for path in paths:
        try:
            data = read(path)
        except OSError:
            continue
        words = {word for match in _IMPORT.finditer(data) for part in match.groups() if part for word in _words(part)}
        for word in words & names:
            found.setdefault(word, []).append(path)
    return found


def _bytes(name: str) -> bytes:
    """A module's name as source would have it, also where its file's name is no text."""
    return name.encode("utf-8", "surrogateescape")


def _words(part: bytes) -> Iterator[bytes]:
    return (match[0] for match in _WORD.finditer(part))


def _module_name(path: str) -> str:
    """The last part of a module's name; that of the folder for the module of a package."""
    folder, name = os.path.split(path)
    return os.path.basename(folder) if name == PACKAGE else name.removesuffix(SUFFIX)  # noqa: PTH119


@dataclass(slots=True)
class ProjectModules:
    """The other files of one project, as flow and places ask for them."""

    shelf: Shelf
    index: Index
    skipped: Callable[[str], bool]
    """Whether a run leaves a file out."""
    texts: Mapping[str, Source] = field(default_factory=dict)
    """Texts to be taken instead of those on disk, by the paths that reports show."""
    _used: dict[str, Lazy] = field(default_factory=dict)

    @property
    def used(self) -> tuple[str, ...]:
        """The files that were asked for and read, by the paths that reports show."""
        return tuple(path for path, module in self._used.items() if module.was_read)

    def at(self, path: str) -> Lazy | None:
        """A file that was asked for before."""
        return self._used.get(path)

    def with_texts(self, texts: Mapping[str, Source]) -> ProjectModules:
        """The same modules with further texts laid over the disk."""
        kept = {path: module for path, module in self._used.items() if path not in texts}
        return ProjectModules(self.shelf, self.index, self.skipped, {**self.texts, **texts}, kept)

    def find(self, name: str, level: int, path: str) -> Lazy | None:
        """The module that an import in the file at `path` means; without dots from the nearest folder outwards."""
        folder = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120  # links are not to be followed
        key = (self.index.top, folder, level, name)
        if key not in self.shelf.found:
            self.shelf.found[key] = self._path(name, level, folder)
        found = self.shelf.found[key]
        return self._module(found) if found is not None else None

    def _path(self, name: str, level: int, folder: str) -> str | None:
        """Where the module is that an import in a file of `folder` means."""
        parts = [part for part in name.split(".") if part]
        for base in self._bases(Path(folder), level):
            if not base.is_relative_to(self.index.top):
                return None
            for beside in BESIDE if not level else ("",):
                found = self._file(str(base / beside), parts)
                if found is not None:
                    return found
        return None

    def users(self, path: str, names: Collection[str]) -> Sequence[Lazy] | None:
        """Modules that import one of `names` from the one at `path`, or that module; None when they are too many."""
        here = os.path.abspath(path)  # noqa: PTH100
        importers = self.index.importers(_module_name(here))
        if importers is None:
            return None
        named = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, names)))})\b")
        found = [self._module(one) for one in importers if one != here]
        found = [one for one in found if named.search(one.text)]
        return None if len(found) > MOST_USERS else found

    def beside(self, path: str, pattern: re.Pattern[str]) -> list[tuple[str, Document | None]]:
        """Other files in the folder of the one at `path` whose lower-case names meet `pattern`, with what they hold."""
        folder, own = os.path.split(os.path.abspath(path))  # noqa: PTH100
        names = [name for name in self.shelf.names_in(folder) if name != own and pattern.fullmatch(name.lower())]
        found: list[tuple[str, Document | None]] = []
        for place, name in enumerate(names):
            if not self.skipped(f"{folder}/{name}"):
                file = self._module(f"{folder}/{name}")
                read = file.read if place < MOST_BESIDE else None
                found.append((file.path, read if isinstance(read, Document) else None))
        return found

    def _module(self, path: str) -> Lazy:
        module = self.shelf.module(path)
        if module.path not in self._used:
            laid_over = self.texts.get(module.path)
            self._used[module.path] = module if laid_over is None else Lazy(module.path, laid_over, module.syntax)
        return self._used[module.path]

    def _bases(self, folder: Path, level: int) -> Sequence[Path]:
        every = (folder, *folder.parents)
        return every[level - 1 : level] if level else every

    def _file(self, base: str, parts: Sequence[str]) -> str | None:
        inner = os.path.join(base, *parts)  # noqa: PTH118  # many of them
        candidates = [f"{inner}/{PACKAGE}", *([f"{inner}{SUFFIX}"] if parts else [])]
        return next((path for path in candidates if self.shelf.is_file(path)), None)
