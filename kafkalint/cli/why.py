"""`kafkalint why PATH:LINE`: how the verdict on one producer comes about."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kafkalint.cli._exits import Refused
from kafkalint.cli._pages import form_option, show
from kafkalint.config.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafkalint.model.client import Client
    from kafkalint.model.survey import Surveyed

_PLACE = re.compile(r"(?P<path>.+?):(?:cell (?P<cell>\d+):)?(?P<line>\d+)(?::\d+)?")
_MOST = 8
"""Places named where none was met."""


@click.command(name="why", short_help="Show how the verdict on a producer comes about.")
@click.argument("place", metavar="PATH:LINE")
@form_option
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration everywhere.")
@click.option("--isolated", is_flag=True, help="Use no configuration file at all.")
def command(place: str, form: str, config: Path | None, isolated: bool) -> None:
    """Show what is known of the producer in a line, what its client makes of it, and what the rules say.

    The line may be its call or section, or one of its settings; of a notebook, PATH:cell CELL:LINE.
    """
    from kafkalint.explain.producers import page, under

    asked = _PLACE.fullmatch(place)
    if asked is None:
        raise Refused(f"{place!r} is no place; one is written PATH:LINE, for example send.py:12")
    if config and isolated:
        raise Refused("--config and --isolated exclude each other")
    path, line, cell = asked["path"], int(asked["line"]), asked["cell"] and int(asked["cell"])
    try:
        name, surveyed, clients = _surveyed(path, config, isolated)
    except ConfigError as error:
        raise Refused(str(error)) from None
    found = under(surveyed, name, line, cell or None)
    if not found:
        there = ", ".join(str(one.at) for one in surveyed[:_MOST])
        hint = f"producers there: {there}" if there else "no producer was found in that file"
        raise Refused(f"no producer stands at {place}; {hint}")
    show([page(one, clients) for one in found], form)


def _surveyed(path: str, config: Path | None, isolated: bool) -> tuple[str, list[Surveyed], Mapping[str, Client]]:
    """The file as it is shown, its producers, and the clients that are known there; raises ConfigError."""
    from kafkalint.model.finding import Severity
    from kafkalint.runner.options import Options
    from kafkalint.runner.project import Project, shown
    from kafkalint.runner.run import results

    if not Path(path).is_file():
        raise Refused(f"{path}: there is no such file")
    options = Options(
        paths=(path,),
        diff=True,
        unsafe=True,
        min_severity=Severity.NOTE,
        config=config,
        isolated=isolated,
        jobs=1,
        survey=True,
    )
    project = Project(options)
    found = results(project)
    failures = [*found.failures, *(one.failure for one in found.results if one.failure)]
    if failures:
        raise Refused(f"{failures[0].path}: {failures[0].message}")
    undecided = next((one.undecided for one in found.results if one.undecided), None)
    surveyed = [each for one in found.results for each in one.surveyed]
    if undecided and not surveyed:
        raise Refused(f"{undecided.path}: undecided: {undecided.reason}")
    return shown(path), surveyed, project.context_for(path).catalog.clients
