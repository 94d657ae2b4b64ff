"""Shell scripts: the words of every simple command, by the rules of bash; what a word stands for is not run."""

from __future__ import annotations

from kafkalint.formats.shell.inner import embed, embedded
from kafkalint.formats.shell.read import read
from kafkalint.formats.shell.verbs import delete, insert, rename, replace
from kafkalint.formats.text import decode

__all__ = [
    "NAME",
    "PATTERNS",
    "SHARED",
    "TEXTS",
    "decode",
    "delete",
    "embed",
    "embedded",
    "insert",
    "read",
    "rename",
    "replace",
]

NAME = "shell"
PATTERNS = ("*.sh", "*.bash", "*.ksh")
SHARED = PATTERNS
"""Templates of scripts, and scripts of other shells, are called so too."""
TEXTS = "text.sh"
"""What texts inside of a script are called that are read: scripts, and nothing else."""
