"""Byte-exact changes: each folder of `cases` holds a file before and after one operation, or the refusal."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kafkalint.formats import yaml
from kafkalint.model.document import Document, Entry, walk
from kafkalint.model.edit import Edit, Refusal, splice

CASES = sorted(path.parent for path in Path(__file__).parent.glob("cases/*/op.json"))
VARIANTS: dict[str, Callable[[bytes], bytes]] = {
    "as-is": lambda data: data,
    "crlf": lambda data: data.replace(b"\n", b"\r\n"),
    "bom": lambda data: b"\xef\xbb\xbf" + data,
    "non-ascii": lambda data: "# Schlüssel 😀 鍵\n".encode() + data,
    "second-root": lambda data: "é: '😀'\n---\n".encode() + data,
}


def _entry(document: Document, at: str) -> tuple[Any, Entry]:
    """The first entry called by the last part of `at`, below the keys before it."""
    *above, _ = path = [at] if at.startswith("[") else at.split(".")
    for root in document.roots:
        for keys, container, entry in walk(root):
            if entry.key == path[-1] and keys[len(keys) - len(above) :] == tuple(above):
                return container, entry
    raise AssertionError(f"no entry {at}")


def _edits(document: Document, op: dict[str, Any]) -> tuple[Edit, ...] | Refusal:
    if op["verb"] == "insert":
        after = _entry(document, op["after"]) if "after" in op else None
        if after or "into" in op:
            container = after[0] if after else _entry(document, op["into"])[1].value
        else:
            container = max(walk(document.roots[-1]), key=lambda walked: len(walked[0]))[1]
        return yaml.insert(document, container, op["key"], op["value"], after[1] if after else None)
    container, entry = _entry(document, op["at"])
    if op["verb"] == "replace":
        return yaml.replace(document, entry, op["value"])
    if op["verb"] == "rename":
        return yaml.rename(document, entry, op["key"])
    return yaml.delete(document, container, entry)


def _changed(data: bytes, op: dict[str, Any]) -> bytes | str:
    source = yaml.decode("x.yaml", data)
    edits = _edits(yaml.read(source), op)
    return edits.reason if isinstance(edits, Refusal) else source.encode(splice(source.text, edits))


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, variant: str) -> None:
    op = json.loads((case / "op.json").read_text("utf-8"))
    change = VARIANTS[variant]
    before = change((case / "before.yaml").read_bytes())
    expected = op["refused"] if "refused" in op else change((case / "after.yaml").read_bytes())
    assert _changed(before, op) == expected


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case_without_final_newline(case: Path, newline: str) -> None:
    op = json.loads((case / "op.json").read_text("utf-8"))
    before = (case / "before.yaml").read_text("utf-8").rstrip("\n").replace("\n", newline).encode()
    if "refused" in op:
        assert _changed(before, op) == op["refused"]
    else:
        kept = newline if newline.encode() in before else "\n"
        after = (case / "after.yaml").read_text("utf-8").rstrip("\n").replace("\n", kept)
        assert _changed(before, op) == after.encode()
