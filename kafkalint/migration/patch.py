"""A plan as patches that `git apply` takes, one for each owner or, where nobody owns anything, each folder.

Unlike everything that is shown, a patch holds the files' own text: with masks it could not be applied.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from kafkalint.fixing.write import Writing
from kafkalint.migration.outline import Outline
from kafkalint.migration.plan import Plan

_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_OUTSIDE = "the-rest"


def patches(outline: Outline) -> dict[str, bytes]:
    """The text of each patch by its file name.

    Files that must change together are in one patch. Raises ValueError for a file of which no patch can be made.
    """
    found: dict[str, list[bytes]] = {}
    for bundle in outline.bundles:
        name = _name(bundle[0], outline.plan)
        found.setdefault(name, []).extend(_patch(one, outline.plan.root) for one in bundle)
    return {f"{name}.patch": b"".join(sorted(parts)) for name, parts in sorted(found.items())}


def _name(one: Writing, plan: Plan) -> str:
    """The owners of a file, else the highest folder that it is in."""
    owners = plan.owners.of(str(one.path))
    if owners:
        return "-and-".join(_plain(owner) for owner in owners)
    parts = _relative(one, plan.root).split("/")
    return _plain(parts[0]) if len(parts) > 1 else _OUTSIDE


def _plain(text: str) -> str:
    return re.sub(r"[^\w.-]+", "-", text).strip("-.") or _OUTSIDE


def _relative(one: Writing, root: Path) -> str:
    return Path(os.path.relpath(one.path, root)).as_posix()


def _patch(one: Writing, root: Path) -> bytes:
    name = _relative(one, root)
    if b"\0" in one.before:
        raise ValueError(f"{one.path}: git takes no patch of this encoding; use --apply")
    old, new = _quoted(f"a/{name}"), _quoted(f"b/{name}")
    head = f"diff --git {old} {new}\n".encode()
    before, after = ([line.decode("latin-1") for line in _LINE.findall(text)] for text in (one.before, one.after))
    return head + b"".join(_lines(list(difflib.unified_diff(before, after, old, new, lineterm="\n"))))


def _lines(diff: list[str]) -> Iterator[bytes]:
    """The lines of a diff; the names in its head are text, what follows stands for bytes."""
    for number, line in enumerate(diff):
        told = line.encode("utf-8" if number < 2 else "latin-1")
        yield told if told.endswith(b"\n") else told + b"\n\\ No newline at end of file\n"


def _quoted(name: str) -> str:
    """A name as git writes it: in quotes where it has something that is no plain character."""
    raw = os.fsencode(name)
    if all(32 < byte < 127 and byte not in b'"\\' for byte in raw.replace(b" ", b"_")):
        return name
    return '"' + "".join(_escaped(byte) for byte in raw) + '"'


def _escaped(byte: int) -> str:
    return chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\{byte:03o}"
