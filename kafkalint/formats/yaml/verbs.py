"""The verbs of YAML: what is written where, or why it is not."""

from __future__ import annotations

import re

from kafkalint.formats.yaml.flow import delete_item, insert_item
from kafkalint.formats.yaml.lines import delete_lines, empty_mapping, insert_line
from kafkalint.formats.yaml.lists import KEY
from kafkalint.formats.yaml.scalars import Writable, as_text, inside, same, spell, written
from kafkalint.formats.yaml.shape import Layout, Look, Nest, Seat
from kafkalint.model.document import Container, Document, Entry, Scalar, Sequence
from kafkalint.model.edit import Edit, Refusal, splice
from kafkalint.model.source import Span
from kafkalint.model.value import Native

_SEPARATOR = re.compile(r":[ \t]+")
_ODD_BREAK = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
_LONGEST_KEY = 1_000
_BREAKS = Refusal("a lone carriage return or another rare line end stands in the file")


def replace(document: Document, target: Entry, value: Native) -> tuple[Edit, ...] | Refusal:
    """The value in the quotes of the old one where they can hold it."""
    new, seat, node = written(value), _seat(target), target.value
    if isinstance(new, Refusal):
        return new
    if not isinstance(node, Scalar) or not isinstance(node.detail, Look):
        return Refusal("the value is no scalar")
    if _is_text(seat, node):
        new = as_text(new)
    if same(node.value.value, new):
        return ()
    refusal = seat.refusal or node.detail.refusal or _header_comment(document, node)
    if refusal:
        return Refusal(refusal)
    if seat.kind == "assignment":
        held = inside(as_text(new), node.detail, f"{target.key}=")
    else:
        held = _leading(document, node) + spell(new, node.detail.style, node.detail.flow)
    return held if isinstance(held, Refusal) else (Edit(node.span, held),)


def rename(_: Document, target: Entry, key: str) -> tuple[Edit, ...] | Refusal:
    """The key in the quotes of the old one where they can hold it."""
    seat = _seat(target)
    if seat.refusal:
        return Refusal(seat.refusal)
    if seat.key.refusal:
        return Refusal("the key has an anchor, an alias or a tag")
    if key == target.key:
        return ()
    held = _key(seat, key)
    return held if isinstance(held, Refusal) else (Edit(target.key_span, held),)


def insert(
    document: Document, container: Container, key: str, value: Native, after: Entry | None
) -> tuple[Edit, ...] | Refusal:
    """A new entry behind `after`, or last, written as the one before it."""
    new, nest, text = written(value), _nest(container), document.source.text
    if isinstance(new, Refusal):
        return new
    if nest.refusal:
        return Refusal(nest.refusal)
    if _ODD_BREAK.search(text):
        return _BREAKS
    own = [entry for entry in container.entries if isinstance(container, Sequence) or not _seat(entry).refusal]
    index = next((_seat(entry).index for entry in own if entry is after), len(nest.parts) - 1)
    model = next((entry for entry in own if _seat(entry).index == index), own[-1] if own else None)
    held = _like(text, container, model, key, new)
    if isinstance(held, Refusal):
        return held
    edit = insert_item(text, nest, index, held) if nest.flow else insert_line(text, nest.parts[index], held)
    return edit if isinstance(edit, Refusal) else (edit,)


def delete(document: Document, container: Container, target: Entry) -> tuple[Edit, ...] | Refusal:
    """The entry taken out with its lines or its comma."""
    nest, seat, text = _nest(container), _seat(target), document.source.text
    if seat.refusal or nest.refusal:
        return Refusal(seat.refusal or nest.refusal)
    if _ODD_BREAK.search(text):
        return _BREAKS
    layout = document.detail
    part = nest.parts[seat.index]
    if not isinstance(layout, Layout) or any(part.span.start <= at < part.span.end for at in layout.anchors):
        return Refusal("an anchor stands in it")
    if len(nest.parts) == 1 and isinstance(container, Sequence):
        return Refusal("it is the only item of its list")
    edit = _deleted(text, layout, nest, seat.index)
    return edit if isinstance(edit, Refusal) else (edit,)


def _deleted(text: str, layout: Layout, nest: Nest, index: int) -> Edit | Refusal:
    if nest.flow:
        return delete_item(text, nest, index)
    only = len(nest.parts) == 1
    return empty_mapping(text, nest.parts[index]) if only else delete_lines(text, layout, nest.parts, index)


