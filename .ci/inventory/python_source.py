"""The names of producers that are written in Python: keywords and tables in the source of a release."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import wheels

TABLES = ("DEFAULT_CONFIG", "DEPRECATED_CONFIGS")
"""Attributes of a class whose keys, or items, are the keywords that it takes."""


def names(package: str, producer: str, versions: Sequence[str], folder: Path) -> dict[str, frozenset[str]]:
    """The keywords that the class `producer` takes, in each release of `package`."""
    found = {}
    for version in versions:
        body = _body(wheels.source(package, version, folder / version), producer)
        found[version] = frozenset(_tables(body)) or frozenset(_parameters(body))
    return found


def _body(folder: Path, name: str) -> list[ast.stmt]:
    for path in sorted(folder.rglob("producer/*.py")) + sorted(folder.rglob("producer.py")):
        text = path.read_text("utf-8")
        if re.search(rf"^class {name}\b", text, re.MULTILINE):
            return next(node.body for node in ast.parse(text).body if getattr(node, "name", "") == name)
    raise LookupError(f"no class {name} in {folder}")


def _tables(body: Sequence[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "").lstrip("_") in TABLES:
            keys = node.value.keys if isinstance(node.value, ast.Dict) else getattr(node.value, "elts", [])
            yield from (key.value for key in keys if isinstance(key, ast.Constant))


def _parameters(body: Sequence[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef) and node.name == "__init__":
            yield from (one.arg for one in (*node.args.args[1:], *node.args.kwonlyargs))
