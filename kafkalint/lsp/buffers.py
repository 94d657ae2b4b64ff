"""The texts that an editor holds, laid over the files on disk."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from errno import EILSEQ

from kafkalint.formats import Format, format_of, text
from kafkalint.model.edit import Unreadable
from kafkalint.runner.prefilter import read_bytes


@dataclass(frozen=True, slots=True)
class Buffer:
    """One open text, as the editor last told it."""

    uri: str
    """As the editor spells it."""
    version: int
    text: str


@dataclass(frozen=True, slots=True)
class Buffers:
    """All open texts at one time, by absolute path."""

    open: Mapping[str, Buffer]

    def at(self, path: str) -> Buffer | None:
        """The open text of a file, however its path is written."""
        return self.open.get(os.path.abspath(path))  # noqa: PTH100  # links stay what they are

    def read(self, path: str) -> bytes:
        """The content that the file would have if it were saved now; raises OSError."""
        buffer = self.at(path)
        return read_bytes(path) if buffer is None else encoded(path, buffer.text)

    def text_of(self, path: str) -> str:
        """What the editor shows of a file; empty when it cannot be read."""
        buffer = self.at(path)
        if buffer is not None:
            return buffer.text
        try:
            return decoded(path, read_bytes(path))
        except (OSError, Unreadable):
            return ""


def decoded(path: str, data: bytes) -> str:
    """The whole text of a file, that of a notebook with everything around its cells; raises Unreadable."""
    syntax = format_of(os.path.basename(path))  # noqa: PTH119
    if syntax is None or hasattr(syntax, "encode"):
        return text.decode(path, data, largest=len(data)).text
    return syntax.decode(path, data).text


def encoded(path: str, shown: str) -> bytes:
    """The bytes that say `shown` in the encoding that a file declares.

    Raises OSError for a text that has none, so that it is a file that cannot be read.
    """
    syntax = format_of(os.path.basename(path))  # noqa: PTH119
    try:
        data = shown.encode("utf-8")
        encoding = _encoding(syntax, path, data)
        return data if encoding == "utf-8" else shown.encode(encoding)
    except UnicodeEncodeError:
        raise OSError(EILSEQ, "it holds a character that its encoding does not have") from None


def _encoding(syntax: Format | None, path: str, data: bytes) -> str:
    """The encoding that a text declares; what does not fit it is told when the text is checked."""
    try:
        return (syntax or text).decode(path, data).encoding
    except Unreadable:
        return "utf-8"
