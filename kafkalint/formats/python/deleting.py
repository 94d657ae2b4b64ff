"""Taking out an argument, a map entry, a link of a chain or an assignment with what belongs to it alone."""

from __future__ import annotations

import re

from kafkalint.formats.python.chains import delete_link
from kafkalint.formats.python.clearing import statement
from kafkalint.formats.python.places import above, refusal
from kafkalint.formats.python.rows import Row, row
from kafkalint.model.edit import Edit, Refusal
from kafkalint.model.program import Argument, Assign, Call, Key, Link, Map, Program
from kafkalint.model.source import Span

_REST_OF_ROW = re.compile(r"[ \t\f]*,?[ \t\f]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)")


def delete(program: Program, container: Call | Map | None, target: Key) -> tuple[Edit, ...] | Refusal:
    """Edits that take `target` out; a comment goes with it when both have a line to themselves."""
    refused = refusal(program, target.call if isinstance(target, Link) else target)
    if refused:
        return refused
    if isinstance(target, Link):
        return delete_link(program, target)
    if isinstance(target, Assign):
        return statement(program, target)
    outer = above(program, target)[0]
    if not isinstance(outer, Call | Map) or container not in (outer, None):
        return Refusal("it is no part of a call or map literal")
    items: tuple[Key, ...] = outer.arguments if isinstance(outer, Call) else outer.entries
    index = items.index(target)
    if _positional(target) and any(_positional(item) for item in items[index + 1 :]):
        return Refusal("other positional arguments follow")
    return _item(row(program, outer), index)


def _positional(item: Key) -> bool:
    return isinstance(item, Argument) and item.name in ("", "*")


def _item(row: Row, index: int) -> tuple[Edit, ...]:
    item, before, after = row.items[index], row.gaps[index], row.gaps[index + 1]
    first, last = index == 0, index + 1 == len(row.items)
    if first and last and not before.comments and not after.comments:
        return (Edit(row.inside, ""),)
    line = _line(row, index)
    if line:
        stray = before.comma if last and not first and not after.comma else None
        return (*_cut(stray), Edit(line, ""))
    gone = _with_a_gap(row, index)
    if gone:
        return (Edit(gone, ""),)
    comma = after.comma or (None if first else before.comma)
    return (*_cut(comma), Edit(item, ""))


def _with_a_gap(row: Row, index: int) -> Span | None:
    """An item with what parts it from a neighbour, where no comment stands there; rather from one on its line."""
    item, before, after = row.items[index], row.gaps[index], row.gaps[index + 1]
    first, last = index == 0, index + 1 == len(row.items)
    if not last and not after.newlines:
        return Span(item.start, after.span.end)
    if not first and not before.comments and (last or not before.newlines):
        return Span(before.span.start, item.end)
    return None if last or after.comments else Span(item.start, after.span.end)


def _line(row: Row, index: int) -> Span | None:
    """The lines of an item that has them to itself."""
    item, comma = row.items[index], row.gaps[index + 1].comma
    rest = _REST_OF_ROW.match(row.text, item.end)
    if not rest or not row.begins_line(item) or (comma and comma.end > rest.end()):
        return None
    return Span(row.line_start(item.start), rest.end())


def _cut(span: Span | None) -> tuple[Edit, ...]:
    return (Edit(span, ""),) if span else ()
