"""What the verbs of YAML have to know about each node: how and where it stands in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kafkalint.model.source import Span

GAP = re.compile(r"(?:\s|#[^\r\n]*)*")
"""What may stand between two tokens: blanks, line ends, comments."""
PROPERTIES = re.compile(r"(?:[!&]\S*(?:\s|#[^\r\n]*)*)*")
"""The anchor and the tag of a node with what stands behind each."""

Kind: TypeAlias = Literal["pair", "assignment", "named"]
"""A pair of a mapping, a `KEY=value` item, an item of exactly a name and a value."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block scalar: where its content ends, and where the line behind it begins."""

    span: Span
    """From the `|` or `>` to the end of the last line that is content, without its line end."""
    below: int
    keep: bool
    """True for `|+`, where blank lines behind it are content."""


@dataclass(frozen=True, slots=True)
class Part:
    """One pair or item as it stands in its container: from its key or dash to its end, anchors and tags included."""

    span: Span
    tail: Block | None = None
    """The block scalar in which it ends."""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Nest:
    """The detail of a mapping or sequence."""

    flow: bool
    parts: tuple[Part, ...]
    """Everything that is written in it, merge keys included."""
    closer: int = 0
    """Where a flow collection closes."""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """The detail of a scalar."""

    style: str
    """The quote, `|`, `>`, or nothing for a plain one."""
    flow: bool = False
    refusal: str = ""
    block: Block | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """The detail of an entry: which part of its container it is, and how its key is written."""

    kind: Kind
    index: int
    key: Look
    value: Span
    """The value as it stands here: the alias instead of what it leads to."""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The detail of a document: what deletion must not break."""

    blocks: tuple[Block, ...]
    anchors: tuple[int, ...]
    """Where anchored nodes begin."""
