"""One module as a Program, or the reason why not."""

from __future__ import annotations

import ast
import re
import warnings

import libcst as cst

from kafkalint.formats.python import branches, guards, statements, texts, values
from kafkalint.formats.python.lowering import Lowering
from kafkalint.formats.python.spans import Spans
from kafkalint.model.edit import Unreadable
from kafkalint.model.program import Program
from kafkalint.model.source import Source, Span

_VALUES = {**values.KINDS, **texts.KINDS}
_STATEMENTS = {**statements.KINDS, **branches.KINDS}
_LINE = re.compile(r"\r\n|\r|\n")
_PLACE = re.compile(r"error at (\d+):(\d+)")


def read(source: Source) -> Program:
    """What the module says.

    Raises Unreadable for what is no Python 3, and for what could bring the parser down.
    """
    guards.check(source.text)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # odd escapes are not our business
        try:
            module = parse(source.text)
            spans = Spans(module, source.text)
            body = Lowering(spans, _VALUES, _STATEMENTS).block(module.body)
        except RecursionError as error:
            raise Unreadable("nested too deeply") from error
    return Program(source, body, tuple(spans.comments), spans.exact)


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
        return Unreadable(f"syntax error: {better.msg}", _place(text, better.lineno or 1, better.offset or 1))
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
