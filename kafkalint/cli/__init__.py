"""The command line: one command a module, click only here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

from kafkalint import __version__
from kafkalint.cli._exits import Refused


@contextmanager
def _in_one_line() -> Iterator[None]:
    """Bad usage that click finds is said like every other refusal."""
    try:
        yield
    except NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        said = " ".join(error.format_message().split())
        command_path = error.ctx.command_path if error.ctx else "kafkalint"
        raise Refused(f"{said} Try '{command_path} --help'.") from None


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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names; a path in its place, or a slip, is answered with a question."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            meant = [f"check {name}"] if os.path.exists(name) else self._near(ctx, name)  # noqa: PTH110
            raise click.UsageError(f"No such command {name!r}.{f' Did you mean {meant[0]!r}?' if meant else ''}", ctx)
        return super().resolve_command(ctx, args)

    def _near(self, ctx: click.Context, name: str) -> list[str]:
        from difflib import get_close_matches

        return get_close_matches(name, self.list_commands(ctx), 1)

    def make_context(self, *arguments: Any, **extra: Any) -> click.Context:
        """The context of the group's own options."""
        with _in_one_line():
            return super().make_context(*arguments, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """The command that was asked for, with its options."""
        with _in_one_line():
            return super().invoke(ctx)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, message="kafkalint %(version)s")
def command() -> None:
    """Find Kafka producers that are not idempotent, say what their client really does, and rewrite them."""
