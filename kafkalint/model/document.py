"""What a format reads from a data file: nested entries, every one with its spans; no word of Kafka."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from kafkalint.model.edit import Refusal, Unreadable
from kafkalint.model.embedded import Embedded
from kafkalint.model.source import Source, Span
from kafkalint.model.value import Literal


@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """A leaf: its span includes the quotes."""

    span: Span
    value: Literal
    detail: object = None
    """Belongs to the format that made it; nobody else looks inside."""


@dataclass(frozen=True, slots=True)
class Twice:
    """A key that stands more than once in a map whose syntax allows each key once, so that readers differ."""

    key: str
    first: bool
    """Whether none of its name stands before it."""
    last: bool
    """Whether none of its name stands behind it."""
    above: bool = False
    """Whether an entry stands below the key, and is not the one that has it."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One key and its value, in a mapping, a section or a list of ``KEY=value`` items."""

    key: str
    key_span: Span
    value: Node
    span: Span
    """From the key to the end of the value, without comments, separators and line ends around them."""
    detail: object = None
    optional: bool = False
    """Whether the value may turn out to be missing, so that an earlier entry of the name counts."""
    twice: Twice | None = None
    """Its own key, or the outermost one above it, that stands more than once where it must not."""


@dataclass(frozen=True, slots=True, eq=False)
class Mapping:
    """Entries in written order; duplicate keys are kept."""

    span: Span
    entries: tuple[Entry, ...]
    detail: object = None
    open: str = ""
    """Why there may be entries that do not stand here, empty when there are none."""


@dataclass(frozen=True, slots=True, eq=False)
class Sequence:
    """Items in written order; items of the form ``KEY=value`` are also seen as entries."""

    span: Span
    items: tuple[Node, ...]
    entries: tuple[Entry, ...] = ()
    detail: object = None
    open: str = ""
    """Why there may be items that do not stand here, empty when there are none."""


Node: TypeAlias = "Scalar | Mapping | Sequence"
Container: TypeAlias = "Mapping | Sequence"


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One data file as read: several roots when the file holds several documents."""

    source: Source
    roots: tuple[Node, ...]
    comments: tuple[Span, ...] = ()
    """Every comment with its marker and without its line end, in order, those of inner documents among them."""
    detail: object = None
    inner: tuple[Inner, ...] = ()
    unread: tuple[Unreadable, ...] = ()
    """Why texts that should be inner documents are none."""

    def spelled(self, scalar: Scalar) -> str:
        """The text of a leaf as it stands in the file: as a number, ``0.10`` would lose its last digit."""
        value = scalar.value.value
        return value if isinstance(value, str) else self.source.slice(scalar.span)


@dataclass(frozen=True, slots=True, eq=False)
class Inner:
    """A scalar whose text is a document; the path of that one's source is the name under which it stands here."""

    document: Document
    holder: Scalar
    place: Embedded | Refusal
    """Where each character of the text is written, or why that is not known exactly; it is not edited then."""

    def outward(self, span: Span) -> Span:
        """Where the text under `span` is written outside; the whole scalar where that is not known exactly."""
        return self.holder.span if isinstance(self.place, Refusal) else self.place.span(span)


def walk(root: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Container, Entry]]:
    """Every entry under `root` with the keys above it and its container, in written order.

    Items of a sequence are reached by their index as a key: ``("services", "0", "environment")``.
    """
    stack: list[tuple[tuple[str, ...], Node]] = [(path, root)]
    while stack:
        keys, node = stack.pop()
        if isinstance(node, Scalar):
            continue
        for entry in node.entries:
            yield keys, node, entry
        if isinstance(node, Mapping):
            inner = [((*keys, entry.key), entry.value) for entry in node.entries]
        else:
            inner = [((*keys, str(index)), item) for index, item in enumerate(node.items)]
        stack.extend(reversed(inner))
