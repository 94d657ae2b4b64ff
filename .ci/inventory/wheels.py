"""Releases of Python packages, fetched and unpacked but never installed or imported."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

PYTHONS = ("311", "38", "37", "36", "27")
"""Interpreters that a wheel may be for, the best first."""
LINUX = ("manylinux_2_28_x86_64", "manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64")


def source(package: str, version: str, folder: Path) -> Path:
    """The folder with the release's Python source, from whatever it was published as."""
    ways = (["--only-binary", ":all:", *_for("311")], ["--no-binary", ":all:"], ["--only-binary", ":all:", *_for("38")])
    return _unpacked(package, version, folder, ways)


def binary(package: str, version: str, folder: Path) -> Path:
    """The folder with the release's shared libraries."""
    return _unpacked(package, version, folder, [["--only-binary", ":all:", *_for(python)] for python in PYTHONS])


def _for(python: str) -> list[str]:
    return ["--python-version", python, *(word for name in LINUX for word in ("--platform", name))]


def _unpacked(package: str, version: str, folder: Path, ways: Sequence[list[str]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    command = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder))
    for way in ways:
        found = subprocess.run([*command, *way, f"{package}=={version}"], check=False, capture_output=True, text=True)
        if found.returncode == 0:
            break
    else:
        raise LookupError(f"{package} {version}: {found.stderr.strip().splitlines()[-1]}")
    archive = next(path for path in folder.iterdir() if path.is_file())
    with zipfile.ZipFile(archive) if archive.suffix in (".whl", ".zip") else tarfile.open(archive) as opened:
        opened.extractall(folder / "unpacked")
    return folder / "unpacked"
