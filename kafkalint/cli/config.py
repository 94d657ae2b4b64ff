"""`kafkalint config show PATH`: which configuration applies to a file."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import click

from kafkalint.cli._exits import Refused


@click.group(name="config")
def command() -> None:
    """Look at the configuration."""


@command.command()
@click.argument("path", type=click.Path(path_type=Path), default=Path())
def show(path: Path) -> None:
    """Show the settings for a file or folder, and which file they come from."""
    from kafkalint.config.find import settings_for
    from kafkalint.config.settings import ConfigError

    if not path.exists():
        raise Refused(f"{path}: no such file or folder")
    folder = path if path.is_dir() else path.parent
    try:
        settings = settings_for(folder.resolve(), {})
    except ConfigError as error:
        raise Refused(str(error)) from None
    click.echo(f"# from {settings.origin}" if settings.origin else "# no configuration file; these are the defaults")
    for field in fields(settings):
        if field.name not in ("root", "origin"):
            value = json.dumps(getattr(settings, field.name), default=_plain, ensure_ascii=False)
            click.echo(f"{field.name.replace('_', '-')} = {value}")


@command.command()
def schema() -> None:
    """Print the JSON Schema of the configuration, for editors."""
    from kafkalint.config.schema import json_schema

    click.echo(json.dumps(json_schema(), indent=2))


def _plain(value: object) -> object:
    """Anything else as its fields, or as text."""
    names = getattr(value, "__dataclass_fields__", None)
    if names and not hasattr(value, "numbers"):
        return {name.replace("_", "-"): getattr(value, name) for name in names}
    return str(value)
