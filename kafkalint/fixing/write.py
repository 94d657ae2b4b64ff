"""Putting a rewritten file on disk: whole or not at all, and never over what somebody else wrote meanwhile."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


class WriteRefused(Exception):
    """The file was left as it is; `kind` is ``unwritable`` or ``changed``, the text says why."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind


def write(path: Path, before: bytes, after: bytes, root: Path) -> None:
    """Replace the content `before` of `path` by `after`, atomically, keeping mode, owner and attributes.

    A symbolic link stays one, and its target is written when it lies under `root`. Raises WriteRefused, with the
    file untouched, for anything that is not certainly fine: hard links, read-only files, other content, a full disk.
    """
    target = _target(path, root)
    try:
        status = target.stat()
        _check(target, status)
        temporary = _stage(target, after, status)
        try:
            _check_unchanged(target, before)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        _sync(target.parent)
    except OSError as error:
        raise WriteRefused("unwritable", f"cannot be written: {error.strerror or error}") from None


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


def _sync(folder: Path) -> None:
    """Make the rename itself durable, where folders can be synced."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
