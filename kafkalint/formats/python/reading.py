"""One module as a Program, or the reason why not."""

from __future__ import annotations

import ast
import re
import warnings
from typing import NamedTuple

import libcst as cst

from kafkalint.formats.python import branches, guards, statements, texts, values
from kafkalint.formats.python.lowering import Lowering
from kafkalint.formats.python.spans import Spans
from kafkalint.model.edit import Unreadable
from kafkalint.model.program import Node, Program
from kafkalint.model.source import Source, Span

_VALUES = {**values.KINDS, **texts.KINDS}
_STATEMENTS = {**statements.KINDS, **branches.KINDS}
_LINE = re.compile(r"\r\n|\r|\n")
_PLACE = re.compile(r"error at (\d+):(\d+)")


class NoPython(Unreadable):
    """Text that no interpreter would run."""


class Piece(NamedTuple):
    """What a text says that is a module, or a part of one."""

    body: tuple[Node, ...]
    comments: tuple[Span, ...]
    exact: bool
    tokens: int


def read(source: Source) -> Program:
    """What the module says.

    Raises Unreadable for what is no Python 3, and for what could bring the parser down.
    """
    piece = read_piece(source.text)
    return Program(source, piece.body, piece.comments, piece.exact)


def read_piece(text: str, start: int = 0) -> Piece:
    """What `text` says, its spans counted as if it began at `start`; raises Unreadable."""
    try:
        tokens = guards.check(text)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd escapes are not our business
            module = parse(text)
            spans = Spans(module, text, start)
            body = Lowering(spans, _VALUES, _STATEMENTS).block(module.body)
    except RecursionError as error:
        raise Unreadable("nested too deeply", Span(start, start)) from error
    except Unreadable as error:
        error.span = Span(error.span.start + start, error.span.end + start)
        raise
    return Piece(body, tuple(spans.comments), spans.exact, tokens)


def parse(text: str) -> cst.Module:
    """The module as LibCST's tree; raises Unreadable."""
    try:
        return cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        raise _complaint(text, error) from error
    except (UnicodeError, cst.CSTValidationError) as error:
        raise Unreadable(f"syntax error: {error}") from error


def _complaint(text: str, error: cst.ParserSyntaxError) -> Unreadable:
    """What is wrong and where; the interpreter says it better than the parser."""
    try:
        ast.parse(text)
    except SyntaxError as better:
        return NoPython(f"syntax error: {better.msg}", _place(text, better.lineno or 1, better.offset or 1))
    except (ValueError, MemoryError, RecursionError):
        pass
    found = _PLACE.search(error.message)
    line, column = (int(found[1]), int(found[2])) if found else (max(error.raw_line, 1), error.raw_column + 1)
    return Unreadable("valid Python that the parser does not know", _place(text, line, column))


def _place(text: str, line: int, column: int) -> Span:
    """The character in `column` of `line`, both counted from one, or the end of the text."""
    starts = [0, *(match.end() for match in _LINE.finditer(text))]
    at = min(starts[min(line, len(starts)) - 1] + max(column, 1) - 1, len(text))
    return Span(at, min(at + 1, len(text)))
