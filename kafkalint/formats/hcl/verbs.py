"""Settings of an HCL file set, put in, taken out and renamed: attributes of blocks, members of maps, items of lists."""

from __future__ import annotations

import re

from kafkalint.formats.comments import comments_between
from kafkalint.formats.flow import Flow, delete_member, insert_member
from kafkalint.formats.hcl.read import Blocks, Body, Labels, read
from kafkalint.formats.hcl.texts import Spelled, spell
from kafkalint.formats.hcl.values import Members, Named
from kafkalint.formats.lines import line_behind, line_end, line_start, without_lines
from kafkalint.formats.pairs import pair_item, pair_key, pair_value, quote_of
from kafkalint.formats.proof import proved
from kafkalint.formats.spelling import SURROGATE, same
from kafkalint.model.document import Container, Document, Entry, Mapping, Scalar, Sequence
from kafkalint.model.edit import Edit, Refusal, splice
from kafkalint.model.source import Span
from kafkalint.model.value import Native

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_NO_KEY = frozenset({"for", "null", "true", "false"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FILLED = re.compile(r"[$%]\{")
_REST = re.compile(r"(?P<comma>[ \t]*,)?[ \t]*(?:(?:#|//)[^\n]*|/\*[^\n]*\*/[ \t]*\r?)?(?:\r?\n|\Z)")
"""The rest of a line on which nothing follows."""
_HELD = {
    "expression": Refusal("the value is computed"),
    "heredoc": Refusal("the value stands in several lines"),
}


def replace(document: Document, target: Entry, value: Native) -> tuple[Edit, ...] | Refusal:
    """The value alone, in HCL's own types."""
    if not isinstance(target.value, Scalar):
        return Refusal("the setting holds several values")
    if same(target.value, value):
        return ()
    spelled = target.value.detail
    if isinstance(spelled, Spelled) and spelled.kind in _HELD:
        return _HELD[spelled.kind]
    written = document.source.slice(target.value.span)
    if (isinstance(spelled, Spelled) and spelled.filled) or (quote_of(target) and "${" in written):
        return Refusal("the value is put together from others")
    text = _item_text(pair_value(value)) if quote_of(target) else _spell(value)
    if isinstance(text, Refusal):
        return text
    return () if text == written else (Edit(target.value.span, text),)


def insert(
    document: Document, container: Container, key: str, value: Native, after: Entry | None
) -> tuple[Edit, ...] | Refusal:
    """Behind `after`, on a line of its own where that one has its line, else behind it on its line."""
    if isinstance(container, Sequence):
        return _insert_item(document, container, key, value, after)
    if isinstance(container.detail, Labels):
        return Refusal("nothing but a block stands there")
    text = _spell(value)
    name = _key(key, in_body=isinstance(container.detail, Body))
    if isinstance(text, Refusal):
        return text
    if isinstance(name, Refusal):
        return name
    own = [entry for entry in container.entries if not _is_block(entry)]
    anchor = after or (own[-1] if own else None)
    if isinstance(container.detail, Body):
        return _insert_line(document, container, container.detail, f"{name} = {text}", anchor)
    member = f"{name}{_separator(document, anchor)}{text}"
    if document.source.slice(container.span) == "{}":
        return (Edit(Span(container.span.start + 1, container.span.start + 1), f" {member} "),)
    if anchor is None:
        spans = container.detail.spans if isinstance(container.detail, Members) else ()
        return insert_member(Flow(document, container.span, spans), len(spans) - 1, member, " ")
    return _proved(document, _behind(document, anchor, member))


def _insert_line(
    document: Document, container: Mapping, body: Body, line: str, anchor: Entry | None
) -> tuple[Edit, ...] | Refusal:
    source = document.source
    if body.short:
        return Refusal("the block stands on one line")
    if anchor is None:
        if container.entries or container.span != Span(0, len(source.text)):
            return Refusal("the block has no line to put the setting behind")
        return (line_behind(source, len(source.text), line),)
    if not _REST.match(source.text, anchor.span.end):
        return Refusal("more stands on the line of the setting before")
    lead = source.text[line_start(source.text, anchor.span.start) : anchor.span.start]
    return _proved(document, (line_behind(source, line_end(source.text, anchor.span.end), lead + line),))


def _behind(document: Document, anchor: Entry, member: str) -> tuple[Edit, ...]:
    text = document.source.text
    lead = text[line_start(text, anchor.span.start) : anchor.span.start]
    rest = _REST.match(text, anchor.span.end)
    if rest is None or lead.strip():
        return (Edit(Span(anchor.span.end, anchor.span.end), f", {member}"),)
    line = f"{lead}{member}{',' if rest['comma'] else ''}"
    return (line_behind(document.source, line_end(text, anchor.span.end), line),)


def _insert_item(
    document: Document, container: Sequence, key: str, value: Native, after: Entry | None
) -> tuple[Edit, ...] | Refusal:
    anchor = after or next(reversed(container.entries), None)
    if isinstance(container.detail, Blocks):
        return _insert_block(document, anchor, key, value)
    flow = _items(document, container)
    index = flow.holding(anchor.span.start) if anchor else len(flow.members) - 1
    if anchor is not None and isinstance(anchor.detail, Named):
        item = _like(document, anchor, key, value)
    else:
        item = _item_text(pair_item(key, value, '"'))
    return item if isinstance(item, Refusal) else _proved(document, insert_member(flow, index, item, " "))


def _insert_block(document: Document, anchor: Entry | None, key: str, value: Native) -> tuple[Edit, ...] | Refusal:
    assert anchor is not None  # without a block there is no list of them
    source, text = document.source, document.source.text
    lead, inner = (text[line_start(text, at) : at] for at in (anchor.span.start, anchor.key_span.start))
    new = _spell(value)
    if isinstance(new, Refusal):
        return new
    if lead.strip() or not _REST.match(text, anchor.span.end):
        return Refusal("more stands on the lines of the block before")
    word, unit = text[anchor.span.start :].partition("{")[0], inner[: len(inner) - len(inner.lstrip())]
    lines = [f"{lead}{word}{{", f'{unit}name  = "{spell(key)}"', f"{unit}value = {new}", f"{lead}}}"]
    return _proved(document, (line_behind(source, line_end(text, anchor.span.end), source.newline.join(lines)),))


def _item_text(text: str | Refusal) -> str | Refusal:
    """`text` as part of an item, where nothing may be filled in that was not."""
    filled = isinstance(text, str) and _FILLED.search(text)
    return Refusal("the new value needs escapes inside a list item") if filled else text


def _like(document: Document, anchor: Entry, key: str, value: Native) -> str | Refusal:
    """An item that is written as `anchor` is but for its comments, with another name and value."""
    assert isinstance(anchor.detail, Named)  # asked for by its caller
    text = _spell(value)
    if isinstance(text, Refusal):
        return text
    name, (start, end) = f'"{spell(key)}"', anchor.detail.item
    if comments_between(document, start, end):
        return f"{{ name = {name}, value = {text} }}"
    edits = ((anchor.key_span, name), (anchor.value.span, text))
    moved = tuple(Edit(Span(span.start - start, span.end - start), new) for span, new in edits)
    return splice(document.source.text[start:end], moved)


def delete(document: Document, container: Container, target: Entry) -> tuple[Edit, ...] | Refusal:
    """The lines of the setting with the comment behind, or the member with its comma."""
    if _is_block(target):
        return Refusal("a block is no setting")
    if isinstance(container, Sequence) and not isinstance(container.detail, Blocks):
        flow = _items(document, container)
        return _proved(document, delete_member(flow, flow.holding(target.span.start)))
    text = document.source.text
    start, end = target.span
    alone = not text[line_start(text, start) : start].strip() and _REST.match(text, end)
    if alone:
        return _proved(document, (without_lines(text, line_start(text, start), line_end(text, end)),))
    if not isinstance(container.detail, Members):
        return Refusal("more stands on its line")
    spans = container.detail.spans
    return _proved(document, delete_member(Flow(document, container.span, spans), spans.index(target.span)))


def rename(document: Document, target: Entry, key: str) -> tuple[Edit, ...] | Refusal:
    """The key alone."""
    if key == target.key:
        return ()
    if _is_block(target):
        return Refusal("a block is no setting")
    if quote_of(target):
        text = pair_key(key)
    elif isinstance(target.detail, Named) or document.source.text[target.key_span.start] == '"':
        text = _spell(key)
    else:
        text = _key(key, in_body=False)
    return text if isinstance(text, Refusal) else _proved(document, (Edit(target.key_span, text),))


def _proved(document: Document, edits: tuple[Edit, ...] | Refusal) -> tuple[Edit, ...] | Refusal:
    """`edits` when the file can be read after them."""
    return proved(document, edits, read, "what parts the settings would no longer fit")


def _is_block(entry: Entry) -> bool:
    return isinstance(entry.value.detail, Body | Labels | Blocks)


def _items(document: Document, container: Sequence) -> Flow:
    return Flow(document, container.span, tuple(item.span for item in container.items))


def _separator(document: Document, anchor: Entry | None) -> str:
    """What stands between key and value in maps: an equals sign, or a colon where the neighbour has one."""
    between = document.source.text[anchor.key_span.end : anchor.value.span.start] if anchor else ""
    return ": " if between.strip() == ":" else " = "


def _key(key: str, *, in_body: bool) -> str | Refusal:
    if _NAME.fullmatch(key) and (in_body or key not in _NO_KEY):
        return key
    return Refusal(f"{key!r} cannot be the name of an attribute") if in_body else _spell(key)


def _spell(value: Native) -> str | Refusal:
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if not isinstance(value, str):
        return Refusal("the new value is no single value")
    if SURROGATE.search(value) or _CONTROL.search(value):
        return Refusal("the new value holds a character that is not written out")
    return f'"{spell(value)}"'
