"""What a run has changed, kept outside of the files: written down before the first of them changes, to be taken back.

A journal holds the old contents themselves, so it is readable by its owner only. It lies in the repository's own folder
(`.git/kafkalint`), or in the user's state folder where there is no repository.
"""

from __future__ import annotations

import base64
import json
import os
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kafkalint.fixing.write import Writing, sync

SCHEMA = "kafkalint/journal/1"
KEPT = 10
"""Runs that can be taken back, one after the other."""
_BEGUN, _DONE = "begun", "done"


class JournalError(Exception):
    """A journal that cannot be written, read or carried out; the text is one line, and nothing was changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """One file as it was before a run, and what tells that it is still as the run left it."""

    path: str
    """Relative to the root."""
    before: bytes
    after: str
    """The digest of the new content."""

    def is_left(self, content: bytes) -> bool:
        """Whether this is what the run wrote."""
        return digest(content) == self.after


@dataclass(frozen=True, slots=True)
class Journal:
    """One run."""

    file: Path
    finished: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Journals:
    """The journals of one root, the newest last."""

    root: Path
    folder: Path

    @classmethod
    def of(cls, root: Path) -> Journals:
        """Where the journals for `root` lie, whether there are any or not."""
        repository = root / ".git"
        if repository.is_dir() and not repository.is_symlink():
            return cls(root, repository / "kafkalint")
        state = os.environ.get("XDG_STATE_HOME") or "~/.local/state"
        return cls(root, Path(state).expanduser() / "kafkalint" / digest(os.fsencode(root))[:16])

    def newest(self) -> Journal | None:
        """The last run; raises JournalError for a journal that says something else than kafkalint writes."""
        files = self._files()
        return _read(files[-1]) if files else None

    def begin(self, writings: Sequence[Writing]) -> Journal:
        """A journal on disk for what is about to be written; raises JournalError."""
        number = int(self._files()[-1].stem) + 1 if self._files() else 1
        changes = tuple(Change(self._relative(one.path), one.before, digest(one.after)) for one in writings)
        journal = Journal(self.folder / f"{number:06}.json", False, changes)
        _write(journal)
        return journal

    def finish(self, journal: Journal, written: Sequence[Path]) -> None:
        """The run is over and has changed `written`; one that changed nothing leaves no journal."""
        names = {self._relative(path) for path in written}
        kept = tuple(change for change in journal.changes if change.path in names)
        if not kept:
            self.forget(journal)
            return
        _write(Journal(journal.file, True, kept))
        for old in self._files()[:-KEPT]:
            old.unlink(missing_ok=True)

    def forget(self, journal: Journal) -> None:
        """The run has been taken back."""
        journal.file.unlink(missing_ok=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else changes files of this root meanwhile; raises JournalError where somebody does."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise _unwritable(self.folder, error) from None
        try:
            _lock(handle)
            yield
        finally:
            os.close(handle)

    def _files(self) -> list[Path]:
        return sorted(path for path in self.folder.glob("*.json") if path.stem.isdecimal())

    def _relative(self, path: Path) -> str:
        absolute = Path(os.path.abspath(path))  # noqa: PTH100  # links are not to be followed
        if not absolute.is_relative_to(self.root):
            raise JournalError(f"{path}: lies outside of {self.root}; migrate it by itself")
        return absolute.relative_to(self.root).as_posix()


def digest(content: bytes) -> str:
    """What tells contents apart."""
    return sha256(content).hexdigest()


def _lock(handle: int) -> None:
    """Hold the lock until the process ends, where there are such locks."""
    if os.name != "posix":
        return
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise JournalError("another run is changing these files; wait for it") from None


def _write(journal: Journal) -> None:
    """Put a journal on disk, durably and as a whole."""
    content = {
        "schema": SCHEMA,
        "state": _DONE if journal.finished else _BEGUN,
        "files": [{"path": one.path, "before": _packed(one.before), "after": one.after} for one in journal.changes],
    }
    temporary = journal.file.with_suffix(".new")
    try:
        temporary.unlink(missing_ok=True)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(json.dumps(content).encode())
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(journal.file)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise _unwritable(journal.file, error) from None
    sync(journal.file.parent)


def _read(file: Path) -> Journal:
    try:
        content = json.loads(file.read_bytes())
        if content["schema"] != SCHEMA or content["state"] not in (_BEGUN, _DONE):
            raise ValueError
        changes = tuple(map(_change, content["files"]))
    except OSError as error:
        raise JournalError(f"{file}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, zlib.error, RecursionError):
        raise JournalError(f"{file}: is no journal of this version of kafkalint; nothing was taken back") from None
    return Journal(file, content["state"] == _DONE, changes)


def _change(one: dict[str, str]) -> Change:
    """One file of a journal; raises ValueError for a path that leads out of its root."""
    path, before, after = one["path"], zlib.decompress(base64.b64decode(one["before"], validate=True)), one["after"]
    if Path(path).is_absolute() or ".." in Path(path).parts:
        raise ValueError
    return Change(path, before, after)


def _packed(content: bytes) -> str:
    return base64.b64encode(zlib.compress(content)).decode()


def _unwritable(place: Path, error: OSError) -> JournalError:
    return JournalError(f"{place}: the journal cannot be written: {error.strerror or error}; nothing was changed")
