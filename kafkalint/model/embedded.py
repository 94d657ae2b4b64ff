"""A text that stands inside another one, escaped, indented or in pieces: where each of its characters is written."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from kafkalint.model.source import Span


class Run(NamedTuple):
    """A stretch of inner text and what says it outside: as long, or an escape for one character."""

    inner: Span
    outer: Span


@dataclass(frozen=True, slots=True)
class Embedded:
    """The runs of one inner text, in order and without gaps inside; what stands between them outside says nothing."""

    runs: tuple[Run, ...]

    def begin(self, at: int) -> int:
        """Where the inner character at `at` begins outside; for the end of the text, where its last one ends."""
        if at >= self.runs[-1].inner.end:
            return self.end(at)
        run = self._run(at)
        return run.outer.start + at - run.inner.start

    def end(self, at: int) -> int:
        """Where the inner character before `at` ends outside; for the start of the text, where its first one begins."""
        if at <= self.runs[0].inner.start:
            return self.runs[0].outer.start
        run = self._run(at - 1)
        return run.outer.end - (run.inner.end - at)

    def span(self, inner: Span) -> Span:
        """What says the text under `inner`."""
        start = self.begin(inner.start)
        return Span(start, start if inner.start == inner.end else self.end(inner.end))

    def _run(self, at: int) -> Run:
        return self.runs[bisect_right(self.runs, at, key=_start) - 1]


def _start(run: Run) -> int:
    return run.inner.start
