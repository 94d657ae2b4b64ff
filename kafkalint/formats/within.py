"""Documents inside documents: texts under the name of a file, read as that file and edited where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from kafkalint.formats import Format, format_of
from kafkalint.formats.twice import below
from kafkalint.model.document import Document, Entry, Inner, Node, Scalar, Sequence, walk
from kafkalint.model.edit import Edit, Refusal, Unreadable, splice
from kafkalint.model.embedded import Embedded
from kafkalint.model.source import Source

DEEPEST = 3
"""Documents inside one another."""

_SETTING = re.compile(r"[=:]|\s-")
"""One of these stands in whatever sets something; a sentence has none of them, or is read in vain."""

_BLANK = re.compile(r"\s")

Named = Callable[[str], "str | None"]
"""The name of the file that a text under a key is, or an item under ``KEY[]``; None when it is none that matters."""


def opened(document: Document, syntax: Format, named: Named, deepest: int = DEEPEST) -> Document:
    """`document` with the documents inside it; a text that cannot be read as what its name says is set aside."""
    inner: list[Inner] = []
    unread: list[Unreadable] = []
    for entry, key, scalar, name in _texts(document, named) if deepest else ():
        place = _place(document, syntax, scalar)
        try:
            found = _read(name, str(scalar.value.value))
        except Unreadable as error:
            span = scalar.span if isinstance(place, Refusal) else place.span(error.span)
            unread.append(Unreadable(f"{key}: {error.reason}", span))
            continue
        own, found_syntax = found
        if entry.twice:
            own = replace(own, roots=tuple(below(root, entry.twice) for root in own.roots))
        inner.append(Inner(opened(own, found_syntax, named, deepest - 1), scalar, place))
    if not inner and not unread:
        return document
    comments = (one.outward(comment) for one in inner for comment in one.document.comments)
    behind = (Unreadable(error.reason, one.outward(error.span)) for one in inner for error in one.document.unread)
    return replace(
        document,
        comments=tuple(sorted({*document.comments, *comments})),
        inner=tuple(inner),
        unread=(*document.unread, *unread, *behind),
    )


def outward(document: Document, syntax: Format, inner: Inner, edits: tuple[Edit, ...]) -> tuple[Edit, ...] | Refusal:
    """Edits of the text of `inner` as edits of `document`, after which nothing but that text is another one."""
    embed = getattr(syntax, "embed", None)
    if isinstance(inner.place, Refusal):
        return inner.place
    if embed is None:
        return Refusal("texts inside this format are not edited")
    made: list[Edit] = []
    for edit in edits:
        one: Edit | Refusal = embed(document, inner, inner.place, edit)
        if isinstance(one, Refusal):
            return one
        made.append(one)
    if _says(document, syntax, inner, tuple(made), splice(inner.document.source.text, edits)):
        return tuple(made)
    return Refusal("what stands around the text would change with it")


def _texts(document: Document, named: Named) -> Iterator[tuple[Entry, str, Scalar, str]]:
    """Scalars whose text is a file, each with its key and the file's name; what an alias repeats comes once."""
    seen: set[int] = set()
    for root in document.roots:
        for entry, key, scalar in _keyed(root):
            value = scalar.value.value
            if not isinstance(value, str) or not _SETTING.search(value) or scalar.span.start in seen:
                continue
            name = named(key)
            if name:
                seen.add(scalar.span.start)
                yield entry, key, scalar, name


def _keyed(root: Node) -> Iterator[tuple[Entry, str, Scalar]]:
    """Scalars with their keys; items of a list under ``KEY``, as far as they are more than a word, with ``KEY[]``."""
    for _, _, entry in walk(root):
        if isinstance(entry.value, Scalar):
            yield entry, entry.key, entry.value
        elif isinstance(entry.value, Sequence):
            items = (item for item in entry.value.items if isinstance(item, Scalar))
            yield from ((entry, f"{entry.key}[]", item) for item in items if _BLANK.search(str(item.value.value)))


def _place(document: Document, syntax: Format, scalar: Scalar) -> Embedded | Refusal:
    embedded = getattr(syntax, "embedded", None)
    if embedded is None:
        return Refusal("texts inside this format are not edited")
    place: Embedded | Refusal = embedded(document, scalar)
    return place


def _read(name: str, text: str) -> tuple[Document, Format]:
    """A text as the file that its name says; raises Unreadable."""
    syntax = format_of(name.rpartition("/")[2])
    if syntax is None:
        raise Unreadable("no format reads files of this name")
    source = syntax.decode(name, text.encode("utf-8", "surrogatepass"))
    if source.text != text:
        raise Unreadable("a byte order mark inside a text")
    read = syntax.read(source)
    if not isinstance(read, Document):
        raise Unreadable("source code inside a text")
    return read, syntax


def _says(document: Document, syntax: Format, inner: Inner, edits: tuple[Edit, ...], wanted: str) -> bool:
    """Whether `document` with `edits` made differs in the one scalar, which says `wanted` then."""
    try:
        after = syntax.read(_spliced(document.source, edits))
    except (Unreadable, ValueError):
        return False
    assert isinstance(after, Document)  # as before
    told = [(keys, repr(wanted if one is inner.holder else one.value.value)) for keys, one in _scalars(document)]
    return told == [(keys, repr(one.value.value)) for keys, one in _scalars(after)]


def _spliced(source: Source, edits: tuple[Edit, ...]) -> Source:
    text = splice(source.text, edits)
    return replace(source, text=text, data=source.encode(text))


def _scalars(document: Document) -> Iterator[tuple[tuple[str, ...], Scalar]]:
    """Every scalar with the keys that lead to it; an item of a list is reached by its index."""
    for root in document.roots:
        for keys, _, entry in walk(root):
            if isinstance(entry.value, Scalar):
                yield (*keys, entry.key), entry.value
            elif isinstance(entry.value, Sequence):
                known = {inner.span.start for inner in entry.value.entries}
                for index, item in enumerate(entry.value.items):
                    if isinstance(item, Scalar) and item.span.start not in known:
                        yield (*keys, entry.key, str(index)), item
