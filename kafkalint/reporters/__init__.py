"""One output a module: a Report presented as text; nothing else is known here than the model.

Every module here that has a `NAME` is an output.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from kafkalint.model.report import Report


@dataclass(frozen=True, slots=True)
class Style:
    """How the reader wants it."""

    color: bool = False
    quiet: bool = False
    """Findings only, no summary."""
    undecided: bool = False
    """Whether files that could not be judged are listed."""
    suppressed: bool = False
    """Whether findings that comments silence or a baseline knows are listed, by outputs that have a place for them."""
    unsafe: bool = False
    """Whether unsafe fixes are already allowed, so that the summary need not advertise them."""
    diff: bool = False
    """Whether the changes are shown instead of the findings."""
    width: int | None = None
    """Columns to wrap sentences at; None when they are not wrapped."""
    links: bool = False
    """Whether the terminal can follow links (OSC 8)."""


class Reporter(Protocol):
    """What a module in this package offers."""

    NAME: str
    SUMMARY: str
    """One line about the output, for the help text."""

    def render(self, report: Report, style: Style) -> str:
        """The whole report, with a final newline unless it is empty."""


@cache
def reporters() -> dict[str, Reporter]:
    """Every output by name."""
    modules = [import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__)]
    return {module.NAME: cast("Reporter", module) for module in modules if hasattr(module, "NAME")}
