"""Values as Python writes them, in the quotes of their neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from keyword import iskeyword

from kafkalint.model.program import Call, Constant, Map, Node
from kafkalint.model.source import Source
from kafkalint.model.value import Native

_QUOTE = re.compile("[\"']")


def written(value: Native, quote: str, source: Source) -> str | None:
    """The literal for `value`; None for what has none here: floats, bytes, maps."""
    if isinstance(value, str):
        return quote + "".join(_escaped(char, quote, source.encoding) for char in value) + quote
    if isinstance(value, tuple):
        items = [item for item in (written(item, quote, source) for item in value) if item is not None]
        if len(items) < len(value):
            return None
        return f"({items[0]},)" if len(items) == 1 else f"({', '.join(items)})"
    return repr(value) if value is None or isinstance(value, int) else None


def quotes(source: Source, neighbours: Iterable[Node | None]) -> str:
    """The quote character of the first string among `neighbours`, else a double quote."""
    for node in neighbours:
        if isinstance(node, Constant) and isinstance(node.value, str):
            found = _QUOTE.search(source.slice(node.span))
            if found:
                return found[0]
    return '"'


def siblings(container: Node) -> Iterable[Node | None]:
    """The nodes of a container whose quotes a new string takes: keys, then values."""
    if isinstance(container, Map):
        yield from (entry.key for entry in container.entries)
        yield from (entry.value for entry in container.entries)
    elif isinstance(container, Call):
        yield from (argument.value for argument in container.arguments)


def named(key: str) -> bool:
    """Whether `key` can be the name of a keyword argument or an attribute."""
    return key.isascii() and key.isidentifier() and not iskeyword(key)


def _escaped(char: str, quote: str, encoding: str) -> str:
    if char in ("\\", quote):
        return "\\" + char
    if char.isprintable() and _encodes(char, encoding):
        return char
    return char.encode("unicode_escape").decode("ascii")


def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
