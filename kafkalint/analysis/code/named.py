"""The named checks: found where they lie."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from kafkalint.analysis.code import checks as folder
from kafkalint.analysis.code.use import Given, Use
from kafkalint.model.rule import Condition


class Check(Protocol):
    """One module of the folder; its docstring says what it asks."""

    TAKES: tuple[str, ...]
    """The arguments that a rule may give it."""

    @staticmethod
    def look(use: Use, given: Given) -> str | None:
        """What is there, in words that fit into a message; empty when it is not, None when that cannot be known."""


@cache
def checks() -> Mapping[str, Check]:
    """Every check by its name, which is its module's with dashes."""
    found = sorted(info.name for info in iter_modules(folder.__path__))
    return {name.replace("_", "-"): cast("Check", import_module(f"{folder.__name__}.{name}")) for name in found}


def misfit(condition: Condition) -> str:
    """What is wrong with the checks that a condition names; empty when each exists and takes what it is given."""
    for part in condition.parts:
        if wrong := misfit(part):
            return wrong
    if condition.operator != "code":
        return ""
    name = str(condition.arguments["check"])
    if name not in checks():
        return f"there is no check {name!r}; known: {', '.join(checks())}"
    takes = check_named(name).TAKES
    given = [key for key, value in condition.arguments.items() if value and key not in ("check", *takes)]
    return f"the check {name} takes no {given[0]!r}; it takes: {', '.join(takes) or 'nothing'}" if given else ""


def check_named(name: str) -> Check:
    """The check called `name`; raises KeyError."""
    return checks()[name]
