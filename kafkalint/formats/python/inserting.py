"""A new argument, map entry or link of a chain, laid out like its neighbours."""

from __future__ import annotations

import re

from kafkalint.formats.python.chains import insert_link
from kafkalint.formats.python.places import refusal
from kafkalint.formats.python.rows import Row, row
from kafkalint.formats.python.writing import named, quotes, siblings, written
from kafkalint.model.edit import Edit, Refusal
from kafkalint.model.program import Call, Chain, Comprehension, Key, Link, Map, MapEntry, Program
from kafkalint.model.source import Span
from kafkalint.model.value import Native

_NOTE = re.compile(r"[ \t\f]*(?P<comma>,?)[ \t\f]*#[^\r\n]*")
"""The rest of a line behind an item, when it ends in a comment."""


def insert(
    program: Program, container: Call | Map | Chain, key: str, value: Native, after: Key | None
) -> tuple[Edit, ...] | Refusal:
    """Edits that put ``key=value``, ``"key": value`` or ``.method("key", value)`` behind `after`, or last.

    A keyword argument goes behind every positional one, the last link before the end of its chain.
    """
    refused = refusal(program, container.call if isinstance(container, Chain) else container)
    if refused is None and isinstance(container, Call):
        refused = _impossible(container, key)
    if refused:
        return refused
    if isinstance(container, Chain):
        return insert_link(program, container, key, value, after if isinstance(after, Link) else None)
    text = _item(program, container, key, value, after)
    if text is None:
        return Refusal(f"a {type(value).__name__} cannot be written here")
    found = row(program, container)
    newline = program.source.newline
    if not found.items:
        return _into_empty(found, text, newline)
    return _behind(found, _anchor(container, after), text, newline)


def _impossible(call: Call, key: str) -> Refusal | None:
    if not named(key):
        return Refusal(f"{key!r} cannot be a keyword argument")
    if any(argument.name == key for argument in call.arguments):
        return Refusal(f"{key} is an argument already")
    only = call.arguments[0] if len(call.arguments) == 1 else None
    if only and isinstance(only.value, Comprehension) and only.span == only.value.span:
        return Refusal("a generator without parentheses must be the only argument")
    return None


def _item(program: Program, container: Call | Map, key: str, value: Native, after: Key | None) -> str | None:
    source = program.source
    near = after if isinstance(after, MapEntry) else None
    beside = (near.key if near else None, *siblings(container))
    new = written(value, quotes(source, (near.value if near else None, *beside)), source)
    if new is None:
        return None
    if isinstance(container, Call):
        return key + _joint(program, container, "=") + new
    name = written(key, quotes(source, beside), source)
    return f"{name}{_joint(program, container, ': ')}{new}"


def _joint(program: Program, container: Call | Map, usual: str) -> str:
    """What the first item has between its key and its value, when that is no more than the sign and blanks."""
    if isinstance(container, Call):
        ends = [(item.span.start + len(item.name), item.value) for item in container.arguments if named(item.name)]
    else:
        ends = [(item.key.span.end, item.value) for item in container.entries if item.key]
    joint = program.source.text[ends[0][0] : ends[0][1].span.start] if ends else usual
    return joint if joint.strip(" \t") == usual.strip() else usual


def _anchor(container: Call | Map, after: Key | None) -> int:
    """The index of the item to stand behind."""
    items: tuple[Key, ...] = container.arguments if isinstance(container, Call) else container.entries
    place = next((index for index, item in enumerate(items) if item is after), len(items) - 1)
    if isinstance(container, Call):
        positional = (index for index, item in enumerate(container.arguments) if item.name in ("", "*"))
        place = max(place, *positional, -1)
    return place


def _behind(row: Row, index: int, text: str, newline: str) -> tuple[Edit, ...]:
    end, gap = row.items[index].end, row.gaps[index + 1]
    here = Span(end, end)
    note = _NOTE.match(row.text, end)
    if note is None:
        return (Edit(here, _separator(row, index, newline) + text),)
    line = newline + _indent(row, index) + text
    behind_note = Span(note.end(), note.end())
    if note["comma"]:
        return (Edit(behind_note, f"{line},"),)
    if gap.comma is None:
        return Edit(here, ","), Edit(behind_note, line)
    return (Edit(Span(gap.comma.end, gap.comma.end), f" {text},"),)


def _separator(row: Row, index: int, newline: str) -> str:
    """What stands between an item and the next, as far as it can be copied."""
    last = index + 1 == len(row.items)
    if last and index == 0:
        return f",{newline}{_indent(row, index)}" if row.begins_line(row.items[0]) else ", "
    gap = row.gaps[index if last else index + 1]
    if len(gap.newlines) < 2 and not gap.comments:
        return gap.text
    return f",{newline}{_indent(row, index)}"


def _indent(row: Row, index: int) -> str:
    """The blanks before the next item, when that begins a line, else those before this one."""
    following = row.items[index + 1] if index + 1 < len(row.items) else None
    item = following if following and row.begins_line(following) else row.items[index]
    return row.indent(item.start)


def _into_empty(row: Row, text: str, newline: str) -> tuple[Edit, ...]:
    comments = row.gaps[0].comments
    if not comments:
        return (Edit(row.inside, text),)
    last = comments[-1]
    indent = row.indent(last.start) if row.begins_line(last) else _blanks(row.before(last.start)) + "    "
    return (Edit(Span(last.end, last.end), f"{newline}{indent}{text},"),)


def _blanks(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]
