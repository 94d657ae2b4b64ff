"""How far a long run has come, for whoever looks on: on a terminal only, and never in CI."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

_WIDTH = 30


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A function that draws how many of how many are done; what it has drawn is gone afterwards."""
    if not sys.stderr.isatty() or os.environ.get("CI") or os.environ.get("TERM") == "dumb":
        yield lambda _done, _all: None
        return
    try:
        yield partial(_draw, what)
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _draw(what: str, done: int, every: int) -> None:
    filled = _WIDTH * done // every
    sys.stderr.write(f"\r  {'=' * filled}{' ' * (_WIDTH - filled)} {done} of {every} {what}\x1b[K")
    sys.stderr.flush()
