"""Which configuration applies to a file: the closest one above it, and what that one extends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from kafkalint.config.settings import ConfigError, Settings, over

FILE = "kafkalint.toml"
PROJECT = "pyproject.toml"
TOOL = "kafkalint"


@dataclass(frozen=True, slots=True)
class Layer:
    """One configuration file as it is written."""

    path: Path
    table: Mapping[str, object]


def settings_for(folder: Path, known: dict[Path, Settings]) -> Settings:
    """The settings for files in `folder` (absolute); what is found out goes into `known`.

    Raises ConfigError.
    """
    if folder not in known:
        layer = _layer_in(folder)
        if layer is not None:
            known[folder] = _settings(_with_bases(layer, ()))
        elif _is_top(folder):
            known[folder] = Settings(root=folder)
        else:
            known[folder] = settings_for(folder.parent, known)
    return known[folder]


def settings_in(path: Path) -> Settings:
    """The settings in one named file, which may be a `pyproject.toml` without the table.

    Raises ConfigError.
    """
    if not path.is_file():
        raise ConfigError(f"{path}: no such file")
    return _settings(_with_bases(Layer(path, _table(path) or {}), ()))


def layers_for(folder: Path) -> tuple[Layer, ...]:
    """The closest configuration file for `folder` (absolute) and those that it extends, the closest first.

    Raises ConfigError.
    """
    for above in (folder, *folder.parents):
        layer = _layer_in(above)
        if layer is not None:
            return _with_bases(layer, ())
        if _is_top(above):
            break
    return ()


def _is_top(folder: Path) -> bool:
    return folder.parent == folder or (folder / ".git").exists()


def _layer_in(folder: Path) -> Layer | None:
    """The configuration file that stands in `folder` itself."""
    for name in (FILE, PROJECT):
        path = folder / name
        if path.is_file() and (table := _table(path)) is not None:
            return Layer(path, table)
    return None


def _table(path: Path) -> dict[str, object] | None:
    """The table of kafkalint in `path`; None for a project file that has none."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    whole = path.name != PROJECT
    if not whole and TOOL.encode() not in data:
        return None
    import tomllib

    try:
        content: dict[str, object] = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{path}: not TOML: {error}") from None
    if whole:
        return content
    tools = content.get("tool")
    table = tools.get(TOOL) if isinstance(tools, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{path}: tool.{TOOL} must be a table")
    return table


def _with_bases(layer: Layer, seen: tuple[Path, ...]) -> tuple[Layer, ...]:
    extend = layer.table.get("extend")
    if not isinstance(extend, str):
        return (layer,)
    base = (layer.path.parent / extend).resolve()
    seen = (*seen, layer.path.resolve())
    if base in seen:
        raise ConfigError(f"{layer.path}: extend: {extend} extends this file in turn")
    if not base.is_file():
        raise ConfigError(f"{layer.path}: extend: no such file: {base}")
    return (layer, *_with_bases(Layer(base, _table(base) or {}), seen))


def _settings(layers: tuple[Layer, ...]) -> Settings:
    from kafkalint.config.schema import settings_from

    read = [(settings_from(layer.table, layer.path), layer.table) for layer in reversed(layers)]
    return reduce(lambda base, own: over(base, own[0], own[1]), read[1:], read[0][0])
