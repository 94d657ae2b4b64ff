"""The cells of a notebook as one Program, in their order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from kafkalint.formats import text
from kafkalint.formats.notebook.magics import blank, neutral
from kafkalint.formats.python import guards
from kafkalint.formats.python.reading import NoPython, read_piece
from kafkalint.model.edit import Unreadable
from kafkalint.model.program import Import, Node, Program
from kafkalint.model.source import Part, Source, Span

_PASTED = re.compile(r"[ \t]|>>> |In \[")
"""Indented as a whole, or with prompts: IPython takes that away."""


@dataclass(slots=True)
class _Module:
    """What the cells so far come to."""

    texts: list[str] = field(default_factory=list)
    body: list[Node] = field(default_factory=list)
    comments: list[Span] = field(default_factory=list)
    exact: bool = True
    unread: list[Unreadable] = field(default_factory=list)
    tokens: int = 0


def read(source: Source) -> Program:
    """What the notebook says; raises Unreadable for what is none, or is too much."""
    if isinstance(source.detail, Unreadable):
        raise source.detail
    if len(source.text) > text.LARGEST:
        raise Unreadable(f"more than {text.LARGEST:,} characters of code")
    module = _Module()
    for part in source.parts:
        _add(module, part, source.slice(part.span))
        module.texts.append("\n")
    plain = replace(source, text="".join(module.texts))
    return Program(plain, tuple(module.body), tuple(module.comments), module.exact, tuple(module.unread))


def _add(module: _Module, part: Part, written: str) -> None:
    """One more cell; it is set aside when it cannot be read."""
    start = part.span.start
    code = neutral(written)
    try:
        piece = read_piece(code.text, start)
        module.tokens += piece.tokens
        if module.tokens > guards.TOKENS:
            raise Unreadable(f"more than {guards.TOKENS:,} tokens in all cells", Span(start, start))
    except Unreadable as error:
        module.unread.append(error)
        module.texts.append(blank(written))
        if not isinstance(error, NoPython) or _PASTED.match(written):  # it runs, and may do anything
            module.body.append(_any_names(part.span, "a cell that cannot be read"))
        return
    module.texts.append(code.text)
    bindings = (
        _any_names(Span(start + span.start, start + span.end), "another notebook or script") for span in code.binding
    )
    module.body += sorted((*piece.body, *bindings), key=lambda node: node.span.start)
    module.comments += piece.comments
    module.exact = module.exact and piece.exact


def _any_names(span: Span, origin: str) -> Node:
    """Something that may bind every name, like an import of all that a module has."""
    return Import(span, origin, "*", "", 0)
