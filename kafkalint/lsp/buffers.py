"""The texts that an editor holds, laid over the files on disk."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from errno import EILSEQ

from pygls.uris import from_fs_path, to_fs_path

from kafkalint.formats import Format, format_of, text
from kafkalint.model.edit import Unreadable
from kafkalint.reporters.positions import Lines
from kafkalint.runner.prefilter import read_bytes

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of an open notebook."""

    uri: str
    version: int
    text: str
    language: str
    """As the editor calls it."""
    code: bool = True


@dataclass(frozen=True, slots=True)
class Buffer:
    """One open text, as the editor last told it; of a notebook, the file that its cells would make."""

    uri: str
    """As the editor spells it."""
    version: int
    text: str
    cells: tuple[Cell, ...] = ()
    """All cells, where the editor has opened a notebook as one."""


@dataclass(frozen=True, slots=True)
class Buffers:
    """All open texts at one time, by absolute path."""

    open: Mapping[str, Buffer]

    def at(self, path: str) -> Buffer | None:
        """The open text of a file, however its path is written."""
        return self.open.get(os.path.abspath(path))  # noqa: PTH100  # links stay what they are

    def beyond(self) -> frozenset[str]:
        """The files that are open and not on disk, not even as a link."""
        return frozenset(path for path in self.open if not os.path.lexists(path))

    def held(self, path: str, cell: int | None = None) -> Buffer | Cell | None:
        """The open text of a file, or that of one of its cells (from 1)."""
        buffer = self.at(path)
        return buffer.cells[cell - 1] if buffer and cell else buffer

    def uri(self, path: str, cell: int | None = None) -> str:
        """The address of a file or cell, as the client spells it where it has opened it."""
        held = self.held(path, cell)
        return held.uri if held else from_fs_path(os.path.abspath(path)) or ""  # noqa: PTH100

    def texts(self) -> Iterator[Buffer | Cell]:
        """Every open text; of a notebook, its cells."""
        for buffer in self.open.values():
            yield from buffer.cells or (buffer,)

    def named(self, uri: str) -> tuple[str, int | None]:
        """The absolute path of the file at an address, and the number of the cell that it means."""
        for path, buffer in self.open.items():
            for number, cell in enumerate(buffer.cells, 1):
                if cell.uri == uri:
                    return path, number
        return os.path.abspath(to_fs_path(uri) or ""), None  # noqa: PTH100

    def read(self, path: str) -> bytes:
        """The content that the file would have if it were saved now; raises OSError."""
        buffer = self.at(path)
        return read_bytes(path) if buffer is None else _encoded(path, buffer.text)

    def shown(self, path: str, data: bytes | None = None) -> tuple[Lines, ...]:
        """What the client shows of a file, cell by cell in a notebook; with `data`, as it would show that."""
        buffer, syntax = self.at(path), format_of(os.path.basename(path))  # noqa: PTH119
        if buffer and buffer.cells and syntax:
            source = syntax.decode(path, self.read(path) if data is None else data)
            return tuple(Lines.of(source.slice(part.span), part.span.start, part.number) for part in source.parts)
        whole = self._text(path) if data is None else _decoded(path, data)
        return (Lines.of(whole, -1 if whole.startswith(_BOM) else 0),)  # spans do not count the mark

    def _text(self, path: str) -> str:
        """The whole text of a file; empty when it cannot be read."""
        buffer = self.at(path)
        if buffer is not None:
            return buffer.text
        try:
            return _decoded(path, read_bytes(path))
        except (OSError, Unreadable):
            return ""


def _decoded(path: str, data: bytes) -> str:
    """The whole text of a file, that of a notebook with everything around its cells; raises Unreadable."""
    syntax = format_of(os.path.basename(path))  # noqa: PTH119
    if syntax is None or hasattr(syntax, "encode"):
        return text.decode(path, data, largest=len(data)).text
    return syntax.decode(path, data).text


def _encoded(path: str, shown: str) -> bytes:
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
