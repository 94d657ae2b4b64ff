"""`kafkalint lsp`: the server for editors."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from kafkalint.cli._exits import Refused
from kafkalint.model.finding import Severity


@click.command(name="lsp", short_help="Serve an editor over standard input and output.")
@click.option("--notes", is_flag=True, help="Show notes too.")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration everywhere.")
def command(notes: bool, config: Path | None) -> None:
    """Serve an editor by the Language Server Protocol over standard input and output.

    Exit status: 0 when the client says good-bye, 2 when it dies, or when the server cannot start.
    """
    from kafkalint.runner.options import Options

    if find_spec("pygls") is None:
        raise Refused("lsp needs pygls: install kafkalint[lsp]")
    from kafkalint.lsp.server import serve

    severity = Severity.NOTE if notes else Severity.WARNING
    if not serve(Options(min_severity=severity, config=config, survey=True, jobs=1)):
        raise Refused("the language client has gone without a word")
