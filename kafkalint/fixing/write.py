"""Putting rewritten files on disk: whole or not at all, and never over what somebody else wrote meanwhile."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


class WriteRefused(Exception):
    """The file was left as it is; `kind` is ``unwritable`` or ``changed``, the text says why."""

    def __init__(self, kind: str, reason: str, path: Path | None = None) -> None:
        super().__init__(reason)
        self.kind = kind
        self.path = path


@dataclass(frozen=True, slots=True)
class Writing:
    """A file whose content `before` is to become `after`; a link in it must not lead out of `root`."""

    path: Path
    before: bytes
    after: bytes
    root: Path


def write(writings: Sequence[Writing]) -> None:
    """Replace the content of all these files, each atomically, keeping mode, owner and attributes.

    A symbolic link stays one, and its target is written when it lies under `root`. Raises WriteRefused, with every
    file untouched, for anything that is not certainly fine: hard links, read-only files, other content, a full disk.
    """
    with ExitStack() as staged:
        ready = [_ready(one, staged) for one in writings]
        done: list[tuple[Path, bytes]] = []
        for (target, temporary), one in zip(ready, writings, strict=True):
            try:
                _check_unchanged(target, one.before)
                temporary.replace(target)
            except (OSError, WriteRefused) as error:
                _take_back(done)
                raise _refusal(error, one) from None
            done.append((target, one.before))
    for folder in {target.parent for target, _before in done}:
        sync(folder)


def _ready(one: Writing, staged: ExitStack) -> tuple[Path, Path]:
    """The file to replace and the finished copy of its new content."""
    try:
        target = _target(one.path, one.root)
        status = target.stat()
        _check(target, status)
        temporary = _stage(target, one.after, status)
        staged.callback(temporary.unlink, missing_ok=True)
        _check_unchanged(target, one.before)
    except (OSError, WriteRefused) as error:
        raise _refusal(error, one) from None
    return target, temporary


def _refusal(error: OSError | WriteRefused, one: Writing) -> WriteRefused:
    kind = error.kind if isinstance(error, WriteRefused) else "unwritable"
    text = str(error) if isinstance(error, WriteRefused) else f"cannot be written: {error.strerror or error}"
    return WriteRefused(kind, text, one.path)


def _take_back(done: Sequence[tuple[Path, bytes]]) -> None:
    """Put the old content back where only a part of all files could be written."""
    for target, before in done:
        with suppress(OSError):
            temporary = _stage(target, before, target.stat())
            temporary.replace(target)


def _target(path: Path, root: Path) -> Path:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise WriteRefused("unwritable", f"cannot be written: {getattr(error, 'strerror', None) or error}") from None
    if path.is_symlink() and not target.is_relative_to(root.resolve()):
        raise WriteRefused("unwritable", f"is a symbolic link out of {root.name or root}; not followed")
    return target


def _check(target: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise WriteRefused("unwritable", "is no regular file")
    # By mode bits first: the superuser can write to everything, and read-only is meant for them too.
    if not status.st_mode & _WRITABLE or not os.access(target, os.W_OK):
        raise WriteRefused("unwritable", "is read-only")
    if status.st_nlink > 1:
        raise WriteRefused("unwritable", f"has {status.st_nlink} hard links; replacing it would part them")


def _stage(target: Path, after: bytes, status: os.stat_result) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".kafkalint", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        _copy_attributes(target, temporary, status)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _copy_attributes(target: Path, temporary: Path, status: os.stat_result) -> None:
    """Owner and extended attributes as far as this user may set them; the mode always."""
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(temporary, status.st_uid, status.st_gid)
    if hasattr(os, "listxattr"):
        with suppress(OSError):
            for name in os.listxattr(target):
                os.setxattr(temporary, name, os.getxattr(target, name))
    temporary.chmod(stat.S_IMODE(status.st_mode))


def _check_unchanged(target: Path, before: bytes) -> None:
    if target.read_bytes() != before:
        raise WriteRefused("changed", "changed on disk since it was read; run again")


def sync(folder: Path) -> None:
    """Make the rename itself durable, where folders can be synced."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
