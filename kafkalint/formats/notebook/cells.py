"""The code cells of a notebook's JSON: where each string of their text stands; all the rest is passed over in C."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from kafkalint.model.edit import Unreadable
from kafkalint.model.source import Span

_BLANK = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()
_LANGUAGES = frozenset({"python", "python2", "python3", "ipython", "ipython2", "ipython3", "pyspark"})

_Reader: TypeAlias = Callable[[int], int]
"""Reads the value that begins at an offset; gives the offset behind it."""


@dataclass(slots=True)
class Cell:
    """One code cell with at least one string for its text; the spans of strings include the quotes."""

    number: int
    """Counted from one among all cells, as the reader of a notebook counts them."""
    strings: tuple[Span, ...] = ()
    listed: bool = False
    """Whether the text is a list of lines."""


def code_cells(text: str) -> tuple[Cell, ...]:
    """The cells of Python in the order of the notebook, of version 3 or 4; raises Unreadable."""
    reading = _Reading(text)
    try:
        end = reading.notebook(_blanks(text, 0))
    except json.JSONDecodeError as error:
        raise Unreadable(f"no JSON: {error.msg}", _place(text, error.pos)) from None
    except ValueError:
        raise Unreadable("no JSON: a number too large") from None
    except RecursionError:
        raise Unreadable("nested too deeply") from None
    if end < len(text):
        raise Unreadable("no JSON: extra data", _place(text, end))
    return tuple(reading.found) if reading.language in _LANGUAGES else ()


@dataclass(slots=True)
class _Reading:
    """One walk along the text, down to the strings of the cells only."""

    text: str
    language: str = "python"
    found: list[Cell] = field(default_factory=list)
    cells: int = 0
    kind: str = ""
    current: Cell = field(default_factory=lambda: Cell(0))

    def notebook(self, at: int) -> int:
        on = {"cells": self.all_cells, "worksheets": self.worksheets, "metadata": self.metadata}
        return self._object(at, on)

    def worksheets(self, at: int) -> int:
        """Version 3 has cells in these."""
        return self._array(at, lambda at: self._object(at, {"cells": self.all_cells}))

    def all_cells(self, at: int) -> int:
        return self._array(at, self.cell)

    def cell(self, at: int) -> int:
        self.cells += 1
        self.kind, self.current = "", Cell(self.cells)
        on = {"cell_type": self.cell_type, "source": self.source, "input": self.source}
        end = self._object(at, {**on, "language": self.cell_language, "metadata": self.cell_metadata})
        if self.kind == "code" and self.current.strings:
            self.found.append(self.current)
        return end

    def cell_type(self, at: int) -> int:
        value, end = self._value(at)
        self.kind = self.kind or str(value)
        return end

    def cell_language(self, at: int) -> int:
        value, end = self._value(at)
        self._speaks(value)
        return end

    def cell_metadata(self, at: int) -> int:
        """An editor may have noted another language for one cell."""
        value, end = self._value(at)
        self._speaks(_member(value, "vscode", "languageId"))
        return end

    def _speaks(self, language: object) -> None:
        if isinstance(language, str) and language.lower() not in _LANGUAGES:
            self.kind = "foreign"

    def metadata(self, at: int) -> int:
        value, end = self._value(at)
        named = _member(value, "language_info", "name") or _member(value, "kernelspec", "language")
        self.language = named.lower() if isinstance(named, str) else self.language
        return end

    def source(self, at: int) -> int:
        """A string, or a list of strings; the last one counts where there are several."""
        strings: list[Span] = []

        def string(at: int) -> int:
            end = self._value(at)[1]
            if self.text[at] == '"':
                strings.append(Span(at, end))
            return end

        self.current.listed = self.text[at : at + 1] == "["
        end = self._array(at, string) if self.current.listed else string(at)
        self.current.strings = tuple(strings)
        return end

    def _value(self, at: int) -> tuple[object, int]:
        return _DECODER.raw_decode(self.text, at)

    def _object(self, at: int, on: Mapping[str, _Reader]) -> int:
        """An object, the members that `on` names read by it, the others passed over."""
        if self.text[at : at + 1] != "{":
            return self._value(at)[1]
        at = _blanks(self.text, at + 1)
        if self.text[at : at + 1] == "}":
            return _blanks(self.text, at + 1)
        while True:
            if self.text[at : at + 1] != '"':
                raise json.JSONDecodeError("a name in double quotes is missing", self.text, at)
            key, at = self._value(at)
            at = _blanks(self.text, self._mark(_blanks(self.text, at), ":"))
            reader = on.get(str(key))
            at = _blanks(self.text, reader(at) if reader else self._value(at)[1])
            if self.text[at : at + 1] == "}":
                return _blanks(self.text, at + 1)
            at = _blanks(self.text, self._mark(at, ","))

    def _array(self, at: int, item: _Reader) -> int:
        if self.text[at : at + 1] != "[":
            return self._value(at)[1]
        at = _blanks(self.text, at + 1)
        if self.text[at : at + 1] == "]":
            return _blanks(self.text, at + 1)
        while True:
            at = _blanks(self.text, item(at))
            if self.text[at : at + 1] == "]":
                return _blanks(self.text, at + 1)
            at = _blanks(self.text, self._mark(at, ","))

    def _mark(self, at: int, mark: str) -> int:
        if self.text[at : at + 1] != mark:
            raise json.JSONDecodeError(f"{mark!r} is missing", self.text, at)
        return at + 1


def _member(value: object, *keys: str) -> object:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _blanks(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _place(text: str, at: int) -> Span:
    return Span(min(at, len(text)), min(at + 1, len(text)))
