"""From bytes to text and back without losing one."""

from __future__ import annotations

import codecs

from kafkalint.model.edit import Unreadable
from kafkalint.model.source import Source, Span

LARGEST = 1_000_000
"""Bytes above which parsers of data files take seconds; larger files are not read."""
_WIDE = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(path: str, data: bytes, encodings: tuple[str, ...] = ("utf-8",), largest: int = LARGEST) -> Source:
    """The file as text, by the first of `encodings` that fits, strictly.

    Raises Unreadable for what is too large, wide (UTF-16, UTF-32), holds NUL, or fits no encoding.
    """
    if len(data) > largest:
        raise Unreadable(f"larger than {largest:,} bytes")
    if data.startswith(_WIDE):
        raise Unreadable("UTF-16 or UTF-32 text; convert the file to UTF-8")
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    body = data[len(bom) :]
    if b"\0" in body:
        at = body.index(b"\0")
        raise Unreadable("a NUL byte; this is no text", Span(at, at + 1))
    for encoding in encodings:
        try:
            return Source(path, data, body.decode(encoding), encoding, bom)
        except UnicodeDecodeError as error:
            at = error.start
    before = len(body[:at].decode("utf-8", "replace"))
    raise Unreadable(f"not {encodings[0].upper()}: byte 0x{body[at]:02x}", Span(before, before + 1))
