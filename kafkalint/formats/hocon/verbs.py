"""Settings of a HOCON file set, put in, taken out and renamed, with what parts them from their neighbours."""

from __future__ import annotations

import json
import re

from kafkalint.formats.comments import comments_between
from kafkalint.formats.flow import Flow, insert_member
from kafkalint.formats.hocon.read import Members, Spelled, read
from kafkalint.formats.hocon.scan import BLANK
from kafkalint.formats.lines import line_behind, line_end, line_start, without_lines
from kafkalint.formats.proof import proved
from kafkalint.formats.spelling import as_text, of_text
from kafkalint.model.document import Container, Document, Entry, Node, Sequence
from kafkalint.model.edit import Edit, Refusal
from kafkalint.model.source import Span
from kafkalint.model.value import Native

_BARE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?|(?!null\Z)[A-Za-z_](?:[\w.-]|/(?!/))*", re.ASCII)
_BARE_KEY = re.compile(r"(?!include\Z)[A-Za-z0-9_-]+")
_CONTROL = re.compile(r"[\x7f-\x9f]")
_DOT_IN_QUOTES = re.compile(r'"[^".]*\.')
_SEPARATOR = re.compile(r"[ \t]*[=:][ \t]*")
_REST = re.compile(rf"(?P<comma>{BLANK}*,)?{BLANK}*(?:(?:#|//)[^\n]*)?(?:\n|\Z)")
"""The rest of a line on which nothing follows."""
_BETWEEN = re.compile(rf"(?:{BLANK}|\n)*,?(?:{BLANK}|\n)*")


@of_text
def replace(document: Document, target: Entry, text: str) -> tuple[Edit, ...] | Refusal:  # noqa: ARG001
    """The value alone, in quotes where it was or where it needs them."""
    if _spelled(target.value).substituted:
        return Refusal("the value comes from a substitution")
    return (Edit(target.value.span, _text(text, quoted=_spelled(target.value).quoted)),)


def insert(
    document: Document, container: Container, key: str, value: Native, after: Entry | None
) -> tuple[Edit, ...] | Refusal:
    """A line behind that of `after`, or behind it on its line when more stands there."""
    text = as_text(value)
    members = container.detail
    if isinstance(container, Sequence) or not isinstance(members, Members):
        return Refusal("a list takes no setting")
    if isinstance(text, Refusal):
        return text
    if not members.whole:
        return Refusal("the object is put together from several")
    anchor = after or next(reversed(container.entries), None)
    name = _key(key, any(_is_quoted_path(document, entry) for entry in container.entries))
    if isinstance(name, Refusal):
        return name
    quoted = isinstance(value, str) and anchor is not None and _spelled(anchor.value).quoted
    member = f"{name}{_separator(document, anchor)}{_text(text, quoted=quoted)}"
    if anchor:
        return _behind(document, anchor, member)
    if members.spans:
        return Refusal("nothing but an include stands there")
    if members.braced:
        return insert_member(Flow(document, container.span, ()), -1, member, " ")
    return (line_behind(document.source, len(document.source.text), member),)


def _behind(document: Document, anchor: Entry, member: str) -> tuple[Edit, ...]:
    text = document.source.text
    lead = text[line_start(text, anchor.span.start) : anchor.span.start]
    rest = _REST.match(text, anchor.span.end)
    if rest is None or lead.strip():
        return (Edit(Span(anchor.span.end, anchor.span.end), f", {member}"),)
    line = f"{lead}{member}{',' if rest['comma'] else ''}"
    return (line_behind(document.source, line_end(text, anchor.span.end), line),)


def delete(document: Document, container: Container, target: Entry) -> tuple[Edit, ...] | Refusal:
    """The lines of the setting with the comment behind, or the setting with one comma."""
    text = document.source.text
    start, end = target.span
    lead = text[line_start(text, start) : start]
    if not lead.strip() and _REST.match(text, end):
        return _proved(document, without_lines(text, line_start(text, start), line_end(text, end)))
    cut = _cut(text, container, target)
    if cut is None:
        return Refusal("its line cannot be parted from what stands beside it")
    if any(comments_between(document, *cut)):
        return Refusal("a comment stands beside the setting")
    return _proved(document, Edit(cut, ""))


def _cut(text: str, container: Container, target: Entry) -> Span | None:
    """`target` with what parts it from a member beside it, better from one on its line; else all between the braces."""
    members = container.detail
    if not isinstance(members, Members) or not members.whole:
        return None
    if members.braced and members.spans == (target.span,):
        return Span(container.span.start + 1, container.span.end - 1)
    index = members.spans.index(target.span)
    (start, end), spans = target.span, members.spans
    beside = [
        *((text[one.end : start], Span(one.end, end)) for one in spans[index - 1 : index]),
        *((text[end : one.start], Span(start, one.start)) for one in spans[index + 1 : index + 2]),
    ]
    cuts = [(gap, cut) for gap, cut in beside if _BETWEEN.fullmatch(gap)]
    return min(cuts, key=lambda found: "\n" in found[0], default=("", None))[1]


def rename(document: Document, target: Entry, key: str) -> tuple[Edit, ...] | Refusal:
    """The key alone."""
    if key == target.key:
        return ()
    name = _key(key, _is_quoted_path(document, target))
    return name if isinstance(name, Refusal) else (Edit(target.key_span, name),)


def _proved(document: Document, edit: Edit) -> tuple[Edit, ...] | Refusal:
    """`edit` when the file can be read after it; a comma may have nothing left to part."""
    return proved(document, (edit,), read, "the commas around the setting would no longer fit")


def _spelled(node: Node) -> Spelled:
    return node.detail if isinstance(node.detail, Spelled) else Spelled(quoted=False, substituted=False)


def _separator(document: Document, anchor: Entry | None) -> str:
    """What stands between key and value in `anchor`."""
    written = document.source.text[anchor.key_span.end : anchor.value.span.start] if anchor else ""
    return written if _SEPARATOR.fullmatch(written) else " = "


def _text(text: str, *, quoted: bool) -> str:
    return _in_quotes(text) if quoted or not _BARE.fullmatch(text) else text


def _in_quotes(text: str) -> str:
    return _CONTROL.sub(lambda match: f"\\u{ord(match.group()):04x}", json.dumps(text, ensure_ascii=False))


def _is_quoted_path(document: Document, entry: Entry) -> bool:
    """Whether the dots of the key stand inside quotes, so that they part nothing."""
    return bool(_DOT_IN_QUOTES.match(document.source.slice(entry.key_span)))


def _key(key: str, whole: bool) -> str | Refusal:
    """`key` as a path of bare parts where that is possible, or in quotes as a `whole`."""
    text = as_text(key)
    if isinstance(text, Refusal) or not key:
        return text if isinstance(text, Refusal) else Refusal("an empty key")
    if whole:
        return _in_quotes(key)
    return ".".join(part if _BARE_KEY.fullmatch(part) else _in_quotes(part) for part in key.split("."))
