"""HOCON, the configuration language of Akka, Pekko and Play; every value that is no list or object is text."""

from __future__ import annotations

from kafkalint.formats.hocon.read import read
from kafkalint.formats.hocon.verbs import delete, insert, rename, replace
from kafkalint.formats.text import decode

__all__ = ["NAME", "PATTERNS", "SHARED", "decode", "delete", "insert", "read", "rename", "replace"]

NAME = "hocon"
PATTERNS = ("*.conf", "*.hocon")
SHARED = ("*.conf",)
"""Servers of all kinds have files of such names, in syntaxes of their own."""
