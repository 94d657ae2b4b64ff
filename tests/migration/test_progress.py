"""The bar is for somebody who looks on, and is gone when the work is done."""

from __future__ import annotations

import io
from contextlib import redirect_stderr

import pytest

from kafkalint.cli._progress import progress


class Terminal(io.StringIO):
    """Standard error that somebody looks at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    for name in ("CI", "TERM"):
        monkeypatch.delenv(name, raising=False)
    return Terminal()


def test_on_a_terminal_it_is_drawn_and_wiped(terminal: Terminal) -> None:
    with redirect_stderr(terminal), progress("files") as passed:
        passed(1, 2)
        passed(2, 2)
    shown = terminal.getvalue()
    assert "1 of 2 files" in shown
    assert f"{'=' * 30} 2 of 2 files" in shown
    assert shown.endswith("\r\x1b[K")


@pytest.mark.parametrize(("name", "value"), [("CI", "true"), ("TERM", "dumb")])
def test_in_ci_and_on_a_dumb_terminal_there_is_none(terminal: Terminal, monkeypatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with redirect_stderr(terminal), progress("files") as passed:
        passed(1, 2)
    assert terminal.getvalue() == ""
