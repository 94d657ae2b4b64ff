"""One form of a plan a module: a Plan presented as text.

Every module here that has a `NAME` is a form.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from kafkalint.migration.plan import Plan
from kafkalint.reporters import Style


class Form(Protocol):
    """What a module in this package offers."""

    NAME: str
    SUMMARY: str
    """One line about the form, for the help text."""

    def render(self, plan: Plan, style: Style) -> str:
        """The whole plan, with a final newline."""


@cache
def forms() -> dict[str, Form]:
    """Every form by name."""
    modules = [import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__)]
    return {module.NAME: cast("Form", module) for module in modules if hasattr(module, "NAME")}
