"""The house as a test: who may import whom, what may be imported when, and what the engine must not name."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

import pytest

from kafkalint.catalog.catalog import load

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "kafkalint"
ROOMS = {
    "model": set(),
    "catalog": {"model"},
    "config": {"model"},
    "formats": {"model"},
    "analysis": {"model", "catalog"},
    "fixing": {"model", "formats"},
    "reporters": {"model"},
    "explain": {"model", "catalog", "analysis", "reporters"},
    "runner": {"model", "catalog", "config", "formats", "analysis", "fixing", "reporters"},
    "migration": {"model", "config", "analysis", "fixing", "reporters", "runner"},
    "lsp": {"model", "catalog", "config", "formats", "analysis", "fixing", "reporters", "runner", "explain"},
    "cli": {
        "model",
        "catalog",
        "config",
        "formats",
        "analysis",
        "fixing",
        "reporters",
        "runner",
        "migration",
        "explain",
        "lsp",
    },
}
"""Which rooms a room may know, beside itself."""
AT_HOME = {
    "click": {"cli"},
    "pydantic": {"catalog", "config"},
    "libcst": {"formats/python"},
    "ruamel": {"formats", "catalog"},
    "tree_sitter": {"formats"},
    "tree_sitter_toml": {"formats"},
    "tree_sitter_hcl": {"formats/hcl"},
    "javaproperties": {"formats"},
    "dotenv": {"formats"},
    "packaging": {"analysis"},
    "pathspec": {"runner"},
    "pygls": {"lsp"},
    "lsprotocol": {"lsp"},
}
"""Where a library may be imported; nothing else may be."""
LATE = {
    "libcst",
    "ruamel",
    "tree_sitter",
    "tree_sitter_hcl",
    "tree_sitter_toml",
    "javaproperties",
    "dotenv",
    "packaging",
    "pathspec",
}
"""Libraries that are imported inside functions only."""
LATE_EXCEPTIONS = {("formats/python", "libcst")}
"""Modules that are themselves imported late may import their library at the top."""
ENGINE = ("analysis", "fixing", "runner", "formats", "reporters", "migration")
JUNK = {"utils", "util", "helpers", "helper", "common", "misc", "shared"}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package by its path."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def imports(tree: ast.AST) -> Iterator[str]:
    """Dotted names that are imported anywhere in `tree`; relative imports are not used in this package."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def top_imports(tree: ast.Module) -> set[str]:
    """First parts of what is imported when the module is."""
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            found |= {name.split(".")[0] for name in imports(node)}
    return found


@pytest.mark.parametrize("path", modules())
def test_rooms_know_only_the_rooms_below(path: str) -> None:
    room = path.split("/")[0]
    if room not in ROOMS:
        return
    known = {
        name.split(".")[1] for name in imports(modules()[path]) if name.startswith("kafkalint.") and name.count(".")
    } & set(ROOMS)
    assert known <= ROOMS[room] | {room}


@pytest.mark.parametrize("path", modules())
def test_libraries_are_imported_at_home_and_late(path: str) -> None:
    tree = modules()[path]
    for library, homes in AT_HOME.items():
        if any(name.split(".")[0] == library for name in imports(tree)):
            assert any(path.startswith(home) for home in homes), f"{library} in {path}"
            excepted = any(path.startswith(home) and library == one for home, one in LATE_EXCEPTIONS)
            assert library not in LATE or excepted or library not in top_imports(tree), (
                f"{library} at the top of {path}"
            )


def test_the_model_needs_the_standard_library_only() -> None:
    standard = {
        "__future__",
        "collections",
        "dataclasses",
        "datetime",
        "enum",
        "fnmatch",
        "functools",
        "re",
        "typing",
        "bisect",
    }
    for path, tree in modules().items():
        if path.startswith("model/"):
            assert top_imports(tree) <= standard | {"kafkalint"}, path


def known(path: str, names: Collection[str]) -> Iterator[str]:
    """The modules that the one at `path` needs to be imported; a name out of a package may be a module of it."""
    for node in modules()[path].body:
        if isinstance(node, ast.ImportFrom):
            home = (node.module or "").removeprefix("kafkalint.")
            inner = [f"{home}.{alias.name}" for alias in node.names]
            yield from (one for one in inner if one in names)
            if home in names and not all(one in names for one in inner):
                yield home


def test_there_are_no_import_cycles() -> None:
    names = {path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in modules()}
    edges = {name: set(known(path, names)) - {name} for name, path in names.items()}
    done: set[str] = set()
    while free := {name for name in edges.keys() - done if edges[name] <= done}:
        done |= free
    assert edges.keys() - done == set()


def test_no_module_is_a_junk_drawer() -> None:
    assert not [path for path in modules() if Path(path).stem in JUNK]


def texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """String literals that are no docstrings."""
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    after_fields = {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documentation | after_fields
        ):
            yield node.lineno, node.value


def test_the_engine_names_nothing_of_the_catalogue() -> None:
    catalog = load()
    ids = {rule.id for rule in catalog.rules} | {rule.name for rule in catalog.rules}
    ids |= set(catalog.clients) | {place.id for place in catalog.places} | set(catalog.profiles) | set(catalog.services)
    ids -= {"strict", "java"}  # ordinary words; checked as whole texts below
    named = re.compile("|".join(rf"(?<![\w-]){re.escape(one)}(?![\w-])" for one in sorted(ids, key=len, reverse=True)))
    found = [
        f"{path}:{line}: {text!r}"
        for path, tree in modules().items()
        if path.startswith(ENGINE)
        for line, text in texts(tree)
        if named.search(text) or text == "java"
    ]
    assert found == []


def test_formats_flow_and_checks_know_no_kafka() -> None:
    found = [
        f"{path}:{line}: {text!r}"
        for path, tree in modules().items()
        if path.startswith(("formats/", "analysis/flow", "analysis/code"))
        for line, text in texts(tree)
        if re.search(r"(?i)kafka(?!lint)|idempot|\backs\b", text)
    ]
    assert found == []


def test_every_module_and_public_function_says_what_it_is() -> None:
    silent = []
    for path, tree in modules().items():
        if ast.get_docstring(tree) is None:
            silent.append(path)
        for node in tree.body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and ast.get_docstring(node) is None:
                silent.append(f"{path}: {node.name}")
    assert silent == []
