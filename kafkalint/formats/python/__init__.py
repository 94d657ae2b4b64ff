"""Python: LibCST's tree lowered to the neutral Program, and edits by span.

LibCST is imported when a module is read, not before.
"""

from __future__ import annotations

from kafkalint.formats.python.decoding import decode
from kafkalint.formats.python.deleting import delete
from kafkalint.formats.python.inserting import insert
from kafkalint.formats.python.replacing import rename, replace
from kafkalint.model.program import Program
from kafkalint.model.source import Source

NAME = "python"
PATTERNS = ("*.py", "*.pyi", "*.pyw")


def read(source: Source) -> Program:
    """The module; raises Unreadable."""
    from kafkalint.formats.python.reading import read

    return read(source)


__all__ = ["NAME", "PATTERNS", "decode", "delete", "insert", "read", "rename", "replace"]
