"""The first look at a file: bytes, before anything is parsed; only `os` and `sys` are needed."""

from __future__ import annotations

import os

Needles = dict[str, tuple[bytes, ...]]
"""Lower-case byte strings by the suffix of a file's name; `OTHER` stands for every name that is not listed."""
OTHER = "*"

WIDE = (b"\xff\xfe", b"\xfe\xff")
"""What UTF-16 and UTF-32 files begin with."""

EXCLUDED = frozenset(
    {
        ".git", ".hg", ".svn", ".bzr", ".direnv", ".eggs", ".ipynb_checkpoints", ".mypy_cache", ".nox", ".pants.d",
        ".pytest_cache", ".ruff_cache", ".tox", ".venv", "__pycache__", "__pypackages__", "node_modules",
        "site-packages", "venv",
    }
)  # fmt: skip
"""Folders that are skipped unless a file in them is named, or the configuration says what to skip instead."""


def in_excluded(path: str) -> bool:
    """Whether a file lies in a folder that is skipped unless the configuration says otherwise."""
    return not EXCLUDED.isdisjoint(path.replace(os.sep, "/").split("/")[:-1])


def read_bytes(path: str) -> bytes:
    """The whole file; raises OSError."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        chunks = [os.read(handle, 131_072)]
        while chunks[-1]:
            chunks.append(os.read(handle, 1_048_576))
    finally:
        os.close(handle)
    return chunks[0] if len(chunks) == 2 else b"".join(chunks)


def mentions(data: bytes, needles: tuple[bytes, ...]) -> bool:
    """Whether one of the lower-case `needles` occurs in `data`, in any case and any width of characters."""
    lower = data.lower()
    if lower.startswith(WIDE):
        lower = lower.replace(b"\0", b"")
    for needle in needles:  # noqa: SIM110  # twice as fast as any()
        if needle in lower:
            return True
    return False


def needles_for(name: str, table: Needles) -> tuple[bytes, ...]:
    """What a file with this name (or path) must mention."""
    return table.get(name[name.rfind(".") :].lower()) or table[OTHER]


def needles() -> Needles:
    """What every file with a producer mentions, by the places that ship with kafkalint; raises OSError."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120  # no pathlib here
    for folder in (package, os.path.dirname(package)):  # noqa: PTH120
        path = f"{folder}/rules/needles.txt"
        if os.path.isfile(path):  # noqa: PTH113
            rows = [line.split() for line in read_bytes(path).splitlines()]
            return {row[0].decode(): tuple(row[1:]) for row in rows}
    raise FileNotFoundError("rules/needles.txt")


def configured(paths: list[str]) -> bool:
    """Whether a folder above one of `paths` may hold a configuration of kafkalint."""
    folders: set[str] = set()
    for path in paths:
        folder = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120  # no pathlib here
        while folder not in folders:
            folders.add(folder)
            folder = os.path.dirname(folder)  # noqa: PTH120
    for folder in folders:
        if os.path.exists(f"{folder}/kafkalint.toml"):  # noqa: PTH110
            return True
        project = f"{folder}/pyproject.toml"
        if os.path.exists(project) and b"kafkalint" in read_bytes(project):  # noqa: PTH110
            return True
    return False
