"""`kafkalint completion SHELL`: a script that completes commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from kafkalint import cli

_SHELLS = ("bash", "fish", "zsh")


@click.command(name="completion", short_help="Print a script that completes commands and options.")
@click.argument("shell", type=click.Choice(_SHELLS))
def command(shell: str) -> None:
    """Print a completion script; for bash: eval "$(kafkalint completion bash)"."""
    kind = get_completion_class(shell)
    assert kind is not None  # click ships all three
    click.echo(kind(cli.command, {}, "kafkalint", "_KAFKALINT_COMPLETE").source())
