"""What a rewrite does to a file, as a unified difference to be read, with secrets masked."""

from __future__ import annotations

import difflib
import re

from kafkalint.model.report import Rewrite
from kafkalint.model.source import Part
from kafkalint.reporters.ink import Ink

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def difference(rewrite: Rewrite, ink: Ink) -> str:
    """The unified difference; a notebook has one for each cell."""
    parts = (source.parts or (source.part(0),) for source in (rewrite.before, rewrite.after))
    return "".join(_part_difference(rewrite, old, new, ink) for old, new in zip(*parts, strict=True))


def _part_difference(rewrite: Rewrite, old: Part, new: Part, ink: Ink) -> str:
    before, after = _LINE.findall(rewrite.before.slice(old.span)), _LINE.findall(rewrite.after.slice(new.span))
    name = rewrite.path if old.number is None else f"{rewrite.path}:cell {old.number}"
    lines = difflib.unified_diff(before, after, f"a/{name}", f"b/{name}")
    return "".join(_painted(line, ink) for line in lines)


def _painted(line: str, ink: Ink) -> str:
    text, end = line.rstrip("\r\n"), line[len(line.rstrip("\r\n")) :]
    if not end:
        end = "\n\\ No newline at end of file\n"
    if line.startswith(("+++", "---")):
        return ink.strong(text) + end
    if line.startswith("+"):
        return ink.added(text) + end
    if line.startswith("-"):
        return ink.removed(text) + end
    return (ink.frame(text) if line.startswith("@@") else text) + end
