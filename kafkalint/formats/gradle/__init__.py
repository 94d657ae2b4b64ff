"""Gradle build scripts (Groovy, Kotlin), read only: blocks and calls as nested entries, as far as they are literal.

``id 'x' version '1'`` and ``group: 'a', name: 'b'`` become mappings; a use of a variable is the text ``${name}``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kafkalint.formats.gradle.statements import entries_of
from kafkalint.formats.gradle.tokens import Token, tokens
from kafkalint.formats.text import decode as decode_text
from kafkalint.model.document import Document, Entry, Mapping
from kafkalint.model.edit import Refusal, Unreadable
from kafkalint.model.source import Source, Span

NAME = "gradle"
PATTERNS = ("*.gradle", "*.gradle.kts")
DEEPEST = 200
"""Levels of blocks above which a file is no build script."""
_REFUSAL = Refusal("Gradle build scripts are read, not rewritten")


def decode(path: str, data: bytes) -> Source:
    """UTF-8."""
    return decode_text(path, data)


def read(source: Source) -> Document:
    """One mapping with what stands in the script; raises Unreadable for blocks that nest too deep."""
    stack = [_Block(0)]
    comments: list[Span] = []
    for token in tokens(source.text):
        block = stack[-1]
        if token.kind == "comment":
            comments.append(token.span)
        elif token.value == "{" and token.kind == "mark":
            if len(stack) > DEEPEST:
                raise Unreadable(f"nested deeper than {DEEPEST} levels", token.span)
            stack.append(_Block(token.span.start, block.statement[0] if block.statement else None))
        elif token.value == "}" and token.kind == "mark":
            block.end_statement()
            if len(stack) > 1:
                stack.pop()
                stack[-1].close(block, token.span.end)
        else:
            block.take(token)
    while len(stack) > 1:
        stack[-1].end_statement()
        inner = stack.pop()
        stack[-1].close(inner, len(source.text))
    stack[0].end_statement()
    return Document(source, (Mapping(Span(0, len(source.text)), tuple(stack[0].entries)),), tuple(comments))


def replace(*_: object) -> Refusal:
    """Refused: see the module."""
    return _REFUSAL


insert = delete = rename = replace


@dataclass(slots=True)
class _Block:
    """A block that is still open, and the statement that is being read in it."""

    start: int
    head: Token | None = None
    statement: list[Token] = field(default_factory=list)
    depth: int = 0
    entries: list[Entry] = field(default_factory=list)

    def take(self, token: Token) -> None:
        """Add a token to the statement; a line end closes it unless something is open."""
        if token.kind == "line":
            waits = self.statement and self.statement[-1].kind == "mark" and self.statement[-1].value in ",+="
            if self.depth == 0 and not waits:
                self.end_statement()
            return
        if token.kind == "mark":
            self.depth = max(0, self.depth + (token.value in "([") - (token.value in ")]"))
        self.statement.append(token)

    def end_statement(self) -> None:
        """Turn what was read into entries."""
        self.entries += entries_of(self.statement)
        self.statement, self.depth = [], 0

    def close(self, inner: _Block, end: int) -> None:
        """Take in a block that has ended, behind its own arguments."""
        if inner.head is not None and inner.head.kind in ("word", "text"):
            value = Mapping(Span(inner.start, end), tuple(inner.entries))
            self.entries.append(Entry(inner.head.value, inner.head.span, value, Span(inner.head.span.start, end)))
