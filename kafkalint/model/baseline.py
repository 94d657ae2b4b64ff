"""Findings that were there when a baseline was made: what a change is not to blame for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """What makes a finding a known one, wherever its line has gone; equal ones are told apart by their number."""

    path: str
    """The file, from the folder of the baseline, with forward slashes."""
    rule: str
    client: str
    setting: str
    """The setting's name as written; empty for a finding about a whole producer."""

    def __str__(self) -> str:
        return " ".join(filter(None, (f"{self.path}:", self.rule, self.setting)))


@dataclass(frozen=True, slots=True)
class Gone:
    """A known finding that does not occur any more, and the baseline that still has it."""

    file: str
    known: Known

    def __str__(self) -> str:
        return f"{self.file}: {self.known} is gone; kafkalint baseline prune takes it out"


Baseline: TypeAlias = Mapping[Known, int]
"""How often each may occur."""
