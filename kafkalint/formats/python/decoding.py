"""From bytes to text by Python's own rules: a BOM, a coding comment (PEP 263), else UTF-8."""

from __future__ import annotations

from io import BytesIO
from tokenize import detect_encoding

from kafkalint.formats import text
from kafkalint.model.edit import Unreadable
from kafkalint.model.source import Source


def decode(path: str, data: bytes) -> Source:
    """The module as text.

    Raises Unreadable for what no interpreter would decode, and for text that would not encode to the same bytes.
    """
    try:
        source = text.decode(path, data, (_encoding(path, data),))
    except (LookupError, UnicodeError) as error:
        raise Unreadable(f"the encoding it declares does not fit: {error}") from error
    if source.encoding != "utf-8" and not _reversible(source):
        raise Unreadable(f"{source.encoding} text that does not encode to the same bytes")
    return source


def _encoding(path: str, data: bytes) -> str:
    try:
        name, _ = detect_encoding(BytesIO(data).readline)
    except SyntaxError as error:
        text.decode(path, data)  # says it better when the bytes are no UTF-8 at all
        raise Unreadable(f"{error.msg}") from error
    return "utf-8" if name == "utf-8-sig" else name


def _reversible(source: Source) -> bool:
    try:
        return source.encode(source.text) == source.data
    except UnicodeError:
        return False
