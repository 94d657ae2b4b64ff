"""Manifests as shipped, and reading a file by the format that its manifest names."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from kafkalint.catalog.location import rules_folder
from kafkalint.catalog.manifests import load_manifests
from kafkalint.model.document import Document
from kafkalint.model.manifest import Manifest, manifest_of
from kafkalint.model.program import Program

Read = Callable[[str, bytes], Document | Program]


@pytest.fixture(scope="session")
def manifests() -> tuple[Manifest, ...]:
    return load_manifests([rules_folder()])


@pytest.fixture(scope="session")
def read(manifests: tuple[Manifest, ...]) -> Read:
    def by_manifest(path: str, data: bytes) -> Document | Program:
        manifest = manifest_of(path, manifests)
        assert manifest is not None, path
        format_ = import_module(f"kafkalint.formats.{manifest.format}")
        found: Document | Program = format_.read(format_.decode(path, data))
        return found

    return by_manifest


@pytest.fixture(scope="session")
def files() -> Path:
    return Path(__file__).parent / "files"
