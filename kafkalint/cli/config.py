"""`kafkalint config`: which configuration applies to a file, and what one may say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from kafkalint.cli._exits import Refused

if TYPE_CHECKING:
    from kafkalint.config.find import Layer

_Given: TypeAlias = tuple[object, str]
"""A value, and the file that it comes from."""


@click.group(name="config")
def command() -> None:
    """Look at the configuration."""


@command.command(short_help="Show the settings for a file or folder, each with its origin.")
@click.argument("path", type=click.Path(path_type=Path), default=Path())
def show(path: Path) -> None:
    """Show the settings for a file or folder as TOML, each with the file that it comes from."""
    from kafkalint.config.find import layers_for, settings_for
    from kafkalint.config.settings import ConfigError

    if not path.exists():
        raise Refused(f"{path}: no such file or folder")
    folder = (path if path.is_dir() else path.parent).resolve()
    try:
        settings_for(folder, {})  # says what does not hold
        layers = layers_for(folder)
    except ConfigError as error:
        raise Refused(str(error)) from None
    for line in _lines(layers):
        click.echo(line)


@command.command(short_help="Print the JSON Schema of the configuration or of rule files.")
@click.argument("kind", required=False)
def schema(kind: str | None) -> None:
    """Print the JSON Schema of the configuration, for editors.

    With a KIND, that of such files in a folder of rules: rule, client, place, service and more.
    """
    from kafkalint.catalog import schemas
    from kafkalint.config.schema import json_schema

    if kind is not None and kind not in schemas.KINDS:
        raise Refused(f"there is no kind of file {kind!r}; valid here: {', '.join(schemas.KINDS)}")
    click.echo(json.dumps(schemas.json_schema(kind) if kind else json_schema(), indent=2))


def _lines(layers: tuple[Layer, ...]) -> Iterator[str]:
    """The head, and every key: what is set somewhere, then what is not."""
    from kafkalint.config.schema import defaults

    names = [_shown(layer.path) for layer in layers]
    yield "# " + ", which extends ".join(names) if names else "# no configuration file: these are the defaults"
    units, arrays = _set(layers)
    for key, default in defaults().items():
        given = {name: found for name, found in units.items() if name.partition(".")[0] == key}
        yield from (f"{name} = {_toml(value)}  # {origin}" for name, (value, origin) in given.items())
        if key in arrays:
            yield f"{key} = ["
            yield from (f"    {_toml(value)},  # {origin}" for value, origin in arrays[key])
            yield "]"
        elif not given:
            yield f"# {key} is not set" if default is None else f"{key} = {_toml(default)}"


def _set(layers: tuple[Layer, ...]) -> tuple[dict[str, _Given], dict[str, list[_Given]]]:
    """What is set somewhere: values, of which the nearest counts, and entries of lists of tables, which all do."""
    units: dict[str, _Given] = {}
    arrays: dict[str, list[_Given]] = {}
    for layer in layers:
        for key, value in _units(layer.table):
            if isinstance(value, list) and value and isinstance(value[0], dict):
                arrays[key] = [*((one, _shown(layer.path)) for one in value), *arrays.get(key, [])]
            else:
                units.setdefault(key, (value, _shown(layer.path)))
    return units, arrays


def _units(table: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """What one file can set without touching the rest: a key, or an entry of a table."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from ((f"{key}.{_bare(name)}", inner) for name, inner in value.items())
        elif key != "extend":
            yield key, value


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_bare(key)} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def _bare(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)


def _shown(path: Path) -> str:
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
