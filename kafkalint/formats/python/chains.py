"""A link of a chain of calls, ``.option(key, value)``: put in and taken out, laid out like its neighbours."""

from __future__ import annotations

import re
from typing import NamedTuple

from kafkalint.formats.python.clearing import statement
from kafkalint.formats.python.places import above
from kafkalint.formats.python.rows import line_start
from kafkalint.formats.python.writing import quotes, written
from kafkalint.model.edit import Edit, Refusal
from kafkalint.model.program import Assign, Attribute, Call, Chain, Link, Name, Node, Program, Subscript
from kafkalint.model.source import Span
from kafkalint.model.value import Native

_TOKEN = re.compile(r"(?P<comment>#[^\r\n]*)|(?P<closing>\))|(?P<dot>\.)")
_BLANKS = " \t\f"
_COMMENT = re.compile(rf"[{_BLANKS}]*#[^\r\n]*")


class _Joint(NamedTuple):
    """What stands between an object and the name of its method."""

    start: int
    """Behind the object and its parentheses."""
    dot: int
    comments: bool
    line: int | None
    """Where the line end before the dot stands, with a backslash; None when the dot does not begin its line."""
    text: str
    """How another link begins that is laid out alike."""


def insert_link(
    program: Program, chain: Chain, key: str, value: Native, after: Link | None
) -> tuple[Edit, ...] | Refusal:
    """Edits that put a link with `key` and `value` behind `after`, or before the last call."""
    function = chain.call.function
    behind = after.call if after else function.object if isinstance(function, Attribute) else function
    if not isinstance(function, Attribute) or not isinstance(behind, Call | Attribute | Name | Subscript):
        return Refusal("there is no chain of calls to add one to")
    source, near = program.source, (after.value, after.key) if after else ()
    new = written(value, quotes(source, near), source)
    if new is None:
        return Refusal(f"a {type(value).__name__} cannot be written here")
    named = written(key, quotes(source, reversed(near)), source)
    joint = _joint(program, after.call if after else chain.call)
    note = _COMMENT.match(source.text, behind.span.end) if joint.line is not None else None
    at = note.end() if note else behind.span.end
    return (Edit(Span(at, at), f"{joint.text}{chain.method}({named}, {new})"),)


def delete_link(program: Program, link: Link) -> tuple[Edit, ...] | Refusal:
    """Edits that take `link` out, with its statement where that would do nothing any more."""
    alone = _alone(program, link.call)
    if alone is not None:
        return statement(program, alone)
    joint = _joint(program, link.call)
    note = _COMMENT.match(program.source.text, link.call.span.end) if joint.line is not None else None
    start = joint.start if not joint.comments else joint.dot if joint.line is None else joint.line
    return (Edit(Span(start, note.end() if note else link.call.span.end), ""),)


def _alone(program: Program, call: Call) -> Node | None:
    """The statement that does no more than call a method of a name, if that is what `call` is."""
    name = call.function.object if isinstance(call.function, Attribute) else None
    outer = next(iter(above(program, call)), None)
    if not isinstance(name, Name) or isinstance(outer, Attribute):
        return None
    if isinstance(outer, Assign):
        target = outer.targets[0]
        return outer if isinstance(target, Name) and target.name == name.name else None
    return call


def _joint(program: Program, call: Call) -> _Joint:
    """What joins `call` to what it is called on."""
    assert isinstance(call.function, Attribute)
    text, name = program.source.text, call.function.name_span.start
    start = dot = call.function.object.span.end
    comments = False
    for match in _TOKEN.finditer(text, start, name):
        start = match.end() if match.lastgroup == "closing" else start
        dot = match.start() if match.lastgroup == "dot" else dot
        comments = comments or match.lastgroup == "comment"
    tail = text[dot:name] if "#" not in text[dot:name] else "."
    first = line_start(text, dot)
    if text[first:dot].strip(_BLANKS):
        return _Joint(start, dot, comments, None, tail)
    line = _line_end(text, first)
    return _Joint(start, dot, comments, line, text[line:dot] + tail)


def _line_end(text: str, first: int) -> int:
    """Where the end of the line before the one that begins at `first` stands, with a backslash and its blanks."""
    end = first - (2 if text.endswith("\r\n", 0, first) else 1)
    if not text.endswith("\\", 0, end):
        return end
    return len(text[: end - 1].rstrip(_BLANKS))
