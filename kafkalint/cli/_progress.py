"""How far a long run has come, for whoever looks on: on a terminal only, and never in CI."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_WIDTH = 30


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """A function that draws how many of how many files are done; what it has drawn is gone afterwards."""
    if not sys.stderr.isatty() or os.environ.get("CI") or os.environ.get("TERM") == "dumb":
        yield lambda _done, _all: None
        return
    try:
        yield _draw
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _draw(done: int, every: int) -> None:
    filled = _WIDTH * done // every
    sys.stderr.write(f"\r  {'=' * filled}{' ' * (_WIDTH - filled)} {done} of {every} files\x1b[K")
    sys.stderr.flush()
