"""Text that something else fills in before a program reads it: ``${NAME:default}``, ``{{ name }}``, ``@name@``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kafkalint.model.value import Dynamic, Literal

_VARIABLE = re.compile(r"\$\{\??\s*([\w.\-\[\]]*)|\$([A-Za-z_]\w*)")
_TEMPLATE = re.compile(r"\{\{|\{%|#\{|<%|%\(\w+\)s|\$\(|\A@[\w.\-]+@\Z|\A%\w+%\Z")


def dynamic(text: str, defaults: Sequence[str]) -> Dynamic | None:
    """What `text` is when something is filled in, None when it stands as it is.

    `defaults` are the strings that may stand between a name and its default.
    """
    if _TEMPLATE.search(text):
        return Dynamic("a template")
    found = _VARIABLE.search(text)
    if found is None:
        return None
    whole = text.strip()
    if _closing(whole) == len(whole) - 1:
        return _braced(whole[2:-1], defaults)
    name = found[2] or found[1] or ""
    around = "" if found[2] and found[0] == whole else "text around "
    return Dynamic(f"{around}the variable {name}", source=name)


def _braced(inner: str, defaults: Sequence[str]) -> Dynamic:
    """The placeholder whose text between the braces is `inner`; the default of a default counts."""
    starts = [(at, -len(mark), mark) for mark in defaults if (at := inner.find(mark)) >= 0]
    if not starts:
        name = re.split(r"[^\w.\[\]-]", inner.lstrip("? ").rstrip(), maxsplit=1)[0]
        return Dynamic(f"the variable {name}", source=name, whole=True)
    at, _, mark = min(starts)
    name, default = inner[:at].strip(), inner[at + len(mark) :]
    deeper = dynamic(default, defaults)
    return Dynamic(f"the variable {name}", deeper.default if deeper else Literal(default), name, whole=True)


def _closing(text: str) -> int:
    """Where the brace closes that a placeholder at the start of `text` opens; -1 when nothing does."""
    if not text.startswith("${"):
        return -1
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if depth == 0 and character == "}":
            return at
    return -1
