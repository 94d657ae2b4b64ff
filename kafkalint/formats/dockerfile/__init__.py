"""Dockerfiles: what `FROM` and `ENV` say and what is started, stage by stage, by the rules of BuildKit."""

from __future__ import annotations

from kafkalint.formats.dockerfile.commands import embed, embedded
from kafkalint.formats.dockerfile.read import read
from kafkalint.formats.dockerfile.verbs import delete, insert, rename, replace
from kafkalint.formats.text import decode

__all__ = ["NAME", "PATTERNS", "decode", "delete", "embed", "embedded", "insert", "read", "rename", "replace"]

NAME = "dockerfile"
PATTERNS = ("dockerfile", "dockerfile.*", "*.dockerfile", "containerfile", "containerfile.*", "*.containerfile")