def _like(text: str, container: Container, model: Entry | None, key: str, value: Writable) -> str | Refusal:
    """A new pair or item, written like `model` where there is one."""
    if isinstance(container, Sequence):
        return _item(text, container, model, key, value) if model else Refusal("the list has no item to write it like")
    nest = _nest(container)
    if model:
        return _pair(text, nest, model, key, value)
    held = _key(Seat("pair", 0, Look("", nest.flow), Span(0, 0)), key)
    return held if isinstance(held, Refusal) else f"{held}: {spell(value, '', nest.flow)}"


def _pair(text: str, nest: Nest, model: Entry, key: str, value: Writable) -> str | Refusal:
    """A pair in the quotes and with the separator of `model`."""
    seat = _seat(model)
    held = _key(seat, key)
    style = model.value.detail.style if isinstance(model.value.detail, Look) else ""
    separator = text[model.key_span.end : seat.value.start]
    tight = separator == ":" and seat.key.style and seat.value.start < seat.value.end
    if not tight and not _SEPARATOR.fullmatch(separator):
        separator = ": "
    return held if isinstance(held, Refusal) else held + separator + spell(value, style, nest.flow)


def _item(text: str, container: Sequence, model: Entry, key: str, value: Writable) -> str | Refusal:
    """An item of a list like that of `model`, with its dash."""
    seat, nest, node = _seat(model), _nest(container), model.value
    if not isinstance(node, Scalar) or not isinstance(node.detail, Look):
        return Refusal("the value is no scalar")
    if seat.refusal or seat.key.refusal or node.detail.refusal:
        return Refusal("the item to write it like has an anchor, an alias or a tag")
    gap = "" if nest.flow else text[nest.parts[seat.index].span.start : model.span.start]
    if gap.strip(" ") not in ("", "-"):
        return Refusal("other things stand behind the dash")
    held = _key(seat, key)
    if isinstance(held, Refusal):
        return held
    if seat.kind == "assignment":
        return gap + spell(f"{key}={as_text(value)}", node.detail.style, nest.flow)
    return _named(text, model, node, held, as_text(value) if _is_text(seat, node) else value, gap)


def _named(text: str, model: Entry, node: Scalar, key: str, value: Writable, gap: str) -> str | Refusal:
    look, start = node.detail, model.span.start
    item = text[start : model.span.end]
    if not isinstance(look, Look) or "#" in item:
        return Refusal("a comment may stand in the item to write it like")
    lead = "" if node.span.start < node.span.end else " "
    edits = [(model.key_span, key), (node.span, lead + spell(value, look.style, look.flow))]
    return gap + splice(item, tuple(Edit(Span(at - start, end - start), new) for (at, end), new in edits))


def _key(seat: Seat, key: str) -> str | Refusal:
    """`key` as it is written where `seat` has its key."""
    if seat.kind == "assignment":
        return key if KEY.fullmatch(key) else Refusal("the name cannot stand before = in a list")
    if seat.kind == "pair" and len(key) > _LONGEST_KEY:
        return Refusal("the key is too long")
    held = written(key)
    return held if isinstance(held, Refusal) else spell(held, seat.key.style, seat.key.flow)


def _is_text(seat: Seat, node: Scalar) -> bool:
    """Whether the value is text by its place, so that a number becomes text too."""
    return seat.kind == "assignment" or (seat.kind == "named" and isinstance(node.value.value, str))


def _leading(document: Document, node: Scalar) -> str:
    """What a value that was not written yet needs before it."""
    if node.span.start < node.span.end:
        return ""
    return " " if document.source.text[: node.span.start].endswith(":") else ": "


def _header_comment(document: Document, node: Scalar) -> str:
    text = document.source.text
    header = text[node.span.start : text.find("\n", node.span.start)]
    block = isinstance(node.detail, Look) and node.detail.block
    return "the comment of the block scalar would be lost" if block and "#" in header else ""


def _seat(entry: Entry) -> Seat:
    if not isinstance(entry.detail, Seat):
        raise TypeError("no entry of a YAML document")
    return entry.detail


def _nest(container: Container) -> Nest:
    if not isinstance(container.detail, Nest):
        raise TypeError("no collection of a YAML document")
    return container.detail
