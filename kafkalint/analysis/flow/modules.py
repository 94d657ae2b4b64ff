"""Modules of a project: how flow asks for others, and what it keeps of each that it follows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from kafkalint.analysis.flow.facts import Facts, facts
from kafkalint.analysis.flow.language import Language
from kafkalint.analysis.flow.relevance import Relevance
from kafkalint.analysis.flow.scopes import Scope
from kafkalint.model.program import Program


class Other(Protocol):
    """A module of the project that may be read."""

    @property
    def path(self) -> str:
        """Its path, as reports show it."""

    @property
    def text(self) -> str:
        """Its text; empty when it cannot be decoded."""

    @property
    def program(self) -> Program | None:
        """The module as read; None when it cannot be."""


class Modules(Protocol):
    """The other modules of a project."""

    def find(self, name: str, level: int, path: str) -> Other | None:
        """The module that an import in the file at `path` means: `name` behind `level` dots."""

    def users(self, path: str, names: Collection[str]) -> Sequence[Other] | None:
        """Modules that may import one of `names` from the one at `path`; None when there are too many to say."""


class NoModules:
    """A project of one module."""

    def find(self, name: str, level: int, path: str) -> None:  # as the protocol has it
        """There is none."""

    def users(self, path: str, names: Collection[str]) -> Sequence[Other]:  # noqa: ARG002
        """There are none."""
        return ()


@dataclass(frozen=True, slots=True, eq=False)
class Module:
    """One module with what there is to follow in it."""

    program: Program
    scope: Scope
    facts: Facts
    relevance: Relevance

    @property
    def path(self) -> str:
        """The path of its file."""
        return self.program.source.path


def module_of(program: Program, language: Language, relevance: Relevance) -> Module:
    """The module with what its text says."""
    known = facts(program, language)
    return Module(program, known.scope, known, relevance)
