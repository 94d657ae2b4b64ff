"""A function that a framework calls for every request or task makes a producer and drops it."""

from __future__ import annotations

from fnmatch import fnmatchcase

from kafkalint.analysis.code.lifetime import lives_in
from kafkalint.analysis.code.use import Given, Use
from kafkalint.model.program import Attribute, Call, Constant, Node

TAKES = ("callees", "methods", "names")
"""``callees``: decorators of tasks; ``methods``: methods of an application that are decorators with a path; ``names``:
patterns of functions that are called for each request."""


def look(use: Use, given: Given) -> str | None:
    """The function."""
    function = use.outline.function(use.node)
    if function is None or not lives_in(use, function) or not use.life.of("send"):
        return ""
    named = any(fnmatchcase(function.name, pattern) for pattern in given.get("names", ()))
    handles = named or any(_handles(use, decorator, given) for decorator in function.decorators)
    return f"every call of {function.name}()" if handles else ""


def _handles(use: Use, decorator: Node, given: Given) -> bool:
    called = decorator.function if isinstance(decorator, Call) else decorator
    if use.outline.path(called) in given.get("callees", ()):
        return True
    first = decorator.arguments[0].value if isinstance(decorator, Call) and decorator.arguments else None
    routed = isinstance(first, Constant) and isinstance(first.value, str) and first.value.startswith("/")
    return routed and isinstance(called, Attribute) and called.name in given.get("methods", ())
