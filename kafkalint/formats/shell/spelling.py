"""Values as words of a shell."""

from __future__ import annotations

import re

from kafkalint.model.edit import Refusal

SAFE = re.compile(r"[A-Za-z0-9_./:@%+,-]+")
"""What needs no quotes."""
_TAKEN = {"'": re.compile(r"['\r\n]"), '"': re.compile(r'["$`\\!\r\n]')}


def quoted(text: str, quote: str) -> str | Refusal:
    """`text` in `quote`; without one in single quotes where it needs any, in which everything stays as it is."""
    if not quote and SAFE.fullmatch(text):
        return text
    within = inside(text, quote or "'")
    return within if isinstance(within, Refusal) else f"{quote or chr(39)}{within}{quote or chr(39)}"


def inside(text: str, quote: str) -> str | Refusal:
    """`text` as it stands inside of quotes that are there."""
    return Refusal("the new value would need escapes") if _TAKEN[quote].search(text) else text
