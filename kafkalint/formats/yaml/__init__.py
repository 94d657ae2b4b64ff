"""YAML as a lens: spans from the parser's events, style from the neighbours, never a dump."""

from __future__ import annotations

from kafkalint.formats import text
from kafkalint.formats.yaml.inner import embed, embedded
from kafkalint.formats.yaml.read import compose
from kafkalint.formats.yaml.verbs import delete, insert, rename, replace
from kafkalint.model.document import Document
from kafkalint.model.source import Source

__all__ = ["NAME", "PATTERNS", "decode", "delete", "embed", "embedded", "insert", "read", "rename", "replace"]

NAME = "yaml"
PATTERNS = ("*.yaml", "*.yml")


def decode(path: str, data: bytes) -> Source:
    """The file as UTF-8 text; raises Unreadable."""
    return text.decode(path, data)


def read(source: Source) -> Document:
    """The documents of the file as roots; raises Unreadable."""
    return compose(source)
