"""Pages of explanations on standard output."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from kafkalint.cli._terminal import encodable, width

if TYPE_CHECKING:
    from kafkalint.explain.page import Page

_UNSEEN = 100
"""Columns where no terminal looks on."""

form_option = click.option(
    "--format", "form", type=click.Choice(("text", "markdown", "json")), default="text", help="How to write it."
)
"""The option of every command that shows pages."""


def show(pages: Sequence[Page], form: str) -> None:
    """Write `pages` in one of the forms of `form_option`, an empty line between them."""
    from kafkalint.explain.forms import FORMS

    written = "\n".join(FORMS[form](page, width() or _UNSEEN) for page in pages)
    click.echo(encodable(written, sys.stdout.encoding or "utf-8"), nl=False)
