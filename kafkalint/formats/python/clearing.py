"""Taking out a whole statement."""

from __future__ import annotations

import re

from kafkalint.formats.python.places import above
from kafkalint.formats.python.rows import line_start
from kafkalint.model.edit import Edit, Refusal, Unreadable, splice
from kafkalint.model.program import Arm, Class, Function, Node, Program
from kafkalint.model.source import Span

_REST_OF_STATEMENT = re.compile(r"[ \t\f]*(?:#[^\r\n]*)?(?P<line>\r\n|\r|\n|\Z)")
_NEWLINE_AT_END = re.compile(r"(?:\r\n|\r|\n)\Z")


def statement(program: Program, target: Node) -> tuple[Edit, ...] | Refusal:
    """The lines of a statement, unless something else stands on them or nothing would be left of a block."""
    text = program.source.text
    outer = next(iter(above(program, target)), None)
    if outer and not (isinstance(outer, Function | Class | Arm) and target in outer.body):
        return Refusal("it is part of an expression")
    start = line_start(text, target.span.start)
    rest = _REST_OF_STATEMENT.match(text, target.span.end)
    if not rest or text[start : target.span.start].strip(" \t\f") or text[:start].rstrip("\r\n").endswith("\\"):
        return Refusal("it shares its line with another statement")
    before = None if rest["line"] else _NEWLINE_AT_END.search(text[:start])
    edits = (Edit(Span(before.start() if before else start, rest.end()), ""),)
    return edits if _readable(splice(text, edits)) else Refusal("it is the only statement of its block")


def _readable(text: str) -> bool:
    from kafkalint.formats.python.reading import parse

    try:
        parse(text)
    except Unreadable:
        return False
    return True
