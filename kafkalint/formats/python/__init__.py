"""Python: LibCST's tree lowered to the neutral Program, and edits by span.

LibCST is imported when a module is read, not before.
"""

from __future__ import annotations

import ast
import re
import warnings

from kafkalint.formats.python.decoding import decode
from kafkalint.formats.python.deleting import delete
from kafkalint.formats.python.inserting import insert
from kafkalint.formats.python.replacing import rename, replace
from kafkalint.model.edit import Unreadable
from kafkalint.model.program import Program
from kafkalint.model.source import Source

NAME = "python"
PATTERNS = ("*.py", "*.pyi", "*.pyw")


_JOINT = r"\\(?:\r\n|\r|\n)"
_BLANK = rf"(?:[ \t\f]|{_JOINT})"
_IMPORT = re.compile(rf"\b(?:from{_BLANK}+(\w+)|import{_BLANK}+((?:[^#;\\\r\n]++|{_JOINT})++))")
_FIRST = re.compile(rf"(?:^|,){_BLANK}*(\w+)")


def imports(text: str) -> frozenset[str]:
    """Top-level modules that `text` may import, without parsing it: never fewer than it does."""
    found: set[str] = set()
    for match in _IMPORT.finditer(text):
        found |= {match[1]} if match[1] else set(_FIRST.findall(match[2]))
    return frozenset(found)


def parses(source: Source) -> bool:
    """Whether the module parses, found out by the interpreter's own parser, far faster than by reading it."""
    from kafkalint.formats.python import guards

    try:
        guards.check(source.text)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source.text)
    except (Unreadable, SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def read(source: Source) -> Program:
    """The module; raises Unreadable."""
    from kafkalint.formats.python.reading import read

    return read(source)


__all__ = ["NAME", "PATTERNS", "decode", "delete", "imports", "insert", "parses", "read", "rename", "replace"]
