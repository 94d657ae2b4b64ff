"""Which configuration applies to a file: the closest one above it."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

from kafkalint.config.settings import ConfigError, Settings
from kafkalint.model.declared import DeclaredTarget

FILE = "kafkalint.toml"
PROJECT = "pyproject.toml"
TOOL = "kafkalint"


def settings_for(folder: Path, known: dict[Path, Settings]) -> Settings:
    """The settings for files in `folder` (absolute); what is found out goes into `known`.

    Raises ConfigError.
    """
    if folder not in known:
        known[folder] = _settings_at(folder) or (
            Settings(root=folder)
            if folder.parent == folder or (folder / ".git").exists()
            else settings_for(folder.parent, known)
        )
    return known[folder]


def _settings_at(folder: Path) -> Settings | None:
    """The settings of a configuration file that stands in `folder` itself."""
    for name in (FILE, PROJECT):
        path = folder / name
        if path.is_file() and (table := _table(path)) is not None:
            return _extended(path, table, ())
    return None


def settings_in(path: Path) -> Settings:
    """The settings in one named file, which may be a `pyproject.toml` without the table.

    Raises ConfigError.
    """
    if not path.is_file():
        raise ConfigError(f"{path}: no such file")
    return _extended(path, _table(path) or {}, ())


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


def _extended(path: Path, table: dict[str, object], seen: tuple[Path, ...]) -> Settings:
    from kafkalint.config.schema import settings_from

    own = settings_from(table, path)
    extend = table.get("extend")
    if not isinstance(extend, str):
        return own
    base_path = (path.parent / extend).resolve()
    if base_path in (*seen, path.resolve()):
        raise ConfigError(f"{path}: extend: {extend} extends this file in turn")
    if not base_path.is_file():
        raise ConfigError(f"{path}: extend: no such file: {base_path}")
    base = _extended(base_path, _table(base_path) or {}, (*seen, path.resolve()))
    return merged(base, own)


def merged(base: Settings, own: Settings) -> Settings:
    """`own` over `base`: a value that `own` leaves at its default comes from `base`; tables are joined."""
    default = Settings(root=own.root)
    values: dict[str, object] = {}
    for field in fields(Settings):
        mine, theirs = getattr(own, field.name), getattr(base, field.name)
        if field.name in ("root", "origin"):
            continue
        if isinstance(mine, dict):
            values[field.name] = {**theirs, **mine}
        elif isinstance(mine, DeclaredTarget):
            values[field.name] = mine if mine != default.target else theirs
        elif mine == getattr(default, field.name):
            values[field.name] = theirs
    return replace(own, **values)  # type: ignore[arg-type]  # field names and values come from the same class
