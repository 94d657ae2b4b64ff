"""The command line: one command a module, click only here."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import click

from kafkalint import __version__


class _Commands(click.Group):
    """Commands found by their modules: `check.py` holds `command` for ``kafkalint check``."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Every module here that is a command, by name."""
        return sorted(info.name for info in iter_modules(__path__) if not info.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a module, imported only now."""
        if cmd_name not in self.list_commands(ctx):
            return None
        found = import_module(f"{__name__}.{cmd_name}").command
        return found if isinstance(found, click.Command) else None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, message="kafkalint %(version)s")
def command() -> None:
    """Find Kafka producers that are not idempotent, say what their client really does, and rewrite them."""
