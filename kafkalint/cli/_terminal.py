"""What the terminal that looks on can show: colour, links, a width, characters."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from unicodedata import combining, east_asian_width

_LINKING = {"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "mintty", "rio", "zed"}
"""Values of TERM_PROGRAM of terminals that know OSC 8."""
_LINKING_TERMS = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm", "contour")
_LINKING_SIGNS = ("WT_SESSION", "KONSOLE_VERSION", "DOMTERM", "KITTY_WINDOW_ID", "ALACRITTY_WINDOW_ID")
_FIRST_LINKING_VTE = 5000
_PLAIN = {"…": "~", "\N{REPLACEMENT CHARACTER}": "?"}
"""What stands for our own marks where they cannot be shown."""


def wants_color(choice: str) -> bool:
    """Whether to paint: as told, else as the environment says, else when a terminal looks on."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def wants_links(color: bool) -> bool:
    """Whether to write links (OSC 8): as FORCE_HYPERLINK says, else where a terminal is known for them."""
    forced = os.environ.get("FORCE_HYPERLINK")
    if forced:
        return forced not in ("0", "false", "no")
    if not color or not sys.stdout.isatty() or os.environ.get("CI"):
        return False
    known = os.environ.get("TERM_PROGRAM") in _LINKING or os.environ.get("TERM", "").startswith(_LINKING_TERMS)
    vte = os.environ.get("VTE_VERSION", "")
    return known or any(map(os.environ.get, _LINKING_SIGNS)) or (vte.isdecimal() and int(vte) >= _FIRST_LINKING_VTE)


def width() -> int | None:
    """How many columns there are; None where no terminal looks on, and nothing is to be wrapped."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def encodable(text: str, encoding: str) -> str:
    """`text` with what `encoding` cannot hold replaced, as wide as it was."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_replaced(text, encoding))
    return text


def _replaced(text: str, encoding: str) -> Iterator[str]:
    for character in text:
        held = character.encode(encoding, "ignore")
        wide = 0 if combining(character) else 1 + (east_asian_width(character) in "WF")
        yield character if held else _PLAIN.get(character, "?" * wide)
