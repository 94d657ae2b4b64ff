"""Where each node of a LibCST tree stands in the text.

LibCST's own providers take four times as long, count bytes, and are wrong behind blanks that its parser lost.
"""

from __future__ import annotations

import re

import libcst as cst
from libcst._nodes.internal import CodegenState

from kafkalint.model.edit import Unreadable
from kafkalint.model.source import Span

_BLANKS = re.compile(r"(?:[ \t\f\r\n]++|\\\r?\n)*+")


class Spans(CodegenState):
    """Spans by node, taken while the tree writes itself along the text it came from."""

    def __init__(self, module: cst.Module, text: str, base: int = 0) -> None:
        super().__init__(default_indent=module.default_indent, default_newline=module.default_newline)
        self.text = text
        self.base = base
        """Where the text stands in that of the file."""
        self.at = 0
        self.exact = True
        """False when the tree lacks blanks of the text."""
        self.found: dict[int, tuple[int, int]] = {}
        """Start and end by the identity of a node, which is far cheaper to ask for than its hash."""
        self.comments: list[Span] = []
        self._starts: list[int] = []
        module._codegen(self)
        if self.at < len(text):
            self._catch_up("")
            if self.at < len(text):
                raise Unreadable("the parser does not reproduce the text", Span(self.at, self.at))

    def of(self, node: cst.CSTNode) -> Span:
        """The span of `node` without blanks and parentheses around it."""
        start, end = self._local(node)
        return Span(self.base + start, self.base + end)

    def written(self, node: cst.CSTNode) -> str:
        """The text of `node`."""
        return self.text[slice(*self._local(node))]

    def _local(self, node: cst.CSTNode) -> tuple[int, int]:
        start, end = self.found[id(node)]
        return start if self.exact else self._behind_blanks(start), end

    def add_token(self, value: str) -> None:
        if not self.text.startswith(value, self.at):
            self._catch_up(value)
        else:
            self.at += len(value)

    def add_indent_tokens(self) -> None:
        for token in self.indent_tokens:
            self.add_token(token)

    def pop_trailing_newline(self) -> None:
        """Nothing was kept that could be popped."""

    def before_codegen(self, node: cst.CSTNode) -> None:  # noqa: ARG002
        self._starts.append(self.at)

    def after_codegen(self, node: cst.CSTNode) -> None:
        start = self._starts.pop()
        self.found.setdefault(id(node), (start, self.at))
        if type(node) is cst.Comment:
            self.comments.append(self.of(node))

    def record_syntactic_position(  # type: ignore[override]  # a cheaper context manager
        self, node: cst.CSTNode, *, start_node: cst.CSTNode | None = None, end_node: cst.CSTNode | None = None
    ) -> _Record:
        return _Record(self, node, start_node, end_node)

    def _catch_up(self, value: str) -> None:
        if self.at == len(self.text) and not value.strip():  # the newline that every statement writes
            return
        self.exact = False
        self.at = self._behind_blanks(self.at)
        if value.strip():
            if not self.text.startswith(value, self.at):
                raise Unreadable("the parser does not reproduce the text", Span(self.at, self.at))
            self.at += len(value)

    def _behind_blanks(self, at: int) -> int:
        match = _BLANKS.match(self.text, at)
        return match.end() if match else at


class _Record:
    """Notes the span of `node` when its own part has been written."""

    __slots__ = ("end", "node", "spans", "start", "started")

    def __init__(self, spans: Spans, node: cst.CSTNode, start: cst.CSTNode | None, end: cst.CSTNode | None) -> None:
        self.spans, self.node, self.start, self.end = spans, node, start, end

    def __enter__(self) -> None:
        self.started = self.spans.at

    def __exit__(self, failed: object, *_: object) -> None:
        if failed:
            return
        found = self.spans.found
        start = self.started if self.start is None else found[id(self.start)][0]
        end = self.spans.at if self.end is None else found[id(self.end)][1]
        found[id(self.node)] = (start, end)
