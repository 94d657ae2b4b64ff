"""`kafkalint explain NAME`: what is known of a rule, a setting, a client or a place."""

from __future__ import annotations

import click

from kafkalint.cli._exits import Refused
from kafkalint.cli._known import known_catalog
from kafkalint.cli._pages import form_option, show


@click.command(name="explain", short_help="Explain a rule, a setting, a client or a place.")
@click.argument("name", metavar="NAME")
@form_option
def command(name: str, form: str) -> None:
    """Explain a rule by its id (KFK101) or name, a setting (acks) in any client's spelling, a client, or a place."""
    from kafkalint.explain.find import find, near

    catalog = known_catalog()
    found = find(name, catalog)
    if found is None:
        close = near(name, catalog)
        hint = f"did you mean {' or '.join(close)}?" if close else "`kafkalint rules` and `kafkalint clients` list them"
        raise Refused(f"there is no rule, setting, client or place {name!r}; {hint}")
    show([found], form)
